"""Drives known from real roads, looked up by coordinates; the model stands in for the rest."""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.errors import InvalidParameter

# Places of one cell share a position on the road: 1e-4 degrees are 11 m northwards, 8 m
# eastwards in France. Cells are numbered row by row, so that one whole number names each.
CELLS_PER_DEG = 10_000
CELLS_A_ROW = 360 * CELLS_PER_DEG + 1
UNKNOWN = -1


def road_cells(places_deg: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the number of the cell each place lies in.

    Parameters
    ----------
    places_deg : ndarray of float64, shape (..., 2), in degrees
        Latitude then longitude on the last axis.

    Returns
    -------
    ndarray of int64, shape (...)

    Examples
    --------
    >>> one, near, far = road_cells(np.array([(43.3, -0.3), (43.30004, -0.3), (43.3002, -0.3)]))
    >>> bool(one == near), bool(one == far)
    (True, False)
    """
    cells = np.rint(places_deg * CELLS_PER_DEG).astype(np.int64)
    numbers: NDArray[np.int64] = cells[..., 0] * CELLS_A_ROW + cells[..., 1]
    return numbers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadTable:
    """Metres and seconds by road from each known place to each other; UNKNOWN where none is.

    Tables of one `version` hold the same, which is all that is compared: a profile must be
    cheap to compare and to hash. Asymmetric: row to column.
    """

    version: str
    places_deg: NDArray[np.float64] = field(repr=False)  # (n, 2) latitude, longitude
    distance_m: NDArray[np.int32] = field(repr=False)  # (n, n)
    travel_s: NDArray[np.int32] = field(repr=False)  # (n, n), without `stop_s`
    _sorted: NDArray[np.int64] = field(init=False, repr=False)
    _rank: NDArray[np.int64] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse matrices that do not fit the places, and two places in one cell."""
        count = len(self.places_deg)
        if self.distance_m.shape != (count, count) or self.travel_s.shape != (count, count):
            raise InvalidParameter(
                "distance_m", self.distance_m.shape, "one row for each place"
            )
        cells = road_cells(self.places_deg.reshape(count, 2))
        rank = np.argsort(cells, kind="stable")
        if (np.diff(cells[rank]) == 0).any():
            raise InvalidParameter("places_deg", count, "each in a cell of its own")
        # One more, that no cell equals: what is looked up lies before it.
        beyond = np.iinfo(np.int64).max
        object.__setattr__(self, "_sorted", np.append(cells[rank], beyond))
        object.__setattr__(self, "_rank", np.append(rank, UNKNOWN))

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, RoadTable) and self.version == other.version)

    def __len__(self) -> int:
        return len(self.places_deg)

    def __hash__(self) -> int:
        return hash(self.version)

    def find(self, places_deg: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the row of each place, UNKNOWN where it has none: shape (..., 2) to (...)."""
        cells = road_cells(places_deg)
        at = self._sorted.searchsorted(cells)
        return np.where(self._sorted[at] == cells, self._rank[at], UNKNOWN)

    def among(self, places_deg: NDArray[np.float64]) -> Self:
        """Return what is known of some places only, shape (k, 2)."""
        rows = np.unique(self.find(places_deg))
        rows = rows[rows != UNKNOWN]
        return type(self)(
            version=self.version,
            places_deg=self.places_deg[rows],
            distance_m=self.distance_m[np.ix_(rows, rows)],
            travel_s=self.travel_s[np.ix_(rows, rows)],
        )
