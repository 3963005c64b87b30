"""Ways out for the visits under an absence: the same promise by somebody else, or nobody."""

from datetime import date

import pytest

from tests.dispatch.scenes import BASE, FAR, MONDAY, NEAR, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import AbsenceFactory, at
from toctoc.agenda.queries import count_left_visits, list_left_visits
from toctoc.dispatch.operations import book_visit, place_visit
from toctoc.dispatch.queries import list_absence_ways, list_visits_under

LATER = date(2026, 12, 8)


def ways(programme, volunteer, now, *, first=TUESDAY, last=WEDNESDAY):
    return list_absence_ways(
        programme, volunteer, starts_at=at(first, 0), ends_at=at(last, 23), now=now
    )


def test_each_visit_has_who_can_keep_its_promise(programme, alix, now):
    visit = book(alix, TUESDAY, 10)
    bo = hire(programme)
    (way,) = ways(programme, alix, now)
    assert way.visit == visit
    assert [(one.volunteer, one.starts_at) for one in way.takeovers] == [(bo, at(TUESDAY, 10))]


def test_what_is_offered_can_be_placed_as_it_is(programme, alix, agent, now):
    visit = book(alix, TUESDAY, 10, width_min=120, promise="wide")
    bo = hire(programme)
    book(bo, TUESDAY, 9, 30, length_min=90)
    (way,) = ways(programme, alix, now)
    (found,) = way.takeovers
    assert found.starts_at == at(TUESDAY, 11)
    place_visit(visit, starts_at=found.starts_at, volunteers=[bo], by=agent, now=now)
    visit.refresh_from_db()
    assert (visit.volunteer, visit.starts_at) == (bo, found.starts_at)
    assert visit.promised_from == at(TUESDAY, 10)


def test_nobody_free_nobody_named(programme, alix, now):
    book(alix, TUESDAY, 10)
    book(hire(programme), TUESDAY, 10)
    (way,) = ways(programme, alix, now)
    assert way.takeovers == ()


def test_somebody_absent_too_is_not_named(programme, alix, now):
    book(alix, TUESDAY, 10)
    AbsenceFactory(
        volunteer=hire(programme), starts_at=at(TUESDAY, 0), ends_at=at(WEDNESDAY, 0)
    )
    (way,) = ways(programme, alix, now)
    assert way.takeovers == ()


def test_shortest_road_comes_first_and_three_at_most(programme, alix, now):
    book(alix, TUESDAY, 10)
    for name in ("Abel Essai", "Cam Essai", "Dan Essai"):
        hire(programme, name, base_lat_deg=FAR["lat_deg"])
    near = hire(programme, "Zoé Essai")
    book(near, TUESDAY, 11, 30, place=NEAR)
    (way,) = ways(programme, alix, now)
    assert len(way.takeovers) == 3
    assert way.takeovers[0].volunteer == near


def test_pair_keeps_the_one_who_can_go(programme, alix, agent, now):
    bo = hire(programme)
    lead = book_visit(
        call(programme, pair=True),
        volunteers=[alix, bo],
        promised_from=at(TUESDAY, 10),
        by=agent,
        now=now,
    )
    cam = hire(programme, "Cam Essai")
    (way,) = ways(programme, alix, now)
    assert [one.volunteer for one in way.takeovers] == [cam]
    (way,) = ways(programme, bo, now)
    assert [one.volunteer for one in way.takeovers] == [cam]
    place_visit(way.visit, starts_at=at(TUESDAY, 10), volunteers=[cam], by=agent, now=now)
    assert {lead.volunteer_id, *lead.companions.values_list("volunteer", flat=True)} == {
        alix.pk, cam.pk,
    }  # fmt: skip


def test_visits_of_several_weeks_are_all_there(programme, alix, now):
    visits = [book(alix, day, 10, place=FAR) for day in (TUESDAY, LATER)]
    found = ways(programme, alix, now, last=date(2026, 12, 11))
    assert [way.visit for way in found] == visits


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_those_of_the_week(programme, alix, now, count, django_assert_num_queries):
    for hour in range(count):
        book(alix, TUESDAY, 9 + 2 * hour)
    hire(programme)
    with django_assert_num_queries(9):
        ways(programme, alix, now)


def test_visit_under_way_or_over_is_nobody_elses(programme, alix):
    book(alix, MONDAY, 9, place=BASE)
    held = list_visits_under(
        programme, alix, starts_at=at(MONDAY, 0), ends_at=at(MONDAY, 23), now=at(MONDAY, 9, 30)
    )
    assert held == []


def test_visits_left_are_those_under_any_absence_until_settled(programme, alix, agent, now):
    visit = book(alix, TUESDAY, 10)
    book(alix, WEDNESDAY, 10)
    AbsenceFactory(volunteer=alix, starts_at=at(TUESDAY, 0), ends_at=at(WEDNESDAY, 0))
    assert list(list_left_visits(programme, now=now)) == [visit]
    bo = hire(programme)
    place_visit(visit, starts_at=at(TUESDAY, 10), volunteers=[bo], by=agent, now=now)
    assert count_left_visits(programme, now=now) == 0
