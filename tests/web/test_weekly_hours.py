"""The counter of a week: by name, with what the law says before the limit."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import AvailabilityFactory, VisitFactory, VolunteerFactory


@pytest.fixture
def url(programme):
    return reverse("agenda:list-hours", args=[programme.slug])


def text_of(response):
    return response.text.replace("\u00a0", " ")


def test_hours_planned_done_and_left_are_told(coordinator, cast, url):
    VisitFactory(programme=cast.programme, volunteer=cast.volunteer)
    (row,) = coordinator.get(url).context["rows"]
    assert row.hours.volunteer == cast.volunteer
    assert row.hours.planned_s + row.hours.left_s == 28 * 3600
    assert (row.coming_s, row.over_s, row.is_over) == (row.hours.planned_s, 0, False)
    assert 0 < row.planned < 200


def test_volunteers_stand_by_name_and_are_not_ranked(coordinator, programme, url):
    for name in ("Élise Essai", "Zoé Essai"):
        VolunteerFactory(programme=programme, name=name)
    page = coordinator.get(url)
    names = [row.hours.volunteer.name for row in page.context["rows"]]
    assert names == ["Alix Essai", "Élise Essai", "Zoé Essai"]


def test_warning_names_the_article(coordinator, cast, url):
    cast.volunteer.availabilities.all().delete()
    AvailabilityFactory(volunteer=cast.volunteer)
    page = text_of(coordinator.get(url))
    assert "Ses horaires ne laissent que 7 h" in page
    assert "art. L.120-8 du code du service national" in page


def test_another_week_is_in_the_address(coordinator, url):
    page = coordinator.get(url, {"semaine": "2026-12-10"})
    assert "Heures de la semaine du lundi 7 décembre" in text_of(page)
    assert page.context["links"]["back"] == f"{url}?semaine=2026-11-30"


def test_nobody_on_mission_teaches_the_next_step(coordinator, cast, url):
    cast.volunteer.mission_ends_on = date(2026, 11, 1)
    cast.volunteer.save()
    assert "Personne n’est en mission" in coordinator.get(url).text


@pytest.mark.parametrize(
    ("part", "status"), [("agent", 403), ("volunteer", 403), ("admin", 200)]
)
def test_hours_are_the_coordinators(client_of, url, part, status):
    assert client_of(part).get(url).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_hours_take_the_same_queries_for_one_and_for_three(
    coordinator, programme, url, count, django_assert_num_queries
):
    for number in range(count):
        VolunteerFactory(programme=programme, name=f"Bo {number}")
    with django_assert_num_queries(13):
        coordinator.get(url)
