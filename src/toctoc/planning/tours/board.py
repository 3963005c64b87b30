"""A day laid out for planning: its jobs, who may do them at what cost, and the one judge.

A *job* is a visit on one tour: a pair's visit is two. A *deal* says which jobs each tour makes,
in which order. Whoever proposes a deal, it is judged here, by `evaluate`.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.evaluate import evaluate
from toctoc.planning.insertion import Need
from toctoc.planning.model import Problem, ShiftKey, Stop, Tour, WeekLimit
from toctoc.planning.tours.hours import left_for
from toctoc.planning.tours.task import DayRules, Preference

type Row = tuple[int, ...]  # jobs of one tour, in driving order
type Deal = tuple[Row, ...]  # a row for each tour


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A visit to make: `owner` is the tour that has it now (None: stranded).

    `cost_m` holds, for each tour, the metres its making it counts for beside the drive; None:
    it may not.
    """

    stop: Stop
    owner: int | None
    cost_m: tuple[int | None, ...]

    @property
    def need(self) -> Need:
        """The job as insertion sees it."""
        return Need(
            id=self.stop.id,
            point=self.stop.point,
            length_s=self.stop.length_s,
            width_s=self.stop.latest_s - self.stop.earliest_s,
            skills=self.stop.skills,
            is_movable=self.stop.is_movable,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A deal that keeps every rule. Less is better: first visits missing, then metres."""

    deal: Deal
    missing: int
    cost_m: int

    @property
    def rank(self) -> tuple[int, int]:
        """What is best is least."""
        return (self.missing, self.cost_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The tours that may change, the jobs, and what the week leaves to each tour."""

    tours: tuple[Tour, ...]
    jobs: tuple[Job, ...]
    left_s: dict[ShiftKey, int]

    @property
    def deal_now(self) -> Deal:
        """The tours as they stand; stranded jobs are in none."""
        owned = [i for i, job in enumerate(self.jobs) if job.owner is not None]
        return tuple(
            tuple(i for i in owned if self.jobs[i].owner == v) for v in range(len(self.tours))
        )

    def tours_of(self, deal: Deal) -> tuple[Tour, ...]:
        """Return the tours a deal makes."""
        return tuple(self.tour_of(v, row) for v, row in enumerate(deal))

    def tour_of(self, v: int, row: Row) -> Tour:
        """Return the tour of one row."""
        return replace(self.tours[v], stops=tuple(self.jobs[i].stop for i in row))

    def may_drive(self, v: int, row: Row) -> bool:
        """Tell whether one tour keeps every rule."""
        tour = self.tour_of(v, row)
        is_allowed = all(self.jobs[i].cost_m[v] is not None for i in row)
        return is_allowed and evaluate([tour], self._weeks([tour])).is_feasible

    def missing(self, deal: Deal) -> list[int]:
        """Return the jobs that are in no tour."""
        made = {i for row in deal for i in row}
        return [i for i in range(len(self.jobs)) if i not in made]

    def cost_m(self, deal: Deal) -> int:
        """Return the metres driven and what else counts as metres, whatever is broken."""
        beside_m = sum(self.jobs[i].cost_m[v] or 0 for v, row in enumerate(deal) for i in row)
        return beside_m + evaluate(self.tours_of(deal)).distance_m

    def judge(self, deal: Deal) -> Scored | None:
        """Score a deal; None where it breaks something."""
        made = [i for row in deal for i in row]
        is_whole = len(made) == len(set(made))
        if not is_whole or not all(self.may_drive(v, row) for v, row in enumerate(deal)):
            return None
        tours = self.tours_of(deal)
        if not evaluate(tours, self._weeks(tours)).is_feasible:
            return None
        return Scored(deal=deal, missing=len(self.missing(deal)), cost_m=self.cost_m(deal))

    def _weeks(self, tours: Sequence[Tour]) -> list[WeekLimit]:
        """Return the weeks' limits as they concern this day alone."""
        return [
            WeekLimit(
                volunteer=tour.shift.volunteer,
                week=tour.shift.week,
                limit_s=self.left_s[tour.shift.key],
            )
            for tour in tours
            if tour.shift.key in self.left_s
        ]


def lay_out(problem: Problem, day: int, rules: DayRules) -> Board:
    """Lay out the tours of a day that may change, and the stranded visits."""
    tours = tuple(
        tour
        for tour in problem.tours
        if tour.shift.day == day and tour.shift.key not in rules.fixed
    )
    wishes: dict[int, list[Preference]] = defaultdict(list)
    for preference in rules.preferences:
        wishes[preference.stop].append(preference)
    held = [(v, stop) for v, tour in enumerate(tours) for stop in tour.stops]
    visits: list[tuple[int | None, Stop]] = [*held, *((None, stop) for stop in rules.stranded)]
    _refuse_doubles([stop for _, stop in visits])
    jobs = tuple(
        Job(
            stop=stop,
            owner=owner,
            cost_m=_costs_m(tours, owner, stop, wishes[stop.id], rules.change_m),
        )
        for owner, stop in visits
    )
    return Board(tours=tours, jobs=jobs, left_s=left_for(problem, day))


def _costs_m(
    tours: Sequence[Tour],
    owner: int | None,
    stop: Stop,
    wishes: Sequence[Preference],
    change_m: int,
) -> tuple[int | None, ...]:
    """Say what each tour's making the visit counts for."""
    worth_m = {wish.volunteer: wish.worth_m for wish in sorted(wishes, key=_worth_m)}
    most_m = max(worth_m.values(), default=0)
    costs_m: list[int | None] = []
    for v, tour in enumerate(tours):
        is_other = owner not in (None, v)
        is_able = stop.skills <= tour.shift.skills
        if not is_able or (is_other and not stop.is_movable):
            costs_m.append(None)
            continue
        missed_m = most_m - worth_m.get(tour.shift.volunteer, 0)
        costs_m.append(missed_m + (change_m if is_other else 0))
    return tuple(costs_m)


def _worth_m(wish: Preference) -> int:
    return wish.worth_m


def _refuse_doubles(stops: Sequence[Stop]) -> None:
    """Refuse a visit that stands twice and is no pair's."""
    seen = Counter(stop.id for stop in stops)
    for stop in stops:
        is_pair = seen[stop.id] == 2 and stop.earliest_s == stop.latest_s
        if seen[stop.id] > 1 and not is_pair:
            raise InvalidParameter("tours", stop.id, "each visit once, a pair's twice")
