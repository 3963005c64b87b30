"""Changing a session on screen: edited, moved, another crew, cancelled; one date or all."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import (
    EnrolmentFactory,
    SessionFactory,
    SessionVolunteerFactory,
    VolunteerFactory,
    at,
)
from toctoc.agenda.models import SessionSeries

DAY = date(2026, 12, 3)
WEEK = timedelta(weeks=1)


def url_of(name, *keys):
    return reverse(f"sessions:{name}", args=["nord-est-bearn", *keys])


@pytest.fixture
def session(programme):
    return SessionFactory(programme=programme)


@pytest.fixture
def series(programme, cast, session):
    """Three Thursdays; the first is `session`."""
    session.series = SessionSeries.objects.create(
        programme=programme, created_by=cast["agent"], created_at=session.created_at
    )
    session.save()
    later = [
        SessionFactory(
            programme=programme,
            series=session.series,
            starts_at=session.starts_at + number * WEEK,
            ends_at=session.ends_at + number * WEEK,
        )
        for number in (1, 2)
    ]
    return [session, *later]


def refreshed(sessions):
    for one in sessions:
        one.refresh_from_db()
    return sessions


def about(session, **more):
    return {"kind": "workshop", "title": session.title, **more}


def moment(session, hour, **more):
    place = session.place_id
    return {"place": place, "day": "2026-12-03", "starts": f"{hour} h", "ends": "20 h", **more}


def said(response):
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


def test_seats_edited_let_in_who_waits(agent, session):
    EnrolmentFactory(session=session)
    waiting = EnrolmentFactory(session=session, waiting=True)
    agent.post(url_of("edit-session", session.pk), about(session, seats="2", theme="Photos"))
    session.refresh_from_db()
    waiting.refresh_from_db()
    assert (session.theme, session.seats, waiting.seat) == ("Photos", 2, 2)


def test_edit_without_a_title_is_refused(agent, session):
    response = agent.post(url_of("edit-session", session.pk), about(session, title=""))
    assert response.status_code == 422


def test_alone_no_question_of_the_others_is_asked(agent, session, series):
    assert "tous les suivants" in agent.get(url_of("edit-session", session.pk)).text
    assert "tous les suivants" not in agent.get(url_of("edit-session", series[2].pk)).text


def test_title_of_all_that_follow_is_edited(agent, series):
    typed = about(series[1], title="Suite", scope="following")
    agent.post(url_of("edit-session", series[1].pk), typed)
    assert [one.title for one in refreshed(series)] == [series[0].title, "Suite", "Suite"]


def test_session_moves_and_says_that_people_are_to_be_told(agent, session):
    url = url_of("move-session", session.pk)
    assert 'value="14 h"' in agent.get(url).text.replace("\xa0", " ")
    response = agent.post(url, moment(session, 18, reason="Salle prise"))
    session.refresh_from_db()
    assert session.starts_at == at(DAY, 18)
    assert "à prévenir" in said(response)
    page = agent.get(url_of("show-session", session.pk)).text
    assert "Salle prise" in page


def test_all_that_follow_move_by_as_much(agent, series):
    typed = moment(series[0], 18, scope="following")
    agent.post(url_of("move-session", series[0].pk), typed)
    starts = [one.starts_at for one in refreshed(series)]
    assert starts == [at(DAY, 18), at(DAY, 18) + WEEK, at(DAY, 18) + 2 * WEEK]


def test_move_into_the_past_is_refused_with_a_sentence(agent, session):
    typed = moment(session, 9, day="2026-11-02")
    response = agent.post(url_of("move-session", session.pk), typed)
    assert response.status_code == 422
    assert "ou elle est passée" in response.text


def test_crew_page_says_who_is_free_and_keeps_who_is_chosen(agent, cast, programme, session):
    bo = VolunteerFactory(programme=programme, name="Bo Essai")
    SessionVolunteerFactory(session=session, volunteer=cast.volunteer)
    url = url_of("change-crew", session.pk)
    page = agent.get(url).text
    assert "Libre, dans ses horaires." in page
    assert "Ne travaille pas ce jour-là." in page
    agent.post(url, {"volunteers": [bo.pk]})
    assert [member.volunteer for member in session.crew.all()] == [bo]


def test_crew_that_is_elsewhere_is_refused_with_the_reason(agent, cast, programme, session):
    other = SessionFactory(programme=programme, title="Autre atelier")
    SessionVolunteerFactory(session=other, volunteer=cast.volunteer)
    response = agent.post(
        url_of("change-crew", session.pk), {"volunteers": [cast.volunteer.pk]}
    )
    assert response.status_code == 422
    assert "anime déjà" in response.text
    assert not session.crew.exists()


def test_cancelled_session_lists_whom_to_tell_and_how(agent, session):
    EnrolmentFactory(session=session, told_channel="phone", told_at=session.created_at)
    url = url_of("cancel-session", session.pk)
    assert agent.post(url, {"reason": ""}).status_code == 422
    agent.post(url, {"reason": "Chauffage en panne"})
    page = agent.get(url_of("show-session", session.pk)).text
    assert "Chauffage en panne" in page
    assert "c’est annulé" in page
    assert "05\xa059\xa000\xa000\xa001" in page


def test_all_that_follow_are_cancelled(agent, series):
    typed = {"reason": "Travaux", "scope": "following"}
    agent.post(url_of("cancel-session", series[1].pk), typed)
    assert [one.status for one in refreshed(series)] == ["planned", "cancelled", "cancelled"]


def test_cancelled_session_cannot_be_moved_any_more(agent, programme):
    session = SessionFactory(programme=programme, cancelled=True)
    response = agent.post(url_of("move-session", session.pk), moment(session, 18))
    assert response.status_code == 422
    assert "Ce n’est plus prévu" in response.text
