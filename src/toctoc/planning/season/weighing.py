"""The weight of the wait at which a programme's simulated mean wait holds at a target."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log

from toctoc.planning.errors import InvalidParameter

LEAST_M, MOST_M = 50.0, 50_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """The weight found, and the mean wait there. Not `is_reached`: the nearest there is."""

    wait_m_per_day: float
    mean_wait_days: float
    is_reached: bool


def weight_for_wait(
    mean_wait_days: Callable[[float], float],
    target_days: float,
    *,
    within_m: tuple[float, float] = (LEAST_M, MOST_M),
    tolerance_days: float = 0.05,
    most_steps: int = 12,
) -> Weighing:
    """Find the weight at which the mean wait is a target: the least metres it allows.

    Halves the logarithm of the range. The heavier the wait, the shorter it is, but for the
    roughness of seasons: play the same ones at every weight, so that it is small.

    Parameters
    ----------
    mean_wait_days : callable
        Plays seasons at a weight (metres a day) and returns their mean wait.
    within_m : tuple of float
        The weights between which to look.
    tolerance_days : float
        How near the target is near enough.
    """
    if not target_days > 0:
        raise InvalidParameter("target_days", target_days, "more than 0")
    light_m, heavy_m = within_m
    longest, shortest = mean_wait_days(light_m), mean_wait_days(heavy_m)
    if longest <= target_days:
        return _found(light_m, longest, is_reached=True)
    if shortest > target_days:
        return _found(heavy_m, shortest, is_reached=False)
    best = _found(heavy_m, shortest, is_reached=True)
    for _ in range(most_steps):
        middle_m = exp((log(light_m) + log(heavy_m)) / 2)
        wait = mean_wait_days(middle_m)
        if wait <= target_days:
            best, heavy_m = _found(middle_m, wait, is_reached=True), middle_m
        else:
            light_m = middle_m
        if target_days - tolerance_days <= wait <= target_days:
            break
    return best


def _found(weight_m: float, wait_days: float, *, is_reached: bool) -> Weighing:
    return Weighing(wait_m_per_day=weight_m, mean_wait_days=wait_days, is_reached=is_reached)
