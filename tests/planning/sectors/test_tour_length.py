"""Expected tours: nothing to drive at home, there and back on a line."""

import numpy as np
import pytest

from toctoc.planning.sectors import expected_tour

LINE = np.abs(np.arange(4.0)[:, None] - np.arange(4.0)[None])


@pytest.mark.parametrize(
    ("shares", "members", "length"),
    [([1, 0, 0, 0], [0], 0.0), ([0, 0, 0, 1], [0, 3], 6.0), ([0, 0, 0, 0], [2], 4.0)],
)
def test_a_tour_is_there_and_back_where_all_visits_are_at_one_place(shares, members, length):
    rng = np.random.default_rng(1)
    assert expected_tour(LINE, np.array(shares, dtype=float), members, 0, rng=rng) == length


def test_a_wider_sector_has_longer_tours():
    shares = np.ones(4)
    near, far = (
        expected_tour(LINE, shares, members, 0, rng=np.random.default_rng(1))
        for members in ([0, 1], [0, 1, 2, 3])
    )
    assert 0 < near < far <= 6
