"""The km-against-wait front of a season: one is bought with the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from toctoc.planning.season.score import SeasonScore

# Metres that a working day of wait is worth, from patient to hurried.
WAIT_LADDER_M = (
    300.0, 500.0, 700.0, 900.0, 1_200.0, 1_600.0, 2_200.0, 2_800.0, 3_500.0, 4_200.0,
    5_000.0, 6_000.0, 7_500.0, 9_500.0, 12_000.0,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPoint:
    """How one instance went at one wait weight."""

    wait_m_per_day: float
    score: SeasonScore


def best_points(front: Sequence[FrontPoint]) -> list[FrontPoint]:
    """Return the points no other beats on both metres and wait, in order of the wait."""
    kept: list[FrontPoint] = []
    order = sorted(front, key=lambda p: (p.score.mean_wait_days, p.score.metres_per_visit))
    for point in order:
        if not kept or point.score.metres_per_visit < kept[-1].score.metres_per_visit:
            kept.append(point)
    return kept


def metres_at(front: Sequence[FrontPoint], wait_days: float) -> float | None:
    """Return the metres a visit at a mean wait, between the best points; None: out of reach.

    Their logarithm moves linearly from point to point; longer waits than the longest gain
    nothing more.
    """
    points = [(p.score.mean_wait_days, p.score.metres_per_visit) for p in best_points(front)]
    if not points or wait_days < points[0][0]:
        return None
    before = points[0]
    for after in points[1:]:
        if after[0] > wait_days:
            share = (wait_days - before[0]) / (after[0] - before[0])
            return exp(log(before[1]) + share * (log(after[1]) - log(before[1])))
        before = after
    return before[1]
