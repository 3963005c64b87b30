"""Season files written: "season-1" where that says all, "season-2" else.

What is written reads back as the same season (tested); seconds and metres become the file's
minutes and kilometres.
"""

import json
from typing import Any

from toctoc.planning.model import Interval, TravelProfile
from toctoc.planning.season.facts import Absence, Call, Instance, Place, Season
from toctoc.planning.season.instance import EXTENDED, PLAIN


def write_instance(instance: Instance) -> str:
    """Write an instance file, in the plain format where nothing else is used."""
    season = instance.season
    has_rates = any(place.weight != place.population for place in season.demand)
    is_plain = instance.is_plain and not has_rates
    document: dict[str, Any] = {"format": PLAIN if is_plain else EXTENDED}
    document |= _plain_rules(season, len(instance.calls))
    document |= {} if is_plain else _more_rules(season)
    document["calls"] = [
        _asked(call) | ({} if is_plain else _fate(call)) for call in instance.calls
    ]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _plain_rules(season: Season, calls: int) -> dict[str, Any]:
    return {
        "name": season.name,
        "territory": [_place(place) for place in season.demand],
        "bases": [[base.lat_deg, base.lon_deg] for base in season.bases],
        "days": season.days,
        "calls_per_day": round(calls / season.days, 2),
        "lead_days": season.lead_days,
        "horizon_days": season.horizon_days,
        "half_days": [_minutes(season.morning), _minutes(season.afternoon)],
        "shift": _minutes(season.shift),
        "visit_min": _whole(season.visit_s / 60),
        "max_visits_per_tour": season.max_visits,
        "promise_grid_min": _whole(season.grid_s / 60),
        "promise_window_min": _whole(season.window_s / 60),
        "travel": _travel(season.travel),
        "offers": season.offers,
        "choice_probabilities": list(season.choice_probabilities),
    }


def _more_rules(season: Season) -> dict[str, Any]:
    return {
        "promise": season.promise.value,
        "travels": [_travel(travel) for travel in season.travels],
        "absences": [_absence(absence) for absence in season.absences],
    }


def _place(place: Place) -> dict[str, Any]:
    written: dict[str, Any] = {
        "code": place.code,
        "nom": place.name,
        "population": _whole(place.population),
        "lat": place.point.lat_deg,
        "lon": place.point.lon_deg,
    }
    if place.weight != place.population:
        written["weight"] = place.weight
    return written


def _absence(absence: Absence) -> dict[str, int]:
    return {
        "volunteer": absence.volunteer,
        "first_day": absence.first_day,
        "last_day": absence.last_day,
        "announced_day": absence.announced_day,
    }


def _asked(call: Call) -> dict[str, Any]:
    return {
        "call": call.id,
        "day": call.day,
        "lat": call.point.lat_deg,
        "lon": call.point.lon_deg,
        "free": "".join("1" if free else "0" for free in call.free),
        "u": call.draw or 0.0,
    }


def _fate(call: Call) -> dict[str, Any]:
    return {
        "u_again": list(call.draws_again),
        "visit_min": None if call.length_s is None else _whole(call.length_s / 60),
        "cancels_before_days": call.cancels_before_days,
        "calls_again_after_days": call.calls_again_after_days,
        "is_absent": call.is_absent,
    }


def _minutes(interval: Interval) -> list[float]:
    return [_whole(interval.start_s / 60), _whole(interval.end_s / 60)]


def _travel(travel: TravelProfile) -> dict[str, float]:
    return {
        "circuity": travel.circuity_ratio,
        "extra_km": travel.extra_m / 1_000,
        "speed_kmh": _whole(travel.speed_m_per_h / 1_000),
        "stop_min": _whole(travel.stop_s / 60),
    }


def _whole(value: float) -> float:
    """Write 60, not 60.0."""
    return int(value) if value == int(value) else value
