"""What a programme knows of its roads, as arrays: read once a process, then only what is new.

The drives of a thousand places are megabytes. A programme carries the number of its roads'
last change, so whoever holds them asks the database only when there is something to read.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from types import MappingProxyType

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from toctoc.territory.enums import Doubt, RoadMode
from toctoc.territory.models import Programme, RoadLegs, RoadLine, RoadNetwork, RoadPlace
from toctoc.territory.roads.doubts import find_doubts, is_refused
from toctoc.territory.roads.model import straight_m
from toctoc.territory.roads.port import NO_WAY, Ints

CELLS_PER_DEG = 10_000
SHELL_ROWS = 4  # metres and seconds to each, metres and seconds from each
MOST_KEPT = 8  # programmes a process keeps in mind
type Cell = tuple[int, int]


def cell_of(lat_deg: float, lon_deg: float) -> Cell:
    """Return the cell a place lies in: what shares it shares its roads."""
    return round(lat_deg * CELLS_PER_DEG), round(lon_deg * CELLS_PER_DEG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drives:
    """All drives of one mode, by the numbers of places: shape (n, n); NO_WAY where unknown.

    `doubts` has a row for each doubtful drive: start, goal, a Doubt's number, metres, seconds.
    Those refused are unknown to the matrices.
    """

    distance_m: Ints
    travel_s: Ints
    doubts: Ints = field(default_factory=lambda: np.empty((0, 5), np.int32))

    @classmethod
    def nothing(cls, count: int) -> "Drives":
        """Return drives of which none is known."""
        return cls(
            distance_m=np.full((count, count), NO_WAY, np.int32),
            travel_s=np.full((count, count), NO_WAY, np.int32),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Roads:
    """What is known between a programme's places, numbered; dead numbers lie nowhere (NaN)."""

    version: int
    places_deg: NDArray[np.float64]  # (n, 2)
    drives: Mapping[RoadMode, Drives]
    calibrations: Mapping[str, dict[str, object]]

    @property
    def alive(self) -> NDArray[np.int64]:
        """Return the numbers of the places there are, in order."""
        return np.flatnonzero(~np.isnan(self.places_deg[:, 0]))


NOTHING = Roads(
    version=0,
    places_deg=np.empty((0, 2)),
    drives=MappingProxyType({}),
    calibrations=MappingProxyType({}),
)
_kept: OrderedDict[int, Roads] = OrderedDict()
_lock = Lock()


def read_roads(programme: Programme) -> Roads:
    """Return what is known of a programme's roads.

    No query where nothing is, or nothing changed since this process last asked; else three,
    which read what is new.
    """
    if programme.roads_version == 0:
        return NOTHING
    with _lock:
        held = _kept.get(programme.pk, NOTHING)
        if held.version == programme.roads_version:
            _kept.move_to_end(programme.pk)
            return held
    # Not under the lock: who waits for another programme's roads waits for nothing.
    found = _read(programme, held if held.version < programme.roads_version else NOTHING)
    with _lock:
        _kept[programme.pk] = found
        _kept.move_to_end(programme.pk)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def forget_what_was_read() -> None:
    """Let this process read every programme's roads anew: for tests, and for new databases."""
    with _lock:
        _kept.clear()


def find_network(programme: Programme) -> RoadNetwork | None:
    """Return how a programme's roads stand; None where none were ever asked for."""
    return RoadNetwork.objects.filter(programme=programme).first()


def list_roads_due(*, before: datetime) -> QuerySet[Programme]:
    """Return the programmes whose roads were not looked at since a moment; one query."""
    recent = RoadNetwork.objects.filter(tried_at__gte=before).values("programme")
    return Programme.objects.exclude(pk__in=recent)


def read_lines(
    programme: Programme, legs: Iterable[tuple[Cell, Cell]], mode: RoadMode
) -> dict[tuple[Cell, Cell], str]:
    """Return the encoded line of each drive between two cells that has one; one query."""
    wanted = set(legs)
    starts = {start for start, _goal in wanted}
    rows = RoadLine.objects.filter(
        start__programme=programme,
        mode=mode,
        start__lat_cell__in={lat for lat, _lon in starts},
        start__lon_cell__in={lon for _lat, lon in starts},
    ).values_list(
        "start__lat_cell", "start__lon_cell", "goal__lat_cell", "goal__lon_cell", "line"
    )
    found = {((a, b), (c, d)): line for a, b, c, d, line in rows}
    return {leg: found[leg] for leg in wanted & found.keys()}


def _read(programme: Programme, held: Roads) -> Roads:
    network = find_network(programme)
    cells = RoadPlace.objects.filter(programme=programme)
    rows = np.array(
        list(cells.values_list("number", "lat_cell", "lon_cell")), np.int64
    ).reshape(-1, 3)
    count = max(int(rows[:, 0].max(initial=-1)) + 1, len(held.places_deg))
    places_deg = np.full((count, 2), np.nan)
    places_deg[rows[:, 0]] = rows[:, 1:] / CELLS_PER_DEG
    legs = RoadLegs.objects.filter(place__programme=programme, version__gt=held.version)
    drives = _grow(held, places_deg)
    shells: dict[RoadMode, list[tuple[int, Ints]]] = {}
    for number, mode, content in legs.values_list("place__number", "mode", "legs"):
        shell = np.frombuffer(content, "<i4").reshape(SHELL_ROWS, -1)
        shells.setdefault(RoadMode(mode), []).append((number, shell))
    for mode, found in shells.items():
        drives[mode] = _lay(drives.get(mode) or Drives.nothing(count), found, places_deg, mode)
    return Roads(
        version=programme.roads_version,
        places_deg=places_deg,
        drives=MappingProxyType(drives),
        calibrations=network.calibrations if network else {},
    )


def _grow(held: Roads, places_deg: NDArray[np.float64]) -> dict[RoadMode, Drives]:
    """Copy what is held into room for `places_deg`, shape (n, 2), but what moved or went."""
    before, count = len(held.places_deg), len(places_deg)
    is_same = held.places_deg == places_deg[:before]
    changed = np.flatnonzero(~is_same.all(axis=1))
    grown: dict[RoadMode, Drives] = {}
    for mode, drives in held.drives.items():
        fresh = Drives.nothing(count)
        for old, new in (
            (drives.distance_m, fresh.distance_m),
            (drives.travel_s, fresh.travel_s),
        ):
            new[:before, :before] = old
            new[changed, :] = new[:, changed] = NO_WAY
        grown[mode] = Drives(
            distance_m=fresh.distance_m,
            travel_s=fresh.travel_s,
            doubts=drives.doubts[~np.isin(drives.doubts[:, :2], changed).any(axis=1)],
        )
    return grown


def _lay(
    drives: Drives,
    shells: list[tuple[int, Ints]],
    places_deg: NDArray[np.float64],
    mode: RoadMode,
) -> Drives:
    """Lay shells into matrices made for it; `places_deg` has shape (n, 2)."""
    doubted: list[Ints] = []
    for number, shell in shells:
        others = np.flatnonzero(~np.isnan(places_deg[: shell.shape[1], 0]))
        to_m, to_s, from_m, from_s = shell[:, others]
        crow_m = straight_m(places_deg[number], places_deg[others])
        here = np.full(len(others), number)
        for start, goal, metres, seconds in (
            (here, others, to_m, to_s),
            (others, here, from_m, from_s),
        ):
            codes = find_doubts(crow_m, metres, seconds, mode)
            refused = is_refused(codes)
            drives.distance_m[start, goal] = np.where(refused, NO_WAY, metres)
            drives.travel_s[start, goal] = np.where(refused, NO_WAY, seconds)
            rows = np.stack([start, goal, codes, metres, seconds], axis=1)
            doubted.append(rows[codes != 0].astype(np.int32))
    laid = [number for number, _shell in shells]
    is_kept = ~np.isin(drives.doubts[:, :2].max(axis=1, initial=-1), laid)
    return Drives(
        distance_m=drives.distance_m,
        travel_s=drives.travel_s,
        doubts=np.concatenate([drives.doubts[is_kept], *doubted]),
    )


def doubt_of(code: int) -> Doubt:
    """Return the Doubt of a number of `Drives.doubts`."""
    return list(Doubt)[code - 1]
