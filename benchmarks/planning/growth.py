"""How the cost of an offer and of an eve's plan grows with the team: 1 to 50 volunteers.

    python benchmarks/planning/growth.py [--volunteers 1 2 5 10 20 50] [--days 20] [--visits 4]

Made-up teams over made-up villages. Prints, for each size of team: the median and the 95th
percentile of `propose` over all days, and of `plan_day` for one day of exact and of half-day
promises, in milliseconds of processor time (which a busy machine changes less than the clock).
"""

import argparse
import os
import random
import statistics
import time
from dataclasses import replace

from offers import HOUR_S, fill, half_days, shift, villages, world

from toctoc.planning.model import DemandPoint, Problem, Request, Tour
from toctoc.planning.proposals import ProposalParams, propose, warm_up
from toctoc.planning.tours import DayRules, plan_day

HALF_DAY_S = 9_000
FREELY = DayRules(least_gain_m=0)


def team(rng, places, volunteers, days, visits):
    """Return tours by shift, booked with so many visits each where they fit."""
    tours = {
        (volunteer, day): Tour(shift=shift(volunteer, day, places[volunteer % 3]))
        for day in range(1, days + 1)
        for volunteer in range(volunteers)
    }
    fill(rng, places, tours, days, visits)
    return {key: movable(tour) for key, tour in tours.items()}


def movable(tour):
    return replace(tour, stops=tuple(replace(stop, is_movable=True) for stop in tour.stops))


def widened(problem):
    """Return the problem with half-day promises."""
    tours = [
        replace(
            tour,
            stops=tuple(replace(s, latest_s=s.earliest_s + HALF_DAY_S) for s in tour.stops),
        )
        for tour in problem.tours
    ]
    return Problem(horizon=problem.horizon, tours=tuple(tours))


def offers_ms(rng, problem, places, asked):
    """Return how long each of some calls takes."""
    taken_ms = []
    for call in range(asked.calls):
        request = Request(
            id=10**6 + call, point=rng.choice(places), length_s=HOUR_S // 2,
            half_days=half_days(rng, asked.days), is_movable=True,
        )  # fmt: skip
        begun = time.process_time()
        propose(problem, request, ProposalParams())
        taken_ms.append(1e3 * (time.process_time() - begun))
    return taken_ms


def eves_ms(problem, eves):
    """Return how long the plan of each day takes."""
    taken_ms = []
    for day in eves:
        begun = time.process_time()
        plan_day(problem, day, FREELY)
        taken_ms.append(1e3 * (time.process_time() - begun))
    return taken_ms


def spread(taken_ms):
    """Write a median and a 95th percentile."""
    ranked = sorted(taken_ms)
    return f"{statistics.median(ranked):8.1f} {ranked[round(0.95 * (len(ranked) - 1))]:8.1f}"


def measure(volunteers, asked):
    """Return the columns of one size of team."""
    rng = random.Random(1)
    places = villages(rng)
    tours = team(rng, places, volunteers, asked.days, asked.visits)
    demand = tuple(DemandPoint(point=place, weight=1.0) for place in places)
    problem = world(asked.days, tours, demand)
    eves, wide = range(1, asked.eves + 1), widened(problem)
    eves_ms(wide, eves[:1])  # loads PyVRP
    return [
        f"{sum(len(tour.stops) for tour in tours.values()):7}",
        spread(offers_ms(rng, problem, places, asked)),
        spread(eves_ms(problem, eves)),
        spread(eves_ms(wide, eves)),
    ]


def main():
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--volunteers", type=int, nargs="*", default=[1, 2, 5, 10, 20, 50])
    options.add_argument("--days", type=int, default=20)
    options.add_argument("--visits", type=int, default=4, help="booked in each tour")
    options.add_argument("--calls", type=int, default=40)
    options.add_argument("--eves", type=int, default=5)
    asked = options.parse_args()
    warm_up()
    print(f"{asked.days} days; processor time in ms, median and 95th percentile")
    print(f"{'team':>5} {'booked':>7} {'offer':>17} {'eve, exact':>17} {'eve, half-day':>17}")
    for volunteers in asked.volunteers:
        print(f"{volunteers:5} " + " ".join(measure(volunteers, asked)), flush=True)
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
