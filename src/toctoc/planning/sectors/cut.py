"""A simple cut in sectors: grow from far-apart seeds, then exchange communes along the borders.

A good start, not a proven optimum; docs/algorithms/sectors.md says what it optimises.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import Point
from toctoc.planning.sectors.voronoi import METRES_A_DEGREE, voronoi_cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is never split: a commune, its centre and its weight (people, or expected work)."""

    point: Point
    weight: float

    def __post_init__(self) -> None:
        """Refuse a negative weight."""
        if not self.weight >= 0:
            raise InvalidParameter("weight", self.weight, "at least 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorCut:
    """The sector (0 … k − 1, from west to east) of each unit in `sector_of`.

    `imbalance_ratio` is the largest departure of a sector's weight from the mean, as a ratio of
    it.
    """

    sector_of: tuple[int, ...]
    weights: tuple[float, ...]
    imbalance_ratio: float


def cut_sectors(
    units: Sequence[Unit],
    sectors: int,
    *,
    neighbours: Sequence[Sequence[int]] | None = None,
    tolerance_ratio: float = 0.1,
) -> SectorCut:
    """Cut units in contiguous sectors of like weight.

    Minimises Σ weight × squared distance to the sector's centre, plus a heavy price for a
    sector's weight departing from the mean by more than `tolerance_ratio`.

    Parameters
    ----------
    units : sequence of Unit
        At least as many as sectors, centres all different.
    neighbours : sequence of sequences of int, optional
        Units touching each unit (symmetric, connected); from Voronoi cells where not given.

    Raises
    ------
    InvalidParameter
        If there are fewer units than sectors, or no sector.

    Notes
    -----
    Deterministic. A local optimum under moves of one unit and swaps of two.
    """
    if not 1 <= sectors <= len(units):
        raise InvalidParameter("sectors", sectors, f"between 1 and {len(units)} units")
    if neighbours is None:
        neighbours = [cell.neighbours for cell in voronoi_cells([unit.point for unit in units])]
    cut = _Cut(units, sectors, neighbours, tolerance_ratio)
    cut.grow()
    while cut.improve():  # ends: each change lowers the cost, and cuts are finite
        continue
    return cut.result()


class _Cut:
    """A cut in the making."""

    def __init__(
        self,
        units: Sequence[Unit],
        sectors: int,
        neighbours: Sequence[Sequence[int]],
        tolerance: float,
    ) -> None:
        mean_lat_deg = sum(unit.point.lat_deg for unit in units) / len(units)
        stretch = METRES_A_DEGREE * cos(radians(mean_lat_deg)) / 1_000
        self.at_km = [
            (unit.point.lon_deg * stretch, unit.point.lat_deg * METRES_A_DEGREE / 1_000)
            for unit in units
        ]
        total = sum(unit.weight for unit in units)
        share = total / sectors or 1.0
        self.weight = [unit.weight / share for unit in units]  # a sector should weigh 1
        self.units, self.sectors, self.neighbours = units, sectors, neighbours
        self.tolerance = tolerance
        self.of = [-1] * len(units)

    def grow(self) -> None:
        """Give the lightest sector the nearest free unit it touches, until none is free."""
        for sector, seed in enumerate(self._seeds()):
            self.of[seed] = sector
        while -1 in self.of:
            choices = [
                (self._sector_weight(sector), self._km2(i, self._centre(sector)), sector, i)
                for sector in range(self.sectors)
                for i in self._touching(sector)
            ]
            if not choices:
                raise InvalidParameter("neighbours", len(self.units), "one connected territory")
            _, _, sector, unit = min(choices)
            self.of[unit] = sector

    def _seeds(self) -> list[int]:
        """Start far from the middle, then each time farthest from the seeds so far."""
        n = len(self.units)
        middle = (sum(x for x, _ in self.at_km) / n, sum(y for _, y in self.at_km) / n)
        seeds = [max(range(n), key=lambda i: self._km2(i, middle))]
        while len(seeds) < self.sectors:
            seeds.append(
                max(range(n), key=lambda i: min(self._km2(i, self.at_km[s]) for s in seeds))
            )
        return seeds

    def _touching(self, sector: int) -> Iterator[int]:
        for i, own in enumerate(self.of):
            if own == -1 and any(self.of[j] == sector for j in self.neighbours[i]):
                yield i

    def improve(self) -> bool:
        """Apply the first move or swap that lowers the cost; False where none does."""
        cost = self._cost()
        for change in self._changes():
            before = {i: self.of[i] for i in change}
            for i, sector in change.items():
                self.of[i] = sector
            touched = {*before.values(), *change.values()}
            is_sound = all(self._is_whole(sector) for sector in touched)
            if is_sound and self._cost() < cost - 1e-9:
                return True
            for i, sector in before.items():
                self.of[i] = sector
        return False

    def _changes(self) -> Iterator[dict[int, int]]:
        for i, own in enumerate(self.of):
            beside = sorted({self.of[j] for j in self.neighbours[i]} - {own})
            for other in beside:
                yield {i: other}
            for j in range(i + 1, len(self.of)):
                other = self.of[j]
                if other in beside and own in {self.of[k] for k in self.neighbours[j]}:
                    yield {i: other, j: own}

    def _cost(self) -> float:
        """Inertia in km² plus the price of imbalance."""
        cost = 0.0
        for sector in range(self.sectors):
            centre, weight = self._centre(sector), self._sector_weight(sector)
            cost += sum(
                self.weight[i] * self._km2(i, centre)
                for i, own in enumerate(self.of)
                if own == sector
            )
            cost += 1e6 * max(0.0, abs(weight - 1) - self.tolerance) ** 2
        return cost

    def _is_whole(self, sector: int) -> bool:
        """Tell whether a sector is not empty and in one piece."""
        members = {i for i, own in enumerate(self.of) if own == sector}
        if not members:
            return False
        reached, frontier = set[int](), [min(members)]
        while frontier:
            i = frontier.pop()
            if i not in reached:
                reached.add(i)
                frontier += [j for j in self.neighbours[i] if j in members]
        return reached == members

    def _sector_weight(self, sector: int) -> float:
        return sum(w for w, own in zip(self.weight, self.of, strict=True) if own == sector)

    def _centre(self, sector: int) -> tuple[float, float]:
        """Return the weighted centre, the plain one where nobody lives."""
        members = [i for i, own in enumerate(self.of) if own == sector]
        if not members:  # a swap on trial empties a sector of one; it is refused next
            return 0.0, 0.0
        weights = [self.weight[i] for i in members]
        if sum(weights) == 0:
            weights = [1.0] * len(members)
        total = sum(weights)
        x = sum(w * self.at_km[i][0] for w, i in zip(weights, members, strict=True)) / total
        y = sum(w * self.at_km[i][1] for w, i in zip(weights, members, strict=True)) / total
        return x, y

    def _km2(self, unit: int, place: tuple[float, float]) -> float:
        x, y = self.at_km[unit]
        return (x - place[0]) ** 2 + (y - place[1]) ** 2

    def result(self) -> SectorCut:
        """Return the cut, its sectors numbered from west to east."""
        order = sorted(range(self.sectors), key=self._centre)
        rank = {sector: i for i, sector in enumerate(order)}
        weights = [self._sector_weight(sector) for sector in order]
        total = sum(unit.weight for unit in self.units)
        return SectorCut(
            sector_of=tuple(rank[own] for own in self.of),
            weights=tuple(weight * total / self.sectors for weight in weights),
            imbalance_ratio=max(abs(weight - 1) for weight in weights),
        )
