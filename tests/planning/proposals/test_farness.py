"""How far out a home lies, and what that makes of its wait."""

from dataclasses import replace

import numpy as np
import pytest

from toctoc.planning.model import DemandPoint, Point
from toctoc.planning.proposals import kernel
from toctoc.planning.proposals.farness import MOST, farness
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.proposals.search import rule_of

BASE = Point(lat_deg=43.30, lon_deg=-0.20)
# One degree of latitude is the same everywhere: these lie 0.1 and 0.3 degrees from the base.
NEAR, FAR = Point(lat_deg=43.40, lon_deg=-0.20), Point(lat_deg=43.60, lon_deg=-0.20)
DEMAND = (DemandPoint(point=NEAR, weight=3.0), DemandPoint(point=FAR, weight=1.0))
MEAN_DEG = (3 * 0.1 + 0.3) / 4


def at(lat_deg):
    return np.array([[lat_deg, -0.20]])


@pytest.mark.parametrize("beyond_deg", [-0.15, -0.05, 0.0])
def test_nobody_within_the_average_distance_is_far_out(beyond_deg):
    found = farness(at(43.30 + MEAN_DEG + beyond_deg), [BASE], DEMAND)
    assert found == pytest.approx([0.0], abs=1e-9)


def test_farness_grows_with_the_distance_and_ends():
    twice = farness(at(43.30 + 2 * MEAN_DEG), [BASE], DEMAND)
    halfway = farness(at(43.30 + 1.5 * MEAN_DEG), [BASE], DEMAND)
    assert (halfway[0], twice[0]) == pytest.approx((0.5, 1.0), abs=1e-6)
    assert farness(at(48.0), [BASE], DEMAND) == [MOST]


def test_the_nearest_base_counts():
    other = Point(lat_deg=43.62, lon_deg=-0.20)
    assert farness(at(43.60), [BASE, other], DEMAND) == pytest.approx([0.0])


@pytest.mark.parametrize(
    ("bases", "demand"),
    [
        ([BASE], ()),
        ([], DEMAND),
        ([BASE], (DemandPoint(point=BASE, weight=1.0),)),
        ([BASE], (DemandPoint(point=FAR, weight=0.0),)),
    ],
    ids=["no demand", "no base", "all at the base", "nobody calls"],
)
def test_nobody_is_far_out_where_nothing_is_known(bases, demand):
    assert farness(at(43.60), bases, demand).tolist() == [0.0]


def test_a_day_of_wait_weighs_more_far_out():
    params = replace(ProposalParams(), wait_m_per_day=700.0, far_wait_ratio=2.0)
    waits_m = []
    for far in (0.0, 0.5, 2.0):
        row = np.zeros(kernel.COLUMNS)
        row[kernel.LEAD_DAYS], row[kernel.FARNESS] = 5, far
        kernel.score(row, rule_of(params))
        waits_m.append(row[kernel.WAIT_M])
    assert waits_m == [3_500.0, 7_000.0, 17_500.0]
