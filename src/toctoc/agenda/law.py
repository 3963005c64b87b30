"""The law on volunteers' hours (code du service national, L.120-8, R.121-12, R.121-17).

Pure rules on dates and times: operations refuse by them, the bridge of the planning builds
shifts by them, the counters warn by them. Travel counts as work and is known in planning only.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

from django.utils import timezone

from toctoc.agenda.enums import AbsenceKind, LawRule
from toctoc.common.half_days import WORKING_DAYS
from toctoc.people.models import Volunteer
from toctoc.people.models.volunteer import MAX_MINOR_WEEKLY_HOURS
from toctoc.territory.queries import holiday_name

HOUR_S: Final = 3_600
DAY: Final = timedelta(days=1)
MAX_DAYS, MINOR_MAX_DAYS = 6, 5
MINOR_DAY_S: Final = 7 * HOUR_S
MINOR_WEEK_S: Final = MAX_MINOR_WEEKLY_HOURS * HOUR_S
MINOR_STRETCH_S, MINOR_REST_S = 4 * HOUR_S + 1_800, 1_800
MINOR_FROM, MINOR_UNTIL = time(6), time(22)
NINE, NOON, FIVE, DECEMBER = time(9), time(12), time(17), 12
LEAVE_DAYS_A_MONTH, MINOR_LEAVE_DAYS_A_MONTH = 2, 3
# Compulsory training and team meetings are mission time; leave and illness are not.
PAID_KINDS: Final = frozenset({AbsenceKind.TRAINING, AbsenceKind.TEAM})


def week_limit_s(volunteer: Volunteer, monday: date) -> int:
    """Return how long the volunteer may work in a week: the mission's hours, minors 35."""
    limit_s = volunteer.weekly_hours * HOUR_S
    return min(limit_s, MINOR_WEEK_S) if volunteer.is_minor(monday) else limit_s


def find_week_breach(days: Collection[date], monday: date, *, is_minor: bool) -> LawRule | None:
    """Return the rule that days worked break in the week of `monday`, or None.

    `days` may hold those of the week after: a minor's two days of rest in a row may be Sunday
    and Monday.
    """
    week = [monday + offset * DAY for offset in range(7)]
    worked = sum(day in days for day in week)
    if not is_minor:
        return LawRule.REST_DAY if worked > MAX_DAYS else None
    if worked > MINOR_MAX_DAYS:
        return LawRule.MINOR_DAYS
    rests = any(
        day not in days and after not in days
        for day, after in pairwise([*week, monday + 7 * DAY])
    )
    return None if rests else LawRule.MINOR_REST


def keep_rest(
    days: Collection[date], fixed: Collection[date], monday: date, *, is_minor: bool
) -> set[date]:
    """Return the days of a week that may be worked so that the rest by law is left.

    The latest go first; `fixed` days are worked already and stay.
    """
    kept = set(days)
    for day in sorted(kept, reverse=True):
        if find_week_breach({*kept, *fixed}, monday, is_minor=is_minor) is None:
            break
        if day not in fixed and monday <= day < monday + 7 * DAY:
            kept.discard(day)
    return kept


def leave_days_of(volunteer: Volunteer) -> int:
    """Return the days of leave of a whole mission: each begun month counts at its own rate.

    A month begun before the eighteenth birthday counts as a minor's.
    """
    days, month = 0, volunteer.mission_starts_on
    while month <= volunteer.mission_ends_on:
        is_minor = volunteer.is_minor(month)
        days += MINOR_LEAVE_DAYS_A_MONTH if is_minor else LEAVE_DAYS_A_MONTH
        month = _next_month(month, volunteer.mission_starts_on.day)
    return days


def count_leave_days(periods: Iterable[tuple[datetime, datetime]]) -> float:
    """Count the working days that leave takes, half a day where half is left.

    Monday to Friday, public holidays apart; a period in local time or any other.
    """
    halves: set[tuple[date, bool]] = set()
    for starts_at, ends_at in periods:
        starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
        day = starts.date()
        while datetime.combine(day, time(), tzinfo=ends.tzinfo) < ends:
            if day.weekday() < WORKING_DAYS and not holiday_name(day):
                halves |= set(_halves_of(day, starts, ends))
            day += DAY
    return len(halves) / 2


def _halves_of(day: date, starts: datetime, ends: datetime) -> Iterator[tuple[date, bool]]:
    morning = datetime.combine(day, NINE, tzinfo=starts.tzinfo)
    noon = datetime.combine(day, NOON, tzinfo=starts.tzinfo)
    evening = datetime.combine(day, FIVE, tzinfo=starts.tzinfo)
    for is_afternoon, (begins, over) in enumerate(((morning, noon), (noon, evening))):
        if starts < over and ends > begins:
            yield day, bool(is_afternoon)


def _next_month(day: date, of_month: int) -> date:
    """Return the same day of the next month, or its last."""
    year, month = (day.year + 1, 1) if day.month == DECEMBER else (day.year, day.month + 1)
    return date(year, month, min(of_month, monthrange(year, month)[1]))


def find_day_breach(
    volunteer: Volunteer, day: date, stretches: Iterable[tuple[time, time]]
) -> LawRule | None:
    """Return the rule that work at fixed hours of one day breaks, or None; minors only.

    The hours of a stretch that goes on past midnight end at `time.max`.
    """
    if not volunteer.is_minor(day):
        return None
    held = sorted(stretches)
    if not held:
        return None
    if holiday_name(day):
        return LawRule.MINOR_HOLIDAY
    if held[0][0] < MINOR_FROM or max(ends for _starts, ends in held) > MINOR_UNTIL:
        return LawRule.MINOR_NIGHT
    if sum(_length_s(*one) for one in held) > MINOR_DAY_S:
        return LawRule.MINOR_DAY
    return LawRule.MINOR_BREAK if _longest_run_s(held) > MINOR_STRETCH_S else None


def _longest_run_s(held: list[tuple[time, time]]) -> int:
    """Return the longest work without a rest of half an hour."""
    longest_s, run_starts, run_ends = 0, held[0][0], held[0][0]
    for starts, ends in held:
        if _length_s(run_ends, starts) >= MINOR_REST_S:
            run_starts = starts
        run_ends = max(run_ends, ends)
        longest_s = max(longest_s, _length_s(run_starts, run_ends))
    return longest_s


def _length_s(starts: time, ends: time) -> int:
    return _seconds(ends) - _seconds(starts)


def _seconds(clock: time) -> int:
    return clock.hour * HOUR_S + clock.minute * 60 + clock.second
