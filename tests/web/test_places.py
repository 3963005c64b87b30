"""Places on screen: listed, written with their hours as typed, closed, opened again."""

from datetime import date, time

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import PlaceFactory, PlaceOpeningFactory
from toctoc.agenda.models import Place
from toctoc.agenda.operations import PlaceFields

QUERIES = 6


def url_of(name, *keys):
    return reverse(f"places:{name}", args=["nord-est-bearn", *keys])


@pytest.fixture
def typed(programme):
    return {
        "name": "Médiathèque d’essai",
        "address": "3 rue Inventée",
        "commune": "64405",
        "seats": "12",
        "machines": "4",
        "is_accessible": "on",
        "phone": "05 59 00 00 12",
        "hours0": "9h-12h, 14 h – 17h30",
        "hours3": "10 h à 12 h",
    }


def test_no_place_teaches_the_first_step(agent, programme):
    page = agent.get(url_of("list-places")).text
    assert "Aucun lieu pour l’instant" in page
    assert url_of("create-place") in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_as_much_whatever_its_length(
    agent, programme, rows, django_assert_num_queries
):
    for number in range(rows):
        PlaceOpeningFactory(place=PlaceFactory(programme=programme, name=f"Lieu {number}"))
    with django_assert_num_queries(QUERIES):
        page = agent.get(url_of("list-places")).text
    assert page.count("9\xa0h – 17\xa0h") == rows


def test_place_is_stored_as_typed(agent, programme, typed):
    response = agent.post(url_of("create-place"), typed)
    assert response.status_code == 302
    place = Place.objects.get()
    fields = PlaceFields.of(place)
    assert fields.openings == (
        (0, time(9), time(12)),
        (0, time(14), time(17, 30)),
        (3, time(10), time(12)),
    )
    assert (place.phone, place.seats, place.is_accessible) == ("+33559000012", 12, True)
    assert (place.lat_deg, place.lon_deg) == (43.345, -0.265)


def test_place_keeps_the_point_of_the_map(agent, programme, typed):
    agent.post(url_of("create-place"), {**typed, "lat": "43.35", "lon": "-0.27"})
    place = Place.objects.get()
    assert (place.lat_deg, place.lon_deg) == (43.35, -0.27)


@pytest.mark.parametrize("hours", ["matin", "12h-9h", "9h-12h, 11h-14h", "9h", "25h-26h"])
def test_hours_that_cannot_be_read_are_told_and_nothing_is_lost(agent, programme, typed, hours):
    response = agent.post(url_of("create-place"), {**typed, "hours1": hours})
    assert response.status_code == 422
    assert hours in response.text
    assert not Place.objects.exists()


def test_name_taken_is_told(agent, programme, typed):
    PlaceFactory(programme=programme, name=typed["name"])
    response = agent.post(url_of("create-place"), typed)
    assert response.status_code == 422
    assert "Un autre lieu porte déjà ce nom" in response.text


def test_place_opened_again_shows_what_it_holds(agent, programme):
    place = PlaceFactory(programme=programme)
    PlaceOpeningFactory(place=place, ends_at=time(12))
    page = agent.get(url_of("edit-place", place.pk)).text
    assert 'value="9 h – 12 h"' in page
    assert place.name in page


def test_place_changed_keeps_its_key(agent, programme, typed):
    place = PlaceFactory(programme=programme)
    agent.post(url_of("edit-place", place.pk), typed)
    assert Place.objects.get().name == typed["name"]
    assert Place.objects.get().pk == place.pk


def test_place_is_closed_and_opened_again(agent, programme):
    place = PlaceFactory(programme=programme)
    response = agent.post(url_of("close-place", place.pk))
    assert "est fermé" in str(next(iter(get_messages(response.wsgi_request))))
    place.refresh_from_db()
    assert place.closed_on == date(2026, 11, 30)
    assert "Lieux fermés" in agent.get(url_of("list-places")).text
    agent.post(url_of("reopen-place", place.pk))
    place.refresh_from_db()
    assert place.closed_on is None


def test_place_of_another_programme_does_not_exist(agent, cast):
    place = PlaceFactory(programme=cast.elsewhere)
    assert agent.get(url_of("edit-place", place.pk)).status_code == 404
    assert agent.post(url_of("close-place", place.pk)).status_code == 404


def test_address_is_looked_for_without_script(agent, programme, typed):
    response = agent.post(url_of("create-place"), {**typed, "find_address": "1"})
    assert response.status_code == 200
    assert "Adresses trouvées" in response.text
    assert not Place.objects.exists()
