"""What waits on the eve is told where the office looks first, and nowhere else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories import VisitFactory, at
from toctoc.dispatch.models import DayPlan
from toctoc.dispatch.operations import fix_hours

DAY = date(2026, 12, 1)
SCREENS = ["call:list-requests", "tour:list-tours"]


@pytest.fixture
def plan(programme, now):
    return DayPlan.objects.create(
        programme=programme,
        day=DAY,
        before_m=50_000,
        after_m=40_000,
        document={"moves": [], "unserved": []},
        state="x",
        made_at=now,
    )


def show(client, programme, name):
    return client.get(reverse(name, args=[programme.slug])).text


@pytest.mark.parametrize("name", SCREENS)
def test_plan_to_decide_is_told_with_the_way_there(coordinator, programme, plan, name):
    text = show(coordinator, programme, name)
    assert reverse("tour:prepare-day", args=[programme.slug, DAY]) in text
    assert "Voir la proposition" in text


@pytest.mark.parametrize("name", SCREENS)
def test_hours_to_announce_are_counted_by_day(agent, cast, programme, now, name):
    for hour in (9, 11):
        VisitFactory(
            programme=programme,
            volunteer=cast.volunteer,
            promise="half_day",
            promised_from=at(DAY, 9),
            promised_until=at(DAY, 11, 30),
            starts_at=at(DAY, hour),
            ends_at=at(DAY, hour) + timedelta(hours=1),
        )
    fix_hours(programme, DAY, by=None, now=now)
    text = show(agent, programme, name)
    assert reverse("tour:list-hours", args=[programme.slug, DAY]) in text
    assert "2 personnes attendent de connaître leur heure" in text


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_is_told_where_nothing_waits(agent, programme, name):
    text = show(agent, programme, name)
    assert "Des tournées à décider" not in text
    assert "Des heures à annoncer" not in text


def test_plan_of_a_day_gone_by_waits_no_more(coordinator, programme, plan):
    DayPlan.objects.update(day=date(2026, 11, 30))
    assert "Voir la proposition" not in show(coordinator, programme, "tour:list-tours")


def test_volunteer_is_told_nothing_of_it(client_of, programme, plan):
    assert "Voir la proposition" not in show(
        client_of("volunteer"), programme, "tour:list-tours"
    )
