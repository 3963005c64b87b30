"""Events as text: one VEVENT an entry of a calendar, and the file that holds it.

UIDs never change. SEQUENCE and LAST-MODIFIED come from the counted changes of the event
(`CalendarChange`), so that they grow with each one, and a cancelled visit stays, as CANCELLED.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Event, vDate, vDatetime

from toctoc.agenda.enums import SessionStatus, VisitStatus
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


def event_file(entry: CalendarEntry, calendar: Calendar, detail: CalendarDetail) -> str:
    """Return the file of one event, with its time zone; a phone's own as it came."""
    if isinstance(entry.row, PersonalEvent):
        return entry.row.content
    parts = (
        HEAD,
        zone_text(calendar.programme.time_zone),
        event_text(entry, calendar, detail),
        TAIL,
    )
    return b"".join(parts).decode()


def event_text(entry: CalendarEntry, calendar: Calendar, detail: CalendarDetail) -> bytes:
    """Return the VEVENT of a visit, a session or an absence."""
    row, change = entry.row, entry.change
    event = Event()
    event.add("UID", uid_of(row, calendar))
    changed_at = change.changed_at if change else row.starts_at
    event.add("DTSTAMP", changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("LAST-MODIFIED", changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("SEQUENCE", change.version if change else 0)
    _add_times(event, row, ZoneInfo(calendar.programme.time_zone))
    _add_words(event, _say(row, calendar, detail), change.note if change else "")
    is_cancelled = getattr(row, "status", "") in CANCELLED
    event.add("STATUS", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if is_cancelled else "OPAQUE")
    event.add("CLASS", "PRIVATE")
    return event.to_ical()


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


def _add_words(event: Event, words: Words, note: str) -> None:
    event.add("SUMMARY", words.title)
    if words.where:
        event.add("LOCATION", words.where)
    lines = [_("À lire : %(note)s") % {"note": note}] if note else []
    lines += words.lines
    if lines:
        event.add("DESCRIPTION", "\n".join(lines))


def _add_times(event: Event, row: Row, zone: ZoneInfo) -> None:
    starts_at, ends_at = row.starts_at.astimezone(zone), (row.ends_at or row.starts_at)
    ends_at = ends_at.astimezone(zone)
    is_all_day = isinstance(row, Absence) and _is_midnight(starts_at) and _is_midnight(ends_at)
    for name, moment in (("DTSTART", starts_at), ("DTEND", ends_at)):
        event.add(name, _day(moment) if is_all_day else vDatetime(moment))


def _is_midnight(moment: datetime) -> bool:
    return moment.time() == time()


def _day(moment: date) -> vDate:
    return vDate(date(moment.year, moment.month, moment.day))
