from toctoc.territory.operations.facts import load_facts
from toctoc.territory.operations.imports import import_communes
from toctoc.territory.operations.programmes import (
    add_base,
    add_communes,
    create_programme,
    create_programme_over,
)
from toctoc.territory.operations.sectors import SectorDrafts, start_sector_plan

__all__ = [
    "SectorDrafts",
    "add_base",
    "add_communes",
    "create_programme",
    "create_programme_over",
    "import_communes",
    "load_facts",
    "start_sector_plan",
]
