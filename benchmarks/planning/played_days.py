"""Days as they come out of played seasons: what the eve's planner is given to improve.

A made-up territory of some 600 km², forty villages, two bases; the calls are answered by
`propose`, the function behind the call screen, and callers take one of its offers.
"""

import json
import random

from toctoc.planning.model import DAY_S, Horizon, Problem
from toctoc.planning.proposals import tuned_for
from toctoc.planning.season.instance import read_instance
from toctoc.planning.season.play import SeasonPlay
from toctoc.planning.season.referee import choose

PROMISES_MIN = {"exact": 30, "two hours": 120, "half-day": 150}
CALLS_A_DAY = 3.5  # a volunteer
WAIT_M_PER_DAY = 1_500.0


def season_text(rng, crew, window_min, days=15):
    """Return a made-up season as the text of an instance."""
    villages = [
        {
            "code": str(i), "nom": f"Village {i}", "population": int(rng.lognormvariate(6, 1)),
            "lat": 43.2 + 0.3 * rng.random(), "lon": -0.4 + 0.4 * rng.random(),
        }
        for i in range(40)
    ]  # fmt: skip
    calls = []
    for day in range(days):
        for _ in range(round(CALLS_A_DAY * crew)):
            home = rng.choices(villages, [village["population"] for village in villages])[0]
            calls.append(
                {
                    "call": len(calls), "day": day, "u": rng.random(),
                    "lat": home["lat"] + rng.gauss(0, 0.008),
                    "lon": home["lon"] + rng.gauss(0, 0.011),
                    "free": "".join(rng.choices("10", [6, 4], k=9)) + "1",
                }
            )  # fmt: skip
    return json.dumps(
        {
            "format": "season-1", "name": f"{crew}-{window_min}", "territory": villages,
            "bases": [[villages[v % 2]["lat"], villages[v % 2]["lon"]] for v in range(crew)],
            "days": days, "lead_days": 2, "horizon_days": 10, "shift": [540, 1020],
            "half_days": [[540, 690], [810, 960]], "visit_min": 60, "max_visits_per_tour": 6,
            "promise_grid_min": 30, "promise_window_min": window_min, "offers": 3,
            "choice_probabilities": [0.7, 0.2, 0.1], "calls": calls,
            "travel": {"circuity": 1.3, "extra_km": 0.3, "speed_kmh": 50, "stop_min": 3},
        }
    )  # fmt: skip


def played_days(seed, crew, promise, count):
    """Play a season; return the problems of its `count` fullest days, one day each."""
    rng = random.Random(seed)
    instance = read_instance(season_text(rng, crew, PROMISES_MIN[promise]))
    play = SeasonPlay(instance.season, tuned_for(WAIT_M_PER_DAY))
    for call in instance.calls:
        offers = play.propose(call).offers
        taken = choose(call.draw or 0.0, offers, instance.season.choice_probabilities)
        if taken is not None:
            play.book(taken)
    by_day = {}
    for key, tour in play.tours.items():
        by_day.setdefault(key.day, []).append(tour)
    fullest = sorted(by_day, key=lambda day: (-visits_of(by_day[day]), day))[:count]
    return [problem_of(day, by_day[day]) for day in sorted(fullest)]


def visits_of(tours):
    return sum(len(tour.stops) for tour in tours)


def problem_of(day, tours):
    """Return one day as a problem of its own."""
    horizon = Horizon(today=day - 1, first_day=day, last_day=day, working_days=(day - 1, day))
    return Problem(horizon=horizon, tours=tuple(tours))


def midnight_s(problem):
    return problem.horizon.first_day * DAY_S
