"""Wilcoxon's test against all sign patterns counted one by one, and its approximation."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.planning.season import paired
from toctoc.planning.season.paired import compare_ratios, geometric_mean, signed_rank_p


def counted_p(differences):
    """Return p by listing every pattern of signs of the (shared) ranks."""
    sizes = [abs(difference) for difference in differences if difference]
    ranks = [
        (2 * sum(o < size for o in sizes) + sum(o == size for o in sizes) + 1) / 2
        for size in sizes
    ]
    told = [difference for difference in differences if difference]
    risen = sum(r for r, difference in zip(ranks, told, strict=True) if difference > 0)
    extreme = min(risen, sum(ranks) - risen)
    sums = [
        sum(r for r, is_up in zip(ranks, pattern, strict=True) if is_up)
        for pattern in product((False, True), repeat=len(ranks))
    ]
    return min(1.0, 2 * sum(total <= extreme for total in sums) / len(sums))


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=9))
def test_p_is_what_counting_all_patterns_gives(differences):
    assert signed_rank_p(differences) == pytest.approx(counted_p(differences))


def test_nothing_but_ties_is_chance():
    assert signed_rank_p([0, 0.0]) == 1.0
    assert signed_rank_p([]) == 1.0


# Table of critical values: T ≤ 8 is significant at 0.05 (two-sided) for n = 10, T = 9 is not.
@pytest.mark.parametrize(("down", "is_significant"), [((8,), True), ((9,), False)])
def test_published_critical_values_hold(down, is_significant):
    differences = [-rank if rank in down else rank for rank in range(1, 11)]
    assert (signed_rank_p(differences) <= 0.05) is is_significant


@pytest.mark.parametrize("shift", [1, 5, 9])
def test_the_approximation_is_near_the_exact_value(monkeypatch, shift):
    differences = [rank - shift for rank in range(25)]
    exact = signed_rank_p(differences)
    monkeypatch.setattr(paired, "EXACT_UP_TO", 0)
    assert signed_rank_p(differences) == pytest.approx(exact, rel=0.35, abs=0.01)


def test_ratios_are_summed_up():
    result = compare_ratios([0.5, 0.8, 1.0, 1.25])
    assert result.mean_ratio == pytest.approx(0.5**0.25)
    assert result.better == 2
    assert result.p == signed_rank_p([-3, -1.5, 0, 1.5])


def test_the_geometric_mean_of_a_half_and_a_double_is_one():
    assert geometric_mean([0.5, 2.0]) == pytest.approx(1.0)
