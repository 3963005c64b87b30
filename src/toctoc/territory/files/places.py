"""Where the communes of one file are: in France, or written in another order or projection.

A file that writes every latitude first is read the right way round, and it is said; one that
does so here and there is refused, line by line; metres are refused, with what to do.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from toctoc.territory.files.coordinates import Found, positions, recognise, swapped
from toctoc.territory.files.notices import Kind, Notice, Spot, error, warning
from toctoc.territory.files.rows import CommuneRow

METRES = {Found.LAMBERT: Kind.LAMBERT, Found.MERCATOR: Kind.MERCATOR}
ALONE = {
    Found.SWAPPED: Kind.SWAPPED_ONE,
    Found.OFF_EARTH: Kind.OFF_EARTH,
}


def weigh_places(name: str, rows: list[CommuneRow]) -> tuple[list[CommuneRow], list[Notice]]:
    """Return a file's rows with their places the right way round, and what is to be said."""
    found = {row.spot: _recognise(row) for row in rows}
    seen = Counter(each for each in found.values() if each)
    for each, kind in METRES.items():
        if seen[each]:
            return rows, [error(kind, name, count=seen[each])]
    if seen[Found.SWAPPED] and seen[Found.SWAPPED] == seen.total():
        notice = warning(Kind.SWAPPED_ALL, name, count=seen[Found.SWAPPED])
        return [_turn(row) for row in rows], [notice]
    return rows, list(_say(rows, found))


def _recognise(row: CommuneRow) -> Found | None:
    """Recognise a row's place by its contour's positions, its point, or both: the worst."""
    pairs = [*positions(row.geometry)] if row.geometry else []
    if row.lat_deg is not None and row.lon_deg is not None:
        pairs.append((row.lon_deg, row.lat_deg))
    kinds = {recognise(x, y) for x, y in pairs}
    return next((kind for kind in reversed(Found) if kind in kinds), None)


def _turn(row: CommuneRow) -> CommuneRow:
    geometry = swapped(row.geometry) if row.geometry else None
    return replace(row, geometry=geometry, lat_deg=row.lon_deg, lon_deg=row.lat_deg)


def _say(rows: list[CommuneRow], found: dict[Spot, Found | None]) -> Iterator[Notice]:
    for row in rows:
        kind = found[row.spot]
        name = row.name or row.code
        if kind in ALONE:
            yield error(ALONE[kind], row.spot, name=name)
        elif kind is Found.ELSEWHERE:
            yield warning(Kind.OUT_OF_FRANCE, row.spot, about=row.code, name=name)
