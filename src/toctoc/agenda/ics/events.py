"""Events as text: one VEVENT an entry of a calendar, and the file that holds it.

UIDs never change. SEQUENCE and LAST-MODIFIED come from the counted changes of the event
(`CalendarChange`), so that they grow with each one, and a cancelled visit stays, as CANCELLED.
"""

from collections.abc import Iterator
from datetime import time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from toctoc.agenda.enums import SessionStatus, VisitStatus
from toctoc.agenda.ics.lines import join_lines, text_line, utc_line
from toctoc.agenda.ics.words import Words, say_absence, say_session, say_visit
from toctoc.agenda.ics.zones import zone_text
from toctoc.agenda.models import Absence, PersonalEvent, Session, Visit
from toctoc.agenda.queries.calendars import Calendar, CalendarEntry, Row, name_of
from toctoc.people.enums import CalendarDetail

HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Toctoc//Agenda//FR\r\n"
TAIL = b"END:VCALENDAR\r\n"
CANCELLED = frozenset({VisitStatus.CANCELLED, SessionStatus.CANCELLED})


def uid_of(row: Row, calendar: Calendar) -> str:
    """Return an event's lasting name, wherever it is shown."""
    if isinstance(row, PersonalEvent):
        return row.uid
    return f"{name_of(row).removesuffix('.ics')}@{calendar.programme.slug}.toctoc"


def event_file(
    entry: CalendarEntry,
    calendar: Calendar,
    detail: CalendarDetail,
    *,
    in_utc: bool = False,
) -> str:
    """Return the file of one event, with its time zone; a phone's own as it came.

    `in_utc`: as reports that expand want it, without a zone (RFC 4791 §9.6.5).
    """
    if isinstance(entry.row, PersonalEvent):
        return str(entry.row.content)
    zone = b"" if in_utc else zone_text(calendar.programme.time_zone)
    event = event_text(entry, calendar, detail, in_utc=in_utc)
    return b"".join((HEAD, zone, event, TAIL)).decode()


def event_text(
    entry: CalendarEntry,
    calendar: Calendar,
    detail: CalendarDetail,
    *,
    in_utc: bool = False,
) -> bytes:
    """Return the VEVENT of a visit, a session or an absence."""
    row, change = entry.row, entry.change
    changed_at = change.changed_at if change else row.starts_at
    is_cancelled = getattr(row, "status", "") in CANCELLED
    zone = "" if in_utc else calendar.programme.time_zone
    return join_lines(
        (
            "BEGIN:VEVENT",
            text_line("UID", uid_of(row, calendar)),
            utc_line("DTSTAMP", changed_at),
            utc_line("LAST-MODIFIED", changed_at),
            f"SEQUENCE:{change.version if change else 0}",
            *_times(row, ZoneInfo(calendar.programme.time_zone), zone),
            *_words(_say(row, calendar, detail), change.note if change else ""),
            f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}",
            f"TRANSP:{'TRANSPARENT' if is_cancelled else 'OPAQUE'}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        )
    )


def _say(row: Row, calendar: Calendar, detail: CalendarDetail) -> Words:
    match row:
        case Visit():
            return say_visit(row, calendar, detail)
        case Session():
            return say_session(row)
        case Absence():
            return say_absence(row, calendar)
    message = f"{row!r} is given back as it came"
    raise TypeError(message)


def _words(words: Words, note: str) -> Iterator[str]:
    yield text_line("SUMMARY", words.title)
    if words.where:
        yield text_line("LOCATION", words.where)
    lines = [_("À lire : %(note)s") % {"note": note}] if note else []
    lines += words.lines
    if lines:
        yield text_line("DESCRIPTION", "\n".join(lines))


def _times(row: Row, zone: ZoneInfo, named: str) -> Iterator[str]:
    """Say when: whole days of an absence as days, all else in the named zone, else in UTC."""
    starts_at = row.starts_at.astimezone(zone)
    ends_at = (row.ends_at or row.starts_at).astimezone(zone)
    is_all_day = isinstance(row, Absence) and starts_at.time() == ends_at.time() == time()
    for name, moment in (("DTSTART", starts_at), ("DTEND", ends_at)):
        if is_all_day:
            yield f"{name};VALUE=DATE:{moment:%Y%m%d}"
        elif named:
            yield f"{name};TZID={named}:{moment:%Y%m%dT%H%M%S}"
        else:
            yield utc_line(name, moment)
