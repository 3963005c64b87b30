"""Rest by law around what stands fixed: sessions, training, visits on days nobody works.

Whether days are worked is known only with what they hold: a shift without visits is given up
where a session on another day would leave no rest in the week.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from toctoc.agenda.law import MINOR_REST_S, MINOR_STRETCH_S, keep_rest
from toctoc.dispatch.bridge.roster import DAY, Roster
from toctoc.dispatch.bridge.shifts import clip, merge, outside
from toctoc.planning.model import Interval, Shift, ShiftKey

WEEK = 7


def list_resting(roster: Roster, held: Collection[ShiftKey]) -> set[ShiftKey]:
    """Return the shifts, empty ones, that must be given up for a week's rest to be left.

    `held` are the days on which something is planned, shifts or not.
    """
    # The roster has seen to the weeks in which nothing stands beside the shifts.
    weeks = {(key.volunteer, key.day // WEEK) for key in held if key not in roster.shifts}
    return {
        key
        for volunteer_id, week in weeks
        if volunteer_id in roster.volunteers
        for key in _given_up(roster, held, volunteer_id, week * WEEK)
    }


def _given_up(
    roster: Roster, held: Collection[ShiftKey], volunteer_id: int, start: int
) -> set[ShiftKey]:
    """Return the shifts given up in the week that begins on day `start`."""
    volunteer, monday = roster.volunteers[volunteer_id], roster.clock.date_of(start)
    week = {ShiftKey(volunteer_id, day): monday + (day - start) * DAY
            for day in range(start, start + WEEK + 1)}  # fmt: skip
    open_days = {day for key, day in week.items() if key in roster.shifts}
    fixed = {day for key, day in week.items() if key in held}
    paid = {day for day in week.values() if roster.paid_on_s(volunteer, day)}
    is_minor = volunteer.is_minor(monday)
    kept = keep_rest(open_days, fixed | paid, monday, is_minor=is_minor)
    return {key for key, day in week.items() if day in open_days - kept}


def keep_breaks(room: Shift, taken: Sequence[Interval]) -> Shift:
    """Leave a minor half an hour after 4 h 30 in a shift that sessions have changed.

    What is left of lunch is that rest, or else half an hour after the first session. Work
    begins and ends 4 h 30 around it; a session later than that has half an hour before it.
    """
    rest = max(room.breaks, key=lambda pause: pause.length_s, default=None)
    breaks = list(room.breaks)
    if rest is None or rest.length_s < MINOR_REST_S:
        rest = Interval(start_s=taken[0].end_s, end_s=taken[0].end_s + MINOR_REST_S)
        breaks.append(rest)
    start_s = max(room.start_s, rest.start_s - MINOR_STRETCH_S)
    end_s = min(room.end_s, rest.end_s + MINOR_STRETCH_S)
    early = [one for one in taken if one.start_s < start_s]
    late = [one for one in taken if one.end_s > end_s]
    if early:
        breaks.append(_pause(early[-1].end_s, max(start_s, early[-1].end_s + MINOR_REST_S)))
        start_s = early[0].start_s
    if late:
        breaks.append(_pause(min(end_s, late[0].start_s - MINOR_REST_S), late[0].start_s))
        end_s = late[-1].end_s
    return replace(
        room, start_s=start_s, end_s=end_s, breaks=_apart(breaks, taken, start_s, end_s)
    )


def _pause(start_s: int, end_s: int) -> Interval:
    return Interval(start_s=start_s, end_s=end_s)


def _apart(
    breaks: Sequence[Interval], taken: Sequence[Interval], start_s: int, end_s: int
) -> tuple[Interval, ...]:
    """Return the breaks inside a shift that no session is laid over, in order and apart."""
    free = [left for pause in merge(breaks) for left in outside(pause, taken)]
    return tuple(clip(free, Interval(start_s=start_s, end_s=end_s)))
