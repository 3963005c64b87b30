"""The km-against-wait front: its best points, and the kilometres at a wait between them."""

import pytest

from toctoc.planning.season.fronts import FrontPoint, best_points, metres_at
from toctoc.planning.season.score import SeasonScore


def point(wait, metres):
    score = SeasonScore(
        calls=1, served=1, refused=0, short=0, tours=1, distance_m=metres, mean_wait_days=wait,
        p95_wait_days=1,
    )  # fmt: skip
    return FrontPoint(wait_m_per_day=1.0, score=score)


LONG, MIDDLE, SHORT = point(8.0, 8_000), point(4.0, 10_000), point(2.0, 20_000)
BEATEN = point(5.0, 12_000)


def test_points_beaten_on_both_are_left_out():
    assert best_points([LONG, BEATEN, SHORT, MIDDLE]) == [SHORT, MIDDLE, LONG]
    assert best_points([]) == []


def test_between_points_the_logarithm_moves_with_the_wait():
    front = [LONG, BEATEN, SHORT, MIDDLE]
    assert metres_at(front, 4.0) == pytest.approx(10_000)
    assert metres_at(front, 3.0) == pytest.approx((10_000 * 20_000) ** 0.5)


def test_longer_waits_gain_nothing_more_and_shorter_ones_are_out_of_reach():
    assert metres_at([MIDDLE, LONG], 20.0) == 8_000
    assert metres_at([MIDDLE, LONG], 3.9) is None
    assert metres_at([], 5.0) is None
