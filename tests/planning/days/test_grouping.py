"""Places gathered into few: nobody is lost, and those who live apart stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.strategies import points
from tests.planning.valley import village
from toctoc.planning.days.grouping import MOST_PLACES, group_places
from toctoc.planning.model import DemandPoint

places = st.builds(DemandPoint, point=points, weight=st.floats(0.1, 1_000))


@given(st.lists(places, max_size=60))
def test_few_are_left_and_weights_and_centre_of_weight_stay(demand):
    grouped = group_places(demand)
    assert len(grouped) == min(len(demand), MOST_PLACES)
    total = sum(place.weight for place in demand)
    assert sum(place.weight for place in grouped) == pytest.approx(total)
    for axis in ("lat_deg", "lon_deg"):
        before = sum(getattr(place.point, axis) * place.weight for place in demand)
        after = sum(getattr(place.point, axis) * place.weight for place in grouped)
        assert after == pytest.approx(before)


def test_places_are_kept_as_they_are_while_they_are_few():
    demand = tuple(DemandPoint(point=village(i), weight=1.0 + i) for i in range(MOST_PLACES))
    assert group_places(demand) == demand


def test_neighbours_are_gathered_before_those_who_live_apart():
    apart = [DemandPoint(point=village(3 * i), weight=10.0) for i in range(MOST_PLACES - 1)]
    pair = [
        DemandPoint(point=village(200), weight=1.0),
        DemandPoint(point=village(201), weight=3.0),
    ]
    *kept, gathered = group_places([*apart, *pair])
    assert kept == apart
    assert gathered.weight == 4.0
    assert gathered.point.lat_deg == pytest.approx(village(200.75).lat_deg)


def test_places_nobody_calls_from_are_left_out():
    assert group_places([DemandPoint(point=village(1), weight=0.0)]) == ()
    assert group_places([]) == ()
