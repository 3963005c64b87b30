"""What is in a plan, as a draft holds it."""

from typing import Any

from toctoc.territory.models import SectorCommune, SectorPlan, SectorStreet
from toctoc.territory.models.sector import EVERY_DAY


def read_plan(plan: SectorPlan) -> dict[str, Any]:
    """Return what is in a plan, as drafts keep it; three queries."""
    sectors = list(plan.sectors.order_by("letter"))
    placed = SectorCommune.objects.filter(plan=plan).select_related("sector")
    streets = SectorStreet.objects.filter(plan=plan).select_related("sector")
    return {
        "sectors": {sector.letter: sector.name for sector in sectors},
        "days": {sector.letter: sector.days for sector in sectors if sector.days != EVERY_DAY},
        "placements": {one.commune_id: one.sector.letter for one in placed},
        "streets": [
            {
                "commune": one.commune_id,
                "name": one.name,
                "code": one.code,
                "letter": one.sector.letter,
            }
            for one in streets
        ],
    }
