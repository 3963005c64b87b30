"""One's own calendars elsewhere: devices with their passwords, private links, revoking both.

A secret is shown once, in the answer that makes it, and kept nowhere: not in the session, not
in the browser.
"""

from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.agenda.ics.feed import calendar_title
from toctoc.agenda.operations import create_feed, renew_feed, revoke_feed
from toctoc.agenda.queries import Calendar, find_calendar, get_feed, list_calendars, list_feeds
from toctoc.people.enums import CalendarDetail
from toctoc.people.models import Account
from toctoc.people.operations import create_app_password, revoke_app_password
from toctoc.people.queries import get_app_password, list_app_passwords
from toctoc.web.access import or_404
from toctoc.web.forms.calendars import DeviceForm, LinkForm

LIST = "calendars:list-access"


@require_safe
@never_cache
@login_required
def list_access(request: HttpRequest) -> HttpResponse:
    """Show devices with when they last asked and what was last refused, and private links."""
    account = _account(request)
    context = {
        "devices": list_app_passwords(account),
        "links": [(feed, _titled(request, feed)) for feed in list_feeds(account)],
        "calendars": [calendar_title(one) for one in _calendars(request)],
    }
    return render(request, "calendars/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def add_device(request: HttpRequest) -> HttpResponse:
    """Ask for a name, then show the device's password this once, and what to do with it."""
    form = DeviceForm(request.POST or None, calendars=_calendars(request))
    if not form.is_valid():
        return _ask(request, "calendars/device.html", form)
    device, password = create_app_password(
        _account(request),
        label=form.cleaned_data["label"],
        detail=CalendarDetail(form.cleaned_data["detail"]),
        by=_account(request),
        now=_now(request),
    )
    context = {
        "device": device,
        "password": password,
        "host": request.get_host(),
        "address": request.build_absolute_uri("/dav/"),
    }
    return _show_secret(request, "calendars/device_made.html", context)


@require_POST
@login_required
def revoke_device(request: HttpRequest, pk: int) -> HttpResponse:
    """Shut a device out at once."""
    device = or_404(get_app_password, _account(request), pk)
    revoke_app_password(device, by=_account(request), now=_now(request))
    told = _("%(device)s n’a plus accès à vos agendas.") % {"device": device.label}
    messages.success(request, told)
    return redirect(LIST)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def create_link(request: HttpRequest) -> HttpResponse:
    """Ask which calendar, then show its private link this once."""
    form = LinkForm(request.POST or None, calendars=_calendars(request))
    if not form.is_valid():
        return _ask(request, "calendars/link.html", form)
    calendar = form.chosen()
    feed, token = create_feed(
        _account(request),
        programme=calendar.programme,
        kind=calendar.kind,
        detail=CalendarDetail(form.cleaned_data["detail"]),
        by=_account(request),
        now=_now(request),
    )
    return _show_link(request, token, _titled(request, feed))


@require_POST
@never_cache
@login_required
def renew_link(request: HttpRequest, pk: int) -> HttpResponse:
    """End a link and make another to the same calendar: after it went to the wrong person."""
    feed = or_404(get_feed, _account(request), pk)
    made, token = renew_feed(feed, by=_account(request), now=_now(request))
    return _show_link(request, token, _titled(request, made))


@require_POST
@login_required
def revoke_link(request: HttpRequest, pk: int) -> HttpResponse:
    """End a link at once."""
    feed = or_404(get_feed, _account(request), pk)
    revoke_feed(feed, by=_account(request), now=_now(request))
    messages.success(request, _("Le lien ne montre plus rien."))
    return redirect(LIST)


def _account(request: HttpRequest) -> Account:
    return cast("Account", request.user)


def _now(request: HttpRequest) -> Any:
    return request.now  # type: ignore[attr-defined]  # ClockMiddleware


def _calendars(request: HttpRequest) -> list[Calendar]:
    return list_calendars(_account(request), on=_now(request).date())


def _titled(request: HttpRequest, feed: Any) -> str:
    """Return a link's calendar by name; empty where its account may not see it any more."""
    calendar = find_calendar(
        _account(request), feed.programme, feed.kind, on=_now(request).date()
    )
    return calendar_title(calendar) if calendar else ""


def _ask(request: HttpRequest, template: str, form: Any) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "has_calendars": bool(_calendars(request))}
    return render(request, template, context, status=status)


def _show_link(request: HttpRequest, token: str, title: str) -> HttpResponse:
    path = reverse("calendars:read-link", args=[token])
    context = {"title": title, "address": request.build_absolute_uri(path)}
    return _show_secret(request, "calendars/link_made.html", context)


def _show_secret(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    response["Referrer-Policy"] = "no-referrer"
    return response
