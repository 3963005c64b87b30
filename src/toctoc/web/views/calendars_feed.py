"""A private link read by a calendar program: no sign-in, the token says whose it is.

What it shows is asked of the table of rights at each reading. Its address names nobody.
"""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from toctoc.agenda.enums import CalendarKind
from toctoc.agenda.ics.feed import feed_start, feed_tag, feed_text
from toctoc.agenda.models import CalendarFeed
from toctoc.agenda.operations import digest_of, note_feed_read
from toctoc.agenda.queries import (
    Calendar,
    find_calendar,
    find_feed,
    latest_sequence,
    list_entries_between,
)

MAX_AGE_S = 300


@require_safe
def read_link(request: HttpRequest, token: str) -> HttpResponse:
    """Answer the calendar as text, or that it has not changed: four queries.

    A link that is revoked, or whose account may not see the calendar any more, does not exist.
    """
    now = request.now  # type: ignore[attr-defined]  # ClockMiddleware
    feed = find_feed(digest_of(token))
    calendar = _calendar_of(feed, now.date()) if feed else None
    if feed is None or calendar is None:
        raise Http404
    detail = calendar.detail_allowed(feed.detail)
    start = feed_start(calendar, now.date())
    tag = feed_tag(calendar, detail, sequence=latest_sequence(calendar), start=start)
    note_feed_read(feed, now=now)
    if tag in _known_tags(request):
        return _dressed(HttpResponse(status=HTTPStatus.NOT_MODIFIED), tag)
    entries = list_entries_between(calendar, start=start, end=None)
    text = feed_text(entries, calendar, detail)
    return _dressed(HttpResponse(text, content_type="text/calendar; charset=utf-8"), tag)


def _calendar_of(feed: CalendarFeed, today: Any) -> Calendar | None:
    kind = CalendarKind(feed.kind)
    return find_calendar(feed.account, feed.programme, kind, on=today)


def _known_tags(request: HttpRequest) -> set[str]:
    """Return what the program has; proxies that compress weaken a tag, which is no change."""
    sent = request.headers.get("If-None-Match", "").split(",")
    return {tag.strip().removeprefix("W/") for tag in sent}


def _dressed(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Cache-Control"] = f"private, max-age={MAX_AGE_S}"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Content-Disposition"] = 'inline; filename="toctoc.ics"'
    return response
