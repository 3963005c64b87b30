"""The yardstick: k-means finds what is plainly apart, and nothing of balance."""

import numpy as np
import pytest

from toctoc.planning.model import Point
from toctoc.planning.sectors import drives_between, expected_work, kmeans_cut

EAST = [Point(lat_deg=43.3 + i / 100, lon_deg=0.5) for i in range(3)]
WEST = [Point(lat_deg=43.3 + i / 100, lon_deg=-0.5) for i in range(6)]


@pytest.mark.parametrize("weights", [np.ones(9), np.zeros(9), np.arange(9.0)])
def test_two_groups_apart_are_told_apart(weights):
    cut = kmeans_cut(EAST + WEST, weights, 2, rng=np.random.default_rng(1))
    assert len(set(cut[:3])) == len(set(cut[3:])) == 1
    assert cut[0] != cut[3]


def test_remote_visits_are_more_work_than_near_ones():
    far = Point(lat_deg=43.3, lon_deg=1.5)
    drive_s = drives_between([*EAST, far])
    work_s = expected_work(np.ones(4), drive_s, 2)
    assert work_s[3] > max(work_s[:3])
    assert work_s[1] == 3_600 + drive_s[:, 1][np.argsort(drive_s[:, 1])[:2]].mean()


def test_without_visits_there_is_no_work():
    assert expected_work(np.zeros(3), drives_between(EAST), 2).tolist() == [0.0, 0.0, 0.0]
