"""What a season consists of: its rules, its team, its callers and what becomes of them.

Days are working days: day d falls on weekday d mod 5. Everything beyond the benchmark's own
format has a neutral default, so that a plain season is one with nothing set.
"""

from dataclasses import dataclass
from itertools import pairwise

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import DemandPoint, Interval, Point, PromiseKind, TravelProfile

WEEKDAYS = 5
HALVES = 2
WIDE_FROM_S = 7_200


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(DemandPoint):
    """A commune: where calls come from. `weight` is population × observed rate of calls."""

    population: float
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A volunteer is away from `first_day` to `last_day` included, known on `announced_day`."""

    volunteer: int
    first_day: int
    last_day: int
    announced_day: int

    def __post_init__(self) -> None:
        """Refuse an absence that runs backwards or is announced when it has begun."""
        if not self.announced_day <= self.first_day <= self.last_day:
            raise InvalidParameter(
                "first_day", self.first_day, "between announced_day and last_day"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The rules of a season: all but its calls. One base, and one way to travel, a volunteer.

    `travel` is everybody's where `travels` is empty.
    """

    name: str
    demand: tuple[Place, ...]
    bases: tuple[Point, ...]
    days: int
    lead_days: int
    horizon_days: int
    morning: Interval
    afternoon: Interval
    shift: Interval
    visit_s: int
    max_visits: int
    grid_s: int
    window_s: int
    travel: TravelProfile
    offers: int
    choice_probabilities: tuple[float, ...]
    promise: PromiseKind = PromiseKind.EXACT
    travels: tuple[TravelProfile, ...] = ()
    absences: tuple[Absence, ...] = ()

    def __post_init__(self) -> None:
        """Refuse travels for another team, and absences of nobody, unordered or overlapping."""
        if self.travels and len(self.travels) != len(self.bases):
            raise InvalidParameter("travels", len(self.travels), "one for each base, or none")
        if list(self.absences) != sorted(self.absences, key=lambda one: one.announced_day):
            raise InvalidParameter("absences", self.absences, "in the order of announcement")
        for volunteer in {absence.volunteer for absence in self.absences}:
            self._check_absences(volunteer)

    def _check_absences(self, volunteer: int) -> None:
        if not 0 <= volunteer < len(self.bases):
            raise InvalidParameter("absences", volunteer, "a volunteer of the team")
        spans = sorted(
            (one.first_day, one.last_day) for one in self.absences if one.volunteer == volunteer
        )
        if any(after[0] <= before[1] for before, after in pairwise(spans)):
            raise InvalidParameter("absences", spans, "apart, for one volunteer")

    @property
    def last_day(self) -> int:
        """The last day any call can be given (excluded)."""
        return self.days + self.lead_days + self.horizon_days

    @property
    def tuned_as(self) -> PromiseKind:
        """For which kind of promise the parameters are: wide ones leave the order open."""
        is_exact = self.promise is PromiseKind.EXACT and self.window_s < WIDE_FROM_S
        return PromiseKind.EXACT if is_exact else PromiseKind.WIDE

    def travel_of(self, volunteer: int) -> TravelProfile:
        """Return how a volunteer travels."""
        return self.travels[volunteer] if self.travels else self.travel


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A caller: calls on working day `day`; `free` flags the ten half-days of a week.

    `draw`, then `draws_again`, decide which offer is taken each time there are offers; a
    policy never sees them, nor what follows. `length_s` is the visit's where it is not the
    season's. With `cancels_before_days` the first appointment is given up that many working
    days before it, and with `calls_again_after_days` another one is asked for so much later.
    `is_absent`: at the last appointment nobody opens.
    """

    id: int
    day: int
    point: Point
    free: tuple[bool, ...]
    draw: float | None = None
    draws_again: tuple[float, ...] = ()
    length_s: int | None = None
    cancels_before_days: int | None = None
    calls_again_after_days: int | None = None
    is_absent: bool = False

    def is_free(self, day: int, *, is_afternoon: bool) -> bool:
        """Tell whether a half-day suits the caller."""
        return self.free[HALVES * (day % WEEKDAYS) + is_afternoon]

    def draw_for(self, times_asked: int) -> float:
        """Return the draw for the offers after so many earlier ones; the draws take turns."""
        draws = (self.draw or 0.0, *self.draws_again)
        return draws[times_asked % len(draws)]

    @property
    def is_plain(self) -> bool:
        """Nothing is set that the benchmark's own format cannot say."""
        fates = (self.length_s, self.cancels_before_days, self.calls_again_after_days)
        return fates == (None, None, None) and not self.is_absent


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A season with its calls, in the order in which they are made."""

    season: Season
    calls: tuple[Call, ...]

    @property
    def is_plain(self) -> bool:
        """Nothing is set that the benchmark's own format ("season-1") cannot say."""
        season = self.season
        is_usual = season.promise is PromiseKind.EXACT and not season.absences
        return is_usual and not season.travels and all(call.is_plain for call in self.calls)
