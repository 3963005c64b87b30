"""The model of `travel` fitted to drives known from real roads, and how far off it still is.

The model stands in wherever no road is known: it should at least be that of the territory.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.model import FasterBeyond, TravelProfile
from toctoc.planning.travel import HOUR_S, driving_s

type Floats = NDArray[np.float64]

# Where another speed may begin: out of the village, on to main roads, on to trunk roads.
STEPS_M = (2_000, 8_000, 20_000)
FEWEST_PAIRS = 40  # that a figure may rest on
MOST_PAIRS = 20_000  # looked at: more change nothing
ROUNDS = 40
FASTEST_M_PER_H = 130_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """How far a model's drives are from real ones, without regard to sign."""

    mean_m: int
    median_m: int
    mean_s: int
    median_s: int

    @classmethod
    def of(cls, profile: TravelProfile, straight_m: Floats, drives: Floats) -> Self:
        """Measure a model; `straight_m` has shape (n,), `drives` (2, n): metres, seconds."""
        road_m = np.rint(profile.circuity_ratio * straight_m + profile.extra_m).astype(np.int64)
        off_m = np.abs(road_m - drives[0])
        off_s = np.abs(driving_s(road_m, profile) - drives[1])
        return cls(
            mean_m=round(float(off_m.mean())), median_m=round(float(np.median(off_m))),
            mean_s=round(float(off_s.mean())), median_s=round(float(np.median(off_s))),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A fitted model, and its errors and the unfitted one's on drives not fitted to."""

    profile: TravelProfile
    before: Misfit
    after: Misfit
    pairs: int


def calibrate(
    straight_m: Floats, road_m: Floats, drive_s: Floats, profile: TravelProfile
) -> Calibration | None:
    """Fit the model to real drives; None where they are too few to say anything.

    Minimises the sum of absolute errors, which a few absurd drives do not sway: of metres over
    great circles, then of seconds over real metres, each stretch at a speed of its own. Every
    other drive is kept apart, to measure the error on.

    Parameters
    ----------
    straight_m, road_m, drive_s : ndarray of float64, shape (n,)
        Great circles, and the real drives: metres, and seconds without `stop_s`.
    profile : TravelProfile
        Whose `stop_s` is kept, and whose errors stand beside.

    Notes
    -----
    Deterministic. Iteratively reweighted least squares.

    References
    ----------
    E. J. Schlossmacher, "An Iterative Technique for Absolute Deviations Curve Fitting", Journal
    of the American Statistical Association 68 (1973).
    """
    stride = max(1, len(straight_m) // MOST_PAIRS)
    crow_m, drives = straight_m[::stride], np.stack([road_m, drive_s])[:, ::stride]
    if len(crow_m) < 2 * FEWEST_PAIRS:
        return None
    circuity, extra_m = _fit_metres(crow_m[::2], drives[0, ::2])
    speeds = _fit_speeds(drives[0, ::2], drives[1, ::2])
    fitted = replace(
        profile,
        circuity_ratio=circuity,
        extra_m=extra_m,
        speed_m_per_h=speeds[0][1],
        faster=tuple(FasterBeyond(beyond_m=at_m, speed_m_per_h=v) for at_m, v in speeds[1:]),
    )
    return Calibration(
        profile=fitted,
        before=Misfit.of(profile, crow_m[1::2], drives[:, 1::2]),
        after=Misfit.of(fitted, crow_m[1::2], drives[:, 1::2]),
        pairs=len(crow_m),
    )


def _fit_metres(straight_m: Floats, road_m: Floats) -> tuple[float, int]:
    """Return circuity and extra metres, within what a profile may hold; shapes (n,)."""
    ratio, extra_m = _least_deviations(np.stack([straight_m, np.ones_like(straight_m)]), road_m)
    if extra_m < 0:
        (ratio,), extra_m = _least_deviations(straight_m[None], road_m), 0.0
    return max(1.0, round(float(ratio), 4)), round(float(extra_m))


def _fit_speeds(road_m: Floats, drive_s: Floats) -> list[tuple[int, int]]:
    """Return from how many metres on which speed holds; shapes (n,).

    A stretch that few drives reach, or on which they make no sensible speed, is driven like
    the one before it.
    """
    starts_m = [0, *(step for step in STEPS_M if (road_m > step).sum() >= FEWEST_PAIRS)]
    while True:
        ends_m = [*starts_m[1:], np.inf]
        stretches = np.stack([
            np.clip(road_m, start, end) - start
            for start, end in zip(starts_m, ends_m, strict=True)
        ])  # fmt: skip
        slow_s_per_m = _least_deviations(stretches, drive_s)
        least = HOUR_S / FASTEST_M_PER_H
        wrong = [k for k in range(1, len(starts_m)) if slow_s_per_m[k] < least]
        if not wrong:
            paces = np.maximum(slow_s_per_m, least)
            return [
                (start_m, round(HOUR_S / float(pace)))
                for start_m, pace in zip(starts_m, paces, strict=True)
            ]
        del starts_m[wrong[-1]]


def _least_deviations(terms: Floats, values: Floats) -> Floats:
    """Return the factors of `terms`, shape (k, n), that sum up nearest `values`, (n,)."""
    weight = np.ones(len(values))
    factors = np.zeros(len(terms))
    for _ in range(ROUNDS):
        weighed = terms * weight
        normal = weighed @ terms.T
        # A trace of ridge: where all drives are alike, some answer is better than none.
        ridge = np.diag(1e-9 * np.diag(normal) + 1e-12)
        factors = np.linalg.solve(normal + ridge, weighed @ values)
        weight = 1 / np.maximum(np.abs(values - factors @ terms), 1.0)
    return factors
