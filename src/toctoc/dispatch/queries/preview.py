"""A territory before it is anybody's: what would be stored, drawn and counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from toctoc.dispatch.queries.cells import (
    NO_OUTLINE,
    CommuneCell,
    Polygon,
    draw_outlines,
    voronoi_polygons,
)
from toctoc.territory.files import Notice, Reading
from toctoc.territory.models import Commune
from toctoc.territory.queries import list_contours_of, plan_import

MANY = 200  # communes from which a screen draws with fewer vertices
FINE_M, COARSE_M = 100.0, 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an import would give: cells by name, what would change, what is to be said."""

    cells: tuple[CommuneCell, ...]
    communes: tuple[Commune, ...]
    created: int
    changed: int
    drawn: int  # communes with a contour
    notices: tuple[Notice, ...]

    @property
    def population(self) -> int:
        return sum(cell.population for cell in self.cells)


def preview_territory(reading: Reading, *, siren: str = "", fill_only: bool) -> Preview:
    """Return what taking a reading would give, without taking it; five queries.

    A commune that is nowhere is not drawn: the notices say so.
    """
    plan = plan_import(reading, siren=siren, fill_only=fill_only)
    placed = [one for one in plan.communes if one.code_insee not in plan.nowhere]
    communes = sorted(placed, key=lambda one: one.name_folded)
    contours = {**list_contours_of([one.pk for one in communes]), **plan.contours}
    tolerance_m = FINE_M if len(communes) < MANY else COARSE_M
    outlines = draw_outlines(contours, tolerance_m)
    polygons = _polygons(communes, are_drawn=len(outlines) == len(communes))
    cells = [
        CommuneCell(
            code=one.code_insee,
            name=one.name,
            population=one.population,
            lat_deg=one.lat_deg,
            lon_deg=one.lon_deg,
            polygon=polygon,
            outline=outlines.get(one.code_insee, NO_OUTLINE),
            sector="",
            sector_name="",
        )
        for one, polygon in zip(communes, polygons, strict=True)
    ]
    return Preview(
        cells=tuple(cells),
        communes=tuple(communes),
        created=len(plan.created),
        changed=len(plan.changed),
        drawn=len(outlines),
        notices=plan.notices,
    )


def _polygons(communes: Sequence[Commune], *, are_drawn: bool) -> Sequence[Polygon]:
    """Return cells to draw in place of contours; none where two communes share their place."""
    centres = tuple((one.lat_deg, one.lon_deg) for one in communes)
    if are_drawn or len(set(centres)) < len(centres):
        return ((),) * len(centres)
    return voronoi_polygons(centres)
