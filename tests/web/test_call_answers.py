"""Answers that are no visit: the waiting list, help by phone, another place, nothing."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.factories import NOW, HelpRequestFactory, VisitFactory
from tests.web.calls import CALLER, call_url, open_call, show
from toctoc.people.models import Resident

CREDENTIAL = "mot de passe : Soleil64"


@pytest.fixture
def call(agent, programme):
    return open_call(agent, programme)


def answer(agent, call, status, **typed):
    return agent.post(call_url("answer-request", call), {**CALLER, **typed, "answer": status})


@pytest.mark.parametrize("status", ["waiting", "phone"])
def test_person_to_call_back_gets_a_file_and_waits(agent, call, status):
    response = answer(agent, call, status, note="Rappeler jeudi")
    call.refresh_from_db()
    assert response.status_code == HTTPStatus.FOUND
    assert (call.status, call.outcome_note) == (status, "Rappeler jeudi")
    assert call.resident == Resident.objects.get()


@pytest.mark.parametrize("status", ["waiting", "phone"])
def test_nobody_waits_without_a_name(agent, call, status):
    response = answer(agent, call, status, last_name="")
    call.refresh_from_db()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Indiquez le nom de la personne." in response.text
    assert (call.status, call.resident) == ("open", None)


def test_hand_over_says_to_whom(agent, call):
    refused = answer(agent, call, "handed_over")
    answered = answer(agent, call, "handed_over", note="France services de Lembeye")
    call.refresh_from_db()
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answered.status_code == HTTPStatus.FOUND
    assert (call.status, call.outcome_note) == ("handed_over", "France services de Lembeye")


def test_call_closed_for_nothing_leaves_no_file(agent, call):
    answer(agent, call, "closed", last_name="", commune="")
    call.refresh_from_db()
    assert call.status == "closed"
    assert not Resident.objects.exists()


def test_note_that_holds_a_password_is_refused(agent, call):
    response = answer(agent, call, "phone", note=CREDENTIAL)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.context["call"].outcome["note"].value() == CREDENTIAL


@pytest.mark.parametrize("status", ["", "booked", "open", "x"])
def test_answer_that_is_none_is_a_bad_request(agent, call, status):
    assert answer(agent, call, status).status_code == HTTPStatus.BAD_REQUEST


def test_call_answered_in_another_tab_is_told_and_keeps_its_first_answer(agent, call):
    answer(agent, call, "waiting")
    response = answer(agent, call, "closed")
    call.refresh_from_db()
    assert response.status_code == HTTPStatus.CONFLICT
    assert "Sur liste d’attente" in response.text
    assert call.status == "waiting"


def test_answered_call_shows_its_answer(agent, call):
    answer(agent, call, "handed_over", note="France services")
    assert "France services" in show(agent, call).text


def test_answered_call_when_taken_up_again_is_open_as_it_stood(agent, call):
    answer(agent, call, "waiting")
    response = agent.post(call_url("reopen-request", call))
    screen = show(agent, call).context["call"]
    assert response["Location"] == call_url("show-call", call)
    assert screen.form["last_name"].value() == "Lacroix"


@pytest.mark.parametrize("status", ["waiting", "phone"])
def test_person_who_waited_is_settled_and_the_note_stays(agent, call, status):
    answer(agent, call, status, note="Rappeler jeudi")
    agent.post(call_url("close-request", call))
    call.refresh_from_db()
    assert (call.status, call.outcome_note) == ("closed", "Rappeler jeudi")


def test_booked_call_is_not_closed_but_shown(agent, cast, programme):
    visit = VisitFactory(programme=programme, volunteer=cast.volunteer)
    response = agent.post(call_url("close-request", visit.help_request), follow=True)
    assert "Cet appel a déjà reçu sa réponse." in response.text
    assert agent.get(call_url("close-request", visit.help_request)).status_code == 302


def test_booked_call_is_not_taken_up_again_but_shown(agent, cast, programme):
    visit = VisitFactory(programme=programme, volunteer=cast.volunteer)
    response = agent.post(call_url("reopen-request", visit.help_request))
    address = reverse("call:show-confirmation", args=[programme.slug, visit.pk])
    assert response["Location"] == address


def test_reopening_by_its_address_alone_only_shows_the_call(agent, programme):
    call = HelpRequestFactory(programme=programme, status="waiting", closed_at=NOW)
    assert agent.get(call_url("reopen-request", call))["Location"] == call_url(
        "show-call", call
    )
    call.refresh_from_db()
    assert call.status == "waiting"
