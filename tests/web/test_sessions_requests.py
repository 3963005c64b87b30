"""Places asked for through a private link, answered by an agent."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import NOW, EnrolmentFactory, ResidentFactory, SessionFactory
from toctoc.agenda.models import PlaceRequest, SessionLink
from toctoc.agenda.operations import (
    AskedPlace,
    ask_place,
    digest_of,
    make_session_link,
    revoke_session_link,
)


def url_of(name, *keys):
    return reverse(f"sessions:{name}", args=["nord-est-bearn", *keys])


def said(response):
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


@pytest.fixture
def session(programme):
    return SessionFactory(programme=programme)


@pytest.fixture
def made(session, cast):
    return make_session_link(session, label="Mairie d’essai", by=cast["agent"], now=NOW)


@pytest.fixture
def asked(made):
    place = AskedPlace(last_name="Inventée", first_name="Rose", phone="+33600000009")
    return ask_place(made[0], asked=place, now=NOW)


def test_link_is_made_and_shown_once(agent, session):
    page = agent.post(url_of("make-link", session.pk), {"label": "France services"}).text
    token = page.partition("/inscription/")[2].partition("/")[0]
    assert SessionLink.objects.get().digest == digest_of(token)
    assert token not in agent.get(url_of("show-session", session.pk)).text


def test_link_for_nobody_or_to_nothing_is_refused(agent, session):
    assert "à qui" in said(agent.post(url_of("make-link", session.pk), {"label": ""}))
    cancelled = SessionFactory(programme=session.programme, cancelled=True)
    agent.post(url_of("make-link", cancelled.pk), {"label": "Mairie"})
    assert not SessionLink.objects.exists()


def test_link_is_closed(agent, made):
    agent.post(url_of("revoke-link", made[0].pk))
    made[0].refresh_from_db()
    assert made[0].revoked_at == NOW


def test_who_asked_is_recognised_and_enrolled(agent, programme, session, asked):
    resident = ResidentFactory(
        programme=programme, last_name="Inventée", first_name="Rose", mobile="+33600000009"
    )
    assert "1 demande attend" in agent.get(url_of("list-sessions")).text
    assert "Rose Inventée" in agent.get(url_of("show-session", session.pk)).text
    url = url_of("answer-asked", asked.pk)
    assert "même numéro de téléphone" in agent.get(url).text
    response = agent.post(url, {"resident": resident.pk, "told": "on"})
    assert "est inscrite" in said(response)
    assert session.enrolments.get().source == "link"
    assert not PlaceRequest.objects.exists()


def test_who_is_enrolled_already_stays_asked(agent, programme, session, asked):
    resident = ResidentFactory(programme=programme)
    EnrolmentFactory(session=session, resident=resident)
    response = agent.post(url_of("answer-asked", asked.pk), {"resident": resident.pk})
    assert "déjà inscrite" in said(response)
    assert PlaceRequest.objects.exists()


def test_nobody_on_file_teaches_what_to_do_and_the_ask_can_be_erased(agent, asked):
    url = url_of("answer-asked", asked.pk)
    assert "Aucune fiche ne lui ressemble" in agent.get(url).text
    assert agent.post(url, {"resident": ""}).status_code == 404
    agent.post(url, {"drop": "1"})
    assert not PlaceRequest.objects.exists()


def test_link_of_another_programme_does_not_exist(client_of, made, asked):
    other = client_of("agent_elsewhere")
    for name, key in (("revoke-link", made[0].pk), ("answer-asked", asked.pk)):
        url = reverse(f"sessions:{name}", args=["ailleurs", key])
        assert other.post(url).status_code == 404


@pytest.fixture
def visitor(client, made):
    """Return a way to post as somebody who is not signed in."""
    url = reverse("asking:ask-place", args=[made[1]])
    typed = {"first_name": "Rose", "last_name": "Inventée", "phone": "06 00 00 00 09"}

    def post(**more):
        return client.post(url, {**typed, **more})

    post.url = url
    return post


@pytest.fixture(autouse=True)
def _no_counts():
    from django.core.cache import cache

    cache.clear()


def test_anyone_with_the_link_asks_for_a_place(client, session, visitor):
    page = client.get(visitor.url)
    assert session.title in page.text
    assert page["Referrer-Policy"] == "no-referrer"
    response = visitor(needs_lift="on")
    assert "nous vous rappelons" in response.text
    asked = PlaceRequest.objects.get()
    assert (asked.phone, asked.needs_lift) == ("+33600000009", True)
    assert not session.enrolments.exists()


def test_page_never_tells_whether_a_person_is_on_file(client, programme, visitor):
    unknown = visitor().text
    ResidentFactory(
        programme=programme, last_name="Inventée", first_name="Rose", mobile="+33600000009"
    )
    assert visitor().text == unknown


def test_form_that_cannot_be_called_back_is_refused(visitor):
    assert visitor(phone="12").status_code == 422
    assert visitor(last_name="").status_code == 422
    assert not PlaceRequest.objects.exists()


def test_robots_are_answered_like_anyone_and_nothing_is_kept(visitor):
    assert "nous vous rappelons" in visitor(website="http://exemple.invalid").text
    assert not PlaceRequest.objects.exists()


def test_one_address_asks_only_so_often(visitor):
    for number in range(12):
        assert visitor(last_name=f"Nom {number}").status_code == 200
    assert PlaceRequest.objects.count() == 8


def test_link_that_leads_nowhere_says_so(client, cast, made, visitor):
    revoke_session_link(made[0], by=cast["agent"], now=NOW)
    for response in (client.get(visitor.url), visitor()):
        assert response.status_code == 410
        assert "ne mène plus nulle part" in response.text
