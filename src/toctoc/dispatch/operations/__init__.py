from toctoc.dispatch.operations.booking import book_visit, move_visit
from toctoc.dispatch.operations.sectors import cut_territory

__all__ = ["book_visit", "cut_territory", "move_visit"]
