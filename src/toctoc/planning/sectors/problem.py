"""What a cut must respect: units, their expected work, who touches whom, and wishes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import Point, TravelProfile
from toctoc.planning.travel import coordinates_deg, legs_between

type Floats = NDArray[np.float64]
type Neighbours = tuple[tuple[int, ...], ...]  # of each unit; symmetric

VISIT_S = 3_600
# Driving alone: a minute at the door is spent whatever the cut.
DRIVING = TravelProfile(stop_s=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What people ask of a cut, besides its being whole and balanced.

    `together`: units of one sector, whichever. `fixed`: the sector (0 … k − 1) of a unit.
    `bases`: the unit at the centre of a sector, in place of the best one.
    """

    together: tuple[tuple[int, ...], ...] = ()
    fixed: Mapping[int, int] = field(default_factory=dict)
    bases: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorProblem:
    """Units to share between k sectors.

    `visits` (shape (n,)) are expected in a year, or in any other time: only their shares
    matter. `drive_s[i, j]` (shape (n, n)) is the drive from i to j. `work_s` (shape (n,)) is
    what sectors should have alike: visits × (their length + a typical drive).
    """

    visits: Floats
    drive_s: Floats
    work_s: Floats
    neighbours: Neighbours
    sectors: int
    balance_ratio: float = 0.1
    wishes: Wishes = field(default_factory=Wishes)

    def __post_init__(self) -> None:
        """Refuse what no cut could be made from; what merely cannot hold is a result."""
        n = len(self.visits)
        if not 1 <= self.sectors <= n:
            raise InvalidParameter("sectors", self.sectors, f"between 1 and {n} units")
        if not self.balance_ratio >= 0:
            raise InvalidParameter("balance_ratio", self.balance_ratio, "at least 0")
        if self.drive_s.shape != (n, n) or self.work_s.shape != (n,):
            raise InvalidParameter("drive_s", self.drive_s.shape, f"({n}, {n})")
        self._check_wishes(n)

    def _check_wishes(self, n: int) -> None:
        units = [unit for group in self.wishes.together for unit in group]
        units += [*self.wishes.fixed, *self.wishes.bases.values()]
        if any(not 0 <= unit < n for unit in units):
            raise InvalidParameter("wishes", units, f"units from 0 to {n - 1}")
        named = [*self.wishes.fixed.values(), *self.wishes.bases]
        if any(not 0 <= sector < self.sectors for sector in named):
            raise InvalidParameter("wishes", named, f"sectors from 0 to {self.sectors - 1}")

    @property
    def size(self) -> int:
        """How many units there are."""
        return len(self.visits)

    @property
    def cost_s(self) -> Floats:
        """Driving that unit i costs when j is its centre, `cost_s[i, j]`, shape (n, n).

        As a part of the objective, the mean drive of a visit; from the centre and back, halved.
        """
        both_ways = (self.drive_s + self.drive_s.T) / 2
        return both_ways * self.shares[:, None]

    @property
    def shares(self) -> Floats:
        """The part of all visits expected in each unit, shape (n,)."""
        total = float(self.visits.sum())
        return self.visits / total if total else np.full(self.size, 1 / self.size)

    @property
    def limits_s(self) -> tuple[float, float]:
        """The least and the most work a sector may have."""
        mean_s = float(self.work_s.sum()) / self.sectors
        slack_s = self.balance_ratio * mean_s
        return mean_s - slack_s, mean_s + slack_s


def drives_between(centres: Sequence[Point], profile: TravelProfile = DRIVING) -> Floats:
    """Return the drives between centres by the model of roads, shape (n, n), in seconds."""
    places = coordinates_deg(centres)
    legs = legs_between(places[:, None], places[None], profile)
    return legs.travel_s.astype(np.float64)


def expected_work(
    visits: Floats, drive_s: Floats, sectors: int, *, visit_s: int = VISIT_S
) -> Floats:
    """Return the work expected in each unit: visits × (length + a typical drive), shape (n,).

    The typical drive to a visit comes from the places around it that hold one k-th of all
    visits: what a sector would be if it were centred there. It makes remote visits count for
    what they cost, and does not depend on the cut.

    Parameters
    ----------
    visits : ndarray of float64, shape (n,)
    drive_s : ndarray of float64, shape (n, n), in seconds
    """
    order = np.argsort(drive_s, axis=0, kind="stable")
    near = visits[order]
    before = np.cumsum(near, axis=0) - near
    share = float(visits.sum()) / sectors
    taken = np.clip(share - before, 0.0, near)
    typical_s = (taken * np.take_along_axis(drive_s, order, axis=0)).sum(axis=0)
    return visits * (visit_s + (typical_s / share if share else 0.0))
