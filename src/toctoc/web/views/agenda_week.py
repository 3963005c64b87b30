"""The week as the page lays it out: days in rows, a column a volunteer, mornings first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.models import Absence, Visit
from toctoc.dispatch.queries import DayCell, SessionView, StopView, Totals, TourView, WeekView
from toctoc.people.models import Volunteer
from toctoc.web.views.agenda_slots import Filters, Slot

AFTERNOON = "afternoon"
HALVES: tuple[tuple[str, str | Promise], ...] = (
    ("morning", _("Matin")),
    (AFTERNOON, _("Après-midi")),
)
FIRST_HOUR, LAST_HOUR = 7, 19  # an absence outside these hours takes no half-day
WEEKEND = 5  # weekday from which a day is shown only where something happens
NOON_HOUR = 13  # a visit that starts from here on stands in the afternoon
# Under this, nobody can be fitted in any more: the half-day is full.
ROOM = timedelta(minutes=75)


@dataclass(frozen=True, slots=True)
class Cell:
    """Half a day of one volunteer. `state`: off, absent, free, full or open."""

    volunteer: Volunteer
    state: str
    slots: tuple[Slot, ...]
    sessions: tuple[SessionView, ...]
    absences: tuple[Absence, ...]
    return_s: int  # the road home, in the half-day of the last visit


@dataclass(frozen=True, slots=True)
class HalfRow:
    """A morning or an afternoon of everyone shown."""

    label: str | Promise
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day, with the tours it is made of in the order of the columns."""

    day: date
    halves: tuple[HalfRow, ...]
    tours: tuple[TourView, ...]

    @property
    def visit_count(self) -> int:
        return sum(len(tour.stops) for tour in self.tours)

    @property
    def distance_m(self) -> int:
        return sum(tour.distance_m for tour in self.tours)


@dataclass(frozen=True, slots=True)
class Column:
    """One volunteer's week."""

    volunteer: Volunteer
    totals: Totals

    @property
    def left_s(self) -> int:
        """Hours of the week still free; negative where there are too many already."""
        return (self.totals.limit_s or 0) - self.totals.work_s

    @property
    def over_s(self) -> int:
        return max(0, -self.left_s)


@dataclass(frozen=True, slots=True)
class WeekTable:
    """Everything the table shows."""

    columns: tuple[Column, ...]
    days: tuple[DayRow, ...]

    @property
    def visit_count(self) -> int:
        return sum(column.totals.visits for column in self.columns)

    @property
    def distance_m(self) -> int:
        return sum(column.totals.distance_m for column in self.columns)


def lay_week(week: WeekView, filters: Filters, *, cancelled: Iterable[Visit]) -> WeekTable:
    """Return the week's table; `cancelled` are the visits shown struck through in their place.

    Saturday and Sunday appear only where somebody works or is expected.
    """
    rows = [row for row in week.rows if filters.shows(row.volunteer.pk)]
    by_cell = _group_cancelled(cancelled)
    days = [[row.cells[index] for row in rows] for index in range(len(week.days))]
    return WeekTable(
        columns=tuple(Column(row.volunteer, row.totals) for row in rows),
        days=tuple(_lay_day(cells, filters, by_cell) for cells in days if _is_shown(cells)),
    )


type _ByCell = Mapping[tuple[int, date, bool], list[Visit]]


def _group_cancelled(visits: Iterable[Visit]) -> _ByCell:
    grouped: dict[tuple[int, date, bool], list[Visit]] = defaultdict(list)
    for visit in visits:
        day = timezone.localtime(visit.starts_at).date()
        grouped[visit.volunteer_id, day, _is_afternoon(visit.starts_at)].append(visit)
    return grouped


def _is_shown(cells: Sequence[DayCell]) -> bool:
    return any(
        cell.day.weekday() < WEEKEND or cell.tour.steps or cell.tour.is_on_duty
        for cell in cells
    )


def _lay_day(cells: Sequence[DayCell], filters: Filters, cancelled: _ByCell) -> DayRow:
    return DayRow(
        day=cells[0].day,
        halves=tuple(
            HalfRow(label, tuple(_lay_half(cell, half, filters, cancelled) for cell in cells))
            for half, label in HALVES
        ),
        tours=tuple(cell.tour for cell in cells),
    )


def _lay_half(cell: DayCell, half: str, filters: Filters, cancelled: _ByCell) -> Cell:
    volunteer, is_afternoon = cell.tour.volunteer, half == AFTERNOON
    stops = [one for one in cell.tour.stops if _is_afternoon(one.starts_at) is is_afternoon]
    dropped = cancelled.get((volunteer.pk, cell.day, is_afternoon), [])
    held = [one for one in cell.tour.sessions if _is_afternoon(one.starts_at) is is_afternoon]
    steps: list[StopView | SessionView] = [*stops, *held]
    slots = [
        *(filters.make_slot(stop.visit, leg_s=stop.leg_s) for stop in stops),
        *(filters.make_slot(visit) for visit in dropped),
    ]
    is_last = bool(steps) and max(map(_start, steps)) == _start(cell.tour.steps[-1])
    absences = tuple(one for one in cell.absences if _covers(one, cell.day, half))
    return Cell(
        volunteer=volunteer,
        state=_find_state(cell, half, steps, absences),
        slots=tuple(sorted(slots, key=lambda slot: slot.visit.starts_at)),
        sessions=tuple(held),
        absences=absences,
        return_s=cell.tour.return_s if is_last else 0,
    )


def _start(step: StopView | SessionView) -> datetime:
    return step.starts_at


def _find_state(
    cell: DayCell,
    half: str,
    steps: Sequence[StopView | SessionView],
    absences: Sequence[Absence],
) -> str:
    if steps:
        return "full" if _room(cell, half, steps) < ROOM else "open"
    if half in cell.free_halves:
        return "free"
    return "absent" if absences else "off"


def _room(cell: DayCell, half: str, steps: Sequence[StopView | SessionView]) -> timedelta:
    """Return what visits, sessions and the roads to them leave of a half-day."""
    if cell.shift_starts_at is None or cell.shift_ends_at is None:
        return timedelta()
    middle = timezone.localtime(cell.shift_starts_at).replace(hour=NOON_HOUR, minute=0)
    starts, ends = cell.shift_starts_at, cell.shift_ends_at
    span = ends - max(starts, middle) if half == AFTERNOON else min(ends, middle) - starts
    roads = timedelta(seconds=sum(step.leg_s for step in steps))
    return span - roads - sum((step.ends_at - step.starts_at for step in steps), timedelta())


def _covers(absence: Absence, day: date, half: str) -> bool:
    """Tell whether an absence takes something of the hours one works in a half-day."""
    morning, noon, evening = (
        datetime.combine(day, time(hour), tzinfo=timezone.get_current_timezone())
        for hour in (FIRST_HOUR, NOON_HOUR, LAST_HOUR)
    )
    starts, ends = (noon, evening) if half == AFTERNOON else (morning, noon)
    return absence.starts_at < ends and absence.ends_at > starts


def _is_afternoon(starts_at: datetime) -> bool:
    return timezone.localtime(starts_at).hour >= NOON_HOUR
