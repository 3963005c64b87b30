"""Hours of a week: what is planned, done, left; what is said before a limit."""

from datetime import date, timedelta

import pytest

from tests.dispatch.scenes import BASE, FRIDAY, MONDAY, NEAR, TUESDAY, WEDNESDAY, book, hire
from tests.factories import (
    AbsenceFactory,
    SessionFactory,
    SessionVolunteerFactory,
    VolunteerFactory,
    at,
)
from toctoc.agenda.enums import LawRule
from toctoc.dispatch.queries import get_week, weekly_hours

HOUR_S = 3_600


def of(programme, volunteer, *, now, monday=MONDAY):
    return next(
        one for one in weekly_hours(programme, monday, now=now) if one.volunteer == volunteer
    )


def rules(hours):
    return [warning.rule for warning in hours.warnings]


def test_visits_roads_sessions_and_training_all_count(programme, alix, now):
    book(alix, TUESDAY, 10, place=NEAR)
    road_s = get_week(programme, MONDAY).rows[0].totals.work_s - HOUR_S
    session = SessionFactory(
        programme=programme, starts_at=at(WEDNESDAY, 14), ends_at=at(WEDNESDAY, 16)
    )
    SessionVolunteerFactory(session=session, volunteer=alix)
    AbsenceFactory(volunteer=alix, kind="team", starts_at=at(FRIDAY, 9), ends_at=at(FRIDAY, 11))
    AbsenceFactory(volunteer=alix, kind="illness", starts_at=at(MONDAY, 13))
    hours = of(programme, alix, now=now)
    assert road_s > 0
    assert hours.planned_s == HOUR_S + road_s + 2 * HOUR_S + 2 * HOUR_S
    assert hours.left_s == 28 * HOUR_S - hours.planned_s
    assert (hours.done_s, hours.days, hours.most_days) == (0, 3, 6)


def test_what_is_over_is_done(programme, alix):
    book(alix, TUESDAY, 10, place=BASE)
    book(alix, TUESDAY, 11, place=BASE)
    assert of(programme, alix, now=at(TUESDAY, 11, 30)).done_s == HOUR_S
    assert of(programme, alix, now=at(TUESDAY, 18)).done_s == 2 * HOUR_S
    assert of(programme, alix, now=at(WEDNESDAY, 9)).done_s == 2 * HOUR_S


def test_other_weeks_are_counted_alone(programme, alix, now):
    book(alix, TUESDAY, 10, place=BASE)
    after = of(programme, alix, now=now, monday=MONDAY + timedelta(days=7))
    before = of(programme, alix, now=at(TUESDAY + timedelta(days=14), 9))
    assert (after.planned_s, before.planned_s, before.done_s) == (0, HOUR_S, HOUR_S)


@pytest.mark.parametrize(
    ("hours_a_week", "said"),
    [
        (28, []),
        (9, ["Plus que 2 h cette semaine sur 9 h."]),
        (7, ["La semaine est pleine : 7 h."]),
        (6, ["La semaine dépasse de 1 h les 6 h prévues : allégez-la."]),
    ],
)
def test_week_is_said_to_be_nearly_full_before_it_is(programme, now, hours_a_week, said):
    volunteer = hire(programme, weekly_hours=hours_a_week)
    for day, length_min in ((TUESDAY, 210), (WEDNESDAY, 210)):
        book(volunteer, day, 13, 30, place=BASE, length_min=length_min)
    hours = of(programme, volunteer, now=now)
    found = [one.sentence.replace("\u00a0", " ") for one in hours.warnings]
    assert found == said
    assert rules(hours) == [LawRule.CONTRACT] * len(said)


def test_week_that_offers_less_than_the_least_is_said(programme, now):
    volunteer = hire(programme, hours=((9, 12),))
    assert rules(of(programme, volunteer, now=now)) == [LawRule.LEAST_HOURS]
    AbsenceFactory(volunteer=volunteer)  # a week cut short is nobody's mistake
    assert rules(of(programme, volunteer, now=now)) == []


def test_minor_is_warned_of_earlier_and_by_the_day(programme, now):
    young = hire(programme, adult_on=date(2027, 5, 1), weekly_hours=35)
    book(young, TUESDAY, 9, place=BASE, length_min=180)
    book(young, TUESDAY, 13, 30, place=BASE, length_min=210)
    hours = of(programme, young, now=now)
    assert (hours.most_days, rules(hours)) == (5, [LawRule.MINOR_DAY])
    assert "déjà 7 h prévues sur 7 h" in hours.warnings[0].sentence.replace("\u00a0", " ")
    assert hours.warnings[0].rule.article == "art. R.121-12 du code du service national"


def test_last_day_that_may_be_worked_is_said(programme, now):
    young = hire(programme, adult_on=date(2027, 5, 1), weekly_hours=35)
    for offset in range(5):
        book(young, MONDAY + timedelta(days=offset), 10, place=BASE)
    assert rules(of(programme, young, now=now)) == [LawRule.MINOR_DAYS]


def test_leave_left_is_said_before_the_mission_ends(programme, now):
    volunteer = hire(
        programme, mission_starts_on=date(2026, 10, 1), mission_ends_on=date(2026, 12, 31)
    )
    AbsenceFactory(
        volunteer=volunteer,
        starts_at=at(date(2026, 12, 7), 0),
        ends_at=at(date(2026, 12, 9), 0),
    )
    hours = of(programme, volunteer, now=now)
    assert (hours.leave.due, hours.leave.taken, hours.leave.left) == (6, 2, 4)
    assert rules(hours) == [LawRule.LEAVE]
    AbsenceFactory(
        volunteer=volunteer,
        starts_at=at(date(2026, 12, 14), 0),
        ends_at=at(date(2026, 12, 24), 0),
    )
    assert of(programme, volunteer, now=now).leave.left == -4


def test_everybody_on_mission_is_there_by_name(programme, alix, now):
    hire(programme, "Zoé Essai"), hire(programme, "Abel Essai")
    VolunteerFactory(programme=programme, mission_ends_on=date(2026, 10, 31))
    names = [one.volunteer.name for one in weekly_hours(programme, MONDAY, now=now)]
    assert names == ["Abel Essai", "Alix Essai", "Zoé Essai"]


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_grow(programme, now, count, django_assert_num_queries):
    for number in range(count):
        book(hire(programme, f"Bo Essai {number}"), TUESDAY, 10)
    with django_assert_num_queries(9):
        weekly_hours(programme, MONDAY, now=now)
