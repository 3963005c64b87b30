"""The shared week: every volunteer's days, with what is free and what the week adds up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from toctoc.agenda.models import Absence
from toctoc.dispatch.bridge import (
    DAY,
    LocalClock,
    Roster,
    build_rules,
    find_settings,
    load_roster,
)
from toctoc.dispatch.queries.tours import (
    CrewsByDay,
    TourView,
    VisitsByDay,
    build_tour,
    everyone,
    load_crews,
    load_week_visits,
)
from toctoc.people.models import Volunteer
from toctoc.planning.insertion import covers
from toctoc.planning.model import DAY_S, Half, HalfDay, Interval, ShiftKey
from toctoc.territory.models import Programme
from toctoc.territory.queries import holiday_name


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCell:
    """One volunteer's day. Shift bounds are None where the volunteer does not go out.

    `free_halves` holds "morning" and "afternoon" where the shift has room and nothing starts.
    """

    day: date
    shift_starts_at: datetime | None
    shift_ends_at: datetime | None
    absences: tuple[Absence, ...]
    tour: TourView
    free_halves: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What some tours add up to; `work_s` of a week includes training and meetings."""

    visits: int
    distance_m: int
    work_s: int
    limit_s: int | None = None  # of a volunteer's week


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerRow:
    """A volunteer's week, one cell a day."""

    volunteer: Volunteer
    cells: tuple[DayCell, ...]
    totals: Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """A week by volunteer's name; `day_totals` stand in the order of `days`."""

    days: tuple[date, ...]
    rows: tuple[VolunteerRow, ...]
    day_totals: tuple[Totals, ...]
    holidays: Mapping[date, str]


def get_week(programme: Programme, monday: date, *, days: int = 5) -> WeekView:
    """Return the week that starts on `monday`, five or seven days of it: six queries.

    A volunteer's totals always count the whole week. Access notes are not read here.
    """
    clock = LocalClock.from_week_of_day(monday, programme.time_zone)
    week = (monday, monday + 6 * DAY)
    roster = load_roster(programme, find_settings(programme), clock, days=week)
    visits, crews = load_week_visits(programme, roster), load_crews(programme, roster)
    rows = tuple(
        _row(volunteer, visits, crews, roster, days=days)
        for volunteer in everyone(roster, visits)
    )
    shown = tuple(monday + offset * DAY for offset in range(days))
    return WeekView(
        days=shown,
        rows=rows,
        day_totals=tuple(
            total(row.cells[offset].tour for row in rows) for offset in range(days)
        ),
        holidays={day: holiday_name(day) for day in shown if holiday_name(day)},
    )


def total(tours: Iterable[TourView], *, paid_s: int = 0, limit_s: int | None = None) -> Totals:
    """Add tours up, and paid time outside them."""
    counted = list(tours)
    return Totals(
        visits=sum(len(tour.stops) for tour in counted),
        distance_m=sum(tour.distance_m for tour in counted),
        work_s=paid_s + sum(tour.work_s for tour in counted),
        limit_s=limit_s,
    )


def _row(
    volunteer: Volunteer, visits: VisitsByDay, crews: CrewsByDay, roster: Roster, *, days: int
) -> VolunteerRow:
    keys = [(volunteer.pk, day) for day in roster.days()]
    tours = [
        build_tour(volunteer, key[1], visits.get(key, ()), roster, sessions=crews.get(key, ()))
        for key in keys
    ]
    return VolunteerRow(
        volunteer=volunteer,
        cells=tuple(_cell(tour, roster) for tour in tours[:days]),
        totals=total(
            tours,
            paid_s=roster.paid_s(volunteer, roster.first),
            limit_s=roster.limit_s(volunteer, roster.first),
        ),
    )


def _cell(tour: TourView, roster: Roster) -> DayCell:
    clock, number = roster.clock, roster.clock.day_of(tour.day)
    shift = roster.shifts.get(ShiftKey(tour.volunteer.pk, number))
    today = Interval(start_s=number * DAY_S, end_s=(number + 1) * DAY_S)
    return DayCell(
        day=tour.day,
        shift_starts_at=clock.moment(shift.start_s) if shift else None,
        shift_ends_at=clock.moment(shift.end_s) if shift else None,
        absences=tuple(_touching(roster.absences.get(tour.volunteer.pk, ()), today, clock)),
        tour=tour,
        free_halves=tuple(_free_halves(tour, roster)) if shift else (),
    )


def _touching(
    absences: Sequence[Absence], today: Interval, clock: LocalClock
) -> Iterable[Absence]:
    for absence in absences:
        starts_s, ends_s = clock.seconds(absence.starts_at), clock.seconds(absence.ends_at)
        if starts_s < today.end_s and ends_s > today.start_s:
            yield absence


def _free_halves(tour: TourView, roster: Roster) -> Iterable[str]:
    rules = build_rules(roster.settings)
    number = roster.clock.day_of(tour.day)
    shift = roster.shifts[ShiftKey(tour.volunteer.pk, number)]
    noon_s = number * DAY_S + rules.afternoon.start_s
    starts_s = [roster.clock.seconds(step.starts_at) for step in tour.steps]
    for half in Half:
        is_afternoon = half is Half.AFTERNOON
        is_taken = any((at_s >= noon_s) is is_afternoon for at_s in starts_s)
        half_day = HalfDay(day=number, is_afternoon=is_afternoon)
        if covers(shift, half_day, rules) and not is_taken:
            yield half.value
