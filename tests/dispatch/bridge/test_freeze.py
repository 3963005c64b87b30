"""What planning may no longer change: by the clock, by ties, by what was noted."""

import pytest

from tests.dispatch.scenes import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import VisitFactory, at
from toctoc.agenda.enums import PromiseKind, VisitStatus
from toctoc.dispatch.bridge import build_request, load_problem
from toctoc.planning.model import PromiseRule, ShiftKey


def the_stop(programme, volunteer, day, now, **more):
    loaded = load_problem(programme, now=now, **more)
    (stop,) = loaded.problem.get_tour(ShiftKey(volunteer.pk, loaded.clock.day_of(day))).stops
    return stop


@pytest.mark.parametrize(
    ("moment", "is_movable"),
    [(at(TUESDAY, 15, 59), True), (at(TUESDAY, 16), False), (at(WEDNESDAY, 9), False)],
)
def test_visit_is_anybody_s_until_its_eve(programme, alix, moment, is_movable):
    book(alix, WEDNESDAY, 10)
    assert the_stop(programme, alix, WEDNESDAY, moment).is_movable is is_movable


def test_day_planned_a_last_time_is_thawed(programme, alix):
    book(alix, WEDNESDAY, 10)
    eve = at(TUESDAY, 16)
    assert the_stop(programme, alix, WEDNESDAY, eve, thawed=WEDNESDAY).is_movable


def test_tied_visit_is_its_volunteer_s(programme, alix, now):
    book(alix, WEDNESDAY, 10, is_tied=True)
    stop = the_stop(programme, alix, WEDNESDAY, now)
    assert not stop.is_movable
    assert stop.earliest_s < stop.latest_s


def test_pair_is_nobody_else_s(programme, alix, now):
    lead = book(alix, WEDNESDAY, 10)
    VisitFactory(
        programme=programme, volunteer=hire(programme), lead=lead,
        help_request=lead.help_request,
    )  # fmt: skip
    assert not the_stop(programme, alix, WEDNESDAY, now).is_movable


def test_nobody_changes_where_the_programme_forbids_it(programme, alix, now):
    programme.planning_settings.lets_volunteers_change = False
    programme.planning_settings.save()
    book(alix, WEDNESDAY, 10)
    assert not the_stop(programme, alix, WEDNESDAY, now).is_movable
    loaded = load_problem(programme, now=now)
    assert build_request(call(programme), loaded, now=now).is_movable is False


@pytest.mark.parametrize(
    ("minute", "status", "is_free"),
    [
        (50, VisitStatus.BOOKED, True),
        (54, VisitStatus.BOOKED, False),  # 374 s before the first visit
        (0, VisitStatus.NO_SHOW, False),
    ],
)
def test_tour_under_way_stays_to_the_minute(programme, alix, minute, status, is_free):
    visit = book(alix, MONDAY, 10)
    visit.status = status
    visit.save()
    stop = the_stop(programme, alix, MONDAY, at(MONDAY, 9, minute))
    assert (stop.earliest_s < stop.latest_s) is is_free


@pytest.mark.parametrize(
    ("own", "usual", "width_s"),
    [
        ("", PromiseKind.EXACT, 1_800),
        ("", PromiseKind.WIDE, 7_200),
        (PromiseKind.EXACT, PromiseKind.HALF_DAY, 1_800),
        (PromiseKind.WIDE, PromiseKind.EXACT, 7_200),
        (PromiseKind.HALF_DAY, PromiseKind.EXACT, 9_000),
    ],
)
def test_caller_is_told_the_request_s_promise_else_the_programme_s(
    programme, alix, now, own, usual, width_s
):
    programme.planning_settings.promise = usual
    programme.planning_settings.save()
    loaded = load_problem(programme, now=now)
    request = build_request(call(programme, promise=own), loaded, now=now)
    assert isinstance(request.promise, PromiseRule)
    assert (request.promise.kind.value, request.promise.width_s) == (own or usual, width_s)


def test_visits_of_people_gone_are_read_but_stand_on_no_tour(programme, alix, now):
    gone = hire(programme, "Partie Essai", mission_ends_on=MONDAY.replace(day=27))
    visit = book(gone, THURSDAY, 10)
    loaded = load_problem(programme, now=now)
    assert loaded.find_row(visit.pk, alix.pk).volunteer_id == gone.pk
    assert all(not tour.stops for tour in loaded.problem.tours)
