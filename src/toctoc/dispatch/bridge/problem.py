"""Everything the core must know, read from the agenda in a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from toctoc.agenda.models import Visit
from toctoc.dispatch.bridge.calendar import build_horizon, build_rules, end_of_week
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.dispatch.bridge.freeze import Moment, stops_of
from toctoc.dispatch.bridge.roster import DAY, Roster, load_roster
from toctoc.dispatch.bridge.shifts import whole_day_shift
from toctoc.dispatch.bridge.stops import VisitRow, group_by_shift, load_rows
from toctoc.dispatch.models import PlanningSettings
from toctoc.planning.model import DemandPoint, Point, Problem, Tour, WeekLimit
from toctoc.planning.timeline import timeline
from toctoc.territory.models import Programme


@dataclass(frozen=True, kw_only=True)
class LoadedProblem:
    """A core problem, and the rows it was read from."""

    problem: Problem
    roster: Roster
    rows: dict[tuple[int, int], VisitRow]  # by (volunteer, stop)

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
    """Read the problem of the bookable days (six queries), or of one week (`week_of`, five).

    Whole weeks are read, the past days of the current one too, since all of a week's work
    counts against its hours. Where calls may still come from is read only for the former: it
    ranks offers, and says nothing of what fits. `without` names stops to leave out (a visit
    being moved); `thawed` a day planned a last time although it is frozen.
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
    tours, used_s = _build_tours(roster, rows, Moment.of(roster, now, thawed))
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
    """Read the visits of some volunteers, or of all, those whose mission is over included."""
    zone = roster.clock.zone
    visits = Visit.objects.filter(programme=programme)
    if volunteer_ids is not None:
        visits = visits.filter(volunteer__in=volunteer_ids)
    return load_rows(
        visits.filter(
            starts_at__gte=datetime.combine(roster.first, time(), tzinfo=zone),
            starts_at__lt=datetime.combine(roster.last + DAY, time(), tzinfo=zone),
        ),
        roster.clock,
    )


def _build_tours(
    roster: Roster, rows: list[VisitRow], moment: Moment
) -> tuple[list[Tour], dict[tuple[int, int], int]]:
    """Return a tour for each shift, and the work of visits that stand where nobody works.

    Such visits are left by an absence or a changed week: they can take no company, but their
    time counts against the week.
    """
    stops = {
        key: stops_of(held, roster.shifts.get(key), moment)
        for key, held in group_by_shift(rows).items()
    }
    tours = [
        Tour(shift=shift, stops=stops.pop(key, ())) for key, shift in roster.shifts.items()
    ]
    used_s: dict[tuple[int, int], int] = {}
    for key, left in stops.items():
        if key.volunteer not in roster.volunteers:
            continue
        shift = whole_day_shift(roster.volunteers[key.volunteer], key.day, roster.profiles)
        week = (key.volunteer, shift.week)
        work_s = timeline(Tour(shift=shift, stops=left)).work_s
        used_s[week] = used_s.get(week, 0) + work_s
    return tours, used_s


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
