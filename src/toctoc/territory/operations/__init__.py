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
    set_school_zone,
)
from toctoc.territory.operations.sector_drafts import (
    DraftContents,
    add_street_rule,
    drop_sector_draft,
    give_days,
    place_communes,
    put_draft_in_force,
    remove_street_rule,
    start_sector_draft,
    undo_placing,
)
from toctoc.territory.operations.sectors import (
    SectorDrafts,
    StreetRule,
    choose_sector_days,
    start_sector_plan,
)

__all__ = [
    "DraftContents",
    "SectorDrafts",
    "StreetRule",
    "add_base",
    "add_communes",
    "add_street_rule",
    "choose_sector_days",
    "create_programme",
    "create_programme_over",
    "drop_draft",
    "drop_sector_draft",
    "give_days",
    "import_communes",
    "keep_answers",
    "keep_one_epci",
    "load_facts",
    "place_communes",
    "put_draft_in_force",
    "remove_street_rule",
    "set_school_zone",
    "start_draft",
    "start_sector_draft",
    "start_sector_plan",
    "undo_placing",
]
