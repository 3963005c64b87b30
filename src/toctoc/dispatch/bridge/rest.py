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
    resting: set[ShiftKey] = set()
    first, last = roster.clock.day_of(roster.first), roster.clock.day_of(roster.last)
    for volunteer in roster.volunteers.values():
        for start in range(first - first % WEEK, last + 1, WEEK):
            week = [ShiftKey(volunteer.pk, day) for day in range(start, start + WEEK + 1)]
            open_days = {roster.clock.date_of(key.day) for key in week if key in roster.shifts}
            fixed = {roster.clock.date_of(key.day) for key in week if key in held}
            monday = roster.clock.date_of(start)
            paid = {
                monday + offset * DAY
                for offset in range(WEEK)
                if roster.paid_on_s(volunteer, monday + offset * DAY)
            }
            is_minor = volunteer.is_minor(monday)
            kept = keep_rest(open_days, fixed | paid, monday, is_minor=is_minor)
            resting |= {
                ShiftKey(volunteer.pk, roster.clock.day_of(day)) for day in open_days - kept
            }
    return resting


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
