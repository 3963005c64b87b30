"""The plan of a day: the tours, what moves, and what nobody can serve."""

from dataclasses import dataclass
from enum import StrEnum

from toctoc.planning.insertion import Reason
from toctoc.planning.model import Stop, Tour


class Method(StrEnum):
    """How the tours came about."""

    KEPT = "kept"  # the old ones
    EXACT = "exact"  # proven best: windows settle the order
    SEARCH = "search"  # best found: insertion, local search, PyVRP


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A visit that changes volunteer, planned start, or both.

    `from_volunteer` and `from_start_s` are None for a visit that was stranded.
    """

    stop: Stop
    from_volunteer: int | None
    to_volunteer: int
    from_start_s: int | None
    to_start_s: int

    @property
    def changes_volunteer(self) -> bool:
        """Somebody else comes."""
        return self.from_volunteer != self.to_volunteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    """A promised visit for which no tour has room, and why the nearest one has none.

    `from_volunteer` is who had it (None: stranded); `volunteer` whose tour `reason` speaks of
    (None: nobody works). `short` as in Reason.
    """

    stop: Stop
    from_volunteer: int | None
    volunteer: int | None
    reason: Reason
    short: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    """All tours of the day as they should stand, in the order given, fixed ones included.

    `gain_m` is what the new tours save: metres driven, plus preferences met, minus changes of
    volunteer; 0 where tours are kept. It says little where `was_feasible` is False.
    """

    tours: tuple[Tour, ...]
    moves: tuple[Move, ...]
    unserved: tuple[Unserved, ...]
    distance_before_m: int
    distance_after_m: int
    gain_m: int
    was_feasible: bool
    method: Method

    @property
    def is_unchanged(self) -> bool:
        """Nothing moves, nothing is dropped."""
        return not self.moves and not self.unserved
