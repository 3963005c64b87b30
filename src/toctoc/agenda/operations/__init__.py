from toctoc.agenda.operations.requests import (
    RequestFields,
    answer_request,
    hold_request,
    open_request,
    reopen_request,
    save_request,
)
from toctoc.agenda.operations.team import (
    add_absence,
    hold_volunteers,
    remove_absence,
    set_week,
)
from toctoc.agenda.operations.visits import cancel_visit, hold_visits, note_told

__all__ = [
    "RequestFields",
    "add_absence",
    "answer_request",
    "cancel_visit",
    "hold_request",
    "hold_visits",
    "hold_volunteers",
    "note_told",
    "open_request",
    "remove_absence",
    "reopen_request",
    "save_request",
    "set_week",
]
