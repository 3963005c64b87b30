"""The visits under an absence, each led to its way out; nothing is dropped silently."""

from datetime import date, time

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import (
    AbsenceFactory,
    AvailabilityFactory,
    VisitFactory,
    VolunteerFactory,
    at,
)

WEDNESDAY, THURSDAY = date(2026, 12, 2), date(2026, 12, 3)


@pytest.fixture
def address(programme):
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def visit(cast):
    return VisitFactory(programme=cast.programme, volunteer=cast.volunteer)


@pytest.fixture
def absence(cast, visit):
    return AbsenceFactory(
        volunteer=cast.volunteer, starts_at=at(WEDNESDAY, 0), ends_at=at(THURSDAY, 0)
    )


@pytest.fixture
def noa(programme):
    volunteer = VolunteerFactory(programme=programme, name="Noa Essai")
    for weekday in range(5):
        AvailabilityFactory(volunteer=volunteer, weekday=weekday, starts_at=time(9))
    return volunteer


def said(response):
    return [str(one).replace("\u00a0", " ") for one in get_messages(response.wsgi_request)]


def give(client, address, visit, volunteer, **more):
    typed = {"volunteer": volunteer.pk, "at": visit.starts_at.isoformat(), **more}
    return client.post(address("agenda:give-visit", visit.pk), typed)


def test_each_visit_has_its_three_ways(agent, address, absence, visit, noa):
    page = agent.get(address("agenda:show-ways", absence.pk))
    assert [way.visit for way in page.context["ways"]] == [visit]
    assert "Confier à Noa Essai" in page.text
    assert address("agenda:move-visit", visit.pk) in page.text
    assert address("agenda:cancel-visit", visit.pk) in page.text


def test_one_click_gives_the_visit_at_the_same_promise(agent, address, absence, visit, noa):
    back = address("agenda:show-ways", absence.pk)
    response = give(agent, address, visit, noa, next=back)
    promised = visit.promised_from
    visit.refresh_from_db()
    assert (visit.volunteer, visit.promised_from) == (noa, promised)
    assert response["Location"] == back
    assert "Noa Essai ira chez" in said(response)[0]
    assert "Plus rien à traiter" in agent.get(back).text


def test_visit_taken_meanwhile_says_why_and_stays(agent, address, absence, visit, noa):
    VisitFactory(
        programme=visit.programme,
        volunteer=noa,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        is_tied=True,
    )
    response = give(agent, address, visit, noa)
    assert said(response)[0].startswith("Rien n’a changé.")
    visit.refresh_from_db()
    assert visit.volunteer != noa


@pytest.mark.parametrize(
    "typed",
    [{"at": ""}, {"at": "2026-12-02T10:00"}, {"volunteer": "tous"}, {"volunteer": "0"}],
)
def test_what_makes_no_sense_is_not_found(agent, address, visit, noa, typed):
    whole = {"volunteer": noa.pk, "at": visit.starts_at.isoformat(), **typed}
    assert agent.post(address("agenda:give-visit", visit.pk), whole).status_code == 404


def test_page_to_go_back_to_is_never_elsewhere(agent, address, visit, noa):
    response = give(agent, address, visit, noa, next="https://ailleurs.invalid/")
    assert response["Location"] == address("agenda:show-visit", visit.pk)


@pytest.mark.parametrize(
    "screen", ["agenda:show-week", "agenda:show-day", "agenda:list-absences"]
)
def test_visit_left_stays_in_sight_until_it_is_settled(
    agent, address, absence, visit, noa, screen
):
    assert "à traiter" in agent.get(address(screen)).text.lower()
    give(agent, address, visit, noa)
    assert "des visites à traiter" not in agent.get(address(screen)).text.lower()


def test_visit_left_is_told_on_the_first_screen(agent, programme, absence):
    page = agent.get(reverse("call:list-requests", args=[programme.slug]))
    assert "Une visite est retenue pendant une absence." in page.text


def test_draft_can_be_settled_before_it_is_noted(agent, address, cast, visit, noa):
    asked = {"volunteer": cast.volunteer.pk, "first_day": "2026-12-02"}
    page = agent.get(address("agenda:add-absence"), asked)
    assert "Confier à Noa Essai" in page.text
    assert 'formmethod="get"' in page.text  # the way without a script
    response = give(agent, address, visit, noa, next=page.context["next"])
    assert "Aucune visite" in agent.get(response["Location"]).text


def test_absence_of_another_programme_does_not_exist(agent, cast, address):
    other = AbsenceFactory(volunteer=VolunteerFactory(programme=cast.elsewhere))
    assert agent.get(address("agenda:show-ways", other.pk)).status_code == 404


def test_volunteer_gives_nothing_away(client_of, address, visit, noa):
    assert give(client_of("volunteer"), address, visit, noa).status_code == 403
