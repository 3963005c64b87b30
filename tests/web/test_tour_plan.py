"""Preparing a day's tours: what is proposed, who decides, and what each state says."""

from datetime import date, time
from http import HTTPStatus

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
from toctoc.dispatch.enums import DayPlanStatus, EvePlanning
from toctoc.dispatch.models import DayPlan, PlanningSettings
from toctoc.dispatch.operations import propose_day_plan

TOMORROW, FAR = date(2026, 12, 1), date(2026, 12, 4)
# Session, account, programme, roles; plan: seven; settings, tours, frozen, hours; relatives…
QUERIES = 23
NEAR_ALIX, NEAR_BILAL = (43.36, -0.25), (43.455, -0.105)


@pytest.fixture
def bilal(cast):
    """Somebody who starts far from Alix, beside Lembeye."""
    volunteer = VolunteerFactory(
        programme=cast.programme,
        name="Bilal Essai",
        base_label="Local de Lembeye",
        base_lat_deg=43.45,
        base_lon_deg=-0.1,
    )
    for weekday in range(5):
        AvailabilityFactory(volunteer=volunteer, weekday=weekday)
    return volunteer


def visit_at(volunteer, place, day, hour=10, **fields):
    lat_deg, lon_deg = place
    return VisitFactory(
        programme=volunteer.programme,
        volunteer=volunteer,
        help_request__resident__lat_deg=lat_deg,
        help_request__resident__lon_deg=lon_deg,
        promised_from=at(day, hour),
        promised_until=at(day, hour, 30),
        starts_at=at(day, hour),
        ends_at=at(day, hour + 1),
        **fields,
    )


@pytest.fixture
def crossed(cast, bilal):
    """Two visits, each with the volunteer who starts farther away."""
    return visit_at(cast.volunteer, NEAR_BILAL, FAR), visit_at(bilal, NEAR_ALIX, FAR)


@pytest.fixture
def plan(programme, crossed, now):
    return propose_day_plan(programme, FAR, now=now, by=None)


def address(programme, name="prepare-day", *more, day=FAR):
    return reverse(f"tour:{name}", args=[programme.slug, day, *more])


def show(client, programme, day=FAR):
    response = client.get(address(programme, day=day))
    return response, response.text.replace("\u00a0", " ")


def said(response):
    return [str(one) for one in get_messages(response.wsgi_request)]


def test_day_without_visits_says_that_there_is_nothing_to_prepare(coordinator, programme):
    assert "Aucune visite ce jour-là" in show(coordinator, programme)[1]


def test_day_nobody_looked_at_offers_to_seek(coordinator, programme, crossed):
    _response, text = show(coordinator, programme)
    assert "Rien n’est encore proposé pour ce jour" in text
    assert address(programme, "propose-plan") in text


def test_better_tours_are_sought_and_shown_before_and_after(
    coordinator, programme, crossed, bilal
):
    coordinator.post(address(programme, "propose-plan"))
    response, text = show(coordinator, programme)
    comparison = response.context["comparison"]
    assert DayPlan.objects.get().made_by.name == "Coordinator Essai"
    assert [pair.volunteer.name for pair in comparison.changed] == ["Alix Essai", "Bilal Essai"]
    assert comparison.saved_m > 1_000
    assert "Une meilleure répartition est possible" in text
    assert text.count("<svg viewBox") == 4


def test_visit_that_nobody_can_make_is_told_although_nothing_moves(
    coordinator, cast, programme
):
    visit_at(cast.volunteer, NEAR_ALIX, FAR)
    AbsenceFactory(
        volunteer=cast.volunteer, starts_at=at(FAR, 0), ends_at=at(FAR, 23), kind="illness"
    )
    cast.volunteer.__class__.objects.exclude(pk=cast.volunteer.pk).update(
        mission_ends_on=TOMORROW
    )
    response = coordinator.post(address(programme, "propose-plan"))
    (told,) = said(response)
    assert "Personne ne peut faire" in told


def test_nothing_to_gain_is_said(coordinator, cast, programme):
    visit_at(cast.volunteer, NEAR_ALIX, FAR)
    response = coordinator.post(address(programme, "propose-plan"))
    assert said(response) == ["Les tournées sont déjà bonnes : rien à gagner à les changer."]
    assert not DayPlan.objects.exists()


def test_plan_taken_is_in_the_agenda(coordinator, programme, plan, crossed, bilal):
    response = coordinator.post(address(programme, "accept-plan", plan.pk))
    first, second = crossed
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.volunteer, second.volunteer.name) == (bilal, "Alix Essai")
    assert said(response) == ["C’est fait : les nouvelles tournées sont dans l’agenda."]
    assert "Décidé par Coordinator Essai" in show(coordinator, programme)[1]


def test_plan_declined_leaves_the_tours_alone(coordinator, programme, plan, crossed, bilal):
    coordinator.post(address(programme, "decline-plan", plan.pk))
    first, _second = crossed
    first.refresh_from_db()
    plan.refresh_from_db()
    assert (first.volunteer.name, plan.status) == ("Alix Essai", DayPlanStatus.DECLINED)
    assert "Les tournées sont gardées telles quelles" in show(coordinator, programme)[1]


def test_plan_of_a_day_that_changed_since_is_not_taken(coordinator, programme, plan, cast):
    visit = visit_at(cast.volunteer, NEAR_ALIX, FAR, hour=14)
    response = coordinator.post(address(programme, "accept-plan", plan.pk))
    (sentence,) = said(response)
    assert sentence.startswith("L’agenda de ce jour a changé depuis la proposition")
    assert visit.volunteer == cast.volunteer
    text = show(coordinator, programme)[1]
    assert "Cette proposition n’est plus valable" in text
    assert address(programme, "propose-plan") in text


def test_plan_decided_in_another_tab_is_not_decided_again(coordinator, programme, plan):
    coordinator.post(address(programme, "decline-plan", plan.pk))
    response = coordinator.post(address(programme, "accept-plan", plan.pk))
    plan.refresh_from_db()
    assert plan.status == DayPlanStatus.DECLINED
    assert said(response)[-1] == "Cette proposition a déjà reçu sa réponse : la voici."


def test_another_plan_than_the_one_shown_is_not_taken(coordinator, programme, plan):
    coordinator.post(address(programme, "accept-plan", plan.pk + 1))
    plan.refresh_from_db()
    assert plan.status == DayPlanStatus.PROPOSED


def test_frozen_day_says_since_when(coordinator, cast, programme):
    PlanningSettings.objects.update(eve_at=time(8))
    visit_at(cast.volunteer, NEAR_ALIX, TOMORROW)
    _response, text = show(coordinator, programme, TOMORROW)
    assert "Ces tournées sont arrêtées" in text
    assert "Depuis la veille à 8 h" in text
    assert "Un imprévu : chercher d’autres tournées" in text


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        (EvePlanning.OFF, "sans être revues toutes seules"),
        (EvePlanning.PROPOSE, "c’est vous qui décidez"),
        (EvePlanning.AUTOMATIC, "améliorées toutes seules"),
    ],
)
def test_page_says_what_happens_on_the_eve(coordinator, programme, mode, sentence):
    PlanningSettings.objects.update(eve_planning=mode)
    assert sentence in show(coordinator, programme)[1]


def test_visit_that_no_tour_has_room_for_is_named(coordinator, cast, programme, bilal):
    visit = visit_at(cast.volunteer, NEAR_ALIX, FAR)
    visit_at(cast.volunteer, NEAR_BILAL, FAR, hour=14)  # Bilal has room for this one
    visit_at(bilal, NEAR_BILAL, FAR)
    AbsenceFactory(volunteer=cast.volunteer, starts_at=at(FAR, 0), ends_at=at(FAR, 23))
    coordinator.post(address(programme, "propose-plan"))
    response, text = show(coordinator, programme)
    assert response.context["comparison"].view.unserved == (visit,)
    assert reverse("agenda:move-visit", args=[programme.slug, visit.pk]) in text


def test_page_is_read_in_a_fixed_number_of_queries(
    coordinator, cast, programme, plan, now, django_assert_num_queries
):
    with django_assert_num_queries(QUERIES):
        coordinator.get(address(programme))
    for hour in (14, 15):
        visit_at(cast.volunteer, NEAR_BILAL, FAR, hour=hour)
    propose_day_plan(programme, FAR, now=now, by=None)
    with django_assert_num_queries(QUERIES):
        coordinator.get(address(programme))


def test_day_that_is_past_has_nothing_to_prepare(coordinator, programme):
    text = show(coordinator, programme, date(2026, 11, 27))[1]
    assert "Ce jour est passé" in text


def test_volunteer_does_not_prepare_tours(client_of, programme):
    response = client_of("volunteer").get(address(programme))
    assert response.status_code == HTTPStatus.FORBIDDEN
