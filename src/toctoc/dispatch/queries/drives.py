"""The drives of a tour one by one: from where to where, and whether a road is known."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from toctoc.planning.model import Point, Tour
from toctoc.planning.timeline import Timeline

type Spot = tuple[float, float]  # latitude, longitude, in degrees


class Drive(NamedTuple):
    """One drive of a tour; by the model, as the crow flies, where no road is known."""

    start_deg: Spot
    goal_deg: Spot
    is_by_road: bool


class Drives(tuple[Drive, ...]):
    """The drives of a tour in order, the one back to the base last; none without stops."""

    __slots__ = ()

    @property
    def by_road(self) -> int:
        """How many are known from real roads."""
        return sum(drive.is_by_road for drive in self)

    @property
    def are_by_road(self) -> bool:
        """Whether all are."""
        return bool(self) and self.by_road == len(self)


def drives_of(tour: Tour, driven: Timeline) -> Drives:
    """Return the drives of a tour as it is driven."""
    return Drives(_drives(tour, driven)) if tour.stops else Drives()


def _drives(tour: Tour, driven: Timeline) -> Iterator[Drive]:
    base = tour.shift.base
    points = [base, *(one.stop.point for one in driven.planned), base]
    known = [*(one.is_by_road for one in driven.planned), driven.is_back_by_road]
    for (start, goal), is_by_road in zip(pairwise(points), known, strict=True):
        yield Drive(_spot(start), _spot(goal), is_by_road)


def _spot(point: Point) -> Spot:
    return point.lat_deg, point.lon_deg


def ends_of(drives: Sequence[Drive]) -> list[tuple[Spot, Spot]]:
    """Return from where to where each drive leads."""
    return [(drive.start_deg, drive.goal_deg) for drive in drives]
