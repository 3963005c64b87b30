"""What an engine of roads is: drives between many places, and the line of one drive."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from toctoc.territory.enums import RoadMode

type Places = NDArray[np.float64]  # (n, 2) latitude, longitude, in degrees
type Ints = NDArray[np.int32]
type Line = list[tuple[float, float]]  # latitude, longitude

NO_WAY = -1
ALL_MODES = frozenset(RoadMode)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Drives from each of s places to each of t: NO_WAY where there is none."""

    distance_m: Ints  # (s, t)
    travel_s: Ints  # (s, t), at the wheel only

    @classmethod
    def nothing(cls, rows: int, columns: int) -> "Matrix":
        """Return a matrix in which no place is reached from any other."""
        shape = (rows, columns)
        return cls(
            distance_m=np.full(shape, NO_WAY, np.int32),
            travel_s=np.full(shape, NO_WAY, np.int32),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One drive: the line along the road, and what it takes."""

    line: Line
    distance_m: int
    travel_s: int


class RoadEngine(Protocol):
    """Answers for any places; `version` changes when its answers may.

    Raises RoadsUnreachable where it does not answer, NoRoadNear where one of the places lies
    near no road it knows: nothing is said of the others then.
    """

    version: str
    most_places: int  # rows, and columns, of one question
    modes: frozenset[RoadMode]  # what it knows how to answer for

    def matrix(self, sources: Places, targets: Places, mode: RoadMode) -> Matrix:
        """Return the drives from each source to each target."""
        ...

    def route(
        self, start: tuple[float, float], goal: tuple[float, float], mode: RoadMode
    ) -> Route:
        """Return one drive with its line."""
        ...
