"""Random shifts, stops and tours, small enough for brute force."""

from hypothesis import strategies as st

from tests.planning.valley import clock, shift, stop
from toctoc.planning.model import Interval, Point, Tour, TravelProfile

SKILL = frozenset({"wifi"})
MEAL = Interval(start_s=clock(12, 30), end_s=clock(13))
MEETING = Interval(start_s=clock(10, 15), end_s=clock(11))
BASES = (Point(lat_deg=43.345, lon_deg=-0.257), Point(lat_deg=43.4, lon_deg=-0.2))
points = st.builds(
    Point,
    lat_deg=st.integers(43_200, 43_500).map(lambda thousandths: thousandths / 1_000),
    lon_deg=st.integers(-400, -100).map(lambda thousandths: thousandths / 1_000),
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
        travel=TravelProfile(speed_m_per_h=draw(st.sampled_from([50_000, 20_000]))),
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
