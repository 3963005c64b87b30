"""Recurring visits from the screen: asked for, told, moved and cancelled from one on."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.dispatch.scenes import TUESDAY, book
from tests.factories import AbsenceFactory, at
from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import HelpRequest, Visit

WEEK = timedelta(days=7)


@pytest.fixture
def agent(cast, client):
    client.force_login(cast["agent"])
    return client


@pytest.fixture
def visit(cast):
    return book(cast.volunteer, TUESDAY, 10, help_request__need="technical")


def address(name, visit):
    return reverse(name, args=[visit.programme.slug, visit.pk])


def text(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def repeat(client, visit, **typed):
    return client.post(
        address("agenda:plan-series", visit),
        {"every_weeks": "1", "count": "3", "keeps_volunteer": "on", **typed},
        follow=True,
    )


def test_visit_offers_to_plan_what_comes_after(agent, visit):
    assert "Prévoir la suite" in text(agent.get(address("agenda:show-visit", visit)))
    page = text(agent.get(address("agenda:plan-series", visit)))
    assert "Chaque semaine" in page
    assert "Avec la même personne si possible" in page


def test_series_is_booked_and_shown(agent, visit):
    page = repeat(agent, visit)
    assert "3 rendez-vous sont prévus en tout." in text(page)
    starts = Visit.objects.order_by("starts_at").values_list("promised_from", flat=True)
    assert list(starts) == [at(TUESDAY + n * WEEK, 10) for n in range(3)]
    assert "Mardi 8 décembre vers 10 h" in text(page)


def test_what_finds_no_moment_says_why_and_stays_to_be_found(agent, cast, visit):
    monday = TUESDAY + WEEK - timedelta(days=1)
    AbsenceFactory(
        volunteer=cast.volunteer, starts_at=at(monday, 0), ends_at=at(monday + WEEK, 0)
    )
    page = repeat(agent, visit)
    assert "1 fois n’a pas trouvé de moment" in text(page)
    assert "Semaine du mardi 8 décembre : aucune place" in text(page)
    left = HelpRequest.objects.get(status="open")
    assert reverse("call:show-call", args=[visit.programme.slug, left.pk]) in text(page)
    assert agent.get(reverse("call:show-call", args=[visit.programme.slug, left.pk]))


@pytest.mark.parametrize("typed", [{"count": "1"}, {"count": "21"}, {"every_weeks": "3"}])
def test_plan_that_makes_no_sense_is_asked_again(agent, visit, typed):
    assert repeat(agent, visit, **typed).status_code == 422
    assert Visit.objects.count() == 1


def test_series_is_planned_once(agent, visit):
    repeat(agent, visit)
    repeat(agent, visit)
    assert Visit.objects.count() == 3


def test_rest_of_a_series_is_cancelled_with_its_visit(agent, visit):
    repeat(agent, visit)
    second = Visit.objects.order_by("starts_at")[1]
    page = text(agent.get(address("agenda:cancel-visit", second)))
    assert "Annuler aussi le rendez-vous suivant" in page
    agent.post(
        address("agenda:cancel-visit", second),
        {"reason": "resident", "after": "closed", "following": "on"},
    )
    states = list(Visit.objects.order_by("starts_at").values_list("status", flat=True))
    assert states == [VisitStatus.BOOKED, VisitStatus.CANCELLED, VisitStatus.CANCELLED]


def test_rest_of_a_series_moves_by_as_much(agent, cast, visit):
    repeat(agent, visit)
    book(cast.volunteer, TUESDAY + 2 * WEEK, 14, width_min=0)
    page = agent.post(
        address("agenda:move-visit", visit),
        {
            "reason": "resident", "told": "phone", "day": "1/12", "hour": "14 h",
            "volunteer": "", "following": "on",
        },
        follow=True,
    )  # fmt: skip
    hours = Visit.objects.filter(help_request__series__isnull=False).order_by("starts_at")
    assert [one.promised_from for one in hours] == [
        at(TUESDAY, 14),
        at(TUESDAY + WEEK, 14),
        at(TUESDAY + 2 * WEEK, 10),
    ]
    assert "Reste inchangé : mardi 15 décembre vers 10 h." in text(page)


def test_visit_alone_asks_nothing_of_others(agent, visit):
    assert "Annuler aussi" not in text(agent.get(address("agenda:cancel-visit", visit)))
    assert "Déplacer d’autant" not in text(agent.get(address("agenda:move-visit", visit)))


def test_series_of_a_cancelled_visit_is_not_planned(agent, cast, visit, now):
    Visit.objects.filter(pk=visit.pk).update(status="cancelled", cancelled_at=now)
    page = agent.get(address("agenda:plan-series", visit), follow=True)
    assert "à partir d’un rendez-vous prévu" in text(page)
