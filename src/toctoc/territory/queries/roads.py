"""What a programme knows of its roads, as arrays: read once a process, then only what is new.

The drives of a thousand places are megabytes. A programme carries the number of its roads'
last change, so whoever holds them asks the database only when there is something to read.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from types import MappingProxyType

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from toctoc.territory.enums import Doubt, RoadMode
from toctoc.territory.models import Programme, RoadLegs, RoadLine, RoadNetwork, RoadPlace
from toctoc.territory.roads.doubts import REFUSES
from toctoc.territory.roads.port import NO_WAY, Ints

CELLS_PER_DEG = 10_000
# Metres and seconds to each, metres and seconds from each, what is doubtful of either.
SHELL_ROWS = 6
MOST_KEPT = 8  # programmes a process keeps in mind
type Cell = tuple[int, int]


def cell_of(lat_deg: float, lon_deg: float) -> Cell:
    """Return the cell a place lies in: what shares it shares its roads."""
    return round(lat_deg * CELLS_PER_DEG), round(lon_deg * CELLS_PER_DEG)


NO_DOUBTS: Ints = np.empty((0, 5), np.int32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drives:
    """All drives of one mode, by the numbers of places: shape (n, n); NO_WAY where unknown.

    `doubts` has a row for each doubtful drive: start, goal, a Doubt's number, metres, seconds.
    Those refused are unknown to the matrices.
    """

    distance_m: Ints
    travel_s: Ints
    doubts: Ints
    room: Ints  # (2, at least n, at least n): what both are views of, with space to grow

    @classmethod
    def within(cls, room: Ints, count: int, doubts: Ints = NO_DOUBTS) -> "Drives":
        """Return the drives of so many places that lie in a room."""
        distance_m, travel_s = room[:, :count, :count]
        return cls(distance_m=distance_m, travel_s=travel_s, doubts=doubts, room=room)


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
    shells: dict[RoadMode, list[tuple[int, Ints]]] = {mode: [] for mode in held.drives}
    for number, mode, content in legs.values_list("place__number", "mode", "legs"):
        shell = np.frombuffer(content, "<i4").reshape(SHELL_ROWS, -1)
        shells.setdefault(RoadMode(mode), []).append((number, shell))
    drives = {
        mode: _lay(_grow(held, mode, places_deg, found), found)
        for mode, found in shells.items()
    }
    return Roads(
        version=programme.roads_version,
        places_deg=places_deg,
        drives=MappingProxyType(drives),
        calibrations=network.calibrations if network else {},
    )


def _grow(
    held: Roads,
    mode: RoadMode,
    places_deg: NDArray[np.float64],
    shells: list[tuple[int, Ints]],
) -> Drives:
    """Make room for `places_deg`, shape (n, 2), and forget what moved or went.

    Where only places were added, the room of before is used: who still reads the old ones does
    not look beyond them. Anything else is done to a copy.
    """
    before, count = len(held.places_deg), len(places_deg)
    drives = held.drives.get(mode) or Drives.within(_room(before), before)
    changed = np.flatnonzero(~(held.places_deg == places_deg[:before]).all(axis=1))
    is_added_to = not len(changed) and all(number >= before for number, _shell in shells)
    if is_added_to and count <= drives.room.shape[1]:
        return Drives.within(drives.room, count, drives.doubts)
    room = _room(count)
    room[:, :before, :before] = drives.room[:, :before, :before]
    room[:, changed, :] = room[:, :, changed] = NO_WAY
    is_kept = ~np.isin(drives.doubts[:, :2], changed).any(axis=1)
    return Drives.within(room, count, drives.doubts[is_kept])


def _room(count: int) -> Ints:
    """Return a room for so many places, and for some to come."""
    size = count + count // 16 + 16
    return np.full((2, size, size), NO_WAY, np.int32)


def _lay(drives: Drives, shells: list[tuple[int, Ints]]) -> Drives:
    """Lay shells into matrices made for it."""
    doubted: list[Ints] = []
    for number, (to_m, to_s, from_m, from_s, to_codes, from_codes) in shells:
        others = np.s_[: len(to_m)]
        for row, metres, seconds, codes in (
            (np.s_[:, number, others], to_m, to_s, to_codes),
            (np.s_[:, others, number], from_m, from_s, from_codes),
        ):
            refused = REFUSES[codes]
            drives.room[row] = np.where(refused, NO_WAY, (metres, seconds))
            for other in np.flatnonzero(codes).tolist():
                ends = (number, other) if codes is to_codes else (other, number)
                told = (*ends, codes[other], metres[other], seconds[other])
                doubted.append(np.array(told, np.int32))
    laid = [number for number, _shell in shells]
    is_kept = ~np.isin(drives.doubts[:, :2].max(axis=1, initial=-1), laid)
    return Drives.within(
        drives.room,
        len(drives.distance_m),
        np.array([*drives.doubts[is_kept], *doubted], np.int32).reshape(-1, 5),
    )


def doubt_of(code: int) -> Doubt:
    """Return the Doubt of a number of `Drives.doubts`."""
    return list(Doubt)[code - 1]
