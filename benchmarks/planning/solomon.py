"""The eve's planner on Solomon's files, all visits stranded, beside the published tours.

    python benchmarks/planning/solomon.py FOLDER [--iterations 2000] [--files R201 RC202 …]

FOLDER holds the .txt files and their .sol. Class 2 only (100 customers, wide windows): there
loads, which the planner does not know, bind least; tours that overload a vehicle are told. A
unit becomes 0.005 degrees at the equator and a minute; both solutions are measured by
`evaluate`, so the rounding is the same.
"""

import argparse
import time
from pathlib import Path

from toctoc.planning.evaluate import evaluate
from toctoc.planning.model import Horizon, Point, Problem, Shift, Stop, Tour, TravelProfile
from toctoc.planning.tours import Budget, DayRules, plan_day
from toctoc.planning.travel import legs_along

UNIT_DEG, MINUTE_S = 0.005, 60


def read(path):
    """Return depot and customers, each as seven numbers, and the capacity."""
    lines = [line.split() for line in path.read_text().splitlines() if line.split()]
    rows = [[float(x) for x in line] for line in lines if len(line) == 7 and line[0].isdigit()]
    capacity = next(int(line[1]) for line in lines if len(line) == 2 and line[0].isdigit())
    return rows[0], rows[1:], capacity


def place(row):
    return Point(lat_deg=UNIT_DEG * row[2], lon_deg=UNIT_DEG * row[1])


def minute_profile():
    """Return the travel by which a unit takes a minute."""
    ends = [Point(lat_deg=0, lon_deg=0), Point(lat_deg=0, lon_deg=UNIT_DEG * 100)]
    crow = TravelProfile(circuity_ratio=1, stop_s=0)
    hundred_m = int(legs_along(ends, crow).distance_m[0])
    return TravelProfile(circuity_ratio=1, stop_s=0, speed_m_per_h=round(hundred_m * 60 / 100))


def known_routes(path):
    """Return the published routes, as customers' numbers."""
    lines = path.read_text().splitlines()
    return [
        [int(number) for number in line.split(":")[1].split()] for line in lines if ":" in line
    ]


def lay_out(depot, customers, crew):
    """Return empty tours and the visits."""
    travel = minute_profile()
    tours = tuple(
        Tour(
            shift=Shift(
                volunteer=v, day=0, week=0, start_s=0, end_s=int(depot[5]) * MINUTE_S,
                base=place(depot), max_visits=100, travel=travel,
            )
        )
        for v in range(crew)
    )  # fmt: skip
    stops = {
        int(row[0]): Stop(
            id=int(row[0]), point=place(row), length_s=int(row[6]) * MINUTE_S,
            earliest_s=int(row[4]) * MINUTE_S, latest_s=int(row[5]) * MINUTE_S,
            is_movable=True,
        )
        for row in customers
    }  # fmt: skip
    horizon = Horizon(today=0, first_day=0, last_day=0, working_days=(0,))
    return Problem(horizon=horizon, tours=tours), stops


def measure(folder, name, budget):
    """Return our metres over the published ones, what is wrong, and the processor time."""
    depot, customers, capacity = read(folder / f"{name}.txt")
    routes = known_routes(folder / f"{name}.sol")
    problem, stops = lay_out(depot, customers, len(routes))
    known = [
        Tour(shift=problem.tours[v].shift, stops=tuple(stops[i] for i in route))
        for v, route in enumerate(routes)
    ]
    begun = time.process_time()
    plan = plan_day(problem, 0, DayRules(stranded=tuple(stops.values())), budget=budget)
    seconds = time.process_time() - begun
    demand = {int(row[0]): row[3] for row in customers}
    loads = [sum(demand[stop.id] for stop in tour.stops) for tour in plan.tours]
    ratio = plan.distance_after_m / evaluate(known).distance_m
    return ratio, len(plan.unserved), max(loads) > capacity, seconds


def main():
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--iterations", type=int, default=2_000)
    options.add_argument("--files", nargs="*")
    asked = options.parse_args()
    found = sorted(path.stem for path in asked.folder.glob("*2*.sol") if path.stem[-3] == "2")
    gaps = []
    for name in asked.files or found:
        budget = Budget(iterations=asked.iterations)
        ratio, unserved, is_heavy, seconds = measure(asked.folder, name, budget)
        said = ", too heavy" if is_heavy else ""
        print(
            f"{name:6} {100 * (ratio - 1):+6.2f} %, {unserved} left out{said}, {seconds:.1f} s",
            flush=True,
        )
        gaps.append(100 * (ratio - 1))
    print(f"mean {sum(gaps) / len(gaps):+.2f} %, worst {max(gaps):+.2f} %, {len(gaps)} files")


if __name__ == "__main__":
    main()
