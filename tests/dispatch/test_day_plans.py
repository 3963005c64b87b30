"""Tomorrow planned a last time: what is proposed, and what deciding stores."""

from datetime import timedelta

import pytest

from tests.dispatch.scenes import BASE, FAR, NEAR, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import AbsenceFactory, at
from toctoc.agenda.enums import PromiseKind, VisitEventKind, VisitStatus
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.dispatch.enums import DayPlanStatus
from toctoc.dispatch.errors import PlanAlreadyDecided, PlanOutdated
from toctoc.dispatch.models import DayPlan
from toctoc.dispatch.operations import (
    accept_day_plan,
    book_visit,
    decline_day_plan,
    propose_day_plan,
)
from toctoc.dispatch.queries import find_day_plan, list_hours_to_tell, list_tours

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
