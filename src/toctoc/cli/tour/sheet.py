"""The tours of a day as text or JSON: who is met, where, when, and the road between.

Access notes stay out: a terminal keeps what it shows.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from toctoc.cli.arguments import find_programme
from toctoc.cli.errors import CommandFailed
from toctoc.common.names import fold
from toctoc.common.wording import NBSP, clock, day_long, distance, duration
from toctoc.dispatch.queries import StopView, TourView, list_tours
from toctoc.territory.models import Programme


def tell_tours(options: argparse.Namespace) -> str:
    """Tell the day's tours. Raises CommandFailed where nobody answers to the name."""
    programme = find_programme(options.programme)
    tours = find_tours(programme, options.day, options.volunteer)
    if options.json:
        return json.dumps([as_plain(tour) for tour in tours], ensure_ascii=False, indent=2)
    with timezone.override(programme.time_zone):
        lines = [line for tour in tours for line in _lines(tour)]
    if not lines:
        lines = [f"Personne ne travaille {day_long(options.day, 0)}."]
    return "\n".join(lines).replace(NBSP, " ")


def find_tours(programme: Programme, day: date, name: str | None) -> list[TourView]:
    """Return the tours of a day, of those whose name holds `name`."""
    tours = list_tours(programme, day)
    if name is None:
        return tours
    found = [tour for tour in tours if fold(name) in fold(tour.volunteer.name)]
    if not found:
        raise CommandFailed(f"personne du nom de {name!r} ne travaille ce jour-là")
    return found


def as_plain(tour: TourView) -> dict[str, object]:
    """Return a tour as JSON knows it: moments in ISO, metres, seconds."""
    return {
        "volunteer": tour.volunteer.name,
        "day": tour.day.isoformat(),
        "stops": [_plain_stop(stop) for stop in tour.stops],
        "departs_at": _iso(tour.departs_at),
        "returns_at": _iso(tour.returns_at),
        "return_m": tour.return_m,
        "return_s": tour.return_s,
        "distance_m": tour.distance_m,
        "travel_s": tour.travel_s,
        "work_s": tour.work_s,
        "late_s": tour.late_s,
    }


def _plain_stop(stop: StopView) -> dict[str, object]:
    visit = stop.visit
    return {
        "visit": visit.pk,
        "resident": str(visit.resident),
        "street": visit.resident.street_line,
        "commune": visit.resident.commune.name,
        "promised_from": visit.promised_from.isoformat(),
        "promised_until": visit.promised_until.isoformat(),
        "arrives_at": stop.arrives_at.isoformat(),
        "starts_at": stop.starts_at.isoformat(),
        "ends_at": stop.ends_at.isoformat(),
        "leg_m": stop.leg_m,
        "leg_s": stop.leg_s,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _lines(tour: TourView) -> Iterator[str]:
    who = f"{tour.volunteer.name}, {day_long(tour.day, 0)}"
    if tour.departs_at is None or tour.returns_at is None:
        yield f"{who} : aucune visite"
        return
    yield f"{who} : {distance(tour.distance_m)}, {duration(tour.work_s)} de travail"
    yield f"  {clock(tour.departs_at):>7}  départ"
    for stop in tour.stops:
        resident = stop.visit.resident
        where = ", ".join(filter(None, [resident.street_line, str(resident.commune)]))
        leg = _leg(stop.leg_m, stop.leg_s)
        yield f"  {clock(stop.starts_at):>7}  {resident}, {where} ({leg})"
    yield f"  {clock(tour.returns_at):>7}  retour ({_leg(tour.return_m, tour.return_s)})"
    if tour.late_s:
        yield f"  Attention : {duration(tour.late_s)} de retard sur ce qui est prévu"


def _leg(leg_m: int, leg_s: int) -> str:
    return f"{distance(leg_m)}, {duration(leg_s)}"
