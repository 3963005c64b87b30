"""The agenda as entries on a clock: visits, sessions, roads, absences, pauses, free time.

What a grid draws and another calendar may copy: every entry lies inside one local day of one
volunteer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Absence, Session, Visit
from toctoc.dispatch.bridge import DAY, find_settings
from toctoc.dispatch.queries.tours import TourView
from toctoc.dispatch.queries.week import DayCell, WeekView, get_week
from toctoc.territory.models import Programme

WEEK = 7 * DAY
WORTH_SHOWING = timedelta(minutes=15)  # shorter free times are no room for anything

type Span = tuple[datetime, datetime]
type Pause = tuple[time, time]


class EntryKind(StrEnum):
    """What an entry is."""

    VISIT = "visit"
    SESSION = "session"
    TRAVEL = "travel"
    ABSENCE = "absence"
    PAUSE = "pause"
    FREE = "free"


class Stays(StrEnum):
    """Why a visit can be given no other time."""

    STARTED = "started"
    NOT_BOOKED = "not_booked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a volunteer does, or could do, from one moment to another of a day.

    `stays` says why a visit cannot be moved (None: it can); other kinds never are.
    """

    kind: EntryKind
    volunteer_id: int
    starts_at: datetime
    ends_at: datetime
    visit: Visit | None = None
    session: Session | None = None
    absence: Absence | None = None
    stays: Stays | None = None

    @property
    def can_move(self) -> bool:
        """Whether it is a visit that may be given another time."""
        return self.visit is not None and self.stays is None

    @property
    def length_s(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds())


def list_entries(programme: Programme, *, start: date, end: date, now: datetime) -> list[Entry]:
    """Return the entries of the days in [start, end), by volunteer's name, then by time.

    A fixed number of queries a week touched. Access notes are not read here; who may ask is
    the caller's gate.
    """
    settings = find_settings(programme)
    pause = (settings.lunch_starts_at, settings.lunch_ends_at)
    monday = start - start.weekday() * DAY
    found: list[Entry] = []
    while monday < end:
        week = get_week(programme, monday, days=WEEK.days)
        found += entries_of(week, start=start, end=end, pause=pause, now=now)
        monday += WEEK
    return found


def entries_of(
    week: WeekView, *, start: date, end: date, pause: Pause, now: datetime
) -> Iterator[Entry]:
    """Yield the entries of a week that is read already, of its days in [start, end)."""
    for row in week.rows:
        for cell in row.cells:
            if start <= cell.day < end:
                yield from _entries_of_day(cell, pause, now)


def visit_entry(visit: Visit, *, now: datetime) -> Entry:
    """Return a visit as an entry."""
    return Entry(
        kind=EntryKind.VISIT,
        volunteer_id=visit.volunteer_id,
        starts_at=timezone.localtime(visit.starts_at),
        ends_at=timezone.localtime(visit.ends_at),
        visit=visit,
        stays=_why_it_stays(visit, now),
    )


def _entries_of_day(cell: DayCell, pause: Pause, now: datetime) -> Iterator[Entry]:
    volunteer = cell.tour.volunteer.pk
    roads = list(_roads(cell.tour))
    visits = [visit_entry(stop.visit, now=now) for stop in cell.tour.stops]
    sessions = list(_sessions(cell.tour))
    absences = list(_absences(cell))
    yield from absences
    yield from _empty_time(cell, pause, [*roads, *visits, *sessions, *absences])
    for starts_at, ends_at in roads:
        yield Entry(
            kind=EntryKind.TRAVEL,
            volunteer_id=volunteer,
            starts_at=starts_at,
            ends_at=ends_at,
        )
    yield from sessions
    yield from visits


def _why_it_stays(visit: Visit, now: datetime) -> Stays | None:
    if visit.status != VisitStatus.BOOKED:
        return Stays.NOT_BOOKED
    return Stays.STARTED if visit.starts_at <= now else None


def _roads(tour: TourView) -> Iterator[Span]:
    for step in tour.steps:
        leg = timedelta(seconds=step.leg_s)
        if leg:
            yield step.arrives_at - leg, step.arrives_at
    if tour.returns_at and tour.return_s:
        yield tour.returns_at - timedelta(seconds=tour.return_s), tour.returns_at


def _sessions(tour: TourView) -> Iterator[Entry]:
    for one in tour.sessions:
        yield Entry(
            kind=EntryKind.SESSION,
            volunteer_id=tour.volunteer.pk,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            session=one.session,
        )


def _absences(cell: DayCell) -> Iterator[Entry]:
    """Cut absences to the day: one of a week is seven entries."""
    starts, ends = (_at(day, time()) for day in (cell.day, cell.day + DAY))
    for absence in cell.absences:
        yield Entry(
            kind=EntryKind.ABSENCE,
            volunteer_id=absence.volunteer_id,
            starts_at=max(starts, timezone.localtime(absence.starts_at)),
            ends_at=min(ends, timezone.localtime(absence.ends_at)),
            absence=absence,
        )


def _empty_time(cell: DayCell, pause: Pause, taken: Iterable[Entry | Span]) -> Iterator[Entry]:
    """Yield what is left of a shift: the midday pause, and free time worth showing."""
    if cell.shift_starts_at is None or cell.shift_ends_at is None:
        return
    shift = cell.shift_starts_at, cell.shift_ends_at
    lunch = _at(cell.day, pause[0]), _at(cell.day, pause[1])
    spans = [one if isinstance(one, tuple) else (one.starts_at, one.ends_at) for one in taken]
    volunteer = cell.tour.volunteer.pk
    if lunch[0] < lunch[1] and shift[0] < lunch[0] and lunch[1] < shift[1]:
        spans.append(lunch)
        yield Entry(
            kind=EntryKind.PAUSE, volunteer_id=volunteer, starts_at=lunch[0], ends_at=lunch[1]
        )
    for starts_at, ends_at in _gaps(shift, spans):
        if ends_at - starts_at >= WORTH_SHOWING:
            yield Entry(
                kind=EntryKind.FREE,
                volunteer_id=volunteer,
                starts_at=starts_at,
                ends_at=ends_at,
            )


def _gaps(whole: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """Yield what of a stretch nothing takes, in order.

    >>> hour = [datetime(2026, 12, 1, h) for h in range(9, 13)]
    >>> [gap == (hour[1], hour[2]) for gap in _gaps((hour[0], hour[2]), [(hour[0], hour[1])])]
    [True]
    """
    free_from, end = whole
    for starts_at, ends_at in sorted(taken):
        if starts_at > free_from:
            yield free_from, min(starts_at, end)
        free_from = max(free_from, ends_at)
        if free_from >= end:
            return
    if free_from < end:
        yield free_from, end


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=timezone.get_current_timezone())
