from toctoc.territory.queries.communes import (
    get_commune,
    list_communes,
    list_contour_texts,
    list_contours,
    list_contours_of,
)
from toctoc.territory.queries.drafts import get_draft, list_drafts
from toctoc.territory.queries.epcis import find_epcis, list_epcis, read_stored
from toctoc.territory.queries.holidays import (
    SchoolHoliday,
    find_school_holiday,
    holiday_name,
    list_school_holidays,
    school_days_known_until,
    zone_of,
)
from toctoc.territory.queries.imports import ImportPlan, plan_import
from toctoc.territory.queries.programmes import find_programme, list_bases, list_programmes
from toctoc.territory.queries.sector_contents import read_plan
from toctoc.territory.queries.sector_drafts import (
    get_sector_draft,
    list_sector_drafts,
    list_sector_plans,
)
from toctoc.territory.queries.sector_files import (
    SectorFile,
    read_sector_file,
    write_sector_file,
)
from toctoc.territory.queries.sector_rules import SectorFinding, find_sector
from toctoc.territory.queries.sectors import current_plan, sector_by_commune

__all__ = [
    "ImportPlan",
    "SchoolHoliday",
    "SectorFile",
    "SectorFinding",
    "current_plan",
    "find_epcis",
    "find_programme",
    "find_school_holiday",
    "find_sector",
    "get_commune",
    "get_draft",
    "get_sector_draft",
    "holiday_name",
    "list_bases",
    "list_communes",
    "list_contour_texts",
    "list_contours",
    "list_contours_of",
    "list_drafts",
    "list_epcis",
    "list_programmes",
    "list_school_holidays",
    "list_sector_drafts",
    "list_sector_plans",
    "plan_import",
    "read_plan",
    "read_sector_file",
    "read_stored",
    "school_days_known_until",
    "sector_by_commune",
    "write_sector_file",
    "zone_of",
]
