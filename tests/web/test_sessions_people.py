"""Who comes, on screen: enrolled, taken off, told, driven; from a file and during a call."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import (
    NOW,
    EnrolmentFactory,
    HelpRequestFactory,
    PlaceFactory,
    ResidentFactory,
    SessionFactory,
)
from tests.web.calls import CALLER
from tests.web.htmx import post_fragment
from toctoc.agenda.operations import cancel_session

QUERIES_OF_TOLD = 6


def url_of(name, *keys):
    return reverse(f"sessions:{name}", args=["nord-est-bearn", *keys])


def said(response):
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


@pytest.fixture
def session(programme):
    return SessionFactory(programme=programme, place=PlaceFactory(programme=programme, seats=1))


@pytest.fixture
def resident(programme):
    return ResidentFactory(programme=programme, last_name="Dupin-Exemple")


def test_person_is_found_and_enrolled(agent, session, resident):
    url = url_of("enrol-person", session.pk)
    page = post_fragment(agent, url, {"text": "dupin"}).text
    assert "Dupin-Exemple" in page
    response = agent.post(url, {"resident": resident.pk, "told": "on", "needs_lift": "on"})
    enrolment = session.enrolments.get()
    assert (enrolment.seat, enrolment.told_channel, enrolment.needs_lift) == (1, "phone", True)
    assert "est inscrite" in said(response)
    page = agent.get(url_of("show-session", session.pk)).text
    assert "Trajets à trouver" in page
    assert "À prévenir" not in page


def test_person_after_the_last_seat_waits_and_twice_is_told(agent, session, resident):
    EnrolmentFactory(session=session)
    url = url_of("enrol-person", session.pk)
    assert "liste d’attente" in said(agent.post(url, {"resident": resident.pk}))
    assert "déjà inscrite" in said(agent.post(url, {"resident": resident.pk}))
    assert "Déjà inscrite" in agent.post(url, {"text": "dupin"}).text


def test_nobody_found_teaches_what_to_do(agent, session):
    page = agent.post(url_of("enrol-person", session.pk), {"text": "zzz"}).text
    assert reverse("residents:create-file", args=["nord-est-bearn"]) in page


def test_file_of_another_programme_cannot_be_enrolled(agent, cast, session):
    stranger = ResidentFactory(programme=cast.elsewhere)
    url = url_of("enrol-person", session.pk)
    assert agent.post(url, {"resident": stranger.pk}).status_code == 404
    assert agent.post(url, {"resident": "x"}).status_code == 404


def test_person_taken_off_leaves_the_seat_to_who_is_to_be_told(agent, session):
    first = EnrolmentFactory(session=session)
    waiting = EnrolmentFactory(session=session, waiting=True)
    response = agent.post(url_of("take-off", first.pk))
    waiting.refresh_from_db()
    assert waiting.seat == 1
    assert "Une place se libère" in said(response)
    assert said(agent.post(url_of("take-off", first.pk))).endswith("rechargez la page.")


def test_person_is_noted_told_from_either_page(agent, session):
    enrolment = EnrolmentFactory(session=session)
    url = url_of("note-told", enrolment.pk)
    response = agent.post(url, {"channel": "phone", "back": "all"})
    enrolment.refresh_from_db()
    assert response.url == url_of("list-told")
    assert (enrolment.told_channel, enrolment.told_at) == ("phone", NOW)
    response = agent.post(url, {"channel": "pigeon"})
    assert response.url == url_of("show-session", session.pk)
    assert "Choisissez" in said(response)


def test_lift_is_noted_and_found(agent, session):
    enrolment = EnrolmentFactory(session=session)
    url = url_of("note-ride", enrolment.pk)
    agent.post(url, {"needs_lift": "yes"})
    enrolment.refresh_from_db()
    assert enrolment.needs_lift
    agent.post(url, {"needs_lift": "no"})
    enrolment.refresh_from_db()
    assert not enrolment.needs_lift


def test_everyone_to_tell_stands_in_one_list(agent, cast, programme, session):
    assert "Tout le monde est prévenu" in agent.get(url_of("list-told")).text
    EnrolmentFactory(session=session)
    cancel_session(session, reason="Travaux", by=cast["agent"], now=NOW)
    other = SessionFactory(programme=programme, title="Un autre")
    EnrolmentFactory(session=other)
    page = agent.get(url_of("list-told")).text
    assert "c’est annulé" in page
    assert "Un autre" in page
    assert "2 personnes ne savent pas encore" in agent.get(url_of("list-sessions")).text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_to_tell_asks_as_much_whatever_its_length(
    agent, programme, rows, django_assert_num_queries
):
    for _number in range(rows):
        EnrolmentFactory(session=SessionFactory(programme=programme))
    with django_assert_num_queries(QUERIES_OF_TOLD):
        page = agent.get(url_of("list-told")).text
    assert page.count("Noter que c’est fait") == rows


def test_person_is_enrolled_from_the_file_and_shows_there(agent, session, resident):
    file_url = reverse("residents:show-resident", args=["nord-est-bearn", resident.pk])
    url = url_of("choose-workshop", resident.pk)
    assert url in agent.get(file_url).text
    assert "1 place libre" in agent.get(url).text
    response = agent.post(url, {"session": session.pk, "told": "on"})
    assert response.url == file_url
    assert session.title in agent.get(file_url).text
    assert "Inscrite" in agent.get(url).text


def test_without_workshops_the_page_says_what_to_do(agent, programme, resident):
    assert "Aucun atelier à venir" in agent.get(url_of("choose-workshop", resident.pk)).text


def test_call_is_answered_by_a_workshop(agent, cast, programme, session, resident):
    call = HelpRequestFactory(programme=programme, resident=resident, opened_by=cast["agent"])
    url = f"{url_of('choose-workshop', resident.pk)}?appel={call.pk}"
    response = agent.post(url, {"session": session.pk, "told": "on"})
    call.refresh_from_db()
    assert response.url == reverse("call:list-requests", args=["nord-est-bearn"])
    assert (call.status, session.enrolments.get().source) == ("workshop", "call")
    assert session.title in call.outcome_note
    again = agent.post(url, {"session": SessionFactory(programme=programme).pk})
    assert "déjà reçu sa réponse" in said(again)


def test_call_of_somebody_else_does_not_open_the_page(agent, programme, resident):
    call = HelpRequestFactory(programme=programme)
    url = url_of("choose-workshop", resident.pk)
    assert agent.get(f"{url}?appel={call.pk}").status_code == 404


def test_call_screen_leads_to_the_workshops(agent, cast, programme, resident):
    call = HelpRequestFactory(programme=programme, resident=resident, opened_by=cast["agent"])
    answer = reverse("call:answer-request", args=["nord-est-bearn", call.pk])
    typed = {**CALLER, "answer": "workshop", "last_name": resident.last_name}
    response = agent.post(answer, typed)
    assert response.status_code == 302
    assert response.url == f"{url_of('choose-workshop', resident.pk)}?appel={call.pk}"
    call.refresh_from_db()
    assert call.status == "open"
