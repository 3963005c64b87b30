"""What may change in a day's tours, what it should be weighed against, and for how long."""

from collections.abc import Callable
from dataclasses import dataclass, field

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import ShiftKey, Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """Who had better make a visit: it is worth a detour of `worth_m`, no more.

    Several may name one stop: whom the resident saw last, whom they asked for.
    """

    stop: int
    volunteer: int
    worth_m: int

    def __post_init__(self) -> None:
        """Refuse a preference against somebody."""
        if self.worth_m < 0:
            raise InvalidParameter("worth_m", self.worth_m, "at least 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRules:
    """What a plan of the day may touch, and when a change is worth making.

    Attributes
    ----------
    fixed
        Tours not to be touched: under way, or frozen. They need not even be feasible.
    stranded
        Visits promised for the day whose volunteer is gone; whoever can may take them.
    preferences
        Who had better make which visit.
    least_gain_m
        Feasible tours stay as they are where the gain is less.
    change_m
        What a change of volunteer costs, so that visits change hands only where it pays.
    """

    fixed: frozenset[ShiftKey] = frozenset()
    stranded: tuple[Stop, ...] = ()
    preferences: tuple[Preference, ...] = ()
    least_gain_m: int = 1_000
    change_m: int = 500

    def __post_init__(self) -> None:
        """Refuse a bonus for changes."""
        if self.change_m < 0:
            raise InvalidParameter("change_m", self.change_m, "at least 0")


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How long to search: so many iterations, or until `should_stop` says so.

    With iterations only, the same seed gives the same plan.
    """

    iterations: int = 2_000
    should_stop: Callable[[], bool] = field(default=_never)

    def __post_init__(self) -> None:
        """Refuse a negative number of iterations."""
        if self.iterations < 0:
            raise InvalidParameter("iterations", self.iterations, "at least 0")
