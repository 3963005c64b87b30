"""The sheet of a session: one tap a person, by agents and by the volunteers who run it."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import (
    EnrolmentFactory,
    PlaceFactory,
    ResidentFactory,
    SessionFactory,
    SessionVolunteerFactory,
    at,
)
from tests.web.htmx import post_fragment

TODAY = date(2026, 11, 30)
QUERIES = 8


def url_of(name, *keys):
    return reverse(f"sessions:{name}", args=["nord-est-bearn", *keys])


def said(response):
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


@pytest.fixture
def session(programme):
    """A workshop that began half an hour ago."""
    return SessionFactory(
        programme=programme,
        place=PlaceFactory(programme=programme, seats=2),
        starts_at=at(TODAY, 8, 30),
        ends_at=at(TODAY, 10),
    )


@pytest.fixture
def enrolment(session):
    return EnrolmentFactory(session=session)


def test_one_tap_notes_who_came_and_another_corrects_it(agent, session, enrolment):
    url = url_of("note-came", enrolment.pk)
    response = agent.post(url, {"came": "yes"})
    enrolment.refresh_from_db()
    assert response.url == url_of("show-sheet", session.pk)
    assert enrolment.status == "present"
    assert "1 personne venue" in agent.get(response.url).text
    agent.post(url, {"came": "no"})
    enrolment.refresh_from_db()
    assert enrolment.status == "absent"


def test_tap_with_script_answers_the_list_alone(agent, enrolment):
    page = post_fragment(agent, url_of("note-came", enrolment.pk), {"came": "yes"}).text
    assert "1 personne venue" in page
    assert "<h1>" not in page


def test_sheet_of_a_day_to_come_cannot_be_kept(agent, programme):
    session = SessionFactory(programme=programme)
    enrolment = EnrolmentFactory(session=session)
    page = agent.get(url_of("show-sheet", session.pk)).text
    assert "à partir du jour même" in page
    assert url_of("note-came", enrolment.pk) not in page
    assert "jour même" in said(agent.post(url_of("note-came", enrolment.pk), {"came": "yes"}))
    agent.post(url_of("count-unnamed", session.pk), {"count": "3"})
    session.refresh_from_db()
    assert session.walk_ins == 0


def test_people_without_a_name_are_counted(agent, session):
    agent.post(url_of("count-unnamed", session.pk), {"count": "3"})
    session.refresh_from_db()
    assert session.walk_ins == 3
    assert "3 personnes venues" in agent.get(url_of("show-sheet", session.pk)).text
    assert "Écrivez un nombre" in said(
        agent.post(url_of("count-unnamed", session.pk), {"count": "trois"})
    )


def test_person_who_just_came_is_added(agent, programme, session):
    resident = ResidentFactory(programme=programme)
    url = url_of("enrol-person", session.pk)
    assert "Ajouter une personne venue" in agent.get(f"{url}?sur-place=1").text
    response = agent.post(url, {"resident": resident.pk, "on_site": "1"})
    assert response.url == url_of("show-sheet", session.pk)
    assert session.enrolments.get().status == "present"


def test_volunteer_keeps_the_sheet_of_what_they_run(client_of, cast, session, enrolment):
    volunteer = client_of("volunteer")
    assert volunteer.get(url_of("show-sheet", session.pk)).status_code == 404
    assert volunteer.post(url_of("note-came", enrolment.pk), {"came": "yes"}).status_code == 404
    SessionVolunteerFactory(session=session, volunteer=cast.volunteer)
    page = volunteer.get(url_of("show-sheet", session.pk)).text
    assert str(enrolment.resident) in page
    assert url_of("enrol-person", session.pk) not in page
    volunteer.post(url_of("note-came", enrolment.pk), {"came": "yes"})
    enrolment.refresh_from_db()
    assert enrolment.status == "present"


def test_printed_sheet_has_everyone_and_lines_to_spare(agent, session, enrolment):
    EnrolmentFactory(
        session=session,
        resident=ResidentFactory(programme=session.programme, last_name="Attente"),
        waiting=True,
        needs_lift=True,
    )
    page = agent.get(url_of("print-sheet", session.pk)).text
    assert "Lafictive Odette" in page
    assert "Attente Odette" in page
    assert "à emmener" in page
    assert page.count("&nbsp;") == 4


@pytest.mark.parametrize("rows", [1, 3])
def test_sheet_asks_as_much_whatever_its_length(
    agent, session, rows, django_assert_num_queries
):
    for seat in range(1, rows + 1):
        EnrolmentFactory(session=session, seat=seat)
    with django_assert_num_queries(QUERIES):
        page = agent.get(url_of("show-sheet", session.pk)).text
    assert page.count("Pas venue") == rows
