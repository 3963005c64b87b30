"""How a season went: what is driven, how long people wait, whether the remote wait longer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from toctoc.planning.days.arrays import Flags, Ints
from toctoc.planning.season.facts import Call, Season
from toctoc.planning.travel import coordinates_deg, legs_between

FULL_SET = 3
# The share of the population that counts as living far out.
REMOTE_SHARE = 0.2
NO_WAIT = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Seconds of work of each volunteer over the season: from leaving the base to back."""

    work_s: tuple[int, ...]

    @property
    def spread_s(self) -> int:
        """What the busiest works more than the idlest."""
        return max(self.work_s) - min(self.work_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonScore:
    """How a season went. Waits in working days; `short` times there were fewer than 3 offers.

    `served` got their visit; nobody opened at the `no_shows`, which were driven too;
    `cancelled` gave an appointment up, and `lost` of them called no more. An absence gave
    `redealt` visits to somebody else and made `moved` ones be offered anew. `remote_ratio` is
    the mean wait of the remotest fifth of the population over that of the rest; 1 where either
    has no visits. `load` is known where the season was played visit by visit.
    """

    calls: int
    served: int
    refused: int
    short: int
    tours: int
    distance_m: int
    mean_wait_days: float
    p95_wait_days: int
    longest_wait_days: int = 0
    remote_ratio: float = 1.0
    no_shows: int = 0
    cancelled: int = 0
    lost: int = 0
    redealt: int = 0
    moved: int = 0
    load: Load | None = field(default=None, compare=False)

    @property
    def metres_per_visit(self) -> float:
        """The yardstick."""
        return self.distance_m / max(1, self.served)

    @property
    def visits_per_tour(self) -> float:
        """How full the tours are."""
        return (self.served + self.no_shows) / max(1, self.tours)


class WaitFigures(NamedTuple):
    """What the waits of a season come to, in working days."""

    mean_days: float
    p95_days: int
    longest_days: int
    remote_ratio: float


def sum_up_waits(wait_days: Ints, is_remote: Flags) -> WaitFigures:
    """Sum up the waits of the callers who have an appointment.

    Parameters
    ----------
    wait_days : ndarray of int64, shape (C,)
        Of each caller; NO_WAIT without appointment.
    is_remote : ndarray of bool, shape (C,)
        Who lives far out (`remote_calls`).
    """
    has_wait = wait_days != NO_WAIT
    waited = np.sort(wait_days[has_wait])
    if not len(waited):
        return WaitFigures(mean_days=0.0, p95_days=0, longest_days=0, remote_ratio=1.0)
    far, near = wait_days[has_wait & is_remote], wait_days[has_wait & ~is_remote]
    is_split = len(far) > 0 and len(near) > 0 and near.sum() > 0
    return WaitFigures(
        mean_days=float(waited.mean()),
        p95_days=int(waited[int(0.95 * (len(waited) - 1))]),
        longest_days=int(waited[-1]),
        remote_ratio=float(far.mean() / near.mean()) if is_split else 1.0,
    )


def remote_calls(season: Season, calls: Sequence[Call]) -> Flags:
    """Tell which callers live in the remotest fifth of the territory, shape (C,).

    Communes are ranked by road from the nearest base; the farthest count until they hold a
    fifth of the population. A caller belongs to the nearest commune.
    """
    if not season.demand or not calls:
        return np.zeros(len(calls), np.bool_)
    places_deg = coordinates_deg([place.point for place in season.demand])
    bases_deg = coordinates_deg(season.bases)
    homes_deg = coordinates_deg([call.point for call in calls])
    from_base = legs_between(places_deg[:, None], bases_deg[None], season.travel)
    from_place = legs_between(homes_deg[:, None], places_deg[None], season.travel)
    far = _farthest(from_base.distance_m.min(axis=1), season)
    return far[from_place.distance_m.argmin(axis=1)]


def _farthest(distance_m: Ints, season: Season) -> Flags:
    """Flag places (shape (K,)), the farthest first, until they hold the remote share."""
    population = np.array([place.population for place in season.demand], np.float64)
    order = np.argsort(-distance_m, kind="stable")
    held = np.cumsum(population[order])
    is_far = np.zeros(len(order), np.bool_)
    is_far[order] = held <= REMOTE_SHARE * held[-1]
    return is_far
