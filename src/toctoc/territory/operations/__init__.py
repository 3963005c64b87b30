from toctoc.territory.operations.drafts import (
    drop_draft,
    keep_answers,
    keep_one_epci,
    start_draft,
)
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
    "drop_draft",
    "import_communes",
    "keep_answers",
    "keep_one_epci",
    "load_facts",
    "start_draft",
    "start_sector_plan",
]
