"""What a day would charge people who have yet to call, against the readable insertion."""

import numpy as np
import pytest
from hypothesis import given

from tests.planning.days.test_pricing import crews, need
from tests.planning.strategies import BASES
from tests.planning.valley import BASE, clock, shift, village
from toctoc.planning.days.build import build_day, build_demand
from toctoc.planning.days.lookahead import (
    NO_ROOM_M,
    make_counter,
    opened_tours,
    price_places,
)
from toctoc.planning.insertion import Verdict, find_fits
from toctoc.planning.model import BookingRules, DemandPoint, Point, Tour

RULES = BookingRules()
PLACES = (Point(lat_deg=43.3, lon_deg=-0.3), Point(lat_deg=43.45, lon_deg=-0.15), BASES[0])
HALVES = ((RULES.morning, False), (RULES.afternoon, True))


def prices(tours, places, opening=(0.0, 1.0)):
    demand_points = [DemandPoint(point=place, weight=1.0) for place in places]
    day = build_day(tours, need(places[0]), {})
    demand = build_demand(day, demand_points, 1, RULES, 1_800)
    found = np.empty((2, len(places)))
    opened_m = opened_tours(demand, day.arrays, *opening)
    counter = make_counter(len(places), day.node + 1)
    price_places(day.arrays, day.booked, demand, opened_m, counter, found)
    return found


def charge(tours, place, half):
    """Return the cheapest insertion at any second of a half-day's windows; idle tours too."""
    first_s, last_s = clock(0) + half.start_s, clock(0) + half.end_s + 1_800
    wanted = need(place, width_s=last_s - first_s)
    fits = [find_fits(tour, wanted, (first_s,), None) for tour in tours]
    added = [fit.added_m for found in fits if not isinstance(found, Verdict) for fit in found]
    return min(added, default=NO_ROOM_M)


@given(crews())
def test_prices_never_exceed_those_of_an_exact_insertion(crew):
    busy = [tour for tour in crew if tour.stops]
    if not busy:
        return
    found = prices(busy, PLACES)
    for half, (interval, _) in enumerate(HALVES):
        for k, place in enumerate(PLACES):
            # Breaks are waited out only by the exact one: the estimate may be lower, never
            # higher.
            assert found[half, k] <= charge(busy, place, interval)


def test_an_idle_volunteer_charges_a_share_of_the_way_there_and_back():
    found = prices([Tour(shift=shift())], [village(2)], opening=(-1_000.0, 0.5))
    assert found == pytest.approx(np.full((2, 1), 0.5 * 40_000 - 1_000))


def test_an_idle_volunteer_who_may_visit_nobody_charges_nothing_less_than_no_room():
    found = prices([Tour(shift=shift(max_visits=0))], [village(2)])
    assert found.tolist() == [[NO_ROOM_M], [NO_ROOM_M]]


def test_twins_at_rest_are_asked_once_and_charge_alike():
    alone, both = [Tour(shift=shift(1))], [Tour(shift=shift(1)), Tour(shift=shift(2))]
    assert np.array_equal(prices(alone, [BASE, village(1)]), prices(both, [BASE, village(1)]))
