"""The clock functions of `timeline`, compiled: same names, same meaning, breaks as arrays.

`pauses` has shape (b, 2), int64: start and end of each break, in order, in seconds; unused rows
at the end hold the largest time on both sides.
"""

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.compiled import inlined

type Pauses = NDArray[np.int64]

NEVER_S = 2**40


@inlined
def advance(leave_s: int, drive_s: int, pauses: Pauses) -> int:
    """Return when a drive ends; `pauses` has shape (b, 2), seconds (see `timeline.advance`)."""
    at_s, left_s = leave_s, drive_s
    for k in range(pauses.shape[0]):
        if left_s == 0 or at_s + left_s <= pauses[k, 0]:
            break
        if at_s < pauses[k, 1]:
            left_s -= max(0, pauses[k, 0] - at_s)
            at_s = pauses[k, 1]
    return at_s + left_s


@inlined
def retreat(arrive_s: int, drive_s: int, pauses: Pauses) -> int:
    """Return the latest departure; `pauses` has shape (b, 2) (see `timeline.retreat`)."""
    at_s, left_s = arrive_s, drive_s
    for k in range(pauses.shape[0] - 1, -1, -1):
        if left_s == 0 or at_s - left_s >= pauses[k, 1]:
            break
        if at_s > pauses[k, 0]:
            left_s -= max(0, at_s - pauses[k, 1])
            at_s = pauses[k, 0]
    return at_s - left_s


@inlined
def first_start(ready_s: int, length_s: int, pauses: Pauses) -> int:
    """Return the first start; `pauses` has shape (b, 2) (see `timeline.first_start`)."""
    start_s = ready_s
    for k in range(pauses.shape[0]):
        if start_s < pauses[k, 1] and start_s + length_s > pauses[k, 0]:
            start_s = pauses[k, 1]
    return start_s


@inlined
def last_start(latest_s: int, length_s: int, pauses: Pauses) -> int:
    """Return the last start; `pauses` has shape (b, 2) (see `timeline.last_start`)."""
    start_s = latest_s
    for k in range(pauses.shape[0] - 1, -1, -1):
        if start_s < pauses[k, 1] and start_s + length_s > pauses[k, 0]:
            start_s = pauses[k, 0] - length_s
    return start_s


@inlined
def work_between(departure_s: int, return_s: int, pauses: Pauses) -> int:
    """Return seconds of work; `pauses` has shape (b, 2) (see `timeline.work_between`)."""
    worked_s = return_s - departure_s
    for k in range(pauses.shape[0]):
        worked_s -= max(0, min(return_s, pauses[k, 1]) - max(departure_s, pauses[k, 0]))
    return worked_s
