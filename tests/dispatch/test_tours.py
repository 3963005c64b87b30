"""Tours as they stand: order, legs, times, and what cannot be kept."""

import pytest

from tests.dispatch.scenes import BASE, FAR, NEAR, TUESDAY, WEDNESDAY, book, hire
from tests.factories import (
    AbsenceFactory,
    PlaceFactory,
    SessionFactory,
    SessionVolunteerFactory,
    at,
)
from toctoc.agenda.enums import VisitStatus
from toctoc.dispatch.queries import get_tour, list_tours

LEG_M, LEG_S = 2681, 374  # from the base to NEAR


def test_tour_runs_from_the_base_and_back(programme, alix):
    visit = book(alix, TUESDAY, 10, place=NEAR)
    tour = get_tour(programme, alix, TUESDAY)
    (stop,) = tour.stops
    assert (stop.visit, stop.leg_m, stop.leg_s) == (visit, LEG_M, LEG_S)
    assert (stop.arrives_at, stop.starts_at) == (at(TUESDAY, 10), at(TUESDAY, 10))
    assert stop.ends_at == at(TUESDAY, 11)
    assert (tour.return_m, tour.return_s) == (LEG_M, LEG_S)
    assert (tour.distance_m, tour.travel_s) == (2 * LEG_M, 2 * LEG_S)
    assert tour.work_s == 3600 + 2 * LEG_S
    assert (tour.departs_at.hour, tour.departs_at.minute) == (9, 53)
    assert (tour.late_s, tour.is_on_duty) == (0, True)


def test_tour_stands_in_order_of_time_without_cancelled_visits(programme, alix, now):
    book(alix, TUESDAY, 11, 30, status=VisitStatus.CANCELLED, cancelled_at=now)
    late, early = book(alix, TUESDAY, 14), book(alix, TUESDAY, 9, 30)
    tour = get_tour(programme, alix, TUESDAY)
    assert [stop.visit for stop in tour.stops] == [early, late]
    assert tour.stops[1].leg_m == 0


def test_day_without_visits_is_an_empty_tour(programme, alix):
    tour = get_tour(programme, alix, TUESDAY)
    assert (tour.stops, tour.distance_m, tour.work_s) == ((), 0, 0)
    assert (tour.departs_at, tour.returns_at) == (None, None)


def test_plan_that_cannot_be_driven_is_late(programme, alix):
    book(alix, TUESDAY, 10, place=BASE)
    book(alix, TUESDAY, 11, place=FAR)
    assert get_tour(programme, alix, TUESDAY).late_s > 30 * 60


def test_visit_left_on_a_day_off_stands_on_a_tour_off_duty(programme, alix):
    book(alix, TUESDAY, 10)
    AbsenceFactory(volunteer=alix, starts_at=at(TUESDAY, 0), ends_at=at(WEDNESDAY, 0))
    tour = get_tour(programme, alix, TUESDAY)
    assert (len(tour.stops), tour.is_on_duty, tour.distance_m) == (1, False, 2 * LEG_M)


def test_tours_of_a_day_are_those_on_duty_or_with_visits(cast, programme, alix):
    hire(programme, "Bo Essai")
    resting = hire(programme, "Clo Essai", hours=())
    left = hire(programme, "Dom Essai", mission_ends_on=TUESDAY)
    book(left, WEDNESDAY, 10)
    book(hire(cast.elsewhere), WEDNESDAY, 10)
    names = [tour.volunteer.name for tour in list_tours(programme, WEDNESDAY)]
    assert names == ["Alix Essai", "Bo Essai", "Dom Essai"]
    assert resting.name not in names


@pytest.mark.parametrize("n", [1, 3])
def test_number_of_queries_does_not_grow(programme, alix, django_assert_num_queries, n):
    for k in range(n):
        for hour in (9, 11, 14)[:n]:
            book(hire(programme, f"Essai {k}{hour}"), TUESDAY, hour, 30)
    book(alix, TUESDAY, 10)
    with django_assert_num_queries(6):
        tours = list_tours(programme, TUESDAY)
        assert [str(stop.visit.resident.commune) for tour in tours for stop in tour.stops]
    with django_assert_num_queries(6):
        get_tour(programme, alix, TUESDAY)


def test_session_is_driven_to_and_counted(programme, alix):
    session = SessionFactory(
        programme=programme,
        place=PlaceFactory(programme=programme, name="Salle loin", **FAR),
        starts_at=at(TUESDAY, 14),
        ends_at=at(TUESDAY, 16),
    )
    SessionVolunteerFactory(session=session, volunteer=alix)
    visit = book(alix, TUESDAY, 10)
    tour = get_tour(programme, alix, TUESDAY)
    assert [step.starts_at for step in tour.steps] == [at(TUESDAY, 10), at(TUESDAY, 14)]
    assert [stop.visit for stop in tour.stops] == [visit]
    assert tour.sessions[0].session == session
    assert tour.sessions[0].leg_m > 20_000
    assert tour.returns_at > at(TUESDAY, 16, 30)
    assert tour.late_s == 0
