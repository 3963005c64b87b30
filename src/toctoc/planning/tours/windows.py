"""When a visit may start on a volunteer's working clock, on which breaks have no length.

On that clock a drive is a plain addition, which is all that PyVRP knows; what is left of a
break is a point that no visit may last across. A visit whose window reaches over a break has
one window before it and one after.
"""

from collections.abc import Iterator

from toctoc.planning.model import Shift, Stop

type Window = tuple[int, int]  # first and last start, on the working clock

NEVER_S = 2**40


def clock_s(shift: Shift, wall_s: int) -> int:
    """Return where a moment lies on the working clock; all of a break is one point."""
    over_s = sum(max(0, min(wall_s, b.end_s) - b.start_s) for b in shift.breaks)
    return wall_s - over_s


def windows_of(shift: Shift, stop: Stop) -> Iterator[Window]:
    """Yield the windows in which a visit may start between breaks, in order."""
    starts_s = [-NEVER_S, *(pause.end_s for pause in shift.breaks)]
    ends_s = [*(pause.start_s for pause in shift.breaks), NEVER_S]
    for start_s, end_s in zip(starts_s, ends_s, strict=True):
        first_s = max(stop.earliest_s, start_s)
        last_s = min(stop.latest_s, end_s - stop.length_s)
        if first_s <= last_s:
            yield clock_s(shift, first_s), clock_s(shift, last_s)
