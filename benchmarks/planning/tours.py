"""The eve's planner against long searches by others, on days taken from played seasons.

    python benchmarks/planning/tours.py [--days 6] [--long 5] [--ortools 2] [--seed 1]

For each size of team and kind of promise, a season is played and its fullest days are planned
anew: by `plan_day` with its usual budget, by PyVRP and OR-Tools for so many seconds, by VROOM
under a watchdog. Every answer is measured by `evaluate`. Prints by how much each is longer than
the best known of all, and the median of the processor time each takes. Seconds given are of
processor time too, so that a busy machine changes little.
"""

import argparse
import os
import statistics
import time
from dataclasses import replace

from played_days import PROMISES_MIN, played_days, visits_of
from tour_peers import Vroom, day_of, solve_with_ortools, solve_with_pyvrp, timed

from toctoc.planning.evaluate import evaluate
from toctoc.planning.tours import DayRules, plan_day

CREWS = (2, 5, 10)
FREELY = DayRules(least_gain_m=0, change_m=0)  # as the peers: metres are all that counts


def metres_of(problem, rows):
    """Measure a peer's answer; None where there is none or it breaks something."""
    if rows is None:
        return None
    stops = [stop for tour in problem.tours for stop in tour.stops]
    tours = [
        replace(tour, stops=tuple(stops[k] for k in row))
        for tour, row in zip(problem.tours, rows, strict=True)
    ]
    checked = evaluate(tours)
    is_whole = visits_of(tours) == len(stops)
    return checked.distance_m if checked.is_feasible and is_whole else None


def ours(problem, _day):
    begun = time.process_time()
    plan = plan_day(problem, problem.horizon.first_day, FREELY)
    seconds = time.process_time() - begun
    is_feasible = evaluate(plan.tours).is_feasible and not plan.unserved
    return plan.distance_after_m if is_feasible else None, seconds


def peer(solve):
    """Return a solver that measures another's rows."""

    def measured(problem, day):
        rows, seconds = solve(day)
        return metres_of(problem, rows), seconds

    return measured


def measure(solvers, problem):
    """Return metres and seconds of each solver on a day."""
    day, booked = day_of(problem), (evaluate(problem.tours).distance_m, 0.0)
    return {"as booked": booked} | {
        name: solver(problem, day) for name, solver in solvers.items()
    }


def show(title, days):
    """Print the gaps to the best known of each day."""
    best = [min(metres for metres, _ in day.values() if metres is not None) for day in days]
    print(f"\n{title}: {len(days)} days, {sum(best) / 1e3:.0f} km at best", flush=True)
    print(
        f"{'':14} {'mean':>7} {'median':>7} {'worst':>7} {'best on':>8} {'none':>5} {'time':>9}"
    )
    for name in days[0]:
        answers = [(day[name][0], least) for day, least in zip(days, best, strict=True)]
        gaps = [100 * (metres / least - 1) for metres, least in answers if metres is not None]
        seconds = statistics.median(day[name][1] for day in days)
        if not gaps:
            print(f"{name:14} no answer at all")
            continue
        print(
            f"{name:14} {statistics.mean(gaps):6.2f}% {statistics.median(gaps):6.2f}% "
            f"{max(gaps):6.2f}% {sum(gap == 0 for gap in gaps):5} {len(days) - len(gaps):5} "
            f"{1e3 * seconds:6.0f} ms"
        )


def main():
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--days", type=int, default=6, help="of each season")
    options.add_argument("--long", type=float, default=5.0, help="seconds for PyVRP")
    options.add_argument("--ortools", type=float, default=2.0, help="seconds for OR-Tools")
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    vroom = Vroom()
    solvers = {
        "plan_day": ours,
        f"PyVRP {asked.long:g} s": peer(timed(lambda day: solve_with_pyvrp(day, asked.long))),
        f"OR-Tools {asked.ortools:g} s": peer(
            timed(lambda day: solve_with_ortools(day, asked.ortools))
        ),
        "VROOM": peer(vroom),
    }
    (first,) = played_days(asked.seed, 2, "half-day", 1)
    measure(solvers, first)  # kernels are loaded, VROOM is started
    everything = []
    for crew in CREWS:
        for promise in PROMISES_MIN:
            problems = played_days(asked.seed, crew, promise, asked.days)
            days = [measure(solvers, problem) for problem in problems]
            everything += days
            visits = sum(visits_of(problem.tours) for problem in problems) / len(problems)
            show(f"{crew} volunteers, {promise}, {visits:.0f} visits a day", days)
    show("All", everything)
    print(f"\nVROOM hung {vroom.hung} times; load {os.getloadavg()[0]:.1f}")
    vroom.stop()


if __name__ == "__main__":
    main()
