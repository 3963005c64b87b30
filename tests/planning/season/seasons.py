"""A small made-up season: three villages, one volunteer, four calls over two days."""

import json

CALLS = [
    {"call": 0, "day": 0, "lat": 43.31, "lon": -0.3, "free": "1111111111", "u": 0.1},
    {"call": 1, "day": 0, "lat": 43.36, "lon": -0.2, "free": "0101010101", "u": 0.8},
    {"call": 2, "day": 1, "lat": 43.31, "lon": -0.31, "free": "1111111111", "u": 0.95},
    {"call": 3, "day": 1, "lat": 43.41, "lon": -0.1, "free": "1000000000", "u": 0.5},
]
SEASON = {
    "format": "season-1",
    "name": "small",
    "territory": [
        {"code": "1", "nom": "Ici", "population": 500, "lat": 43.3, "lon": -0.3},
        {"code": "2", "nom": "Près", "population": 300, "lat": 43.36, "lon": -0.2},
        {"code": "3", "nom": "Loin", "population": 100, "lat": 43.41, "lon": -0.1},
    ],
    "bases": [[43.3, -0.3]],
    "days": 2,
    "calls_per_day": 2.0,
    "lead_days": 1,
    "horizon_days": 3,
    "half_days": [[540, 690], [810, 960]],
    "shift": [540, 1020],
    "visit_min": 60,
    "max_visits_per_tour": 3,
    "promise_grid_min": 30,
    "promise_window_min": 30,
    "travel": {"circuity": 1.3, "extra_km": 0.3, "speed_kmh": 50, "stop_min": 3},
    "offers": 3,
    "choice_probabilities": [0.7, 0.2, 0.1],
}


def small_season(**changes):
    """Return the season's document with some fields changed; None takes a field away."""
    document = SEASON | {"calls": CALLS} | changes
    return {name: value for name, value in document.items() if value is not None}


def small_text(**changes):
    """Return the season as the text of a file."""
    return json.dumps(small_season(**changes))
