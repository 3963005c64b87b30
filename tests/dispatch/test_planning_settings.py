"""Planning rules: changed together, only where they make sense, and at once."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction

from tests.factories import ProgrammeFactory
from toctoc.agenda.enums import PromiseKind
from toctoc.dispatch.enums import EvePlanning
from toctoc.dispatch.errors import InvalidPlanningSettings
from toctoc.dispatch.models import PlanningSettings
from toctoc.dispatch.operations import save_planning_settings


@pytest.fixture
def save(programme, agent, now):
    def save(programme=programme, **fields):
        return save_planning_settings(programme, by=agent, now=now, **fields)

    return save


def test_what_is_set_is_stored_and_the_rest_stays(programme, save):
    save(promise=PromiseKind.WIDE, eve_at=time(15, 30), wait_weight=3.0)
    stored = PlanningSettings.objects.get(programme=programme)
    assert (stored.promise, stored.eve_at, stored.wait_weight) == ("wide", time(15, 30), 3.0)
    assert (stored.horizon_days, stored.eve_planning) == (20, EvePlanning.PROPOSE)


def test_programme_without_rules_gets_its_own(save):
    bare = ProgrammeFactory(slug="nouveau", name="Nouveau", siren="200067304")
    assert save(bare, lead_days=2).programme == bare
    assert PlanningSettings.objects.get(programme=bare).lead_days == 2


def test_change_is_logged_by_ids(programme, save, agent, caplog):
    with caplog.at_level("INFO", logger="toctoc.dispatch"):
        save(lead_days=2, horizon_days=20)
    (record,) = caplog.records
    assert f"account {agent.pk}" in record.message
    assert record.message.endswith(": lead_days")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("promise", "soon"),
        ("eve_planning", "never"),
        ("lead_days", -1),
        ("lead_days", 21),
        ("horizon_days", 0),
        ("horizon_days", 61),
        ("max_visits_per_tour", 0),
        ("max_visits_per_tour", 13),
        ("remote_wait_limit_days", 0),
        ("eve_at", time(7, 59)),
        ("eve_at", time(22, 1)),
        ("wait_weight", 0.0),
        ("wait_weight", 21.0),
        ("wait_weight", float("nan")),
        ("morning_ends_at", time(8)),
        ("afternoon_ends_at", time(13)),
        ("lunch_ends_at", time(12)),
        ("afternoon_starts_at", time(11, 30)),
    ],
)
def test_what_makes_no_sense_is_refused_by_name_and_nothing_is_stored(
    programme, save, field, value
):
    before = PlanningSettings.objects.filter(programme=programme).values().get()
    with pytest.raises(InvalidPlanningSettings) as caught:
        save(**{field: value, "lets_volunteers_change": False})
    assert caught.value.field == field
    assert PlanningSettings.objects.filter(programme=programme).values().get() == before


def test_lunch_may_be_nothing(save):
    assert save(lunch_starts_at=time(12, 30), lunch_ends_at=time(12, 30)).pk


def test_what_is_no_rule_is_a_mistake(save):
    with pytest.raises(TypeError):
        save(colour="red")


@pytest.mark.parametrize("hour", [3, 23])
def test_eve_by_night_is_refused_by_the_database(programme, hour):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanningSettings.objects.filter(programme=programme).update(eve_at=time(hour))
