"""The shared week: cells, free half-days, holidays and totals."""

from datetime import date

import pytest

from tests.dispatch.scenes import BASE, FRIDAY, MONDAY, TUESDAY, WEDNESDAY, book, hire
from tests.factories import AbsenceFactory, at
from toctoc.dispatch.queries import Totals, get_week

SATURDAY = date(2026, 12, 5)
LEG_M = 2681


def row_of(week, volunteer):
    return next(row for row in week.rows if row.volunteer == volunteer)


def test_week_has_a_row_a_volunteer_and_a_cell_a_day(programme, alix):
    bo = hire(programme)
    week = get_week(programme, MONDAY)
    assert week.days[0] == MONDAY
    assert len(week.days) == 5
    assert [row.volunteer for row in week.rows] == [alix, bo]
    assert [cell.day for cell in week.rows[0].cells] == list(week.days)
    assert week.holidays == {}


def test_cell_tells_the_shift_and_its_free_half_days(programme, alix):
    book(alix, TUESDAY, 10)
    cell = row_of(get_week(programme, MONDAY), alix).cells[1]
    assert (cell.shift_starts_at, cell.shift_ends_at) == (at(TUESDAY, 9), at(TUESDAY, 17))
    assert len(cell.tour.stops) == 1
    assert cell.free_halves == ("afternoon",)


def test_absence_of_a_morning_leaves_the_afternoon(programme, alix):
    absence = AbsenceFactory(
        volunteer=alix, starts_at=at(TUESDAY, 8), ends_at=at(TUESDAY, 12, 30)
    )
    cells = row_of(get_week(programme, MONDAY), alix).cells
    assert [cell.absences for cell in cells] == [(), (absence,), (), (), ()]
    assert cells[1].shift_starts_at == at(TUESDAY, 13, 30)
    assert cells[1].free_halves == ("afternoon",)


def test_day_off_has_neither_shift_nor_free_half_days(programme, alix):
    AbsenceFactory(volunteer=alix, starts_at=at(TUESDAY, 0), ends_at=at(FRIDAY, 0))
    cells = row_of(get_week(programme, MONDAY), alix).cells
    assert [cell.shift_starts_at is None for cell in cells] == [
        False, True, True, True, False,
    ]  # fmt: skip
    assert cells[2].free_halves == ()


def test_holidays_are_named_and_free_of_shifts(programme, alix):
    week = get_week(programme, date(2026, 12, 21))
    assert week.holidays == {date(2026, 12, 25): "Noël"}
    assert row_of(week, alix).cells[4].shift_starts_at is None


def test_totals_add_up_by_day_and_by_volunteer(programme, alix):
    bo = hire(programme, weekly_hours=24)
    for volunteer, day in ((alix, TUESDAY), (alix, WEDNESDAY), (bo, TUESDAY)):
        book(volunteer, day, 10)
    week = get_week(programme, MONDAY)
    work_s = 3600 + 2 * 374
    assert week.day_totals[1] == Totals(visits=2, distance_m=4 * LEG_M, work_s=2 * work_s)
    assert row_of(week, alix).totals == Totals(
        visits=2, distance_m=4 * LEG_M, work_s=2 * work_s, limit_s=28 * 3600
    )
    assert row_of(week, bo).totals.limit_s == 24 * 3600


def test_training_counts_in_the_hours_of_the_week(programme, alix):
    AbsenceFactory(
        volunteer=alix, starts_at=at(TUESDAY, 9), ends_at=at(TUESDAY, 12), kind="training"
    )
    assert row_of(get_week(programme, MONDAY), alix).totals.work_s == 3 * 3600


def test_saturday_counts_in_the_week_even_where_it_is_not_shown(programme, alix):
    book(alix, SATURDAY, 10, place=BASE)
    assert row_of(get_week(programme, MONDAY), alix).totals.work_s == 3600
    week = get_week(programme, MONDAY, days=7)
    assert len(row_of(week, alix).cells[5].tour.stops) == 1


def test_visit_of_someone_whose_mission_was_cut_short_stays_in_sight(programme, alix):
    gone = hire(programme, "Gil Essai", mission_ends_on=date(2026, 11, 20))
    book(gone, TUESDAY, 10)
    assert len(row_of(get_week(programme, MONDAY), gone).cells[1].tour.stops) == 1


def test_volunteers_who_have_left_are_not_shown(programme, alix):
    hire(programme, "Gil Essai", mission_ends_on=date(2026, 11, 20))
    assert [row.volunteer for row in get_week(programme, MONDAY).rows] == [alix]


@pytest.mark.parametrize("n", [1, 3])
def test_number_of_queries_does_not_grow(programme, django_assert_num_queries, n):
    for k in range(n):
        volunteer = hire(programme, f"Essai {k}")
        AbsenceFactory(volunteer=volunteer, starts_at=at(FRIDAY, 9), ends_at=at(FRIDAY, 12))
        for hour in (9, 11, 14)[:n]:
            book(volunteer, TUESDAY, hour, 30)
    with django_assert_num_queries(6):
        week = get_week(programme, MONDAY)
        cells = [cell for row in week.rows for cell in row.cells]
        assert [str(stop.visit.resident) for cell in cells for stop in cell.tour.stops]
        assert [str(absence) for cell in cells for absence in cell.absences]
