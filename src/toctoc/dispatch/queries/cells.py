"""The territory as cells to draw: contours where they are known, else Voronoi cells; sectors.

Contours come with official files; the facts shipped with the product have none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from toctoc.planning.model import Point
from toctoc.planning.sectors import voronoi_cells
from toctoc.territory.borders import Geometry, polygons_of, simplify
from toctoc.territory.models import Commune, Programme, Sector
from toctoc.territory.queries import list_communes, list_contour_texts, sector_by_commune

type Polygon = tuple[tuple[float, float], ...]  # (latitude, longitude) in degrees
type Outline = tuple[tuple[Polygon, ...], ...]  # parts: each its outer ring, then its holes

NO_OUTLINE: Outline = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneCell:
    """A commune on the map; `sector` is its letter, empty where no plan is in force."""

    code: str
    name: str
    population: int
    lat_deg: float
    lon_deg: float
    polygon: Polygon  # Voronoi cell
    outline: Outline  # contour with the vertices a screen needs; empty where not known
    sector: str
    sector_name: str


def commune_cells(programme: Programme, *, on: date) -> list[CommuneCell]:
    """Return the programme's communes by name, each with its cell and its sector on a day.

    Public facts: whoever may see the programme may see them. Four queries.
    """
    communes = list(list_communes(programme))
    sectors = sector_by_commune(programme, on=on)
    polygons = voronoi_polygons(tuple((each.lat_deg, each.lon_deg) for each in communes))
    outlines = _outlines(tuple(sorted(list_contour_texts(programme).items())))
    return [
        _cell(each, polygon, outlines.get(each.code_insee, NO_OUTLINE), sectors)
        for each, polygon in zip(communes, polygons, strict=True)
    ]


def _cell(
    commune: Commune, polygon: Polygon, outline: Outline, sectors: Mapping[str, Sector]
) -> CommuneCell:
    sector = sectors.get(commune.code_insee)
    return CommuneCell(
        code=commune.code_insee,
        name=commune.name,
        population=commune.population,
        lat_deg=commune.lat_deg,
        lon_deg=commune.lon_deg,
        polygon=polygon,
        outline=outline,
        sector=sector.letter if sector else "",
        sector_name=sector.name if sector else "",
    )


@lru_cache(maxsize=32)
def voronoi_polygons(centres: tuple[tuple[float, float], ...]) -> tuple[Polygon, ...]:
    """Return the cell of each centre; no query. Kept: the same ones always give the same."""
    cells = voronoi_cells([Point(lat_deg=lat, lon_deg=lon) for lat, lon in centres])
    return tuple(tuple((c.lat_deg, c.lon_deg) for c in cell.corners) for cell in cells)


@lru_cache(maxsize=16)
def _outlines(contours: tuple[tuple[str, str], ...]) -> dict[str, Outline]:
    """Keep what was computed here too; the texts themselves are the key."""
    return draw_outlines({code: json.loads(text) for code, text in contours})


def draw_outlines(
    contours: Mapping[str, Geometry], tolerance_m: float = 100.0
) -> dict[str, Outline]:
    """Return contours as a screen draws them: few vertices, latitude first; no query."""
    return {
        code: tuple(
            tuple(tuple((lat, lon) for lon, lat in ring) for ring in polygon)
            for polygon in polygons_of(geometry)
        )
        for code, geometry in simplify(contours, tolerance_m).items()
    }
