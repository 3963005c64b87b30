"""A help request as the core sees it."""

from datetime import date, timedelta

import pytest

from tests.dispatch.scenes import BASE, FAR, MONDAY, NEAR, book, call, hire
from tests.factories import at
from toctoc.common.half_days import HalfDays
from toctoc.dispatch.bridge import (
    NEW_STOP,
    build_params,
    build_request,
    check_complete,
    load_problem,
)
from toctoc.dispatch.models import PlanningSettings
from toctoc.planning.model import HalfDay
from toctoc.planning.proposals import ProposalParams

LAST_WEEK = MONDAY - timedelta(days=7)


@pytest.fixture
def build(programme, now):
    def build(help_request):
        return build_request(help_request, load_problem(programme, now=now), now=now)

    return build


def test_need_length_and_place_are_the_requests(programme, alix, build):
    request = build(call(programme, length_min=45))
    assert (request.id, request.length_s) == (NEW_STOP, 2700)
    assert request.skills == frozenset({"technical"})
    assert (request.point.lat_deg, request.point.lon_deg) == (43.36, -0.25)
    assert (request.needs_pair, request.preferred_volunteer) == (False, None)


def test_half_days_become_dates_of_the_horizon(programme, alix, build):
    wednesdays = str(HalfDays.from_pairs([(2, 1)]))
    request = build(call(programme, suits=wednesdays))
    assert request.half_days == {HalfDay(day=day, is_afternoon=True) for day in (2, 9, 16, 23)}


def test_holidays_are_no_half_days(programme, alix, build):
    fridays = str(HalfDays.from_pairs([(4, 0)]))
    request = build(call(programme, suits=fridays))
    assert {half.day for half in request.half_days} == {4, 11, 18}  # not Christmas, day 25


def test_days_before_the_one_asked_for_are_left_out(programme, alix, build):
    request = build(call(programme, not_before=date(2026, 12, 14)))
    assert min(half.day for half in request.half_days) == 14


def test_day_beyond_the_horizon_leaves_its_own_week(programme, alix, build):
    request = build(call(programme, not_before=date(2027, 2, 1)))
    assert {half.day for half in request.half_days} == set(range(63, 68))


def test_day_at_the_end_of_time_is_no_half_day(programme, alix, build):
    assert build(call(programme, not_before=date.max)).half_days <= {
        HalfDay(day=(date.max - MONDAY).days, is_afternoon=half) for half in (False, True)
    }


@pytest.mark.parametrize(
    ("hour", "today"), [(8, {False, True}), (9, {True}), (13, {True}), (14, set())]
)
def test_half_days_under_way_are_left_out(programme, alix, hour, today):
    programme.planning_settings.lead_days = 0
    programme.planning_settings.save()
    now = at(MONDAY, hour, 15 if hour == 14 else 0)
    asked = call(programme)
    request = build_request(asked, load_problem(programme, now=now), now=now)
    assert {half.is_afternoon for half in request.half_days if half.day == 0} == today


@pytest.mark.parametrize(("place", "limit"), [(FAR, 15), (NEAR, None)])
def test_remote_home_has_the_programmes_limit_of_wait(programme, alix, build, place, limit):
    assert build(call(programme, place=place)).wait_limit_days == limit


def test_nothing_is_remote_where_nobody_works(cast, now):
    asked = call(cast.elsewhere, place=FAR)
    loaded = load_problem(cast.elsewhere, now=now)
    assert build_request(asked, loaded, now=now).wait_limit_days is None


def test_home_near_any_base_is_not_remote(programme, alix, build):
    hire(programme, base_lat_deg=43.5, base_lon_deg=-0.2)
    assert build(call(programme, place=FAR)).wait_limit_days is None


@pytest.mark.parametrize(
    ("status", "is_known"),
    [("done", True), ("booked", True), ("no_show", False), ("cancelled", False)],
)
def test_who_came_last_is_who_really_came(programme, alix, build, now, status, is_known):
    cancelled_at = now if status == "cancelled" else None
    met = book(alix, LAST_WEEK, 10, status=status, cancelled_at=cancelled_at)
    asked = call(programme)
    asked.resident = met.resident
    assert build(asked).preferred_volunteer == (alix.pk if is_known else None)


def test_latest_of_those_who_came_is_preferred(programme, alix, build):
    bo = hire(programme)
    met = book(alix, LAST_WEEK, 10)
    book(bo, LAST_WEEK + timedelta(days=1), 10, resident=met.resident)
    asked = call(programme)
    asked.resident = met.resident
    assert build(asked).preferred_volunteer == bo.pk


def test_visit_still_to_come_makes_nobody_known(programme, alix, build):
    coming = book(alix, MONDAY + timedelta(days=2), 10)
    asked = call(programme)
    asked.resident = coming.resident
    assert build(asked).preferred_volunteer is None


def test_home_for_two_needs_a_pair(programme, alix, build):
    assert build(call(programme, place=BASE, pair=True)).needs_pair


def test_complete_request_gives_whom_to_visit_and_how_long(programme):
    asked = call(programme)
    assert check_complete(asked) == (asked.resident, 60)


def test_weight_of_waiting_moves_the_ranking():
    tuned = ProposalParams()
    params = build_params(PlanningSettings(wait_weight=2.0))
    assert params.wait_m_per_day == 2 * tuned.wait_m_per_day
