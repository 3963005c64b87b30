from toctoc.territory.queries.communes import (
    get_commune,
    list_communes,
    list_contour_texts,
    list_contours,
)
from toctoc.territory.queries.imports import ImportPlan, plan_import
from toctoc.territory.queries.programmes import find_programme, list_bases, list_programmes
from toctoc.territory.queries.sectors import current_plan, sector_by_commune

__all__ = [
    "ImportPlan",
    "current_plan",
    "find_programme",
    "get_commune",
    "list_bases",
    "list_communes",
    "list_contour_texts",
    "list_contours",
    "list_programmes",
    "plan_import",
    "sector_by_commune",
]
