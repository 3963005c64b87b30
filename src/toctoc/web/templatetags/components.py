"""The components as template tags, their props as keywords: `{% load components %}`."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from toctoc.web import components as parts
from toctoc.web.components.reach import ReachLine

register = template.Library()

MESSAGE_KINDS = {
    constants.SUCCESS: "ok",
    constants.WARNING: "warning",
    constants.ERROR: "danger",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; put a word beside it."""
    return parts.draw_icon(name)


@register.simple_tag
def csrf_cookie_name() -> str:
    """Name the cookie our scripts read the CSRF token from: an installation may rename it."""
    return settings.CSRF_COOKIE_NAME


@register.simple_tag
def button(label: str, **props: Any) -> SafeString:
    return parts.Button.from_tag(label=label, **props).render()


@register.simple_tag
def badge(label: str, **props: Any) -> SafeString:
    return parts.Badge.from_tag(label=label, **props).render()


@register.simple_tag
def sector_badge(**props: Any) -> SafeString:
    return parts.SectorBadge.from_tag(**props).render()


@register.simple_tag
def reach_line(**props: Any) -> SafeString:
    return ReachLine.from_tag(**props).render()


@register.simple_tag
def empty_state(**props: Any) -> SafeString:
    return parts.EmptyState.from_tag(**props).render()


@register.simple_tag
def offer(**props: Any) -> SafeString:
    return parts.Offer.from_tag(**props).render()


@register.simple_tag
def field(bound: BoundField, **props: Any) -> SafeString:
    return parts.Field.from_tag(field=bound, **props).render()


@register.simple_tag
def half_day_grid(bound: BoundField, **props: Any) -> SafeString:
    return parts.HalfDayGrid.from_tag(field=bound, **props).render()


@register.simple_tag
def combobox(bound: BoundField, **props: Any) -> SafeString:
    return parts.Combobox.from_tag(field=bound, **props).render()


@register.simple_tag
def combobox_options(options: Iterable[parts.Option]) -> SafeString:
    """Answer of a combobox's `options_url`: a bare list of options."""
    return render_to_string("components/combobox_options.html", {"options": options})


@register.simple_tag
def errors(form: BaseForm) -> SafeString:
    """Sum up what stops a form; draws nothing where nothing does."""
    return parts.Errors(form=form).render() if form.errors else SafeString("")


@register.simple_block_tag
def alert(content: str, **props: Any) -> SafeString:
    return parts.Alert.from_tag(content=SafeString(content), **props).render()


@register.simple_tag
def tell(message: Message) -> SafeString:
    """Show what a view left with django.contrib.messages."""
    kind = MESSAGE_KINDS.get(message.level, "info")
    return parts.Alert(content=format_html("<p>{}</p>", message), kind=kind).render()


@register.simple_block_tag
def dialog(content: str, **props: Any) -> SafeString:
    return parts.Dialog.from_tag(content=SafeString(content), **props).render()


@register.simple_block_tag
def table(content: str, **props: Any) -> SafeString:
    return parts.Table.from_tag(content=SafeString(content), **props).render()


@register.simple_block_tag(takes_context=True)
def map(context: template.Context, content: str, **props: Any) -> SafeString:  # noqa: A001 -- the tag's name
    """Draw a map; the block holds the list that says the same in words."""
    tiles = context.get("tile_url", "")
    view = parts.MapView.from_tag(content=SafeString(content), tile_url=tiles, **props)
    return view.render()
