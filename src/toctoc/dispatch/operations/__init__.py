from toctoc.dispatch.operations.booking import book_visit, move_visit
from toctoc.dispatch.operations.cancelling import cancel_visit
from toctoc.dispatch.operations.hours import fix_hours
from toctoc.dispatch.operations.sectors import cut_territory

__all__ = ["book_visit", "cancel_visit", "cut_territory", "fix_hours", "move_visit"]
