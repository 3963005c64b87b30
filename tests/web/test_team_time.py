"""Training and team days of several volunteers: a session at a place, absences elsewhere."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import PlaceFactory, VisitFactory, VolunteerFactory, at
from toctoc.agenda.models import Absence, Session

WEDNESDAY = date(2026, 12, 2)


@pytest.fixture
def url(programme):
    return reverse("agenda:plan-team-time", args=[programme.slug])


@pytest.fixture
def noa(programme):
    return VolunteerFactory(programme=programme, name="Noa Essai")


@pytest.fixture
def typed(cast, noa):
    return {
        "kind": "training",
        "title": "Premiers secours",
        "day": "2026-12-02",
        "starts": "9h",
        "ends": "12h",
        "place": "",
        "volunteers": [cast.volunteer.pk, noa.pk],
    }


def test_page_asks_for_everyone_by_name(coordinator, url, noa):
    page = coordinator.get(url)
    assert [label for _pk, label in page.context["form"].fields["volunteers"].choices] == [
        "Alix Essai", "Noa Essai",
    ]  # fmt: skip


def test_without_a_place_each_has_an_absence(coordinator, cast, url, noa, typed):
    response = coordinator.post(url, typed)
    assert response["Location"] == reverse("agenda:list-absences", args=[cast.programme.slug])
    held = Absence.objects.order_by("volunteer__name")
    assert [(one.volunteer, one.kind, one.starts_at, one.ends_at) for one in held] == [
        (who, "training", at(WEDNESDAY, 9), at(WEDNESDAY, 12)) for who in (cast.volunteer, noa)
    ]
    assert Session.objects.count() == 0


def test_at_a_place_it_is_a_session_of_those_who_are_free(
    coordinator, programme, cast, url, noa, typed
):
    visit = VisitFactory(programme=programme, volunteer=cast.volunteer)  # that morning
    place = PlaceFactory(programme=programme)
    coordinator.post(url, {**typed, "place": place.pk})
    session = Session.objects.get()
    assert (session.title, session.kind, session.place) == (
        "Premiers secours",
        "training",
        place,
    )
    assert [part.volunteer for part in session.crew.all()] == [noa]
    assert [one.volunteer for one in Absence.objects.all()] == [cast.volunteer]
    assert visit.status == "booked"


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"ends": "8 h"}, "ends", "La fin vient avant le début"),
        ({"day": "1/10/2026"}, "day", "Cette période finit avant de commencer"),
        ({"volunteers": []}, "volunteers", "Ce champ est obligatoire."),
    ],
)
def test_impossible_time_says_why_and_notes_nothing(
    coordinator, url, typed, changes, field, says
):
    response = coordinator.post(url, {**typed, **changes})
    assert response.status_code == 422
    assert says in response.context["form"].errors[field][0]
    assert Absence.objects.count() == 0


def test_one_who_may_not_keeps_all_from_being_noted(coordinator, programme, url, typed):
    young = VolunteerFactory(
        programme=programme, name="Kim Essai", adult_on=date(2027, 5, 1), weekly_hours=30
    )
    more = {"volunteers": [*typed["volunteers"], young.pk], "ends": "14 h"}
    response = coordinator.post(url, {**typed, **more})
    assert "Kim Essai" in response.context["form"].errors["volunteers"][0]
    assert Absence.objects.count() == 0


def test_agent_does_not_take_the_team_out(agent, url):
    assert agent.get(url).status_code == 403
