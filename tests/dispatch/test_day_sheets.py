"""Kilometres and hours of a day: counted as done, corrected with a reason."""

from datetime import timedelta

import pytest

from tests.dispatch.scenes import BASE, FRIDAY, MONDAY, NEAR, TUESDAY, book, hire
from tests.factories import NOW, at
from toctoc.agenda.models import DaySheet
from toctoc.dispatch.errors import ReasonMissing
from toctoc.dispatch.operations.day_sheets import correct_day, count_days
from toctoc.dispatch.queries.day_sheets import day_sheets, month_sheets
from toctoc.dispatch.queries.weekly_hours import weekly_hours

LAST_FRIDAY = FRIDAY - timedelta(days=7)
BACK_AND_FORTH_M, ONE_WAY_S = 2 * 2_674, 374


@pytest.fixture
def out(alix):
    return book(alix, LAST_FRIDAY, 10)


def only(programme, day=LAST_FRIDAY):
    [row] = day_sheets(programme, first=day, last=day)
    return row


def test_a_day_nobody_noted_is_counted_as_planned(programme, out):
    row = only(programme)
    assert (row.work_s, row.visit_count) == (3_600 + 2 * ONE_WAY_S, 1)
    assert row.distance_m == pytest.approx(BACK_AND_FORTH_M, abs=60)


def test_what_was_noted_on_the_spot_counts(programme, out):
    out.arrived_at, out.left_at = at(LAST_FRIDAY, 10, 10), at(LAST_FRIDAY, 11, 40)
    out.status = "done"
    out.save()
    assert only(programme).work_s == 90 * 60 + 2 * ONE_WAY_S


def test_a_closed_door_counts_the_road_and_a_quarter_of_an_hour(programme, out):
    out.status = "no_show"
    out.save()
    row = only(programme)
    assert row.work_s == 15 * 60 + 2 * ONE_WAY_S
    assert row.distance_m > 5_000


def test_a_cancelled_visit_counts_nothing(programme, out):
    out.status, out.cancelled_at = "cancelled", NOW
    out.save()
    assert day_sheets(programme, first=LAST_FRIDAY, last=LAST_FRIDAY) == []


def test_days_that_are_over_are_counted_again_only_where_something_changed(programme, out):
    assert count_days(programme, now=NOW) == 1
    assert count_days(programme, now=NOW) == 0
    out.left_at, out.arrived_at = at(LAST_FRIDAY, 12), at(LAST_FRIDAY, 10)
    out.save()
    assert count_days(programme, now=NOW) == 1
    assert DaySheet.objects.get().work_s == 2 * 3_600 + 2 * ONE_WAY_S


def test_today_is_not_counted_yet(programme, alix):
    book(alix, MONDAY, 10)
    assert count_days(programme, now=NOW) == 0


def test_a_correction_stands_beside_what_was_counted_and_outlives_recounting(
    programme, out, cast
):
    count_days(programme, now=NOW)
    correct_day(
        out.volunteer,
        LAST_FRIDAY,
        figures=(12_000, 5 * 3_600),
        reason="Route barrée, détour par Pau",
        by=cast["coordinator"],
        now=NOW,
    )
    out.left_at, out.arrived_at = at(LAST_FRIDAY, 12), at(LAST_FRIDAY, 10)
    out.save()
    count_days(programme, now=NOW)
    row = only(programme)
    assert (row.distance_m, row.work_s, row.is_corrected) == (12_000, 5 * 3_600, True)
    assert row.sheet.work_s == 2 * 3_600 + 2 * ONE_WAY_S


def test_the_weekly_counter_takes_what_was_done(programme, alix, cast):
    book(alix, MONDAY, 10)
    tuesday = at(TUESDAY, 8)
    [planned] = weekly_hours(programme, MONDAY, now=tuesday)
    correct_day(
        alix,
        MONDAY,
        figures=(1_000, 5 * 3_600),
        reason="Panne de voiture",
        by=cast["coordinator"],
        now=tuesday,
    )
    [done] = weekly_hours(programme, MONDAY, now=tuesday)
    assert (planned.done_s, done.done_s) == (3_600 + 2 * ONE_WAY_S, 5 * 3_600)


def test_a_correction_needs_its_reason(out, cast):
    with pytest.raises(ReasonMissing):
        correct_day(
            out.volunteer,
            LAST_FRIDAY,
            figures=(1, 1),
            reason=" ",
            by=cast["coordinator"],
            now=NOW,
        )


def test_a_month_has_each_volunteers_days_and_sums(programme, alix):
    bo = hire(programme)
    book(alix, TUESDAY, 10, place=NEAR)
    book(alix, TUESDAY + timedelta(days=1), 10, place=NEAR)
    book(bo, TUESDAY, 10, place=BASE)
    alone, other = month_sheets(programme, TUESDAY)
    assert [alone.volunteer, other.volunteer] == [alix, bo]
    assert (len(alone.days), alone.visit_count, alone.work_s) == (2, 2, 2 * (3_600 + 748))
    assert (other.distance_m, other.work_s) == (0, 3_600)


def test_a_month_takes_the_same_queries_whatever_its_length(
    programme, alix, django_assert_num_queries
):
    book(alix, TUESDAY, 10)
    with django_assert_num_queries(7):
        month_sheets(programme, TUESDAY)
    for day in range(2, 12):
        book(alix, TUESDAY + timedelta(days=day), 14)
    with django_assert_num_queries(7):
        month_sheets(programme, TUESDAY)
