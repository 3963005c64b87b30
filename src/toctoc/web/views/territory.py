"""The territory: its communes on a map and in a table, by sector."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toctoc.dispatch.queries.cells import CommuneCell, commune_cells
from toctoc.people.enums import Action
from toctoc.people.queries import count_residents_by_commune
from toctoc.territory.models import Sector
from toctoc.territory.queries import current_plan
from toctoc.web.access import StaffRequest, needs
from toctoc.web.components import SectorBadge
from toctoc.web.screens import render_screen

LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class SectorSum:
    """A sector in figures; residents None where they are not this account's to count."""

    badge: SectorBadge
    communes: int
    population: int
    residents: int | None


def badge_of(sector: Sector | CommuneCell | None) -> SectorBadge | None:
    """Return the sign of a sector, or of the one a commune lies in."""
    if isinstance(sector, CommuneCell):
        return SectorBadge.lettered(sector.sector, sector.sector_name)
    return SectorBadge.of(sector)


@require_safe
@needs(Action.SEE_TERRITORY)
def show_map(request: StaffRequest) -> HttpResponse:
    """Show the communes by sector, drawn and in words."""
    cells = commune_cells(request.programme, on=request.today)
    residents = (
        count_residents_by_commune(request.programme)
        if Action.SEE_RESIDENTS in request.actions
        else None
    )
    sums = _sums(cells, residents)
    context = {
        "plan": current_plan(request.programme, on=request.today),
        "map_data": draw(cells),
        "legend": tuple(each.badge for each in sums),
        "sums": sums,
        "shows_residents": residents is not None,
        "rows": [(cell, badge_of(cell), (residents or {}).get(cell.code, 0)) for cell in cells],
        "population": sum(cell.population for cell in cells),
        "may_manage": Action.MANAGE_TERRITORY in request.actions,
        "is_approximate": not all(cell.outline for cell in cells),
    }
    return render_screen(request, "territory/show.html", "", context)


@require_safe
@needs(Action.SEE_TERRITORY)
def list_cells(request: StaffRequest) -> HttpResponse:
    """Answer the ground of the other maps: cells and sectors, as JSON."""
    answer = JsonResponse(draw(commune_cells(request.programme, on=request.today)))
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def draw(cells: list[CommuneCell]) -> dict[str, Any]:
    """Return the map's data: one cell a commune, one letter in the middle of each sector.

    The most populous first: where names would overlap, theirs is written.
    """
    by_size = sorted(cells, key=lambda cell: -cell.population)
    return {
        "communes": [_draw_cell(cell) for cell in by_size],
        "sectors": [_draw_sector(letter, cells) for letter in _letters(cells)],
    }


def _draw_cell(cell: CommuneCell) -> dict[str, Any]:
    badge = badge_of(cell)
    values = {"name": cell.name, "letter": cell.sector}
    return {
        "code": cell.code,
        "name": cell.name,
        "lat": cell.lat_deg,
        "lon": cell.lon_deg,
        "cell": cell.outline or cell.polygon,
        "sector": badge.number if badge else None,
        "title": _("%(name)s, secteur %(letter)s") % values if badge else cell.name,
    }


def _draw_sector(letter: str, cells: list[CommuneCell]) -> dict[str, Any]:
    """Place the letter where the sector's people live on average."""
    own = [cell for cell in cells if cell.sector == letter]
    weight = sum(cell.population for cell in own) or 1
    return {
        "letter": letter,
        "number": LETTERS.index(letter) + 1,
        "lat": sum(cell.lat_deg * cell.population for cell in own) / weight,
        "lon": sum(cell.lon_deg * cell.population for cell in own) / weight,
    }


def _letters(cells: list[CommuneCell]) -> list[str]:
    return sorted({cell.sector for cell in cells if cell.sector in LETTERS and cell.sector})


def _sums(cells: list[CommuneCell], residents: dict[str, int] | None) -> list[SectorSum]:
    names = {cell.sector: cell.sector_name for cell in cells}
    people: Counter[str] = Counter()
    helped: Counter[str] = Counter()
    communes = Counter(cell.sector for cell in cells)
    for cell in cells:
        people[cell.sector] += cell.population
        helped[cell.sector] += (residents or {}).get(cell.code, 0)
    return [
        SectorSum(
            badge=badge,
            communes=communes[letter],
            population=people[letter],
            residents=None if residents is None else helped[letter],
        )
        for letter in _letters(cells)
        if (badge := SectorBadge.lettered(letter, names[letter]))
    ]
