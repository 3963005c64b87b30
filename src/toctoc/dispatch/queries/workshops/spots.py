"""Where a workshop would serve most people: who asked for help, and lives how far.

A greedy cover: the first commune reaches most people within the drive, each next one most of
those that none before it reaches. Greedy is within 1 − 1/e of the best choice of as many
communes (Nemhauser, Wolsey, Fisher, 1978), and each line can be said in one sentence.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from toctoc.agenda.enums import RequestStatus
from toctoc.agenda.models import HelpRequest, Place
from toctoc.agenda.queries import list_places
from toctoc.dispatch.queries.workshops.drives import drive_all
from toctoc.planning.model import Point
from toctoc.territory.models import Commune, Programme
from toctoc.territory.queries import list_communes

NEAR_S = 15 * 60
RECENT = timedelta(days=90)
PENDING = (RequestStatus.OPEN, RequestStatus.WAITING, RequestStatus.PHONE)
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A commune where a workshop could be held, and whom it would serve.

    `people` live within `NEAR_S` of it by road; `fresh` of them within that of no spot before.
    """

    commune: Commune
    places: tuple[Place, ...]
    lat_deg: float
    lon_deg: float
    people: int
    fresh: int
    pending: int  # of `people`, those who still wait for an answer
    oldest_days: int  # how long the longest of these waits; 0 where nobody does
    needs: tuple[tuple[str, int], ...]  # need and people, the most asked first
    nearest: Place | None  # the known room nearest by road, where the commune has none
    nearest_s: int  # how far it is; 0 without one


@dataclass(frozen=True, slots=True)
class _Asker:
    """A person who asked for help: where, for what, since when."""

    point: Point
    needs: frozenset[str]
    waits_since: datetime | None


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is known beside the people: open places by commune, the moment."""

    places: Mapping[str, list[Place]]
    now: datetime


def list_spots(programme: Programme, *, now: datetime, need: str = "") -> list[Spot]:
    """Return the communes where a workshop would serve most people, the best first.

    From requests that wait and those of the last 90 days, of one need or of all; four queries.
    A commune with an open place is reached there, another at its centre.
    """
    askers = _list_askers(programme, now=now, need=need)
    communes = list(list_communes(programme))
    if not askers or not communes:
        return []
    places = _by_commune(list_places(programme, open_on=now.date()))
    points = [_meeting_point(commune, places) for commune in communes]
    travel_s = drive_all([asker.point for asker in askers], points).travel_s
    near = travel_s <= NEAR_S
    has_room = np.array([commune.pk in places for commune in communes])
    rank = np.lexsort((travel_s.sum(axis=0), ~has_room))
    ground = _Ground(places, now)
    return [
        _spot(communes[index], points[index], _near(askers, near[:, index]), fresh, ground)
        for index, fresh in choose(near, rank)
    ]


def choose(near: NDArray[np.bool_], rank: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Cover people greedily: (column, people newly reached), at most `SHOWN`.

    `near` has shape (people, spots). Of equal columns, the one that reaches more people in all,
    then the first of `rank`, shape (spots,): columns in the order they are liked.
    """
    place_in_rank = np.argsort(rank)
    left = np.ones(near.shape[0], dtype=bool)
    total = near.sum(axis=0)
    chosen: list[tuple[int, int]] = []
    while len(chosen) < SHOWN:
        fresh = near[left].sum(axis=0)
        best = int(np.lexsort((place_in_rank, -total, -fresh))[0])
        if not fresh[best]:
            break
        chosen.append((best, int(fresh[best])))
        left &= ~near[:, best]
    return chosen


def _list_askers(programme: Programme, *, now: datetime, need: str) -> list[_Asker]:
    """Return everyone who waits or asked lately, once each; one query."""
    requests = HelpRequest.objects.filter(programme=programme, resident__isnull=False)
    requests = requests.exclude(need="")
    if need:
        requests = requests.filter(need=need)
    columns = requests.order_by("opened_at").values_list(
        "resident_id", "resident__lat_deg", "resident__lon_deg", "need", "status", "opened_at"
    )
    points: dict[int, Point] = {}
    needs: dict[int, set[str]] = defaultdict(set)
    since: dict[int, datetime] = {}
    for pk, lat_deg, lon_deg, asked, status, opened_at in columns:
        is_pending = status in PENDING
        if not is_pending and opened_at < now - RECENT:
            continue
        points[pk] = Point(lat_deg=lat_deg, lon_deg=lon_deg)
        needs[pk].add(asked)
        if is_pending:
            since.setdefault(pk, opened_at)
    return [_Asker(points[pk], frozenset(needs[pk]), since.get(pk)) for pk in points]


def _by_commune(places: Iterable[Place]) -> Mapping[str, list[Place]]:
    grouped: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        grouped[place.commune_id].append(place)
    return grouped


def _meeting_point(commune: Commune, places: Mapping[str, list[Place]]) -> Point:
    where = next(iter(places.get(commune.pk, ())), commune)
    return Point(lat_deg=where.lat_deg, lon_deg=where.lon_deg)


def _near(askers: Sequence[_Asker], reached: NDArray[np.bool_]) -> list[_Asker]:
    return [asker for asker, is_near in zip(askers, reached.tolist(), strict=True) if is_near]


def _spot(
    commune: Commune, point: Point, served: Sequence[_Asker], fresh: int, ground: _Ground
) -> Spot:
    waits = [asker.waits_since for asker in served if asker.waits_since is not None]
    needs = Counter(need for asker in served for need in asker.needs)
    own = tuple(ground.places.get(commune.pk, ()))
    nearest, nearest_s = (None, 0) if own else _find_nearest(point, ground)
    return Spot(
        commune=commune,
        places=own,
        lat_deg=point.lat_deg,
        lon_deg=point.lon_deg,
        people=len(served),
        fresh=fresh,
        pending=len(waits),
        oldest_days=(ground.now - min(waits)).days if waits else 0,
        needs=tuple(sorted(needs.items(), key=lambda one: (-one[1], one[0]))),
        nearest=nearest,
        nearest_s=nearest_s,
    )


def _find_nearest(point: Point, ground: _Ground) -> tuple[Place | None, int]:
    """Return the known room nearest by road, and the drive; none where none is known."""
    known = [place for held in ground.places.values() for place in held]
    if not known:
        return None, 0
    goals = [Point(lat_deg=place.lat_deg, lon_deg=place.lon_deg) for place in known]
    drives_s = drive_all([point], goals).travel_s[0]
    best = int(drives_s.argmin())
    return known[best], int(drives_s[best])
