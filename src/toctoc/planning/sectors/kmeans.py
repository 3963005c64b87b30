"""Weighted k-means, the usual yardstick: compact as the crow flies, blind to balance."""

from collections.abc import Sequence
from math import cos, radians

import numpy as np

from toctoc.planning.model import Point
from toctoc.planning.sectors.problem import Floats
from toctoc.planning.sectors.voronoi import METRES_A_DEGREE

RESTARTS = 20
ROUNDS = 100


def kmeans_cut(
    centres: Sequence[Point], weights: Floats, sectors: int, *, rng: np.random.Generator
) -> tuple[int, ...]:
    """Return the best of some runs of Lloyd's algorithm from k-means++ seeds.

    Parameters
    ----------
    weights : ndarray of float64, shape (n,)
        Visits expected in each unit.

    References
    ----------
    D. Arthur, S. Vassilvitskii, "k-means++", SODA 2007, for the seeds.
    """
    mean_lat_deg = float(np.mean([centre.lat_deg for centre in centres]))
    at = np.array([(c.lon_deg * cos(radians(mean_lat_deg)), c.lat_deg) for c in centres])
    at *= METRES_A_DEGREE / 1_000
    weights = weights if weights.any() else np.ones(len(at))
    runs = [_run(at, weights, sectors, rng) for _ in range(RESTARTS)]
    return tuple(min(runs, key=lambda run: run[0])[1])


def _run(
    at: Floats, weights: Floats, sectors: int, rng: np.random.Generator
) -> tuple[float, list[int]]:
    middles = _seeds(at, weights, sectors, rng)
    for _ in range(ROUNDS):
        own = _km2(at, middles).argmin(axis=1)
        moved = np.array(
            [
                np.average(at[own == s], axis=0, weights=weights[own == s] + 1e-9)
                if (own == s).any()
                else middles[s]
                for s in range(sectors)
            ]
        )
        if np.allclose(moved, middles):
            break
        middles = moved
    far = _km2(at, middles)
    return float((far.min(axis=1) * weights).sum()), far.argmin(axis=1).tolist()


def _seeds(at: Floats, weights: Floats, sectors: int, rng: np.random.Generator) -> Floats:
    chosen = [int(rng.choice(len(at), p=weights / weights.sum()))]
    while len(chosen) < sectors:
        odds = _km2(at, at[chosen]).min(axis=1) * (weights + 1e-9)
        chosen.append(int(rng.choice(len(at), p=odds / odds.sum())))
    return at[chosen].copy()


def _km2(at: Floats, middles: Floats) -> Floats:
    squared: Floats = ((at[:, None] - middles[None]) ** 2).sum(axis=2)
    return squared
