"""The weight that holds a wait, found where a heavier weight shortens it."""

from math import log2

import pytest

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.season.weighing import LEAST_M, MOST_M, weight_for_wait


def wait_at(weight_m):
    """Ten days at a metre, a day less for each doubling."""
    return 10.0 - 0.5 * log2(weight_m / 50)


def test_the_wait_holds_at_the_weight_found():
    found = weight_for_wait(wait_at, 7.0)
    assert found.is_reached
    assert 6.95 <= found.mean_wait_days <= 7.0
    assert found.mean_wait_days == wait_at(found.wait_m_per_day)


def test_a_long_target_needs_no_weight():
    assert weight_for_wait(wait_at, 12.0).wait_m_per_day == LEAST_M


def test_a_target_out_of_reach_gives_the_shortest_there_is():
    found = weight_for_wait(wait_at, 1.0)
    assert (found.wait_m_per_day, found.is_reached) == (MOST_M, False)


def test_what_is_found_never_waits_longer_even_where_waits_jump():
    found = weight_for_wait(lambda weight_m: 9.0 if weight_m < 1_000 else 3.0, 5.0)
    assert (found.mean_wait_days, found.is_reached) == (3.0, True)
    assert found.wait_m_per_day == pytest.approx(1_000, rel=0.01)


@pytest.mark.parametrize("target", [0.0, -1.0, float("nan")])
def test_no_target_is_refused(target):
    with pytest.raises(InvalidParameter):
        weight_for_wait(wait_at, target)
