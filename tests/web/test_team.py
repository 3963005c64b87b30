"""The team on screen: volunteers and their weeks."""

import re
from datetime import date, time

import pytest
from django.urls import reverse

from tests.factories import (
    AvailabilityFactory,
    VolunteerFactory,
)
from toctoc.people.models import Volunteer
from toctoc.territory.operations import add_base


@pytest.fixture
def address(programme):
    def address_of(name, *args):
        return reverse(f"team:{name}", args=[programme.slug, *args])

    return address_of


@pytest.fixture
def file(programme):
    return {
        "name": "Noa Essai",
        "organisation": str(programme.organisations.first().pk),
        "mission_starts_on": "1/12/2026",
        "mission_ends_on": "30/06/2027",
        "weekly_hours": "28",
        "base_label": "Mairie",
        "base_commune": "64405",
        "travel": "car",
        "skills": ["equipment"],
    }


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def test_list_shows_missions_by_name_and_hides_those_that_are_over(agent, programme, address):
    VolunteerFactory(programme=programme, name="Zoé", mission_ends_on=date(2026, 12, 20))
    VolunteerFactory(programme=programme, name="Éloi", mission_starts_on=date(2027, 1, 4))
    VolunteerFactory(programme=programme, name="Ancien", mission_ends_on=date(2026, 11, 29))
    page = text_of(agent.get(address("list-volunteers")))
    names = re.findall(r"/equipe/\d+/\">([^<]+)</a>", page)
    assert names == ["Alix Essai", "Éloi", "Zoé"]
    assert "Finit bientôt" in page
    assert "Pas encore commencée" in page
    assert "Mission du 1er octobre 2026 au 30 juin 2027" in page
    assert "Ancien" in text_of(agent.get(address("list-volunteers"), {"passees": "1"}))


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries_for_one_and_for_three(
    agent, programme, address, django_assert_num_queries, rows
):
    for _row in range(rows):
        AvailabilityFactory(volunteer=VolunteerFactory(programme=programme))
    with django_assert_num_queries(6):
        agent.get(address("list-volunteers"))


def test_empty_team_teaches_the_first_step(coordinator, programme, address):
    Volunteer.objects.all().delete()
    assert "Ajouter un volontaire" in text_of(coordinator.get(address("list-volunteers")))


def test_volunteer_is_shown_with_mission_week_and_base(agent, cast, address):
    page = text_of(agent.get(address("show-volunteer", cast.volunteer.pk)))
    for said in ("Alix Essai", "28 h par semaine", "9 h – 17 h", "Local de Morlaàs"):
        assert said in page
    assert "Modifier la fiche" not in page


def test_volunteer_of_another_programme_is_no_address(coordinator, cast, address):
    elsewhere = VolunteerFactory(programme=cast.elsewhere)
    for name in ("show-volunteer", "edit-volunteer", "edit-week"):
        assert coordinator.get(address(name, elsewhere.pk)).status_code == 404


def test_new_volunteer_is_offered_the_programmes_own_base(coordinator, programme, address):
    commune = programme.communes.get()
    add_base(programme, label="Maison des services", commune=commune)
    page = text_of(coordinator.get(address("create-volunteer")))
    assert 'value="Maison des services"' in page
    assert f'<option value="{commune.pk}" selected>' in page


def test_volunteer_is_created_then_their_week_is_asked_for(coordinator, address, file):
    response = coordinator.post(address("create-volunteer"), file)
    volunteer = Volunteer.objects.get(name="Noa Essai")
    assert response["Location"] == address("set-plain-week", volunteer.pk)
    assert volunteer.mission_starts_on == date(2026, 12, 1)
    assert volunteer.skills == ["equipment"]
    assert (volunteer.base_lat_deg, volunteer.base_lon_deg) == (43.345, -0.265)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "Alix Essai"}, "Il y a déjà un volontaire nommé Alix Essai."),
        ({"name": ""}, "Ce champ est obligatoire."),
        ({"mission_ends_on": "30/11/2026"}, "La mission finit avant de commencer."),
        ({"mission_ends_on": "31/02/2027"}, "Cette date n’existe pas"),
        ({"weekly_hours": "49"}, "La loi permet de 1 à 48 heures par semaine."),
        (
            {"weekly_hours": "36", "adult_on": "1/3/2027"},
            "Avant 18 ans, la loi permet au plus 35 heures par semaine.",
        ),
        ({"skills": []}, "Ce champ est obligatoire."),
    ],
)
def test_impossible_volunteer_says_why(coordinator, address, file, changes, says):
    response = coordinator.post(address("create-volunteer"), {**file, **changes})
    assert response.status_code == 422
    assert says in text_of(response)
    assert Volunteer.objects.count() == 1


def test_volunteer_is_changed_and_keeps_the_account(coordinator, cast, address, file):
    url = address("edit-volunteer", cast.volunteer.pk)
    assert 'value="01/10/2026"' in text_of(coordinator.get(url))
    account = str(cast["volunteer"].pk)
    response = coordinator.post(url, {**file, "account": account, "lat": "43.4", "lon": "-0.2"})
    assert response["Location"] == address("show-volunteer", cast.volunteer.pk)
    cast.volunteer.refresh_from_db()
    assert cast.volunteer.name == "Noa Essai"
    assert cast.volunteer.account == cast["volunteer"]
    assert cast.volunteer.base_lat_deg == 43.4


def test_account_of_another_volunteer_is_refused(coordinator, cast, address, file):
    typed = {**file, "account": str(cast["volunteer"].pk)}
    response = coordinator.post(address("create-volunteer"), typed)
    assert response.status_code == 422
    assert "Ce compte est déjà celui d’un autre volontaire." in text_of(response)


def test_invalid_change_keeps_the_old_name_as_the_title(coordinator, cast, address, file):
    url = address("edit-volunteer", cast.volunteer.pk)
    response = coordinator.post(url, {**file, "weekly_hours": "60"})
    assert response.status_code == 422
    assert "Modifier la fiche de Alix Essai" in text_of(response)


def test_week_is_shown_and_replaced(coordinator, cast, address):
    url = address("set-plain-week", cast.volunteer.pk)
    assert text_of(coordinator.get(url)).count('value="9 h"') == 5
    typed = {
        "day1-starts_1": "13h30",
        "day1-ends_1": "17:30",
        "day1-starts_2": "9",
        "day1-ends_2": "12 h",
    }
    response = coordinator.post(url, typed)
    assert response["Location"] == address("edit-week", cast.volunteer.pk)
    held = cast.volunteer.availabilities.values_list("rule", "starts_at", "ends_at")
    tuesday = "FREQ=WEEKLY;BYDAY=TU"
    assert list(held) == [(tuesday, time(9), time(12)), (tuesday, time(13, 30), time(17, 30))]


def test_week_of_a_minor_recalls_the_law(coordinator, programme, address):
    minor = VolunteerFactory(programme=programme, adult_on=date(2027, 3, 1))
    page = text_of(coordinator.get(address("set-plain-week", minor.pk)))
    assert "Au plus 7 heures par jour" in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day0-starts_1": "9h"}, "Il manque l’autre heure"),
        ({"day0-starts_1": "9h", "day0-ends_1": "8h"}, "Le retour doit venir après le départ."),
        ({"day0-starts_1": "midi", "day0-ends_1": "17h"}, "Cette heure n’existe pas"),
        (
            {
                f"day{day}-{end}": hour
                for day in range(7)
                for end, hour in (("starts_1", "9h"), ("ends_1", "17h"))
            },
            "au plus 6 jours par semaine (art. L.120-8 du code du service national)",
        ),
    ],
)
def test_impossible_week_says_why_and_stores_nothing(coordinator, cast, address, typed, says):
    response = coordinator.post(address("set-plain-week", cast.volunteer.pk), typed)
    assert response.status_code == 422
    assert says in text_of(response)
    assert cast.volunteer.availabilities.count() == 5
