"""Room for sessions in a shift: workshops, meetings and trainings are paid and fixed."""

from collections.abc import Sequence
from dataclasses import replace

from toctoc.dispatch.bridge.shifts import clip, merge
from toctoc.planning.model import Interval, Shift, Stop
from toctoc.planning.travel import legs_along


def hold_sessions(shift: Shift, sessions: Sequence[Stop]) -> Shift:
    """Return the shift with room for sessions it did not foresee, the way there included.

    A session before or after the usual hours makes the day longer; one over lunch, or over a
    gap in the day, leaves of the break what is left. Sessions do not count as visits of a tour.
    """
    if not sessions:
        return shift
    taken = merge(_with_ways(session, shift) for session in sessions)
    start_s = min(shift.start_s, taken[0].start_s)
    end_s = max(shift.end_s, taken[-1].end_s)
    return replace(
        shift,
        start_s=start_s,
        end_s=end_s,
        breaks=tuple(left for pause in shift.breaks for left in _outside(pause, taken)),
        max_visits=shift.max_visits + len(sessions),
    )


def _with_ways(session: Stop, shift: Shift) -> Interval:
    """Return how long one is away from the base for a session alone."""
    there_s, back_s = legs_along(
        [shift.base, session.point, shift.base], shift.travel
    ).travel_s.tolist()
    return Interval(
        start_s=session.earliest_s - there_s,
        end_s=session.earliest_s + session.length_s + back_s,
    )


def _outside(pause: Interval, taken: Sequence[Interval]) -> list[Interval]:
    """Return the parts of a break that nothing is laid over."""
    edges = [pause.start_s, *(s for t in clip(taken, pause) for s in (t.start_s, t.end_s))]
    pairs = zip(edges[::2], [*edges[1::2], pause.end_s], strict=True)
    return [Interval(start_s=start, end_s=end) for start, end in pairs if start < end]
