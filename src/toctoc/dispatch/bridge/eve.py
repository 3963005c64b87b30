"""A day looked at for the last time: what may still change, and how to recognise it later."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Visit
from toctoc.dispatch.bridge.freeze import Moment
from toctoc.dispatch.bridge.problem import LoadedProblem, load_problem
from toctoc.dispatch.bridge.stops import VisitRow, build_stop, group_by_shift
from toctoc.planning.evaluate import Evaluation, evaluate
from toctoc.planning.model import DAY_S, Shift, ShiftKey, Stop, Tour
from toctoc.planning.proposals import ProposalParams
from toctoc.planning.tours import DayRules, Preference
from toctoc.territory.models import Programme

NOON = time(12)


@dataclass(frozen=True, kw_only=True)
class EveScene:
    """One day of a week's problem, its visits free to change hands although it is frozen."""

    loaded: LoadedProblem
    day: date
    now: datetime

    @property
    def number(self) -> int:
        """The day's number on the problem's clock."""
        return self.loaded.clock.day_of(self.day)

    @cached_property
    def rows(self) -> Mapping[ShiftKey, list[VisitRow]]:
        """The day's visits, by whose they are."""
        today = [r for r in self.loaded.rows.values() if r.starts_s // DAY_S == self.number]
        return group_by_shift(today)

    @property
    def tours(self) -> tuple[Tour, ...]:
        """The day's tours, empty ones too."""
        tours = self.loaded.problem.tours
        return tuple(tour for tour in tours if tour.shift.day == self.number)

    @cached_property
    def under_way(self) -> frozenset[ShiftKey]:
        """Tours that are driven already."""
        moment = Moment.of(self.loaded.roster, self.now, self.day, self.loaded.left)
        shifts = self.loaded.roster.shifts
        return frozenset(
            key for key, held in self.rows.items() if moment.has_left(held, shifts.get(key))
        )

    @cached_property
    def stranded(self) -> tuple[Stop, ...]:
        """Visits whose volunteer does not work that day; pairs are told apart."""
        return tuple(
            replace(build_stop(row), is_movable=True)
            for row in self._left_alone()
            if not row.is_pair
        )

    @property
    def stranded_pairs(self) -> tuple[int, ...]:
        """Visits of two of whom one does not work that day: for people to sort out."""
        return tuple(dict.fromkeys(r.stop_id for r in self._left_alone() if r.is_pair))

    def _left_alone(self) -> Iterator[VisitRow]:
        """Yield booked visits on days their volunteer does not work; sessions were meant so."""
        for key, held in self.rows.items():
            if key not in self.loaded.roster.shifts:
                booked = (row for row in held if row.status == VisitStatus.BOOKED)
                yield from (row for row in booked if not row.is_session)

    def rules(self) -> DayRules:
        """Return what a plan may touch; two queries (who knows whom)."""
        return DayRules(
            fixed=self.under_way & self.loaded.roster.shifts.keys(),
            stranded=self.stranded,
            preferences=tuple(self._list_preferences()),
        )

    def state(self) -> str:
        """Return the fingerprint of the day: its visits and shifts as they stand."""
        rows = sorted(row for held in self.rows.values() for row in held)
        shifts = sorted(_shift_text(tour.shift) for tour in self.tours)
        return sha256(repr((rows, shifts)).encode()).hexdigest()

    def breaks_nothing_more(self, changed: Iterable[Tour]) -> bool:
        """Tell whether the week with these tours keeps every rule as well as it does now.

        The core's independent checker is asked, about everything from scratch.
        """
        new = {tour.shift.key: tour for tour in changed}
        problem = self.loaded.problem
        after = tuple(new.get(tour.shift.key, tour) for tour in problem.tours)
        broken = _excesses(evaluate(problem.tours, problem.weeks))
        return all(
            broken.get(rule, -1) >= excess
            for rule, excess in _excesses(evaluate(after, problem.weeks)).items()
        )

    def _list_preferences(self) -> Iterable[Preference]:
        """Yield who made the last visit to each home of the day."""
        stops = {row.pk: row.stop_id for held in self.rows.values() for row in held}
        homes = dict(
            Visit.objects.filter(pk__in=stops, lead=None).values_list("resident", "pk")
        )
        made = Visit.objects.filter(
            resident__in=homes,
            lead=None,
            ends_at__lte=self.now,
            status__in=(VisitStatus.BOOKED, VisitStatus.DONE),
        )
        known = dict(made.order_by("starts_at").values_list("resident", "volunteer"))
        worth_m = round(ProposalParams().continuity_m)
        for resident, volunteer in known.items():
            stop = stops[homes[resident]]
            yield Preference(stop=stop, volunteer=volunteer, worth_m=worth_m)


def _excesses(found: Evaluation) -> dict[tuple[object, ...], int]:
    return {(v.rule, v.volunteer, v.day, v.stop): v.excess for v in found.violations}


def load_eve(programme: Programme, day: date, *, now: datetime) -> EveScene:
    """Load a day to plan it a last time: seven queries."""
    noon = datetime.combine(day, NOON, tzinfo=ZoneInfo(programme.time_zone))
    loaded = load_problem(programme, now=now, week_of=noon, thawed=day)
    return EveScene(loaded=loaded, day=day, now=now)


def _shift_text(shift: Shift) -> str:
    """Say all of a shift that matters, the same in every process."""
    return repr(replace(shift, skills=frozenset())) + ",".join(sorted(shift.skills))
