"""Events that phones send, read: when they take time. Nothing is trusted, all is bounded.

Recurrence is laid out on the wall clock of the event's own zone (RFC 5545 §3.3.10): what is at
9 h stays at 9 h across a change of clocks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event, vRecur

from toctoc.agenda.errors import UnreadableEvent

MAX_OCCURRENCES = 1000
MAX_STEPS = 20_000  # of a rule, those before the period asked for included
MAX_LENGTH = timedelta(days=370)
FREQUENT = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
YEARS = range(1900, 2200)
END_OF_DAY = time(23, 59, 59)
# What reading a malformed text may raise, in icalendar and in dateutil.
MALFORMED = (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError)

type Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class IncomingEvent:
    """What was read: half-open intervals in UTC, by time, and where the event lies in all."""

    uid: str
    busy: tuple[Interval, ...]  # within the period asked for
    starts_at: datetime
    ends_at: datetime | None  # None: recurs without end

    @property
    def is_endless(self) -> bool:
        return self.ends_at is None


@dataclass(frozen=True, slots=True)
class _Series:
    """A master event on the wall clock of its own zone."""

    zone: tzinfo
    starts: datetime  # naive
    length: timedelta

    def wall(self, value: date) -> datetime:
        """Return a moment as the series' clocks show it, naive."""
        if not isinstance(value, datetime):
            return datetime.combine(value, time())
        if value.tzinfo is None:
            return value
        return value.astimezone(self.zone).replace(tzinfo=None)

    def interval(self, starts: datetime) -> Interval:
        return _moment(starts, self.zone), _moment(starts + self.length, self.zone)


def read_event(text: str, *, zone: ZoneInfo, start: datetime, end: datetime) -> IncomingEvent:
    """Read one event, recurring or not, and lay it out within [start, end).

    All-day and floating times are those of `zone`. What is transparent or cancelled takes no
    time. Raises UnreadableEvent of what is no event, has no end in sight or recurs too often.
    """
    try:
        return _read(_events(text), zone, start, end)
    except MALFORMED as error:
        raise UnreadableEvent(reason="malformed") from error


def moved_to(text: str, *, zone: ZoneInfo) -> tuple[datetime, datetime, bool]:
    """Return when one single event now starts and ends, and whether it was cancelled.

    Raises UnreadableEvent.
    """
    try:
        (event,) = _events(text)
        starts_at, ends_at = _series(event, zone).interval(_series(event, zone).starts)
        return starts_at, ends_at, str(event.get("STATUS", "")).upper() == "CANCELLED"
    except MALFORMED as error:
        raise UnreadableEvent(reason="malformed") from error


def _events(text: str) -> list[Event]:
    found = Calendar.from_ical(text).walk("VEVENT")
    return [one for one in found if isinstance(one, Event)]


def _read(events: list[Event], zone: ZoneInfo, start: datetime, end: datetime) -> IncomingEvent:
    masters = [event for event in events if "RECURRENCE-ID" not in event]
    if len(masters) != 1 or not str(masters[0].get("UID", "")).strip():
        raise UnreadableEvent(reason="not_one_event")
    master = masters[0]
    series = _series(master, zone)
    apart = {
        series.wall(_date(event, "RECURRENCE-ID")): event
        for event in events
        if "RECURRENCE-ID" in event
    }
    is_endless = _is_endless(master)
    horizon = series.wall(end) if is_endless else datetime(YEARS.stop, 1, 1)  # noqa: DTZ001 -- wall clock
    busy, free = _lay_out(master, series, apart, horizon)
    for event in apart.values():
        own = _series(event, zone)
        (busy if _takes_time(event) else free).append(own.interval(own.starts))
    everything = sorted([*busy, *free])
    within = sorted(
        {one for one in busy if one[0] < end and one[1] > start and one[0] < one[1]}
    )
    if len(within) > MAX_OCCURRENCES:
        raise UnreadableEvent(reason="too_often")
    starts_at = everything[0][0] if everything else series.interval(series.starts)[0]
    last = max((one[1] for one in everything), default=starts_at)
    return IncomingEvent(
        uid=str(master["UID"]).strip(),
        busy=tuple(within),
        starts_at=starts_at,
        ends_at=None if is_endless else last,
    )


def _lay_out(
    master: Event,
    series: _Series,
    apart: Mapping[datetime, Event],
    horizon: datetime,
) -> tuple[list[Interval], list[Interval]]:
    """Return the occurrences that take time and those that take none, but for those apart."""
    left_out = {series.wall(value) for value in _dates(master, "EXDATE")} | set(apart)
    starts = {one for one in _starts(master, series, horizon) if one not in left_out}
    laid = [series.interval(one) for one in sorted(starts)]
    return (laid, []) if _takes_time(master) else ([], laid)


def _starts(master: Event, series: _Series, horizon: datetime) -> Iterator[datetime]:
    yield series.starts
    for value in _dates(master, "RDATE"):
        yield series.wall(value[0] if isinstance(value, tuple) else value)
    for rule in _listed(master, "RRULE"):
        yield from _follow(rule, series, horizon)


def _follow(rule: vRecur, series: _Series, horizon: datetime) -> Iterator[datetime]:
    if FREQUENT & {str(each).upper() for each in rule.get("FREQ", [])}:
        raise UnreadableEvent(reason="too_often")
    laid = rrulestr(_rule_text(rule, series), dtstart=series.starts)
    for step, one in enumerate(laid):
        if one >= horizon:
            return
        if step == MAX_STEPS:
            raise UnreadableEvent(reason="too_often")
        yield one


def _rule_text(rule: vRecur, series: _Series) -> str:
    """Return the rule with its end on the series' own wall clock, as dateutil wants it."""
    local: dict[str, Any] = {name: value for name, value in rule.items() if name != "UNTIL"}
    for until in rule.get("UNTIL", []):
        is_day = not isinstance(until, datetime)
        last = datetime.combine(until, END_OF_DAY) if is_day else series.wall(until)
        local["UNTIL"] = [last]
    text: bytes = vRecur(local).to_ical()  # type: ignore[no-untyped-call]  # icalendar's own
    return text.decode()


def _series(event: Event, zone: ZoneInfo) -> _Series:
    starts = _date(event, "DTSTART")
    if starts.year not in YEARS:
        raise UnreadableEvent(reason="malformed")
    own = starts.tzinfo if isinstance(starts, datetime) and starts.tzinfo else zone
    clock = _Series(own, starts, timedelta())
    first = clock.wall(starts)
    length = _length(event, first, clock)
    if not timedelta() <= length <= MAX_LENGTH:
        raise UnreadableEvent(reason="too_long" if length > MAX_LENGTH else "ends_first")
    return _Series(own, first, length)


def _length(event: Event, first: datetime, series: _Series) -> timedelta:
    if "DTEND" in event:
        return series.wall(_date(event, "DTEND")) - first
    if "DURATION" in event:
        length: timedelta = _date(event, "DURATION")
        return length
    # RFC 5545 §3.6.1: a day without an end is that day, a moment without one takes none.
    is_day = not isinstance(_date(event, "DTSTART"), datetime)
    return timedelta(days=1) if is_day else timedelta()


def _date(event: Event, name: str) -> Any:
    found: Any = event[name]
    return found.dt


def _dates(event: Event, name: str) -> Iterator[Any]:
    for listed in _listed(event, name):
        for each in listed.dts:
            yield each.dt


def _listed(event: Event, name: str) -> list[Any]:
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]


def _is_endless(event: Event) -> bool:
    return any("COUNT" not in rule and "UNTIL" not in rule for rule in _listed(event, "RRULE"))


def _takes_time(event: Event) -> bool:
    status, shown = (str(event.get(name, "")).upper() for name in ("STATUS", "TRANSP"))
    return status != "CANCELLED" and shown != "TRANSPARENT"


def _moment(wall: datetime, zone: tzinfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC)
