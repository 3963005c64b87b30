"""What came of a visit, taken back or not; a cancelled visit put back; the waiting list."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.dispatch.scenes import TUESDAY, book
from tests.dispatch.scenes import call as wish
from tests.factories import at
from toctoc.agenda.enums import CancelReason, RequestStatus, Urgency, VisitStatus
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import note_outcome
from toctoc.dispatch.operations import cancel_visit

MONDAY = date(2026, 11, 30)


@pytest.fixture
def coordinator(cast, client):
    client.force_login(cast["coordinator"])
    return client


@pytest.fixture
def agent(cast, client):
    client.force_login(cast["agent"])
    return client


@pytest.fixture
def today_visit(cast):
    return book(cast.volunteer, MONDAY, 8)


@pytest.fixture
def visit(cast):
    return book(cast.volunteer, TUESDAY, 10)


@pytest.fixture
def cancelled(cast, visit, now):
    return cancel_visit(visit, reason=CancelReason.OTHER, by=cast["agent"], now=now)


def address(name, visit):
    return reverse(name, args=[visit.programme.slug, visit.pk])


def text(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("done", "la visite est faite"), ("no_show", "il n’y avait personne")],
)
def test_outcome_is_noted_and_told(coordinator, today_visit, outcome, said):
    page = text(coordinator.get(address("agenda:show-visit", today_visit)))
    assert "La visite est faite" in page
    answer = coordinator.post(
        address("agenda:note-outcome", today_visit), {"outcome": outcome}, follow=True
    )
    today_visit.refresh_from_db()
    assert today_visit.status == outcome
    assert said in text(answer)


def test_outcome_is_taken_back(coordinator, cast, today_visit, now):
    note_outcome(today_visit, outcome=VisitStatus.NO_SHOW, by=cast["agent"], now=now)
    assert "ce n’est pas cela" in text(
        coordinator.get(address("agenda:show-visit", today_visit))
    )
    answer = coordinator.post(address("agenda:reopen-visit", today_visit), follow=True)
    today_visit.refresh_from_db()
    assert today_visit.status == VisitStatus.BOOKED
    assert "Au lieu de : Personne absente." in text(answer)


def test_outcome_that_is_none_is_refused(coordinator, today_visit, visit):
    made_up = coordinator.post(
        address("agenda:note-outcome", today_visit), {"outcome": "cancelled"}
    )
    assert made_up.status_code == 400
    early = coordinator.post(
        address("agenda:note-outcome", visit), {"outcome": "done"}, follow=True
    )
    assert "son issue se note le jour même" in text(early)
    nothing = coordinator.post(address("agenda:reopen-visit", visit), follow=True)
    assert "toujours prévue" in text(nothing)


def test_outcome_is_not_asked_of_visits_to_come_nor_of_others(client, cast, visit):
    client.force_login(cast["volunteer"])
    assert client.post(address("agenda:note-outcome", visit)).status_code == 403
    client.force_login(cast["coordinator"])
    assert "La visite est faite" not in text(client.get(address("agenda:show-visit", visit)))


def test_cancelled_visit_is_put_back(coordinator, cancelled):
    assert "Remettre ce rendez-vous" in text(
        coordinator.get(address("agenda:show-visit", cancelled))
    )
    answer = coordinator.post(address("agenda:restore-visit", cancelled), follow=True)
    cancelled.refresh_from_db()
    assert cancelled.status == VisitStatus.BOOKED
    assert "de nouveau prévu" in text(answer)
    assert "Annulé auparavant : Autre raison." in text(answer)


def test_cancelled_visit_whose_time_is_taken_stays_so(coordinator, cast, cancelled):
    book(cast.volunteer, TUESDAY, 10)
    answer = coordinator.post(address("agenda:restore-visit", cancelled), follow=True)
    cancelled.refresh_from_db()
    assert cancelled.status == VisitStatus.CANCELLED
    assert "Le rendez-vous reste annulé." in text(answer)


def wait(programme, *, days, **fields):
    opened = at(MONDAY, 9) - timedelta(days=days)
    return wish(
        programme, status=RequestStatus.WAITING, opened_at=opened, closed_at=opened, **fields
    )


def waiting_url(programme):
    return reverse("agenda:list-waiting", args=[programme.slug])


def test_waiting_list_without_anybody_says_what_to_do(agent, programme):
    assert "Personne n’attend" in text(agent.get(waiting_url(programme)))


def test_waiting_list_puts_urgent_then_old_first(agent, programme):
    old, new = wait(programme, days=9), wait(programme, days=1)
    urgent = wait(programme, days=0, urgency=Urgency.URGENT)
    page = agent.get(waiting_url(programme))
    shown = [one.help_request for one in page.context["others"]]
    assert shown == [urgent, old, new]
    assert "Attend depuis 9 jours." in text(page)


def test_freed_place_opens_the_call_with_its_moment(agent, programme, cancelled):
    waiting = wait(programme, days=9)
    page = agent.get(waiting_url(programme), {"place": cancelled.pk})
    (suited,) = page.context["suited"]
    assert suited.help_request == waiting
    opened = agent.post(
        reverse("call:reopen-request", args=[programme.slug, waiting.pk]),
        {"creneau": suited.slot},
    )
    assert "creneau=" in opened.url
    form = text(agent.get(opened.url))
    assert "Choisir un autre moment" in form
    assert Visit.objects.count() == 1


def test_place_taken_again_is_offered_no_more(agent, cast, programme, cancelled):
    assert len(agent.get(waiting_url(programme)).context["openings"]) == 1
    book(cast.volunteer, TUESDAY, 10)
    assert agent.get(waiting_url(programme)).context["openings"] == []


def test_waiting_list_is_for_who_changes_the_agenda(client, cast, programme):
    client.force_login(cast["partner"])
    assert client.get(waiting_url(programme)).status_code == 403
