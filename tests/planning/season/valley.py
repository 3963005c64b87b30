"""A territory of six villages along a valley, and the dice of a seed, for drawn seasons."""

from dataclasses import replace

import numpy as np

from toctoc.planning.model import Interval, Point, TravelProfile
from toctoc.planning.season.facts import Place, Season

POPULATIONS = (900, 500, 300, 200, 150, 100)


def village(number):
    population = POPULATIONS[number]
    return Place(
        point=Point(lat_deg=43.3 + 0.04 * number, lon_deg=-0.3 + 0.03 * number),
        weight=population,
        population=population,
        code=f"6400{number}",
        name=f"Village {number}",
    )


VALLEY = tuple(village(number) for number in range(len(POPULATIONS)))
BASE, OTHER_BASE = VALLEY[0].point, VALLEY[3].point
SEASON = Season(
    name="valley",
    demand=VALLEY,
    bases=(BASE, BASE),
    days=10,
    lead_days=2,
    horizon_days=10,
    morning=Interval(start_s=32_400, end_s=41_400),
    afternoon=Interval(start_s=48_600, end_s=57_600),
    shift=Interval(start_s=32_400, end_s=61_200),
    visit_s=3_600,
    max_visits=6,
    grid_s=1_800,
    window_s=1_800,
    travel=TravelProfile(extra_m=300),
    offers=3,
    choice_probabilities=(0.7, 0.2, 0.1),
)


def season(**changes):
    return replace(SEASON, **changes)


def streams(seed):
    """Return the streams of a seed."""

    def stream(key):
        root = np.random.SeedSequence(seed, spawn_key=key)
        return np.random.Generator(np.random.PCG64(root))

    return stream
