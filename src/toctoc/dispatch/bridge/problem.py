"""Everything the core must know, read from the agenda in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from toctoc.agenda.models import SessionVolunteer, Visit
from toctoc.dispatch.bridge.calendar import build_horizon, build_rules, end_of_week
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.dispatch.bridge.departures import list_left
from toctoc.dispatch.bridge.freeze import Moment, stops_of
from toctoc.dispatch.bridge.rest import list_resting
from toctoc.dispatch.bridge.roster import DAY, Roster, load_roster
from toctoc.dispatch.bridge.sessions import hold_sessions
from toctoc.dispatch.bridge.shifts import whole_day_shift
from toctoc.dispatch.bridge.stops import (
    VisitRow,
    build_stop,
    group_by_shift,
    load_rows,
    load_session_rows,
)
from toctoc.dispatch.models import PlanningSettings
from toctoc.planning.model import (
    DemandPoint,
    Point,
    Problem,
    Shift,
    ShiftKey,
    Tour,
    WeekLimit,
)
from toctoc.planning.timeline import timeline
from toctoc.territory.models import Programme


@dataclass(frozen=True, kw_only=True)
class LoadedProblem:
    """A core problem, and the rows it was read from."""

    problem: Problem
    roster: Roster
    rows: dict[tuple[int, int], VisitRow]  # by (volunteer, stop), sessions' too
    left: frozenset[ShiftKey]  # under way to a visit that is gone

    @property
    def clock(self) -> LocalClock:
        """The clock of the problem's seconds."""
        return self.roster.clock

    @property
    def settings(self) -> PlanningSettings:
        """The programme's planning rules."""
        return self.roster.settings

    def find_row(self, stop: int, volunteer: int) -> VisitRow:
        """Return the visit of a stop: the volunteer's own row, else whoever's it is now.

        The two rows of a pair share their stop; those never change hands.
        """
        return self.rows.get((volunteer, stop)) or self._by_stop[stop]

    @cached_property
    def _by_stop(self) -> dict[int, VisitRow]:
        return {row.stop_id: row for row in self.rows.values()}


def find_settings(programme: Programme) -> PlanningSettings:
    """Return the programme's planning rules, the defaults where it has none yet; one query."""
    found = PlanningSettings.objects.filter(programme=programme).first()
    return found or PlanningSettings(programme=programme)


def load_problem(
    programme: Programme,
    *,
    now: datetime,
    week_of: datetime | None = None,
    volunteer_ids: Collection[int] | None = None,
    without: Collection[int] = (),
    thawed: date | None = None,
) -> LoadedProblem:
    """Read the problem of the bookable days (seven queries), or of one week (`week_of`, six).

    Whole weeks are read, the past days of the current one too, since all of a week's work
    counts against its hours. Where calls may still come from is read only for the former: it
    ranks offers, and says nothing of what fits. `without` names stops to leave out (a visit
    being moved); `thawed` a day planned a last time although it is frozen. One query more
    where today is among the days that may change: who is out already, to a visit that is gone.
    """
    settings = find_settings(programme)
    clock = LocalClock.from_week_of(now, programme.time_zone)
    horizon = build_horizon(settings, clock, now)
    first, last = clock.day_0, end_of_week(clock.date_of(horizon.last_day))
    demand = () if week_of else _demand(programme)
    if week_of is not None:
        last = end_of_week(week_of.astimezone(clock.zone).date())
        first = last - 6 * DAY
    roster = load_roster(
        programme, settings, clock, days=(first, last), volunteer_ids=volunteer_ids
    )
    rows = [
        row for row in _rows_of(roster, programme, volunteer_ids) if row.stop_id not in without
    ]
    is_today_open = week_of is not None or horizon.first_day == horizon.today
    left = list_left(roster, programme, now=now) if is_today_open else frozenset()
    tours, used_s = _build_tours(roster, rows, Moment.of(roster, now, thawed, left))
    problem = Problem(
        horizon=horizon,
        tours=tuple(tours),
        rules=build_rules(settings),
        weeks=tuple(_week_limits(roster, used_s)),
        demand=demand,
    )
    return LoadedProblem(
        problem=problem,
        roster=roster,
        rows={(row.volunteer_id, row.stop_id): row for row in rows},
        left=left,
    )


def _demand(programme: Programme) -> tuple[DemandPoint, ...]:
    """Expect calls from every commune, as many as people live there."""
    communes = programme.communes.order_by("pk")
    return tuple(
        DemandPoint(point=Point(lat_deg=lat_deg, lon_deg=lon_deg), weight=population)
        for lat_deg, lon_deg, population in communes.values_list(
            "lat_deg", "lon_deg", "population"
        )
    )


def _rows_of(
    roster: Roster, programme: Programme, volunteer_ids: Collection[int] | None
) -> list[VisitRow]:
    """Read the visits and sessions of some volunteers, or of all; two queries.

    Those whose mission is over are included.
    """
    zone, clock = roster.clock.zone, roster.clock
    visits = Visit.objects.filter(programme=programme)
    crew = SessionVolunteer.objects.filter(session__programme=programme)
    if volunteer_ids is not None:
        visits = visits.filter(volunteer__in=volunteer_ids)
        crew = crew.filter(volunteer__in=volunteer_ids)
    start = datetime.combine(roster.first, time(), tzinfo=zone)
    end = datetime.combine(roster.last + DAY, time(), tzinfo=zone)
    rows = load_rows(visits.filter(starts_at__gte=start, starts_at__lt=end), clock)
    held = load_session_rows(crew.filter(starts_at__gte=start, starts_at__lt=end), clock)
    return sorted([*rows, *held], key=_by_start) if held else rows


def _by_start(row: VisitRow) -> tuple[int, int]:
    return row.starts_s, row.pk


def _build_tours(
    roster: Roster, rows: list[VisitRow], moment: Moment
) -> tuple[list[Tour], dict[tuple[int, int], int]]:
    """Return a tour for each shift, and the work of what stands where nobody works.

    Visits there are left by an absence or a changed week: they can take no company. Sessions
    there were meant so. The time of both counts against the week.
    """
    grouped = group_by_shift(rows)
    resting = list_resting(roster, grouped)
    tours = [
        _build_tour(shift, grouped.pop(key, []), moment)
        for key, shift in roster.shifts.items()
        if key not in resting
    ]
    used_s: dict[tuple[int, int], int] = {}
    for key, held in grouped.items():
        if key.volunteer not in roster.volunteers:
            continue
        shift = whole_day_shift(roster.volunteers[key.volunteer], key.day, roster.profiles)
        week = (key.volunteer, shift.week)
        work_s = timeline(Tour(shift=shift, stops=stops_of(held, None, moment))).work_s
        used_s[week] = used_s.get(week, 0) + work_s
    return tours, used_s


def _build_tour(shift: Shift, held: list[VisitRow], moment: Moment) -> Tour:
    """Return the tour of a shift, with room for its sessions."""
    if not held:
        return Tour(shift=shift)
    sessions = [build_stop(row, is_fixed=True) for row in held if row.is_session]
    room = hold_sessions(shift, sessions)
    return Tour(shift=room, stops=stops_of(held, room, moment))


def _week_limits(roster: Roster, used_s: dict[tuple[int, int], int]) -> list[WeekLimit]:
    weeks = range(
        roster.clock.day_of(roster.first) // 7, roster.clock.day_of(roster.last) // 7 + 1
    )
    return [
        WeekLimit(
            volunteer=volunteer.pk,
            week=week,
            limit_s=roster.limit_s(volunteer, roster.clock.date_of(7 * week)),
            used_s=used_s.get((volunteer.pk, week), 0)
            + roster.paid_s(volunteer, roster.clock.date_of(7 * week)),
        )
        for volunteer in roster.volunteers.values()
        for week in weeks
    ]
