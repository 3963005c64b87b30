"""Planning on screen: alone or in series, with dates and people checked on the way."""

from datetime import date, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import (
    PARIS,
    AbsenceFactory,
    PlaceFactory,
    PlaceOpeningFactory,
    VolunteerFactory,
    at,
)
from tests.web.htmx import ask_fragment
from toctoc.agenda.models import Session

QUERIES = 13


@pytest.fixture
def url(programme):
    return reverse("sessions:plan-session", args=[programme.slug])


@pytest.fixture
def place(programme):
    return PlaceFactory(programme=programme)


@pytest.fixture
def typed(place, cast):
    return {
        "kind": "workshop",
        "title": "Premiers pas",
        "place": place.pk,
        "day": "2026-12-03",
        "starts": "14 h",
        "ends": "16h",
        "every": "",
        "count": "1",
        "volunteers": [cast.volunteer.pk],
    }


def test_without_a_place_the_page_says_what_comes_first(agent, programme, url):
    page = agent.get(url).text
    assert "Il faut d’abord un lieu" in page
    assert reverse("places:create-place", args=[programme.slug]) in page


def test_session_is_planned_as_typed(agent, cast, url, typed):
    response = agent.post(url, {**typed, "bring": "son téléphone", "seats": "5"})
    session = Session.objects.get()
    assert response.url == reverse("sessions:show-session", args=["nord-est-bearn", session.pk])
    assert (session.starts_at, session.ends_at) == (
        at(date(2026, 12, 3), 14),
        at(date(2026, 12, 3), 16),
    )
    assert (session.seats, session.bring, session.series) == (5, "son téléphone", None)
    assert [member.volunteer for member in session.crew.all()] == [cast.volunteer]


def test_series_keeps_its_hour_across_the_clock_change(agent, url, typed):
    series = {**typed, "day": "2027-03-18", "every": "2", "count": "3", "volunteers": []}
    response = agent.post(url, series)
    starts = list(Session.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert starts == [
        datetime(2027, 3, 18, 14, tzinfo=PARIS),
        datetime(2027, 4, 1, 14, tzinfo=PARIS),
        datetime(2027, 4, 15, 14, tzinfo=PARIS),
    ]
    assert "3 dates sont prévues" in str(next(iter(get_messages(response.wsgi_request))))


def test_volunteer_who_is_away_is_told_beside_the_boxes(agent, cast, url, typed):
    AbsenceFactory(
        volunteer=cast.volunteer,
        starts_at=at(date(2026, 12, 3), 0),
        ends_at=at(date(2026, 12, 4), 0),
    )
    response = agent.post(url, typed)
    assert response.status_code == 422
    assert "Alix Essai est absent à ce moment" in response.text
    assert "Absence notée à ce moment" in response.text
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends": "13 h"}, "La fin vient avant le début"),
        ({"day": "2026-11-02"}, "ou elle est passée"),
        ({"title": ""}, "obligatoire"),
        ({"place": "999"}, "999"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_planned(agent, url, typed, wrong, sentence):
    response = agent.post(url, {**typed, **wrong})
    assert response.status_code == 422
    assert sentence in response.text
    assert not Session.objects.exists()


def test_dates_of_a_series_are_told_with_holidays_and_closed_hours(
    agent, programme, place, url, typed
):
    programme.school_zone = "A"
    programme.save()
    PlaceOpeningFactory(place=place, weekday=4)
    asked = {**typed, "day": "2026-12-18", "every": "1", "count": "3", "ends": "18 h"}
    page = ask_fragment(agent, url, asked).text
    assert "Vendredi 18 décembre" in page
    assert "Noël" in page  # Friday 25 December
    assert page.count("hors des heures du lieu") == 3
    assert "Vacances de Noël" in page


@pytest.mark.parametrize("count", [1, 8])
def test_checking_dates_asks_as_much_whatever_their_number(
    agent, programme, url, typed, count, django_assert_num_queries
):
    VolunteerFactory(programme=programme)
    asked = {**typed, "every": "1", "count": str(count)}
    with django_assert_num_queries(QUERIES):
        page = ask_fragment(agent, url, asked).text
    assert page.count("14\xa0h – 16\xa0h") == count


def test_looking_without_script_plans_nothing_and_loses_nothing(agent, url, typed):
    response = agent.post(url, {**typed, "title": "Mon titre", "look": "1"})
    assert response.status_code == 200
    assert "Mon titre" in response.text
    assert "Jeudi 3 décembre" in response.text
    assert not Session.objects.exists()


def test_half_typed_moment_shows_people_without_a_word_of_error(agent, url, typed):
    page = ask_fragment(agent, url, {"place": typed["place"], "day": ""}).text
    assert "Alix Essai" in page
    assert "obligatoire" not in page
