"""Where a new stop fits into a tour, exactly, and by how much it does not where it does not."""

from toctoc.planning.insertion.gaps import Gap, list_gaps
from toctoc.planning.insertion.search import (
    Fit,
    Need,
    Reason,
    Verdict,
    covers,
    find_fits,
    insert,
    need_of,
)

__all__ = [
    "Fit",
    "Gap",
    "Need",
    "Reason",
    "Verdict",
    "covers",
    "find_fits",
    "insert",
    "list_gaps",
    "need_of",
]
