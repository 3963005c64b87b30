from toctoc.dispatch.operations.booking import book_visit, move_visit
from toctoc.dispatch.operations.cancelling import cancel_visit
from toctoc.dispatch.operations.day_plans import (
    accept_day_plan,
    decline_day_plan,
    propose_day_plan,
)
from toctoc.dispatch.operations.eve import plan_eve
from toctoc.dispatch.operations.field import FieldNote, record_entry, settle_entry
from toctoc.dispatch.operations.hours import fix_hours
from toctoc.dispatch.operations.placing import place_visit
from toctoc.dispatch.operations.planning_settings import PlanningFields, save_planning_settings
from toctoc.dispatch.operations.rearranging import (
    NewPromise,
    Place,
    Rearranged,
    rearrange_visit,
)
from toctoc.dispatch.operations.resizing import resize_visit
from toctoc.dispatch.operations.restoring import restore_visit
from toctoc.dispatch.operations.sectors import cut_territory
from toctoc.dispatch.operations.series import (
    SeriesStep,
    book_series,
    cancel_following_visits,
    move_following_visits,
)
from toctoc.dispatch.operations.undoing import undo_changes

__all__ = [
    "FieldNote",
    "NewPromise",
    "Place",
    "PlanningFields",
    "Rearranged",
    "SeriesStep",
    "accept_day_plan",
    "book_series",
    "book_visit",
    "cancel_following_visits",
    "cancel_visit",
    "cut_territory",
    "decline_day_plan",
    "fix_hours",
    "move_following_visits",
    "move_visit",
    "place_visit",
    "plan_eve",
    "propose_day_plan",
    "rearrange_visit",
    "record_entry",
    "resize_visit",
    "restore_visit",
    "save_planning_settings",
    "settle_entry",
    "undo_changes",
]
