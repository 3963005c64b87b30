"""Help by phone and in a place, from the call to what is read aloud."""

from datetime import time

import pytest

from tests.factories import PlaceFactory, PlaceOpeningFactory
from tests.web.calls import CALLER, book, call_url, offers_in, open_call, show, type_in
from toctoc.agenda.enums import RequestStatus, Urgency, VisitKind
from toctoc.agenda.models import HelpRequest, Visit


@pytest.fixture
def agent(cast, client):
    client.force_login(cast["agent"])
    return client


@pytest.fixture
def call(agent, programme):
    return open_call(agent, programme)


@pytest.fixture
def library(programme):
    place = PlaceFactory(programme=programme, name="Médiathèque", address="3 rue Inventée")
    PlaceOpeningFactory(place=place, weekday=1, starts_at=time(9), ends_at=time(12))
    return place


def text(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_help_by_phone_is_offered_and_booked(agent, call):
    type_in(agent, call, kind="phone", length="30 min")
    page = show(agent, call)
    assert "par téléphone, " in text(page)
    assert "Nous vous appellerons" in text(page)
    response = book(agent, call, offers_in(page)[0], kind="phone", length="30 min")
    visit = Visit.objects.get()
    assert (visit.kind, visit.place) == (VisitKind.PHONE, None)
    script = text(agent.get(response.url))
    assert "vous appellera au 05 59 33 46 10" in script
    assert "viendra chez vous" not in script


def test_button_of_another_answer_looks_for_a_call_by_phone(agent, call):
    type_in(agent, call)
    page = show(agent, call)
    assert "Chercher un rendez-vous par téléphone" in text(page)
    agent.post(call_url("show-offers", call), {**CALLER, "kind_now": "phone"})
    call.refresh_from_db()
    assert (call.kind, call.status) == (VisitKind.PHONE, RequestStatus.OPEN)
    assert "par téléphone, " in text(show(agent, call))


def test_help_in_a_place_is_offered_while_it_is_open(agent, call, library):
    typed = {"kind": "place", "place": str(library.pk)}
    type_in(agent, call, **typed)
    page = show(agent, call)
    offers = offers_in(page)
    assert offers
    assert "Médiathèque" in text(page)
    assert "Quelqu’un vous attendra sur place" in text(page)
    response = book(agent, call, offers[0], **typed)
    visit = Visit.objects.get()
    assert (visit.kind, visit.place) == (VisitKind.PLACE, library)
    assert visit.promised_from == visit.promised_until
    assert "vous attendra à" in text(agent.get(response.url))
    assert "3 rue Inventée" in text(agent.get(response.url))


def test_place_is_asked_for_where_it_is_missing(agent, call, library):
    type_in(agent, call, kind="place")
    page = show(agent, call)
    assert offers_in(page) == []
    assert [field.name for field in page.context["call"].panel.missing] == ["place"]


def test_without_places_nobody_is_helped_in_one(agent, call):
    page = show(agent, call)
    kinds = [value for value, _label in page.context["call"].form.fields["kind"].choices]
    assert kinds == ["home", "phone"]


def test_place_that_is_closed_is_told(agent, call, library):
    typed = {"kind": "place", "place": str(library.pk)}
    response = agent.post(
        call_url("book-visit", call),
        {**CALLER, **typed, "offer": "other", "moment-day": "2/12", "moment-hour": "10 h"},
    )
    assert response.status_code == 409
    assert "Médiathèque est fermé le mercredi 2 décembre" in text(response)


def test_urgency_is_kept_with_the_call(agent, call):
    type_in(agent, call, urgency="urgent")
    call.refresh_from_db()
    assert call.urgency == Urgency.URGENT
    agent.post(
        call_url("answer-request", call), {**CALLER, "urgency": "urgent", "answer": "waiting"}
    )
    waiting = HelpRequest.objects.get(pk=call.pk)
    assert (waiting.status, waiting.urgency) == (RequestStatus.WAITING, Urgency.URGENT)


def test_what_is_wrong_with_the_kind_is_forgotten_with_it(agent, call, library):
    type_in(agent, call, kind="place", place=str(library.pk))
    type_in(agent, call, kind="home", place=str(library.pk))
    call.refresh_from_db()
    assert (call.kind, call.place) == (VisitKind.HOME, None)
