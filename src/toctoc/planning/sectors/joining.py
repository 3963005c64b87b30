"""A territory in one piece: contours that lack are guessed, islands tied to the nearest."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from toctoc.planning.model import Point
from toctoc.planning.sectors.problem import Floats, Neighbours, drives_between
from toctoc.planning.sectors.voronoi import voronoi_cells

NUDGE_DEG = 1e-6  # a tenth of a metre, so that no two centres are one


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjacency:
    """Who touches whom (symmetric, in one piece), and what had to be supposed for that.

    `guessed` are the units without contour, placed by their Voronoi cell; `bridged` the pairs
    of units joined though they do not touch: an island or exclave and what is nearest.
    """

    neighbours: Neighbours
    guessed: tuple[int, ...] = ()
    bridged: tuple[tuple[int, int], ...] = ()


def join_units(
    centres: Sequence[Point], touching: Sequence[Collection[int]], undrawn: Iterable[int] = ()
) -> Adjacency:
    """Complete who touches whom until the territory is in one piece.

    `touching` says it by contours; the units `undrawn` have none, and touch those whose
    Voronoi cell theirs does. Pieces left apart are joined at their nearest centres, the
    nearest pieces first. Deterministic.
    """
    links = [set(own) for own in touching]
    guessed = tuple(sorted(undrawn))
    if guessed:
        cells = voronoi_cells(_told_apart(centres))
        for i in guessed:
            for j in cells[i].neighbours:
                links[i].add(j)
                links[j].add(i)
    bridged = tuple(sorted(_bridge(centres, links)))
    return Adjacency(
        neighbours=tuple(tuple(sorted(own)) for own in links), guessed=guessed, bridged=bridged
    )


def pieces_of(links: Sequence[Iterable[int]]) -> list[list[int]]:
    """Return the connected pieces of a territory, each sorted, by their first unit."""
    pieces, left = [], set(range(len(links)))
    while left:
        piece, frontier = set[int](), [min(left)]
        while frontier:
            i = frontier.pop()
            if i not in piece:
                piece.add(i)
                frontier += links[i]
        pieces.append(sorted(piece))
        left -= piece
    return pieces


def _told_apart(centres: Sequence[Point]) -> list[Point]:
    """Nudge centres that others share: communes new as of this year may be given one place."""
    seen: dict[tuple[float, float], int] = {}
    apart = []
    for centre in centres:
        place = (centre.lat_deg, centre.lon_deg)
        times = seen[place] = seen.get(place, -1) + 1
        apart.append(Point(lat_deg=centre.lat_deg + times * NUDGE_DEG, lon_deg=centre.lon_deg))
    return apart


def _bridge(centres: Sequence[Point], links: list[set[int]]) -> list[tuple[int, int]]:
    """Join what is apart to the largest piece, the nearest first; return the pairs joined."""
    bridges = []
    pieces = pieces_of(links)
    apart_s: Floats = drives_between(centres) if len(pieces) > 1 else np.zeros((0, 0))
    while len(pieces) > 1:
        main = max(pieces, key=len)
        rest = sorted(set(range(len(links))) - set(main))
        between = apart_s[np.ix_(rest, main)]
        row, column = divmod(int(between.argmin()), len(main))
        i, j = rest[row], main[column]
        links[i].add(j)
        links[j].add(i)
        bridges.append((min(i, j), max(i, j)))
        pieces = pieces_of(links)
    return bridges
