"""The law on hours, line by line, and days of leave."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import at
from toctoc.agenda.enums import LawRule
from toctoc.agenda.law import (
    count_leave_days,
    find_day_breach,
    find_week_breach,
    keep_rest,
    leave_days_of,
    week_limit_s,
)
from toctoc.people.models import Volunteer

MONDAY = date(2026, 11, 30)
TUESDAY = MONDAY + timedelta(days=1)
week_days = st.sets(st.integers(0, 7))


def minor(**fields):
    return Volunteer(
        mission_starts_on=date(2026, 10, 1),
        mission_ends_on=date(2027, 6, 30),
        adult_on=date(2027, 3, 1),
        **fields,
    )


def days(*numbers):
    return {MONDAY + timedelta(days=number) for number in numbers}


@pytest.mark.parametrize(
    ("worked", "is_minor", "broken"),
    [
        (range(6), False, None),
        (range(7), False, LawRule.REST_DAY),
        (range(5), True, None),
        (range(6), True, LawRule.MINOR_DAYS),
        (range(1, 6), True, None),  # Tuesday to Saturday: Sunday and Monday are rest
        ([*range(1, 6), 7], True, LawRule.MINOR_REST),  # ... but not where Monday is worked
        ([0, 2, 4, 6], True, LawRule.MINOR_REST),
        ([0, 1, 3, 4], True, None),
    ],
)
def test_days_of_a_week(worked, is_minor, broken):
    assert find_week_breach(days(*worked), MONDAY, is_minor=is_minor) == broken


@given(week_days, week_days, st.booleans())
def test_rest_is_left_whatever_the_week(planned, fixed, is_minor):
    kept = keep_rest(days(*planned), days(*fixed), MONDAY, is_minor=is_minor)
    assert kept <= days(*planned)
    if find_week_breach(days(*fixed), MONDAY, is_minor=is_minor) is None:
        assert find_week_breach(kept | days(*fixed), MONDAY, is_minor=is_minor) is None


def test_latest_day_is_the_one_that_rests():
    assert keep_rest(days(*range(7)), set(), MONDAY, is_minor=False) == days(*range(6))
    assert keep_rest(days(*range(6)), set(), MONDAY, is_minor=True) == days(*range(5))
    assert keep_rest(days(*range(6)), days(6), MONDAY, is_minor=False) == days(*range(5))


@pytest.mark.parametrize(
    ("day", "hours", "broken"),
    [
        (TUESDAY, [(9, 12), (13, 17)], None),
        (TUESDAY, [(8, 12), (13, 17)], LawRule.MINOR_DAY),
        (TUESDAY, [(9, 14)], LawRule.MINOR_BREAK),
        (TUESDAY, [(5, 8)], LawRule.MINOR_NIGHT),
        (TUESDAY, [(20, 23)], LawRule.MINOR_NIGHT),
        (date(2026, 12, 25), [(9, 10)], LawRule.MINOR_HOLIDAY),
        (date(2027, 3, 1), [(5, 23)], None),  # eighteen that day
    ],
)
def test_hours_of_a_minors_day(day, hours, broken):
    stretches = [(time(starts), time(ends)) for starts, ends in hours]
    assert find_day_breach(minor(), day, stretches) == broken


def test_short_pause_is_no_rest():
    stretches = [(time(9), time(11, 40)), (time(12), time(14))]
    assert find_day_breach(minor(), TUESDAY, stretches) == LawRule.MINOR_BREAK
    stretches = [(time(9), time(11, 30)), (time(12), time(14))]
    assert find_day_breach(minor(), TUESDAY, stretches) is None


def test_week_of_a_minor_is_at_most_thirty_five_hours():
    assert week_limit_s(minor(weekly_hours=40), MONDAY) == 35 * 3600
    assert week_limit_s(minor(weekly_hours=40), date(2027, 3, 1)) == 40 * 3600


def test_leave_is_two_days_a_month_and_three_before_eighteen():
    adult = Volunteer(mission_starts_on=date(2026, 10, 1), mission_ends_on=date(2027, 5, 31))
    assert leave_days_of(adult) == 16
    assert leave_days_of(minor()) == 5 * 3 + 4 * 2
    short = Volunteer(mission_starts_on=date(2027, 1, 31), mission_ends_on=date(2027, 2, 28))
    assert leave_days_of(short) == 4  # a month that has begun counts


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "count"),
    [
        (at(MONDAY, 0), at(MONDAY + timedelta(days=7), 0), 5),
        (at(MONDAY, 9), at(MONDAY, 12), 0.5),
        (at(MONDAY, 9), at(MONDAY, 17), 1),
        (
            at(date(2026, 12, 24), 0),
            at(date(2026, 12, 27), 0),
            1,
        ),  # Christmas is nobody's leave
        (at(date(2026, 12, 5), 0), at(date(2026, 12, 7), 0), 0),
    ],
)
def test_leave_counts_working_days_by_halves(starts_at, ends_at, count):
    assert count_leave_days([(starts_at, ends_at)]) == count


def test_leave_noted_twice_counts_once():
    whole, half = (at(MONDAY, 0), at(TUESDAY, 0)), (at(MONDAY, 9), at(MONDAY, 12))
    assert count_leave_days([whole, half]) == 1
