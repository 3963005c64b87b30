"""A whole calendar in one text, for those who subscribe to a private link."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from toctoc.agenda.enums import CalendarKind
from toctoc.agenda.ics.events import HEAD, TAIL, event_text
from toctoc.agenda.ics.lines import join_lines, text_line
from toctoc.agenda.ics.zones import zone_text
from toctoc.agenda.models import PersonalEvent
from toctoc.agenda.queries.calendars import Calendar, CalendarEntry
from toctoc.people.enums import CalendarDetail

PAST = timedelta(days=60)  # of older visits a telephone need not know
FORMAT = 1  # grows when the text of unchanged events does
REFRESH = "PT1H"


def feed_start(calendar: Calendar, today: date) -> datetime:
    """Return from when on a feed tells: the first of a month, so that it rarely moves."""
    first = (today - PAST).replace(day=1)
    return datetime.combine(first, time(), tzinfo=ZoneInfo(calendar.programme.time_zone))


def feed_tag(
    calendar: Calendar, detail: CalendarDetail, *, sequence: int, start: datetime
) -> str:
    """Return the ETag of a feed, which is the same exactly as long as its text is."""
    parts = (FORMAT, calendar.key, calendar_title(calendar), detail, sequence, start)
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def feed_text(
    entries: Iterable[CalendarEntry], calendar: Calendar, detail: CalendarDetail
) -> bytes:
    """Return the feed: visits, sessions and absences; never what a phone wrote itself."""
    head = join_lines(
        (
            "METHOD:PUBLISH",
            text_line("X-WR-CALNAME", calendar_title(calendar)),
            f"X-WR-TIMEZONE:{calendar.programme.time_zone}",
            f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
            f"X-PUBLISHED-TTL:{REFRESH}",
        )
    )
    events = (
        event_text(entry, calendar, detail)
        for entry in entries
        if not isinstance(entry.row, PersonalEvent)
    )
    zone = zone_text(calendar.programme.time_zone)
    return b"".join((HEAD, head, zone, *events, TAIL))


def calendar_title(calendar: Calendar) -> str:
    """Return what a program calls the calendar in its list."""
    label = CalendarKind(calendar.kind).label
    return _("%(label)s, %(programme)s") % {
        "label": label,
        "programme": calendar.programme.name,
    }
