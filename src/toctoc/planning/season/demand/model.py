"""How people call: the parameters of a drawn season, neutral ones by default.

With the defaults a season is drawn as the benchmark's `make_instance.py` does: calls by
population, each half-day suiting with probability 0.6, everybody at home, everybody kept.
docs/algorithms/season-benchmark.md tells the formulas.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from toctoc.planning.errors import InvalidParameter

type Chances = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOfMouth:
    """How the service becomes known: a logistic ramp that visits drive.

    Of each commune a share has heard of the service, `known_ratio` at the start; calls come in
    proportion. A visit tells `told_people` more, among communes by population and
    exp(−distance / `reach_m`); those who knew already do not count twice. Whatever is booked
    later, the visit is taken to be made `told_after_days` working days after the call, so that
    the calls of a season are the same under every policy.
    """

    known_ratio: float = 1.0
    told_people: float = 60.0
    reach_m: float = 5_000.0
    told_after_days: int = 6

    def __post_init__(self) -> None:
        """Refuse a share outside ]0, 1] and a reach of nothing."""
        if not 0 < self.known_ratio <= 1:
            raise InvalidParameter("known_ratio", self.known_ratio, "a share in ]0, 1]")
        _expect_at_least(0, self, ("told_people", "told_after_days"))
        if not self.reach_m > 0:
            raise InvalidParameter("reach_m", self.reach_m, "more than 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fates:
    """What becomes of appointments. Chances are (value, weight) pairs.

    `cancel_ratio` of callers give their first appointment up, so many working days before it;
    `again_ratio` of these call again `again_after_days` later. At `no_show_ratio` of the homes
    nobody opens.
    """

    cancel_ratio: float = 0.0
    notice_days: Chances = ((0, 0.2), (1, 0.3), (2, 0.2), (4, 0.3))
    again_ratio: float = 0.5
    again_after_days: Chances = ((0, 0.6), (2, 0.2), (5, 0.2))
    no_show_ratio: float = 0.0

    def __post_init__(self) -> None:
        """Refuse ratios outside [0, 1] and chances that are none."""
        _expect_ratios(self, ("cancel_ratio", "again_ratio", "no_show_ratio"))
        _expect_chances(self, ("notice_days", "again_after_days"), least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceModel:
    """How volunteers fall out: on any day with `start_ratio`, for so many days.

    They tell so many working days before, at the soonest on the season's first day.
    """

    start_ratio: float = 0.0
    length_days: Chances = ((1, 0.5), (2, 0.25), (5, 0.25))
    notice_days: Chances = ((0, 0.4), (1, 0.2), (5, 0.4))

    def __post_init__(self) -> None:
        """Refuse a ratio outside [0, 1] and chances that are none."""
        _expect_ratios(self, ("start_ratio",))
        _expect_chances(self, ("length_days",), least=1)
        _expect_chances(self, ("notice_days",), least=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandModel:
    """How many call, when they are free, what they need, and what becomes of it.

    `calls_per_day` is the mean over the territory once everybody knows of the service. A
    half-day suits with `suits_ratio`; `half_ratio` and `weekday_ratio` of the variance are the
    caller's own taste for mornings or afternoons and for days of the week, so that what suits
    is correlated within a caller and the same on average. `visit_min` are minutes and weights,
    by need; none: all visits last as the season says.
    """

    calls_per_day: float = 7.0
    scatter_m: float = 890.0
    suits_ratio: float = 0.6
    half_ratio: float = 0.0
    weekday_ratio: float = 0.0
    visit_min: Chances = ()
    word_of_mouth: WordOfMouth = field(default_factory=WordOfMouth)
    fates: Fates = field(default_factory=Fates)
    absences: AbsenceModel = field(default_factory=AbsenceModel)

    def __post_init__(self) -> None:
        """Refuse negative numbers of calls, ratios outside [0, 1] and empty visits."""
        _expect_at_least(0, self, ("calls_per_day", "scatter_m"))
        _expect_ratios(self, ("suits_ratio", "half_ratio", "weekday_ratio"))
        if self.half_ratio + self.weekday_ratio > 1:
            raise InvalidParameter(
                "weekday_ratio", self.weekday_ratio, "at most 1 with half_ratio"
            )
        if self.visit_min:
            _expect_chances(self, ("visit_min",), least=1)


def _expect_at_least(least: float, owner: object, names: Iterable[str]) -> None:
    for name in names:
        if not getattr(owner, name) >= least:
            raise InvalidParameter(name, getattr(owner, name), f"at least {least}")


def _expect_ratios(owner: object, names: Iterable[str]) -> None:
    for name in names:
        if not 0 <= getattr(owner, name) <= 1:
            raise InvalidParameter(name, getattr(owner, name), "a ratio lies in [0, 1]")


def _expect_chances(owner: object, names: Iterable[str], *, least: int) -> None:
    for name in names:
        chances: Chances = getattr(owner, name)
        is_sound = all(value >= least and weight >= 0 for value, weight in chances)
        if not is_sound or not sum(weight for _, weight in chances) > 0:
            raise InvalidParameter(name, chances, f"weights of values of at least {least}")
