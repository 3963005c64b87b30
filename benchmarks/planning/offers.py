"""How long an offer takes: `propose` on made-up teams over made-up villages, days booked full.

    python benchmarks/planning/offers.py [--volunteers 10] [--days 20] [--calls 200]

Prints the median, the 95th and the 99th percentile and the longest of the answers, in
milliseconds, after warming up. Nothing is drawn but from one seed.
"""

import argparse
import random
import time

from toctoc.planning.model import (
    DAY_S,
    DemandPoint,
    HalfDay,
    Horizon,
    Interval,
    Point,
    Problem,
    Request,
    Shift,
    Tour,
)
from toctoc.planning.proposals import ProposalParams, check_insertion, propose, warm_up

HOUR_S = 3_600
FREE_RATIO = 0.6


def villages(rng, count=73):
    """Scatter villages over some 600 km²."""
    return [
        Point(lat_deg=43.2 + 0.3 * rng.random(), lon_deg=-0.4 + 0.4 * rng.random())
        for _ in range(count)
    ]


def shift(volunteer, day, base):
    """Return a day of 9:00–17:00 with lunch."""
    at = day * DAY_S
    lunch = Interval(start_s=at + 12 * HOUR_S + 900, end_s=at + 13 * HOUR_S)
    return Shift(
        volunteer=volunteer, day=day, week=day // 5, start_s=at + 9 * HOUR_S,
        end_s=at + 17 * HOUR_S, base=base, breaks=(lunch,),
    )  # fmt: skip


def half_days(rng, days):
    """Draw the half-days that suit."""
    return frozenset(
        HalfDay(day=day, is_afternoon=half)
        for day in range(1, days + 1)
        for half in (False, True)
        if rng.random() < FREE_RATIO
    )


def fill(rng, places, tours, days, visits):
    """Book until every tour has its visits or nothing fits any more."""
    number = 0
    for day in range(1, days + 1):
        for key in [key for key in tours if key[1] == day]:
            for _ in range(3 * visits):
                if len(tours[key].stops) >= visits:
                    break
                number += 1
                start_s = day * DAY_S + rng.choice([*range(18, 24), *range(27, 33)]) * 1_800
                request = Request(
                    id=number, point=rng.choice(places), length_s=HOUR_S // 2,
                    half_days=frozenset(),
                )  # fmt: skip
                problem = world(days, {key: tours[key]}, ())
                found = check_insertion(problem, request, [tours[key].shift.key], start_s)
                if hasattr(found, "tours"):
                    tours[key] = found.tours[0]


def world(days, tours, demand):
    """Return the problem a caller meets on day 0."""
    return Problem(
        horizon=Horizon(
            today=0, first_day=1, last_day=days, working_days=tuple(range(days + 1))
        ),
        tours=tuple(tours.values()),
        demand=demand,
    )


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--volunteers", type=int, default=10)
    options.add_argument("--days", type=int, default=20)
    options.add_argument("--visits", type=int, default=6)
    options.add_argument("--calls", type=int, default=200)
    asked = options.parse_args()
    rng = random.Random(1)
    places = villages(rng)
    tours = {
        (volunteer, day): Tour(shift=shift(volunteer, day, places[volunteer % 3]))
        for day in range(1, asked.days + 1)
        for volunteer in range(asked.volunteers)
    }
    fill(rng, places, tours, asked.days, asked.visits)
    demand = tuple(DemandPoint(point=place, weight=1.0) for place in places)
    problem = world(asked.days, tours, demand)
    booked = sum(len(tour.stops) for tour in tours.values())
    warm_up()
    taken_ms = []
    for call in range(asked.calls):
        request = Request(
            id=10**6 + call, point=rng.choice(places), length_s=HOUR_S // 2,
            half_days=half_days(rng, asked.days),
        )  # fmt: skip
        begun = time.perf_counter()
        propose(problem, request, ProposalParams())
        taken_ms.append(1e3 * (time.perf_counter() - begun))
    taken_ms.sort()
    print(f"{asked.volunteers} volunteers x {asked.days} days, {booked} visits booked")
    for name, rank in (("median", 0.5), ("p95", 0.95), ("p99", 0.99), ("longest", 1.0)):
        print(f"{name:8} {taken_ms[min(len(taken_ms) - 1, int(rank * len(taken_ms)))]:8.1f} ms")


if __name__ == "__main__":
    main()
