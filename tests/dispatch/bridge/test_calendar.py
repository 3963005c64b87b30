"""Working days, public holidays, the bookable horizon and the hours of promises."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.factories import PARIS, at
from toctoc.dispatch.bridge import (
    LocalClock,
    build_horizon,
    build_rules,
    eve_of,
    holiday_name,
    is_working_day,
    list_eve_days,
)
from toctoc.dispatch.models import PlanningSettings

MONDAY = date(2026, 11, 30)


def horizon(day, **settings):
    now = at(day, 12)
    clock = LocalClock.from_week_of(now, "Europe/Paris")
    built = build_horizon(PlanningSettings(**settings), clock, now)
    return clock, built


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 25), "Noël"),
        (date(2027, 3, 29), "Lundi de Pâques"),
        (date(2026, 12, 24), ""),
    ],
)
def test_public_holidays_have_their_french_names(day, name):
    assert holiday_name(day) == name


def test_working_days_are_monday_to_friday_without_holidays():
    worked = [MONDAY + timedelta(days=n) for n in range(7)]
    assert [is_working_day(day) for day in worked] == [True] * 5 + [False] * 2
    assert not is_working_day(date(2026, 12, 25))


@pytest.mark.parametrize(
    ("today", "lead_days", "first"),
    [
        (MONDAY, 1, date(2026, 12, 1)),
        (MONDAY, 0, MONDAY),
        (MONDAY, 3, date(2026, 12, 3)),
        (date(2026, 12, 4), 1, date(2026, 12, 7)),  # a Friday
        (date(2026, 12, 5), 0, date(2026, 12, 7)),  # a Saturday
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # the eve of Christmas, a Thursday
    ],
)
def test_first_bookable_day_counts_working_days(today, lead_days, first):
    clock, built = horizon(today, lead_days=lead_days)
    assert clock.date_of(built.first_day) == first
    assert clock.date_of(built.today) == today


def test_horizon_counts_working_days_and_skips_holidays():
    clock, built = horizon(date(2026, 12, 21), horizon_days=10)
    # Christmas and New Year's Day are Fridays.
    assert clock.date_of(built.last_day) == date(2027, 1, 6)
    worked = [clock.date_of(day) for day in built.working_days]
    assert worked[0] == date(2026, 12, 21)
    assert date(2026, 12, 25) not in worked
    assert date(2027, 1, 1) not in worked
    assert worked[-1] == date(2027, 1, 8)  # the end of the last bookable week


@pytest.mark.parametrize(
    ("promise", "width_s"), [("exact", 1800), ("wide", 7200), ("half_day", 9000)]
)
def test_promise_is_as_wide_as_the_programme_says(promise, width_s):
    rules = build_rules(PlanningSettings(promise=promise))
    assert rules.promise.width_s == width_s
    assert rules.promise.kind.value == promise


def test_hours_of_promises_are_the_programmes():
    rules = build_rules(PlanningSettings(morning_starts_at=time(8, 30)))
    assert rules.morning.start_s == 8 * 3600 + 1800
    assert rules.afternoon.end_s == 16 * 3600


@given(
    st.dates(min_value=date(2026, 1, 1), max_value=date(2029, 12, 31)),
    st.times(),
    st.times(min_value=time(8), max_value=time(22)),
)
@example(date(2026, 10, 25), time(2, 30), time(16))
@example(date(2027, 3, 28), time(2, 30), time(16))
@example(date(2028, 2, 29), time(16), time(16))
def test_days_whose_eve_has_come_reach_to_one_day_worked_and_no_further(day, hour, eve_at):
    """Any hour of any year, clock changes, leap days and holidays included."""
    now, rules = datetime.combine(day, hour, tzinfo=PARIS), PlanningSettings(eve_at=eve_at)
    days = list_eve_days(rules, zone=PARIS, now=now)
    first = now.date() + timedelta(days=1)
    assert days == [first + timedelta(days=n) for n in range(len(days))]
    following = first + timedelta(days=len(days))
    assert eve_of(rules, following, PARIS) > now
    assert all(eve_of(rules, one, PARIS) <= now for one in days)
    assert sum(is_working_day(one) for one in days) <= 1
    if days and is_working_day(now.date()):
        assert is_working_day(days[-1])
