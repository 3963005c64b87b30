"""Days given to sectors: a rule keeps to them, a preference leaves them where they are few."""

import pytest

from tests.dispatch.scenes import call
from tests.factories import NOW
from toctoc.dispatch.queries import list_offers
from toctoc.territory.enums import SectorDays
from toctoc.territory.operations import choose_sector_days, start_sector_plan

THURSDAY = 3


@pytest.fixture
def give_days(programme):
    """Put the whole programme in one sector with these days, worth what `rule` says."""

    def give(days, rule):
        codes = list(programme.communes.values_list("code_insee", flat=True))
        start_sector_plan(
            programme,
            name="Un secteur",
            starts_on=NOW.date(),
            sectors={"A": ("Partout", codes)},
            days={"A": days},
        )
        choose_sector_days(programme, rule=rule)

    return give


def weekdays(programme):
    found = list_offers(call(programme), now=NOW)
    return [row.promised_from.weekday() for row in found.offers]


def test_a_rule_offers_the_sector_s_days_only(programme, alix, give_days):
    give_days("00010", SectorDays.ONLY)
    assert set(weekdays(programme)) == {THURSDAY}


def test_a_preference_keeps_to_them_where_they_are_enough(programme, alix, give_days):
    give_days("00010", SectorDays.PREFER)
    offered = weekdays(programme)
    assert len(offered) == 3
    assert set(offered) == {THURSDAY}


def test_a_preference_gives_way_where_they_are_too_few(programme, alix, give_days):
    programme.planning_settings.horizon_days = 4  # one Thursday, two half-days
    programme.planning_settings.save()
    give_days("00010", SectorDays.PREFER)
    offered = weekdays(programme)
    assert len(offered) == 3
    assert set(offered) != {THURSDAY}


@pytest.mark.parametrize("days", ["11111", "00010"])
def test_days_worth_nothing_change_nothing(programme, alix, give_days, days):
    before = weekdays(programme)
    give_days(days, SectorDays.NONE)
    assert weekdays(programme) == before


def test_a_home_without_sector_is_offered_every_day(programme, alix):
    before = weekdays(programme)
    choose_sector_days(programme, rule=SectorDays.ONLY)
    assert weekdays(programme) == before


def test_days_cost_three_queries_where_they_count(
    programme, alix, give_days, django_assert_num_queries
):
    give_days("00010", SectorDays.ONLY)
    asked = call(programme)
    with django_assert_num_queries(11):
        list_offers(asked, now=NOW)
