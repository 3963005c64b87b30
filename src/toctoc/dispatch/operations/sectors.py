"""Cutting a programme's territory in sectors, through the planning core."""

from datetime import date
from string import ascii_uppercase

from django.utils.translation import ngettext

from toctoc.dispatch.queries.sector_ground import read_ground
from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import Point
from toctoc.planning.sectors import SectorCut, Unit, cut_sectors
from toctoc.territory.models import Commune, Programme, SectorPlan
from toctoc.territory.operations import start_sector_plan

LETTERS = ascii_uppercase


def cut_territory(programme: Programme, *, sectors: int = 4, starts_on: date) -> SectorPlan:
    """Cut the programme's communes in sectors of one piece and like population, from a day on.

    Neighbours are those of the contours, where they are known.

    Letters run from west to east; a sector is named after its most populous commune. Stores the
    plan whole or not at all; one starting the same day is replaced. Raises the core's
    InvalidParameter where there are fewer communes than sectors, or too few letters.
    """
    if sectors > len(LETTERS):
        raise InvalidParameter("sectors", sectors, f"at most {len(LETTERS)}, a letter each")
    ground = read_ground(programme)
    communes = list(ground.communes)
    units = [_unit(commune) for commune in communes]
    cut = cut_sectors(units, sectors, neighbours=ground.adjacency.neighbours)
    return start_sector_plan(
        programme,
        name=ngettext("{n} secteur", "{n} secteurs", sectors).format(n=sectors),
        starts_on=starts_on,
        sectors=_drafts(communes, cut),
    )


def _unit(commune: Commune) -> Unit:
    point = Point(lat_deg=commune.lat_deg, lon_deg=commune.lon_deg)
    return Unit(point=point, weight=commune.population)


def _drafts(communes: list[Commune], cut: SectorCut) -> dict[str, tuple[str, list[str]]]:
    drafts = {}
    for sector in sorted(set(cut.sector_of)):
        inside = [c for c, own in zip(communes, cut.sector_of, strict=True) if own == sector]
        town = max(inside, key=lambda commune: commune.population)
        drafts[LETTERS[sector]] = (town.name, [c.code_insee for c in inside])
    return drafts
