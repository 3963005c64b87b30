"""Workshops on screen: the list, one of them, who may see what."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    EnrolmentFactory,
    PlaceFactory,
    SessionFactory,
    SessionVolunteerFactory,
    at,
)
from toctoc.agenda.operations import make_session_link

QUERIES_OF_LIST = 9
QUERIES_OF_PAGE = 12


def url_of(name, *keys):
    return reverse(f"sessions:{name}", args=["nord-est-bearn", *keys])


@pytest.fixture
def session(programme):
    return SessionFactory(programme=programme)


def test_nothing_planned_teaches_the_first_step(agent, programme):
    response = agent.get(url_of("list-sessions"))
    assert "Rien n’est prévu" in response.text
    assert url_of("plan-session") in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_as_much_whatever_its_length(
    agent, programme, cast, rows, django_assert_num_queries
):
    place = PlaceFactory(programme=programme, seats=1)
    for number in range(rows):
        starts_at = at(date(2026, 12, 3 + number), 14)
        session = SessionFactory(
            programme=programme,
            place=place,
            starts_at=starts_at,
            ends_at=at(date(2026, 12, 3 + number), 16),
        )
        SessionVolunteerFactory(session=session, volunteer=cast.volunteer)
        EnrolmentFactory(session=session)
        EnrolmentFactory(session=session, waiting=True)
    with django_assert_num_queries(QUERIES_OF_LIST):
        response = agent.get(url_of("list-sessions"))
    assert response.text.count("1 sur 1") == rows
    assert response.text.count("complet") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_as_much_whoever_comes(agent, session, rows, django_assert_num_queries):
    for seat in range(1, rows + 1):
        EnrolmentFactory(session=session, seat=seat)
        EnrolmentFactory(session=session, waiting=True)
    with django_assert_num_queries(QUERIES_OF_PAGE):
        response = agent.get(url_of("show-session", session.pk))
    assert f"Inscrits\xa0: {rows} sur 8" in response.text


def test_past_sessions_have_their_own_list(agent, programme):
    SessionFactory(
        programme=programme,
        title="Atelier fini",
        status="held",
        starts_at=at(date(2026, 11, 5), 14),
        ends_at=at(date(2026, 11, 5), 16),
    )
    assert "Atelier fini" not in agent.get(url_of("list-sessions")).text
    assert "Atelier fini" in agent.get(url_of("list-past")).text


def test_volunteer_sees_only_what_they_run(client_of, programme, cast, session):
    mine = SessionFactory(
        programme=programme,
        title="Le mien",
        starts_at=at(date(2026, 12, 4), 14),
        ends_at=at(date(2026, 12, 4), 16),
    )
    SessionVolunteerFactory(session=mine, volunteer=cast.volunteer)
    page = client_of("volunteer").get(url_of("list-sessions")).text
    assert "Le mien" in page
    assert session.title not in page
    assert client_of("volunteer").get(url_of("show-session", session.pk)).status_code == 403


def test_session_of_another_programme_does_not_exist(agent, cast):
    session = SessionFactory(programme=cast.elsewhere)
    assert agent.get(url_of("show-session", session.pk)).status_code == 404


def test_cancelled_session_says_so_and_offers_nothing_more(agent, programme):
    session = SessionFactory(programme=programme, cancelled=True)
    page = agent.get(url_of("show-session", session.pk)).text
    assert "Salle indisponible" in page
    assert url_of("move-session", session.pk) not in page


def test_session_above_its_seats_says_by_how_many(agent, programme, session):
    session.seats = 1
    session.save()
    for seat in (1, 2, 3):
        EnrolmentFactory(session=session, seat=seat)
    assert "2 personnes de trop" in agent.get(url_of("show-session", session.pk)).text


def test_links_still_open_are_shown_without_their_token(agent, cast, session):
    _link, token = make_session_link(
        session, label="Mairie d’essai", by=cast["agent"], now=session.created_at
    )
    page = agent.get(url_of("show-session", session.pk)).text
    assert "Mairie d’essai" in page
    assert token not in page
