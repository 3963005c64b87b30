"""Random shifts, stops and tours, small enough for brute force."""

import numpy as np
from hypothesis import strategies as st

from tests.planning.valley import clock, shift, stop
from toctoc.planning.model import UNKNOWN, Interval, Point, RoadTable, Tour, TravelProfile

SKILL = frozenset({"wifi"})
MEAL = Interval(start_s=clock(12, 30), end_s=clock(13))
MEETING = Interval(start_s=clock(10, 15), end_s=clock(11))
BASES = (Point(lat_deg=43.345, lon_deg=-0.257), Point(lat_deg=43.4, lon_deg=-0.2))
anywhere = st.builds(
    Point,
    lat_deg=st.integers(43_200, 43_500).map(lambda thousandths: thousandths / 1_000),
    lon_deg=st.integers(-400, -100).map(lambda thousandths: thousandths / 1_000),
)
RNG = np.random.default_rng(7)
KNOWN = [
    Point(lat_deg=lat / 1_000, lon_deg=lon / 1_000)
    for lat, lon in RNG.integers((43_200, -400), (43_500, -100), (20, 2)).tolist()
]
points = st.one_of(anywhere, st.sampled_from(KNOWN))


def wild_roads(places, rng, *, unknown_ratio=0.1):
    """Return roads like no real ones: another way back, detours that are short cuts, holes."""
    shape = (len(places), len(places))
    distance_m = rng.integers(500, 40_000, shape)
    distance_m[rng.random(shape) < unknown_ratio] = UNKNOWN
    return RoadTable(
        version="wild",
        places_deg=np.array([(place.lat_deg, place.lon_deg) for place in places]),
        distance_m=distance_m.astype(np.int32),
        travel_s=rng.integers(60, 3_600, shape).astype(np.int32),
    )


ROADS = wild_roads([*BASES, *KNOWN], RNG)


travels = st.builds(
    TravelProfile,
    speed_m_per_h=st.sampled_from([50_000, 20_000]),
    roads=st.sampled_from([None, ROADS]),
)


@st.composite
def shifts(draw, volunteer=1):
    """Draw a shift of 9:00–17:00, with or without breaks and limits."""
    return shift(
        volunteer,
        base=draw(st.sampled_from(BASES)),
        max_visits=draw(st.integers(1, 4)),
        breaks=draw(st.sampled_from([(), (MEAL,), (MEETING, MEAL)])),
        max_work_s=draw(st.sampled_from([None, None, 5 * 3_600])),
        skills=draw(st.sampled_from([frozenset(), SKILL])),
        travel=draw(travels),
    )


@st.composite
def stops(draw, number, width_s=1_800, **changes):
    """Draw a movable visit of an hour promised on the half-hour grid."""
    start_s = draw(st.sampled_from(range(clock(9), clock(16) + 1, 1_800)))
    fields = {
        "point": draw(points),
        "latest_s": start_s + width_s,
        "skills": SKILL if draw(st.integers(0, 3)) == 0 else frozenset(),
        "is_movable": True,
    }
    return stop(number, start_s, **fields | changes)


@st.composite
def tours(draw, volunteer=1, most=4, width_s=1_800):
    """Draw a tour, kept or not, in promise order, of visits the volunteer can do."""
    on = draw(shifts(volunteer))
    numbers = range(draw(st.integers(0, most)))
    visits = [draw(stops(i, width_s, skills=on.skills)) for i in numbers]
    return Tour(shift=on, stops=tuple(sorted(visits, key=lambda visit: visit.earliest_s)))
