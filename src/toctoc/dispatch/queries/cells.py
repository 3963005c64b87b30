"""The territory as cells to draw: Voronoi cells of the communes, with their sector.

Communes' contours are not shipped (facts only): cells say who is whose neighbour, which is what
a map of sectors needs.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from toctoc.planning.model import Point
from toctoc.planning.sectors import voronoi_cells
from toctoc.territory.models import Commune, Programme
from toctoc.territory.queries import list_communes, sector_by_commune

type Polygon = tuple[tuple[float, float], ...]  # (latitude, longitude) in degrees


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneCell:
    """A commune on the map; `sector` is its letter, empty where no plan is in force."""

    code: str
    name: str
    population: int
    lat_deg: float
    lon_deg: float
    polygon: Polygon
    sector: str
    sector_name: str


def commune_cells(programme: Programme, *, on: date) -> list[CommuneCell]:
    """Return the programme's communes by name, each with its cell and its sector on a day.

    Public facts: whoever may see the programme may see them. Three queries.
    """
    communes = list(list_communes(programme))
    sectors = sector_by_commune(programme, on=on)
    polygons = _polygons(tuple((each.lat_deg, each.lon_deg) for each in communes))
    cells = []
    for commune, polygon in zip(communes, polygons, strict=True):
        sector = sectors.get(commune.code_insee)
        letter, name = (sector.letter, sector.name) if sector else ("", "")
        cells.append(_cell(commune, polygon, letter, name))
    return cells


def _cell(commune: Commune, polygon: Polygon, letter: str, sector_name: str) -> CommuneCell:
    return CommuneCell(
        code=commune.code_insee,
        name=commune.name,
        population=commune.population,
        lat_deg=commune.lat_deg,
        lon_deg=commune.lon_deg,
        polygon=polygon,
        sector=letter,
        sector_name=sector_name,
    )


@lru_cache(maxsize=32)
def _polygons(centres: tuple[tuple[float, float], ...]) -> tuple[Polygon, ...]:
    """Keep what was computed: centres are facts, the same ones always give the same cells."""
    cells = voronoi_cells([Point(lat_deg=lat, lon_deg=lon) for lat, lon in centres])
    return tuple(tuple((c.lat_deg, c.lon_deg) for c in cell.corners) for cell in cells)
