"""Two policies on the same seasons: ratios, their geometric mean, and whether it is chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, log, sqrt

EXACT_UP_TO = 25


def geometric_mean(ratios: Sequence[float]) -> float:
    """Return the geometric mean of positive ratios, at least one."""
    return exp(sum(log(ratio) for ratio in ratios) / len(ratios))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedResult:
    """What came of a paired comparison: B over A, below 1 where B is better."""

    ratios: tuple[float, ...]
    mean_ratio: float
    better: int
    p: float


def compare_ratios(ratios: Sequence[float]) -> PairedResult:
    """Sum up per-season ratios, at least one."""
    return PairedResult(
        ratios=tuple(ratios),
        mean_ratio=geometric_mean(ratios),
        better=sum(ratio < 1 for ratio in ratios),
        p=signed_rank_p([log(ratio) for ratio in ratios]),
    )


def signed_rank_p(differences: Sequence[float]) -> float:
    """Return the two-sided p of Wilcoxon's signed-rank test on paired differences.

    Zeros are left out, equal sizes share their rank. Exact for up to 25 differences (all sign
    patterns are counted, ties included), else by the normal approximation with the correction
    for ties and continuity.

    References
    ----------
    F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945).

    >>> signed_rank_p([1, 2, 3, 4, 5, 6])
    0.03125
    """
    told = [difference for difference in differences if difference != 0]
    if not told:
        return 1.0
    # Twice the ranks, so that shared ones are whole numbers.
    ranks = _double_ranks([abs(difference) for difference in told])
    risen = sum(r for r, difference in zip(ranks, told, strict=True) if difference > 0)
    extreme = min(risen, sum(ranks) - risen)
    if len(told) <= EXACT_UP_TO:
        return min(1.0, 2 * _chance_up_to(ranks, extreme))
    return _normal_p(ranks, extreme)


def _double_ranks(sizes: Sequence[float]) -> list[int]:
    return [
        sum(other < size for other in sizes) + sum(other <= size for other in sizes) + 1
        for size in sizes
    ]


def _chance_up_to(ranks: Sequence[int], most: int) -> float:
    """Count the sign patterns whose positive ranks sum to `most` or less."""
    ways = [1] + [0] * most
    for rank in ranks:
        for total in range(most, rank - 1, -1):
            ways[total] += ways[total - rank]
    return float(sum(ways) / 2 ** len(ranks))


def _normal_p(ranks: Sequence[int], extreme: int) -> float:
    # The variance of a sum of independent signs: Σ rank² / 4; ties are in the ranks.
    mean, spread = sum(ranks) / 4, sqrt(sum((r / 2) ** 2 for r in ranks) / 4)
    z = max(0.0, mean - extreme / 2 - 0.5) / spread
    return min(1.0, erfc(z / sqrt(2)))
