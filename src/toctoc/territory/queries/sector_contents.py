"""What is in a plan, as a draft holds it."""

from typing import Any

from toctoc.territory.models import SectorCommune, SectorPlan, SectorStreet


def read_plan(plan: SectorPlan) -> dict[str, Any]:
    """Return a plan's `sectors`, `placements` and `streets`, as drafts keep them; 3 queries."""
    placed = SectorCommune.objects.filter(plan=plan).select_related("sector")
    streets = SectorStreet.objects.filter(plan=plan).select_related("sector")
    return {
        "sectors": {sector.letter: sector.name for sector in plan.sectors.order_by("letter")},
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
