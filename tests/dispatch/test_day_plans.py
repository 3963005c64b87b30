"""Tomorrow planned a last time: what is proposed, and what deciding stores."""

from datetime import timedelta

import pytest

from tests.dispatch.scenes import FAR, THURSDAY, TUESDAY, WEDNESDAY, book, hire
from tests.factories import AbsenceFactory, VisitFactory, at
from toctoc.agenda.enums import VisitEventKind, VisitStatus
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.dispatch.enums import DayPlanStatus
from toctoc.dispatch.errors import PlanAlreadyDecided, PlanOutdated
from toctoc.dispatch.models import DayPlan
from toctoc.dispatch.operations import accept_day_plan, decline_day_plan, propose_day_plan
from toctoc.dispatch.queries import find_day_plan, list_tours

EVE = at(TUESDAY, 16)
EAST = {"lat_deg": 43.40, "lon_deg": -0.10}
EAST_TOO = {"lat_deg": 43.41, "lon_deg": -0.11}
WEST = {"lat_deg": 43.40, "lon_deg": -0.40}
WEST_TOO = {"lat_deg": 43.41, "lon_deg": -0.41}


@pytest.fixture
def bo(programme):
    return hire(programme)


@pytest.fixture
def crossed(alix, bo):
    """Return four visits of Wednesday dealt badly: both volunteers cross the territory."""
    return [
        book(alix, WEDNESDAY, 9, 30, place=EAST),
        book(alix, WEDNESDAY, 11, place=WEST),
        book(bo, WEDNESDAY, 9, 30, place=WEST_TOO),
        book(bo, WEDNESDAY, 11, place=EAST_TOO),
    ]


@pytest.fixture
def plan(programme, crossed):
    return propose_day_plan(programme, WEDNESDAY, now=EVE, by=None)


def holders():
    return list(Visit.objects.order_by("pk").values_list("volunteer__name", flat=True))


def test_tours_that_cross_are_proposed_uncrossed(programme, plan):
    assert (plan.status, plan.made_at, plan.made_by) == (DayPlanStatus.PROPOSED, EVE, None)
    assert plan.before_m - plan.after_m > 10_000
    assert len(plan.document["moves"]) == 2
    assert holders() == ["Alix Essai", "Alix Essai", "Bo Essai", "Bo Essai"]


def test_accepted_plan_is_driven(programme, plan, agent):
    accepted = accept_day_plan(plan, by=agent, now=EVE)
    assert (accepted.status, accepted.decided_by) == (DayPlanStatus.ACCEPTED, agent)
    assert sorted(holders()[:2]) == sorted(holders()[2:]) == ["Alix Essai", "Bo Essai"]
    driven_m = sum(tour.distance_m for tour in list_tours(programme, WEDNESDAY))
    assert driven_m == plan.after_m
    assert set(Visit.objects.values_list("status", flat=True)) == {VisitStatus.BOOKED}
    events = VisitEvent.objects.all()
    assert {(event.kind, event.by) for event in events} == {(VisitEventKind.REASSIGNED, agent)}


def test_plan_is_proposed_by_whoever_asks(programme, crossed, agent):
    plan = propose_day_plan(programme, WEDNESDAY, now=EVE, by=agent)
    assert plan.made_by == agent


def test_nothing_is_proposed_where_nothing_gains(programme, alix, bo):
    book(alix, WEDNESDAY, 9, 30, place=EAST)
    book(bo, WEDNESDAY, 9, 30, place=WEST)
    assert propose_day_plan(programme, WEDNESDAY, now=EVE, by=None) is None
    assert DayPlan.objects.count() == 0


def test_same_plan_proposed_again_is_one_plan(programme, plan):
    again = propose_day_plan(programme, WEDNESDAY, now=EVE + timedelta(minutes=5), by=None)
    assert again == plan
    assert DayPlan.objects.count() == 1


def test_plan_for_another_state_of_the_day_outdates_the_first(programme, alix, plan):
    book(alix, WEDNESDAY, 14, 30, place=EAST)
    second = propose_day_plan(programme, WEDNESDAY, now=EVE, by=None)
    plan.refresh_from_db()
    assert second != plan
    assert (plan.status, second.status) == (DayPlanStatus.OUTDATED, DayPlanStatus.PROPOSED)


def test_tied_visits_stay_with_their_volunteers(programme, crossed):
    Visit.objects.update(is_tied=True)
    assert propose_day_plan(programme, WEDNESDAY, now=EVE, by=None) is None


def test_nobody_changes_where_the_programme_forbids_it(programme, crossed):
    programme.planning_settings.lets_volunteers_change = False
    programme.planning_settings.save()
    assert propose_day_plan(programme, WEDNESDAY, now=EVE, by=None) is None


def test_declined_plan_changes_nothing(plan, agent):
    before = list(Visit.objects.order_by("pk").values())
    declined = decline_day_plan(plan, by=agent, now=EVE)
    assert (declined.status, declined.decided_by) == (DayPlanStatus.DECLINED, agent)
    assert list(Visit.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("decide", [accept_day_plan, decline_day_plan])
def test_plan_is_decided_once(plan, agent, decide):
    accept_day_plan(plan, by=agent, now=EVE)
    with pytest.raises(PlanAlreadyDecided) as caught:
        decide(plan, by=agent, now=EVE)
    assert caught.value.status == DayPlanStatus.ACCEPTED


def test_plan_of_a_day_that_has_changed_is_outdated_and_stored_as_such(alix, plan, agent):
    book(alix, WEDNESDAY, 14, 30, place=EAST)
    before = holders()
    with pytest.raises(PlanOutdated):
        accept_day_plan(plan, by=agent, now=EVE)
    plan.refresh_from_db()
    assert (plan.status, holders()) == (DayPlanStatus.OUTDATED, before)


def test_plan_is_outdated_by_an_absence(alix, plan, agent):
    AbsenceFactory(volunteer=alix, starts_at=at(WEDNESDAY, 9), ends_at=at(WEDNESDAY, 12))
    with pytest.raises(PlanOutdated):
        accept_day_plan(plan, by=agent, now=EVE)


def test_plan_is_not_outdated_by_another_day(alix, plan, agent):
    book(alix, THURSDAY, 10)
    assert accept_day_plan(plan, by=agent, now=EVE).status == DayPlanStatus.ACCEPTED


def test_plan_is_outdated_where_other_days_have_used_up_the_week(alix, bo, programme, agent):
    stranded = book(alix, WEDNESDAY, 10)
    AbsenceFactory(volunteer=alix, starts_at=at(WEDNESDAY, 0), ends_at=at(THURSDAY, 0))
    plan = propose_day_plan(programme, WEDNESDAY, now=EVE, by=None)
    book(bo, THURSDAY, 9, length_min=400)
    bo.weekly_hours = 7
    bo.save()
    with pytest.raises(PlanOutdated):
        accept_day_plan(plan, by=agent, now=EVE)
    stranded.refresh_from_db()
    assert stranded.volunteer == alix


def test_started_tour_is_never_changed(alix, bo, programme, crossed, plan, agent):
    driven = at(WEDNESDAY, 9, 20)  # both have left the base
    with pytest.raises(PlanOutdated):
        accept_day_plan(plan, by=agent, now=driven)
    assert propose_day_plan(programme, WEDNESDAY, now=driven, by=agent) is None


def test_tour_of_which_something_is_noted_is_under_way(programme, crossed):
    Visit.objects.filter(pk=crossed[0].pk).update(status=VisitStatus.DONE)
    early = at(WEDNESDAY, 7)
    assert propose_day_plan(programme, WEDNESDAY, now=early, by=None) is None


def test_visits_of_an_absent_volunteer_are_given_to_who_is_there(programme, alix, bo, agent):
    stranded = book(alix, WEDNESDAY, 10)
    AbsenceFactory(volunteer=alix, starts_at=at(WEDNESDAY, 0), ends_at=at(THURSDAY, 0))
    plan = propose_day_plan(programme, WEDNESDAY, now=EVE, by=None)
    accept_day_plan(plan, by=agent, now=EVE)
    stranded.refresh_from_db()
    assert (stranded.volunteer, stranded.status) == (bo, VisitStatus.BOOKED)


def test_visits_nobody_has_room_for_are_told_and_stay(programme, alix, bo):
    book(bo, WEDNESDAY, 10, length_min=90)
    stranded = book(alix, WEDNESDAY, 10, length_min=90)
    helped = book(alix, WEDNESDAY, 14)
    AbsenceFactory(volunteer=alix, starts_at=at(WEDNESDAY, 0), ends_at=at(THURSDAY, 0))
    propose_day_plan(programme, WEDNESDAY, now=EVE, by=None)
    view = find_day_plan(programme, WEDNESDAY)
    assert view.unserved == (stranded,)
    assert [move.visit for move in view.moves] == [helped]


def test_visits_of_two_of_whom_one_is_absent_are_told(programme, alix, bo):
    lead = book(bo, WEDNESDAY, 10)
    VisitFactory(
        programme=programme,
        help_request=lead.help_request,
        resident=lead.resident,
        volunteer=alix,
        lead=lead,
        promised_from=lead.promised_from,
        promised_until=lead.promised_until,
        starts_at=lead.starts_at,
        ends_at=lead.ends_at,
    )
    helped = book(alix, WEDNESDAY, 14)
    AbsenceFactory(volunteer=alix, starts_at=at(WEDNESDAY, 0), ends_at=at(THURSDAY, 0))
    propose_day_plan(programme, WEDNESDAY, now=EVE, by=None)
    view = find_day_plan(programme, WEDNESDAY)
    assert view.unserved == (lead,)
    assert [move.visit for move in view.moves] == [helped]


@pytest.mark.parametrize("known", ["Alix Essai", "Bo Essai"])
def test_who_came_last_comes_again_where_that_costs_nothing(programme, alix, bo, known):
    visit = book(alix, WEDNESDAY, 10, place=EAST)
    other = book(bo, WEDNESDAY, 11, 30, place=EAST_TOO)
    last = alix if known == alix.name else bo
    made = book(last, TUESDAY, 9, status=VisitStatus.DONE)
    Visit.objects.filter(pk=made.pk).update(resident=visit.resident)
    plan = propose_day_plan(programme, WEDNESDAY, now=EVE, by=None)
    (move,) = plan.document["moves"]
    assert move["visit"] == (other.pk if last == alix else visit.pk)
    assert move["volunteer_after"] == last.pk


def test_broken_tour_is_left_to_people_rather_than_losing_a_visit(programme, alix, bo):
    for volunteer in (alix, bo):  # two at once each: nobody can make all four
        book(volunteer, WEDNESDAY, 10, width_min=0, length_min=60)
        book(volunteer, WEDNESDAY, 11, width_min=0, length_min=60, place=FAR)
    before = holders()
    plan = propose_day_plan(programme, WEDNESDAY, now=EVE, by=None)
    assert plan is None
    assert holders() == before


def test_view_tells_moves_and_tours_before_and_after(programme, plan, alix, bo):
    view = find_day_plan(programme, WEDNESDAY)
    assert (view.plan, view.before_m, view.after_m) == (plan, plan.before_m, plan.after_m)
    assert all(move.changes_volunteer for move in view.moves)
    assert {(m.volunteer_before, m.volunteer_after) for m in view.moves} == {
        (alix, bo), (bo, alix),
    }  # fmt: skip
    assert sum(tour.distance_m for tour in view.tours_before) == plan.before_m
    assert sum(tour.distance_m for tour in view.tours_after) == plan.after_m
    assert [tour.volunteer for tour in view.tours_after] == [alix, bo]
    assert holders() == ["Alix Essai", "Alix Essai", "Bo Essai", "Bo Essai"]


def test_view_is_the_same_once_accepted(programme, plan, agent):
    before = find_day_plan(programme, WEDNESDAY)
    accept_day_plan(plan, by=agent, now=EVE)
    after = find_day_plan(programme, WEDNESDAY)
    for side in ("tours_before", "tours_after"):
        told = [
            [(tour.volunteer, [stop.visit.pk for stop in tour.stops], tour.distance_m)
             for tour in getattr(view, side)]
            for view in (before, after)
        ]  # fmt: skip
        assert told[0] == told[1]


def test_view_of_a_plan_whose_visit_was_cancelled_has_tours_without_it(programme, plan):
    moved = plan.document["moves"][0]["visit"]
    Visit.objects.filter(pk=moved).update(status=VisitStatus.CANCELLED, cancelled_at=EVE)
    view = find_day_plan(programme, WEDNESDAY)
    shown = {stop.visit.pk for tour in view.tours_after for stop in tour.stops}
    assert moved not in shown
    assert len(view.moves) == 2


def test_day_without_a_plan_has_no_view(programme):
    assert find_day_plan(programme, WEDNESDAY) is None


@pytest.mark.parametrize("more", [0, 3])
def test_view_takes_seven_queries(programme, crossed, alix, django_assert_num_queries, more):
    for n in range(more):
        book(alix, WEDNESDAY, 13 + n, 30, length_min=30)
    propose_day_plan(programme, WEDNESDAY, now=EVE, by=None)
    with django_assert_num_queries(8):
        view = find_day_plan(programme, WEDNESDAY)
        assert [str(move.visit.resident.commune) for move in view.moves]
