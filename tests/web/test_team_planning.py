"""The planning settings: shown, kept, and refused box by box."""

from datetime import time
from http import HTTPStatus

import pytest
from django.urls import reverse

from toctoc.dispatch.models import PlanningSettings

POSTED = {
    "promise": "half_day",
    "lead_days": "2",
    "horizon_days": "15",
    "max_visits_per_tour": "5",
    "remote_wait_limit_days": "12",
    "morning_starts_at": "8h30",
    "morning_ends_at": "11 h",
    "afternoon_starts_at": "14 h",
    "afternoon_ends_at": "16 h 30",
    "lunch_starts_at": "12 h",
    "lunch_ends_at": "13 h 15",
    "eve_planning": "automatic",
    "eve_at": "15 h",
    "watches_lone_visits": "on",
    "lone_delay_min": "20",
    "lone_escalation_min": "10",
    "wait_weight": "3.0",
}


@pytest.fixture
def url(programme):
    return reverse("team:edit-planning", args=[programme.slug])


def kept():
    return PlanningSettings.objects.get(programme__slug="nord-est-bearn")


def test_settings_are_shown_as_they_are(coordinator, url):
    form = coordinator.get(url).context["form"]
    assert form["promise"].value() == "exact"
    assert form["eve_planning"].value() == "propose"
    assert form["wait_weight"].value() == "1.0"
    assert form["lets_volunteers_change"].value() is True


@pytest.mark.parametrize("part", ["coordinator", "admin"])
def test_settings_are_kept(client_of, url, part):
    response = client_of(part).post(url, POSTED)
    settings = kept()
    assert response["Location"] == url
    assert (settings.promise, settings.eve_planning) == ("half_day", "automatic")
    assert (settings.lead_days, settings.horizon_days) == (2, 15)
    assert (settings.morning_starts_at, settings.eve_at) == (time(8, 30), time(15))
    assert (settings.lets_volunteers_change, settings.wait_weight) == (False, 3.0)
    assert (settings.lone_delay_min, settings.lone_escalation_min) == (20, 10)


def test_weight_between_two_positions_stays_until_another_is_chosen(coordinator, url):
    PlanningSettings.objects.update(wait_weight=2.8)
    assert coordinator.get(url).context["form"]["wait_weight"].value() == "3.0"
    coordinator.post(url, POSTED)
    assert kept().wait_weight == 2.8
    coordinator.post(url, {**POSTED, "wait_weight": "10.0"})
    assert kept().wait_weight == 10.0


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("horizon_days", "0", "Au moins 1."),
        ("horizon_days", "90", "Au plus 60."),
        ("lead_days", "demain", "Écrivez un nombre entier."),
        ("morning_ends_at", "8 h", "C’est avant l’heure précédente"),
        ("afternoon_starts_at", "10 h", "C’est avant l’heure précédente"),
        ("lunch_ends_at", "11 h", "C’est avant l’heure précédente"),
        ("eve_at", "25 h", "Cette heure n’existe pas"),
        ("eve_at", "23 h", "de 8 h à 22 h"),
    ],
)
def test_setting_that_makes_no_sense_is_told_beside_its_box(
    coordinator, url, field, typed, sentence
):
    response = coordinator.post(url, {**POSTED, field: typed})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in response.context["form"].errors[field][0].replace("\u00a0", " ")
    assert kept().horizon_days == 20


def test_school_zone_is_kept_with_the_settings(coordinator, url, programme):
    coordinator.post(url, {**POSTED, "school_zone": "B"})
    programme.refresh_from_db()
    assert programme.school_zone == "B"
    assert '<option value="B" selected>' in coordinator.get(url).text


def test_page_is_read_in_a_fixed_number_of_queries(coordinator, url, django_assert_num_queries):
    with django_assert_num_queries(5):
        coordinator.get(url)


def test_agent_does_not_set_how_the_programme_plans(agent, url):
    assert agent.get(url).status_code == HTTPStatus.FORBIDDEN
