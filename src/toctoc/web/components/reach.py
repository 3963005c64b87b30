"""How a person is told, in words and links; what reaches them is for `find_reach` to say."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from toctoc.common.phone import show_phone
from toctoc.common.wording import hold
from toctoc.people.enums import Channel
from toctoc.people.models import Relative
from toctoc.people.queries import Reach, Way
from toctoc.web.components.component import Component

SCHEMES = {Channel.PHONE: "tel", Channel.RELATIVE: "tel", Channel.SMS: "sms"}


@dataclass(frozen=True, kw_only=True)
class ReachLine(Component):
    """The channel by which a person wants to be told, and where it leads: a link to press."""

    template: ClassVar[str] = "components/reach.html"
    reach: Reach
    with_phone: bool = False  # also the number to ring, where another channel is preferred

    def context(self) -> dict[str, Any]:
        way = self.reach.first
        return {
            **super().context(),
            "channel": (way.channel if way else self.reach.chosen).label,
            "who": _name(way.relative) if way and way.relative else "",
            "links": _links(way) if way else [],
            "text": way.text if way and not _links(way) else "",
            "is_lost": way is None,
            "phones": self._phones() if self.with_phone else [],
        }

    def _phones(self) -> list[tuple[str, str]]:
        ways = [one for one in self.reach.ways[1:] if one.channel == Channel.PHONE]
        return _links(ways[0]) if ways else []


def say_reach(reach: Reach) -> str:
    """Say how to tell a person: "Téléphone, 05 59 33 46 10"."""
    way = reach.first
    if way is None:
        return _("rien n’est noté pour la joindre")
    return f"{way.channel.label}, {say_way(way)}"


def say_way(way: Way) -> str:
    """Say where a channel leads: numbers, an address, a relative with theirs."""
    where = _(" ou ").join(hold(show_phone(one)) for one in way.numbers) or way.text
    return f"{_name(way.relative)}, {where}" if way.relative else where


def list_told_choices(reach: Reach) -> list[tuple[str, str]]:
    """Return the channels by which a person can have been told, the usual one first.

    The telephone always is one: whoever rings us is told, known number or not.
    """
    choices = [
        (
            way.channel.value,
            _("%(channel)s : %(to)s") % {"channel": way.channel.label, "to": say_way(way)},
        )
        for way in reach.ways
    ]
    if Channel.PHONE not in reach.channels:
        choices.append((Channel.PHONE.value, _("Téléphone : la personne a appelé")))
    return choices


def _links(way: Way) -> list[tuple[str, str]]:
    if way.channel in SCHEMES:
        scheme = SCHEMES[way.channel]
        return [(f"{scheme}:{one}", hold(show_phone(one))) for one in way.numbers]
    return [(f"mailto:{way.text}", way.text)] if way.channel == Channel.EMAIL else []


def _name(relative: Relative) -> str:
    return f"{relative.name} ({relative.link})" if relative.link else relative.name
