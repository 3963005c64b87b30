"""The day solver against PyVRP: random days of exact promises, metres and time of both.

    python benchmarks/planning/day_solver.py [--days 300] [--seconds 0.3]

Needs pyvrp (not one of the product's own needs). PyVRP gets a time limit a day; it is a
heuristic, so it may only ever be as short as the exact solver, or longer. Prints how often they
agree, and exits with 1 where PyVRP was shorter.
"""

import argparse
import random
import sys
import time
import warnings

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
from pyvrp.stop import MaxRuntime

from toctoc.planning.days.build import build_day, empty_plan
from toctoc.planning.days.kernel import make_labels
from toctoc.planning.days.pricing import NO_WAY_M, plan_with
from toctoc.planning.insertion import Need
from toctoc.planning.model import Point, Shift, Stop, Tour, TravelProfile

HOUR_S = 3_600
CAR = TravelProfile(extra_m=300)
STARTS_S = [half_hour * 1_800 for half_hour in (*range(18, 24), *range(27, 33))]


def somewhere(rng):
    """Return a point of a territory of some 600 km²."""
    return Point(lat_deg=43.2 + 0.3 * rng.random(), lon_deg=-0.4 + 0.4 * rng.random())


def random_day(rng, crew, visits):
    """Return a day, its visits dealt out anyhow, and the visit to come with its promise set."""
    base = somewhere(rng)
    stops = []
    for number in range(visits):
        start_s = rng.choice(STARTS_S)
        stops.append(
            Stop(
                id=number, point=somewhere(rng), length_s=HOUR_S, earliest_s=start_s,
                latest_s=start_s + 1_800, is_movable=True,
            )
        )  # fmt: skip
    tours = [
        Tour(
            shift=Shift(
                volunteer=v, day=0, week=0, start_s=9 * HOUR_S, end_s=17 * HOUR_S, base=base,
                travel=CAR,
            ),
            stops=tuple(stops[v:-1:crew]),
        )
        for v in range(crew)
    ]  # fmt: skip
    new = stops[-1]
    need = Need(
        id=new.id, point=new.point, length_s=HOUR_S, width_s=1_800, skills=frozenset(),
        is_movable=True,
    )  # fmt: skip
    day = build_day(tours, need, {})
    day.arrays.earliest_s[day.node], day.arrays.latest_s[day.node] = (
        new.earliest_s,
        new.latest_s,
    )
    return day


def solve_exactly(day):
    """Return the metres of the best plan, None where there is none, and the seconds it took."""
    crew = len(day.tours)
    labels, plan = make_labels(4_000, crew, day.node + 1), empty_plan(crew, day.node + 1)
    begun = time.perf_counter()
    metres = plan_with(day.arrays, day.booked, day.node, labels, plan)
    taken_s = time.perf_counter() - begun
    return (None if metres == NO_WAY_M else metres), taken_s


def solve_with_pyvrp(day, seconds):
    """Return PyVRP's metres, None where it finds no feasible plan."""
    arrays, count = day.arrays, day.node + 1
    order = [count, *range(count)]  # the base first
    metres = arrays.distance_m[0][np.ix_(order, order)]
    seconds_between = arrays.travel_s[0][np.ix_(order, order)]
    data = ProblemData(
        locations=[Location(0, 0) for _ in order],
        clients=[
            Client(
                1 + node, delivery=[1], service_duration=HOUR_S,
                tw_early=int(arrays.earliest_s[node]), tw_late=int(arrays.latest_s[node]),
            )
            for node in range(count)
        ],
        depots=[Depot(0)],
        vehicle_types=[
            VehicleType(
                len(day.tours), capacity=[6], tw_early=9 * HOUR_S, tw_late=17 * HOUR_S
            )
        ],
        distance_matrices=[metres],
        duration_matrices=[seconds_between],
    )  # fmt: skip
    warnings.simplefilter("ignore")  # it says when it finds nothing feasible
    result = solve(data, stop=MaxRuntime(seconds), seed=1, display=False)
    return int(result.cost()) if result.is_feasible() else None


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--days", type=int, default=300)
    options.add_argument("--seconds", type=float, default=0.3)
    asked = options.parse_args()
    rng, taken, equal, longer, shorter = random.Random(1), [], 0, 0, 0
    for _ in range(asked.days):
        crew = rng.choice([2, 2, 3])
        day = random_day(rng, crew, rng.randint(2, 4 * crew))
        ours, seconds = solve_exactly(day)
        theirs = solve_with_pyvrp(day, asked.seconds)
        taken.append(seconds)
        equal += ours == theirs
        shorter += theirs is not None and (ours is None or theirs < ours)
        longer += ours is not None and (theirs is None or theirs > ours)
    print(f"{asked.days} days: equal {equal}, PyVRP longer {longer}, PyVRP shorter {shorter}")
    print(f"exact solver: median {1e3 * sorted(taken)[len(taken) // 2]:.3f} ms")
    return 1 if shorter else 0


if __name__ == "__main__":
    sys.exit(main())
