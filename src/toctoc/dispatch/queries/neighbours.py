"""Which communes are neighbours: by their contours, and by Voronoi cells where those lack."""

from collections.abc import Iterable, Mapping

from toctoc.planning.model import Point
from toctoc.planning.sectors import voronoi_cells
from toctoc.territory.borders import Geometry, touching
from toctoc.territory.models import Commune

type Centre = tuple[float, float]  # (latitude, longitude) in degrees
type Neighbours = dict[str, set[str]]


def neighbours(
    communes: Iterable[Commune], contours: Mapping[str, Geometry]
) -> dict[str, set[str]]:
    """Return the codes of each commune's neighbours; no query.

    Two communes are neighbours where their contours have a border in common; one without a
    contour, where its Voronoi cell touches. Pieces apart (an enclave in another territory) are
    tied to the rest where cells touch, so that whoever needs one piece has one.
    """
    centres = {each.code_insee: (each.lat_deg, each.lon_deg) for each in communes}
    return neighbours_of(centres, contours)


def neighbours_of(
    centres: Mapping[str, Centre], contours: Mapping[str, Geometry]
) -> dict[str, set[str]]:
    """Return what `neighbours` does, from bare centres; no query."""
    drawn = {code: shape for code, shape in contours.items() if code in centres}
    found: Neighbours = {code: set() for code in centres} | touching(drawn)
    cells = _across_cells(centres)
    for code, near in cells.items():
        for other in near:
            if code not in drawn or other not in drawn:
                _tie(found, code, other)
    _tie_pieces(found, cells)
    return found


def _across_cells(centres: Mapping[str, Centre]) -> Neighbours:
    """Return who touches whom among Voronoi cells; communes at one place share theirs."""
    at: dict[Centre, list[str]] = {}
    for code, centre in centres.items():
        at.setdefault(centre, []).append(code)
    cells = voronoi_cells([Point(lat_deg=lat, lon_deg=lon) for lat, lon in at])
    groups = list(at.values())
    near: Neighbours = {}
    for own, cell in zip(groups, cells, strict=True):
        around = {code for index in cell.neighbours for code in groups[index]}
        near |= {code: around | (set(own) - {code}) for code in own}
    return near


def _tie(found: Neighbours, one: str, other: str) -> None:
    found[one].add(other)
    found[other].add(one)


def _tie_pieces(found: Neighbours, cells: Neighbours) -> None:
    """Tie pieces that have no border in common, wherever cells of both touch."""
    piece = {code: number for number, codes in enumerate(_pieces(found)) for code in codes}
    for code, near in cells.items():
        for other in near:
            if piece[code] != piece[other]:
                _tie(found, code, other)


def _pieces(found: Neighbours) -> list[set[str]]:
    pieces, left = [], set(found)
    while left:
        piece, edge = set[str](), {min(left)}
        while edge:
            piece |= edge
            edge = {other for code in edge for other in found[code]} - piece
        pieces.append(piece)
        left -= piece
    return pieces
