"""Keeping what engines of roads answer: places first, then the drives between them.

Background work, by nobody: no rights. All of it may be broken off and run again.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from numpy.typing import NDArray

from toctoc.territory.enums import RoadMode
from toctoc.territory.errors import NoRoadNear
from toctoc.territory.models import Programme, RoadLegs, RoadLine, RoadNetwork, RoadPlace
from toctoc.territory.queries.roads import CELLS_PER_DEG, SHELL_ROWS, Cell
from toctoc.territory.roads.blocks import ask_matrix
from toctoc.territory.roads.doubts import find_doubts
from toctoc.territory.roads.lines import encode_line, thin_line
from toctoc.territory.roads.model import straight_m
from toctoc.territory.roads.port import NO_WAY, Places, RoadEngine

AT_ONCE = 50  # places whose drives are asked for and kept together


@transaction.atomic
def know_places(programme: Programme, cells: Collection[Cell]) -> int:
    """Give a number to the cells that have none; return how many there were."""
    _hold(programme)
    own = RoadPlace.objects.filter(programme=programme)
    known = set(own.values_list("lat_cell", "lon_cell"))
    last = own.aggregate(last=Max("number"))["last"]
    first = 0 if last is None else last + 1
    fresh = [cell for cell in dict.fromkeys(cells) if cell not in known]
    RoadPlace.objects.bulk_create(
        RoadPlace(programme=programme, number=number, lat_cell=lat, lon_cell=lon)
        for number, (lat, lon) in enumerate(fresh, start=first)
    )
    return len(fresh)


@transaction.atomic
def forget_places(programme: Programme, *, keep: Collection[Cell]) -> int:
    """Forget every place but those to keep, and the drives to and from it; return how many."""
    _hold(programme)
    kept = set(keep)
    gone = [
        place.pk
        for place in RoadPlace.objects.filter(programme=programme)
        if (place.lat_cell, place.lon_cell) not in kept
    ]
    for some in batched(gone, 500):
        RoadPlace.objects.filter(pk__in=some).delete()
    if gone:
        _next_version(programme)
    return len(gone)


def mark_stale(programme: Programme, *, engine: str, modes: Collection[RoadMode]) -> int:
    """Mark the drives another engine, or other tiles, answered; return how many shells.

    They are used until they are asked for again.
    """
    own = RoadLegs.objects.filter(place__programme=programme, mode__in=modes, is_stale=False)
    return own.exclude(engine=engine).update(is_stale=True)


def count_missing(programme: Programme, modes: Iterable[RoadMode]) -> int:
    """Return how many shells are missing or stale."""
    return sum(len(_missing(programme, mode)) for mode in modes)


def fetch_legs(
    programme: Programme,
    engine: RoadEngine,
    *,
    mode: RoadMode,
    advance: Callable[[int], object] = lambda _places: None,
) -> int:
    """Ask for the drives of every place that has none, then of those that are stale.

    Kept group by group, so that what is broken off is not lost. Returns how many places.
    Raises RoadsUnreachable.
    """
    missing = _missing(programme, mode)
    places = list(RoadPlace.objects.filter(programme=programme).order_by("number"))
    for group in batched(missing, AT_ONCE):
        shells = _ask_shells(engine, list(group), places, mode)
        _keep_shells(programme, engine.version, mode, shells)
        advance(len(group))
    return len(missing)


def fetch_lines(
    programme: Programme,
    engine: RoadEngine,
    *,
    mode: RoadMode,
    legs: Iterable[tuple[Cell, Cell]],
) -> int:
    """Ask for the lines of drives that have none of this engine; return how many there are.

    Raises RoadsUnreachable. A drive that has no line is left without.
    """
    place_of = {
        (place.lat_cell, place.lon_cell): place
        for place in RoadPlace.objects.filter(programme=programme)
    }
    drawn = set(
        RoadLine.objects.filter(
            start__programme=programme, mode=mode, engine=engine.version
        ).values_list("start_id", "goal_id")
    )
    wanted = [
        (place_of[start], place_of[goal])
        for start, goal in dict.fromkeys(legs)
        if start != goal and start in place_of and goal in place_of
    ]
    undrawn = [ends for ends in wanted if (ends[0].pk, ends[1].pk) not in drawn]
    return sum(_keep_line(engine, mode, ends) for ends in undrawn)


def note_network(programme: Programme, *, now: datetime, **values: object) -> RoadNetwork:
    """Write how a programme's roads stand; `problem` is emptied where none is named."""
    network, _created = RoadNetwork.objects.update_or_create(
        programme=programme, defaults={"tried_at": now, "problem": "", **values}
    )
    return network


@transaction.atomic
def keep_calibrations(
    programme: Programme, *, now: datetime, calibrations: Mapping[str, Mapping[str, object]]
) -> None:
    """Keep the models fitted to a programme's roads; they hold from the next reading on."""
    note_network(programme, now=now, updated_at=now, calibrations=dict(calibrations))
    _next_version(programme)


def _missing(programme: Programme, mode: RoadMode) -> list[RoadPlace]:
    """Return the places without drives, or with stale ones, the former first."""
    own = RoadLegs.objects.filter(place=OuterRef("pk"), mode=mode)
    places = RoadPlace.objects.filter(programme=programme).annotate(
        has_legs=Exists(own), has_stale=Exists(own.filter(is_stale=True))
    )
    return list(
        places.filter(Q(has_legs=False) | Q(has_stale=True)).order_by("has_legs", "number")
    )


def _ask_shells(
    engine: RoadEngine, group: Sequence[RoadPlace], places: Sequence[RoadPlace], mode: RoadMode
) -> dict[int, bytes]:
    """Return the shell of each place of a group, by its key."""
    last = max(place.number for place in group)
    others = [place for place in places if place.number < last]
    here_deg, others_deg = _degrees(group), _degrees(others)
    there = ask_matrix(engine, here_deg, others_deg, mode)
    back = ask_matrix(engine, others_deg, here_deg, mode)
    numbers = np.array([place.number for place in others], np.int64)
    shells: dict[int, bytes] = {}
    for row, place in enumerate(group):
        crow_m = straight_m(here_deg[row], others_deg)
        ways = (
            (there.distance_m[row], there.travel_s[row]),
            (back.distance_m[:, row], back.travel_s[:, row]),
        )
        codes = [find_doubts(crow_m, metres, seconds, mode) for metres, seconds in ways]
        lines = np.stack([*ways[0], *ways[1], *codes])
        shells[place.pk] = _shell(place.number, numbers, lines)
    return shells


def _shell(number: int, numbers: NDArray[np.int64], lines: NDArray[Any]) -> bytes:
    """Write a place's drives (shape (6, n)) by the numbers of the others, shape (n,)."""
    shell = np.full((SHELL_ROWS, number), NO_WAY, "<i4")
    shell[4:] = 0
    before = np.flatnonzero(numbers < number)
    shell[:, numbers[before]] = lines[:, before]
    return shell.tobytes()


@transaction.atomic
def _keep_shells(
    programme: Programme, engine: str, mode: RoadMode, shells: Mapping[int, bytes]
) -> None:
    """Keep the shells of places that are still there, under the version they make."""
    version = _next_version(programme)
    alive = RoadPlace.objects.filter(pk__in=shells).values_list("pk", flat=True)
    RoadLegs.objects.bulk_create(
        [
            RoadLegs(place_id=pk, mode=mode, engine=engine, version=version, legs=shells[pk])
            for pk in alive
        ],
        update_conflicts=True,
        unique_fields=["place", "mode"],
        update_fields=["engine", "is_stale", "version", "legs"],
    )


def _keep_line(engine: RoadEngine, mode: RoadMode, ends: tuple[RoadPlace, RoadPlace]) -> bool:
    start_deg, goal_deg = (tuple(spot) for spot in _degrees(ends).tolist())
    try:
        route = engine.route(start_deg, goal_deg, mode)
    except NoRoadNear:
        return False
    RoadLine.objects.update_or_create(
        start=ends[0],
        goal=ends[1],
        mode=mode,
        defaults={"engine": engine.version, "line": encode_line(thin_line(route.line))},
    )
    return True


def _degrees(places: Iterable[RoadPlace]) -> Places:
    cells = np.array([(p.lat_cell, p.lon_cell) for p in places], np.float64)
    degrees: Places = cells.reshape(-1, 2) / CELLS_PER_DEG
    return degrees


def _hold(programme: Programme) -> None:
    """Let no two workers number places, or versions, at once."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _next_version(programme: Programme) -> int:
    """Say that what is known of a programme's roads changed; return the new version."""
    Programme.objects.filter(pk=programme.pk).update(roads_version=F("roads_version") + 1)
    programme.refresh_from_db(fields=["roads_version"])
    return programme.roads_version
