"""Room for sessions in a shift: workshops, meetings and trainings are paid and fixed."""

from collections.abc import Sequence
from dataclasses import replace

from toctoc.dispatch.bridge.rest import keep_breaks
from toctoc.dispatch.bridge.shifts import merge, outside
from toctoc.planning.model import Interval, Shift, Stop
from toctoc.planning.travel import legs_along


def hold_sessions(shift: Shift, sessions: Sequence[Stop]) -> Shift:
    """Return the shift with room for sessions it did not foresee, the way there included.

    A session before or after the usual hours makes the day longer; one over lunch, or over a
    gap in the day, leaves of the break what is left; a minor's rest by law is kept all the
    same. Sessions do not count as visits of a tour.
    """
    if not sessions:
        return shift
    taken = merge(_with_ways(session, shift) for session in sessions)
    start_s = min(shift.start_s, taken[0].start_s)
    end_s = max(shift.end_s, taken[-1].end_s)
    room = replace(
        shift,
        start_s=start_s,
        end_s=end_s,
        breaks=tuple(left for pause in shift.breaks for left in outside(pause, taken)),
        max_visits=shift.max_visits + len(sessions),
    )
    is_minor = shift.max_work_s is not None
    return keep_breaks(room, taken) if is_minor else room


def _with_ways(session: Stop, shift: Shift) -> Interval:
    """Return how long one is away from the base for a session alone."""
    there_s, back_s = legs_along(
        [shift.base, session.point, shift.base], shift.travel
    ).travel_s.tolist()
    return Interval(
        start_s=session.earliest_s - there_s,
        end_s=session.earliest_s + session.length_s + back_s,
    )
