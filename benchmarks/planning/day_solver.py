"""The day solver against brute force and PyVRP: random days, metres and time.

    python benchmarks/planning/day_solver.py [--small 5000] [--large 5000] [--seconds 0.05]

Small days (up to 4 visits) hold all that a day can: up to three volunteers with skills, bases,
shifts, breaks, cars and hours of their own, visits that must stay with whom they are, windows
of no width, visits at one address or at the base, shifts of a minute. Every way to deal out and
order them is tried through `evaluate`, which shares no code with the solver.

Large days (5 to 12 visits) hold what PyVRP (not one of the product's own needs) can express:
skills, pinned visits, bases, shifts, cars, numbers of visits; no breaks, no hours. PyVRP gets a
time limit a day; it is a heuristic, so it may only ever be as short as the exact solver, or
longer. Prints how often they agree, and exits with 1 where the solver was beaten anywhere.
"""

import argparse
import random
import sys
import time
import warnings
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import permutations, product

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
from pyvrp.stop import MaxRuntime
from tqdm import tqdm

from toctoc.planning.days.build import Day, build_sound_day, no_demand
from toctoc.planning.days.pricing import NO_WAY_M
from toctoc.planning.days.scene import ask, lay_scene, lay_sides
from toctoc.planning.days.survey import plan_day, survey_day
from toctoc.planning.evaluate import evaluate
from toctoc.planning.insertion import Need
from toctoc.planning.model import Interval, Point, Shift, Stop, Tour, TravelProfile

HOUR_S, MINUTE_S = 3_600, 60
STARTS_S = [half_hour * 1_800 for half_hour in (*range(18, 24), *range(27, 33))]
CARS = (TravelProfile(extra_m=300), TravelProfile(speed_m_per_h=35_000, extra_m=0, stop_s=60))
LUNCH = Interval(start_s=12 * HOUR_S, end_s=13 * HOUR_S)
MEETING = Interval(start_s=9 * HOUR_S, end_s=10 * HOUR_S)
SKILL = frozenset({"wifi"})
NEVER_S = 2**30


def somewhere(rng):
    """Return a point of a territory of some 600 km²."""
    return Point(lat_deg=43.2 + 0.3 * rng.random(), lon_deg=-0.4 + 0.4 * rng.random())


def random_shift(rng, volunteer, bases, *, is_plain):
    """Draw who works when; plain: nothing that PyVRP cannot express."""
    start_s = rng.choice([9, 9, 9, 10]) * HOUR_S
    end_s = rng.choice([17, 17, 15]) * HOUR_S
    if not is_plain and rng.random() < 0.03:
        end_s = start_s + MINUTE_S
    breaks = ()
    if not is_plain and end_s > LUNCH.end_s and start_s == MEETING.start_s:
        breaks = rng.choice([(), (LUNCH,), (MEETING, LUNCH)])
    return Shift(
        volunteer=volunteer, day=0, week=0, start_s=start_s, end_s=end_s,
        base=rng.choice(bases), travel=rng.choice([CARS[0], CARS[0], CARS[1]]),
        max_visits=rng.choice([3, 6, 6]), breaks=breaks,
        skills=rng.choice([frozenset(), SKILL]),
        max_work_s=None if is_plain else rng.choice([None, None, 4 * HOUR_S]),
    )  # fmt: skip


def random_stop(rng, number, places, *, is_plain):
    """Draw a visit; visits are longer than their windows, so that windows settle the order."""
    start_s = rng.choice(STARTS_S)
    width_s = 1_800 if is_plain else rng.choice([0, 900, 1_800])
    return Stop(
        id=number, point=rng.choice(places) if rng.random() < 0.2 else somewhere(rng),
        length_s=rng.choice([2_700, HOUR_S]), earliest_s=start_s, latest_s=start_s + width_s,
        skills=SKILL if rng.random() < 0.15 else frozenset(), is_movable=rng.random() < 0.85,
    )  # fmt: skip


def random_day(rng, *, is_plain):
    """Return tours as they are dealt out at random, and the visit to come."""
    bases = [somewhere(rng), somewhere(rng)]
    places = [*bases, somewhere(rng)]
    crew = rng.choice([2, 2, 3]) if is_plain else rng.choice([0, 1, 2, 2, 3, 3])
    shifts = [random_shift(rng, v, bases, is_plain=is_plain) for v in range(crew)]
    if crew and rng.random() < 0.4:
        shifts = [replace(shifts[0], volunteer=v) for v in range(crew)]
    count = rng.randint(5, 12) if is_plain else rng.randint(1, 4)
    stops = [random_stop(rng, number, places, is_plain=is_plain) for number in range(count)]
    tours = [Tour(shift=shift, stops=()) for shift in shifts]
    for stop in stops[:-1]:
        # To the first, in random order, whose tour still holds with it; else to nobody.
        for v in rng.sample(range(crew), crew):
            held = sorted((*tours[v].stops, stop), key=lambda other: other.earliest_s)
            tour = replace(tours[v], stops=tuple(held))
            if evaluate([tour]).is_feasible:
                tours[v] = tour
                break
    return tours, stops[-1]


def lay_out(tours, new):
    """Return the day with room for the visit to come; None where nobody works."""
    need = Need(
        id=new.id, point=new.point, length_s=new.length_s, skills=new.skills,
        width_s=new.latest_s - new.earliest_s, is_movable=new.is_movable,
    )  # fmt: skip
    return build_sound_day(tours, need, {})


def solve_exactly(day: Day, new):
    """Return the metres of the best plan, None where there is none, and the seconds it took."""
    scene = lay_scene(day, no_demand(day), (0.0, 0.0), number=0)
    sides = lay_sides(day.arrays)
    asked = ask(scene, new.latest_s - new.earliest_s, [new.earliest_s])
    begun = time.perf_counter()
    survey_day(scene.stage, sides, 0, new.length_s)
    metres = plan_day(scene.stage, 0, asked)
    taken_s = time.perf_counter() - begun
    return (None if metres == NO_WAY_M else metres), taken_s


def solve_by_brute_force(day: Day, new):
    """Try every way to deal out and order the visits."""
    stops = [(stop, tour) for tour in day.tours for stop in tour.stops] + [(new, None)]

    @cache
    def shortest(v, hand):
        shift = day.tours[v].shift
        for i in hand:
            stop, owner = stops[i]
            if owner and not stop.is_movable and owner.shift is not shift:
                return None
        ways = (
            evaluate([Tour(shift=shift, stops=tuple(stops[i][0] for i in row))])
            for row in permutations(hand)
        )
        return min((way.distance_m for way in ways if way.is_feasible), default=None)

    best = None
    for owners in product(range(len(day.tours)), repeat=len(stops)):
        hands = [
            tuple(i for i, o in enumerate(owners) if o == v) for v in range(len(day.tours))
        ]
        parts = [shortest(v, hand) for v, hand in enumerate(hands)]
        if None not in parts and (best is None or sum(parts) < best):
            best = sum(parts)
    return best


def solve_with_pyvrp(day: Day, seconds):
    """Return PyVRP's metres, None where it finds no feasible plan.

    Each volunteer has a car, hence a table of drives, of their own: the way to a visit they may
    not make takes for ever.
    """
    arrays, crew, count = day.arrays, len(day.tours), day.node + 1
    order = [*range(count, count + crew), *range(count)]  # the bases first
    metres, seconds_between = [], []
    for v in range(crew):
        square = np.ix_(order, order)
        drives_s = arrays.travel_s[arrays.profile[v]][square].copy()
        drives_s[:, crew:][:, ~arrays.may_serve[v]] = NEVER_S
        np.fill_diagonal(drives_s, 0)
        metres.append(arrays.distance_m[arrays.profile[v]][square])
        seconds_between.append(drives_s)
    data = ProblemData(
        locations=[Location(0, 0) for _ in order],
        clients=[
            Client(
                crew + node, delivery=[1], service_duration=int(arrays.length_s[node]),
                tw_early=int(arrays.earliest_s[node]), tw_late=int(arrays.latest_s[node]),
            )
            for node in range(count)
        ],
        depots=[Depot(v) for v in range(crew)],
        vehicle_types=[
            VehicleType(
                1, capacity=[int(arrays.max_visits[v])], start_depot=v, end_depot=v, profile=v,
                tw_early=int(arrays.shift_s[v, 0]), tw_late=int(arrays.shift_s[v, 1]),
            )
            for v in range(crew)
        ],
        distance_matrices=metres,
        duration_matrices=seconds_between,
    )  # fmt: skip
    warnings.simplefilter("ignore")  # it says when it finds nothing feasible
    result = solve(data, stop=MaxRuntime(seconds), seed=1, display=False)
    return int(result.cost()) if result.is_feasible() else None


def compare(ours, theirs):
    """Say which of two plans is shorter; None is no plan."""
    if ours == theirs:
        return "equal"
    return "beaten" if ours is None or (theirs is not None and theirs < ours) else "shorter"


def run(name, days, rng, other, *, is_plain):
    """Compare so many days and print what came out; return how often the solver was beaten."""
    came_out, taken_s, without = Counter(), [], 0
    for _ in tqdm(range(days), desc=name, disable=None):
        tours, new = random_day(rng, is_plain=is_plain)
        day = lay_out(tours, new)
        if day is None:
            without += 1  # nobody works: there is nothing to plan
            continue
        ours, seconds = solve_exactly(day, new)
        taken_s.append(seconds)
        came_out[compare(ours, other(day, new))] += 1
    taken_s.sort()
    print(f"{name}: {days} days, {without} of them without a volunteer: {dict(came_out)}")
    print(f"  solver: median {1e3 * taken_s[len(taken_s) // 2]:.3f} ms a day,", end=" ")
    print(f"p99 {1e3 * taken_s[int(0.99 * (len(taken_s) - 1))]:.3f} ms", flush=True)
    return came_out["beaten"]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--small", type=int, default=5_000)
    options.add_argument("--large", type=int, default=5_000)
    options.add_argument("--seconds", type=float, default=0.05)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    rng = random.Random(asked.seed)
    lost = run("brute force", asked.small, rng, solve_by_brute_force, is_plain=False)
    lost += run(
        "PyVRP", asked.large, rng, lambda day, _: solve_with_pyvrp(day, asked.seconds),
        is_plain=True,
    )  # fmt: skip
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
