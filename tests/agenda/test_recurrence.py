"""Days of rules, against another reader of calendars; clocks, leap days and ends of years."""

from datetime import date, datetime, time, timedelta
from functools import partial

import icalendar
import pytest
import recurring_ical_events
from hypothesis import example, given
from hypothesis import strategies as st

from toctoc.agenda.recurrence import (
    ONCE,
    days_of_year,
    find_first,
    first_weekday,
    holds_on,
    is_every_week,
    list_days,
    monthly_rule,
    until_of,
    weekdays_of,
    weekly_rule,
)

DAY = timedelta(days=1)
dates = partial(st.dates, min_value=date(2019, 1, 1), max_value=date(2032, 12, 31))
weekdays = st.sets(st.integers(0, 6), min_size=1)


@st.composite
def rules(draw):
    """Return a rule of any kind the screens can make, and the day it is counted from."""
    starts_on = draw(dates())
    until = draw(st.none() | st.integers(0, 900).map(lambda days: starts_on + days * DAY))
    days = draw(weekdays)
    rule = draw(
        st.sampled_from(
            [
                ONCE,
                weekly_rule(days, until=until),
                weekly_rule(days, every_weeks=2, until=until),
                monthly_rule(days, place=draw(st.sampled_from([1, 2, 3, 4, -1])), until=until),
            ]
        )
    )
    return rule, starts_on


def read_elsewhere(rule, starts_on, first, last):
    """Expand the rule as a calendar would show it."""
    event = icalendar.Event()
    event.add("uid", "rule@example")
    event.add("dtstart", starts_on)
    event.add("rrule", icalendar.vRecur.from_ical(rule))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(first, last + DAY)
    return sorted(one["dtstart"].dt for one in found)


@given(rules(), st.integers(-30, 800), st.integers(0, 70))
@example(("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", date(2026, 12, 21)), 0, 40)  # a 53rd week
@example(("FREQ=MONTHLY;BYDAY=-1SU", date(2028, 2, 27)), 0, 60)  # the month with a 29th
def test_days_are_those_another_reader_finds(ruled, after, length):
    rule, since = ruled
    starts_on = find_first(rule, since)
    if starts_on is None:
        assert list_days(rule, since, since, since + 900 * DAY) == []
        return
    first = starts_on + after * DAY
    last = first + length * DAY
    assert list_days(rule, starts_on, first, last) == read_elsewhere(
        rule, starts_on, first, last
    )


@given(rules(), dates())
def test_rule_counted_from_its_own_first_day_holds_on_the_same_days(ruled, day):
    rule, since = ruled
    starts_on = find_first(rule, since)
    if starts_on is not None:
        assert holds_on(rule, starts_on, day) == holds_on(rule, since, day)


@pytest.mark.parametrize(
    ("rule", "since", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=1MO", date(2026, 12, 1), [date(2026, 12, 7), date(2027, 1, 4)]),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
            date(2026, 12, 24),
            [date(2026, 12, 24), date(2027, 1, 7)],
        ),
        (ONCE, date(2028, 2, 29), [date(2028, 2, 29)]),
    ],
)
def test_rules_cross_years_and_leap_days(rule, since, days):
    last = since + 45 * DAY
    assert list_days(rule, since, since, last)[:2] == days


def test_rule_of_the_fifth_of_a_month_that_never_comes_has_no_first_day():
    assert find_first("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261201", date(2026, 12, 2)) is None


def test_rule_is_expanded_once_for_a_year():
    before = days_of_year.cache_info().hits
    for _again in range(3):
        days_of_year("FREQ=WEEKLY;BYDAY=WE", date(2031, 1, 1), 2031)
    assert days_of_year.cache_info().hits == before + 2


def test_words_of_a_rule_are_read_back():
    rule = weekly_rule([3, 0], every_weeks=2, until=date(2026, 12, 18))
    assert (weekdays_of(rule), until_of(rule)) == ((0, 3), date(2026, 12, 18))
    assert not is_every_week(rule)
    assert is_every_week(weekly_rule([2], until=date(2026, 12, 18)))
    assert first_weekday(4, date(2026, 12, 1)) == date(2026, 12, 4)
    assert datetime.combine(first_weekday(0), time()).weekday() == 0
