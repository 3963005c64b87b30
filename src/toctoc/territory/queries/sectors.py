"""Reads about sector plans."""

from datetime import date

from toctoc.territory.models import Programme, Sector, SectorCommune, SectorPlan


def current_plan(programme: Programme, *, on: date) -> SectorPlan | None:
    """Return the sector plan in force on a day, or None; one query."""
    return programme.sector_plans.filter(starts_on__lte=on).order_by("starts_on").last()


def sector_by_commune(programme: Programme, *, on: date) -> dict[str, Sector]:
    """Return the sector of each commune code under the plan in force, if any; two queries."""
    plan = current_plan(programme, on=on)
    if plan is None:
        return {}
    placements = SectorCommune.objects.filter(plan=plan).select_related("sector")
    return {placement.commune_id: placement.sector for placement in placements}
