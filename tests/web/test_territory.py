"""The territory on screen: communes by sector, on the map and in words."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    CommuneFactory,
    ResidentFactory,
    SectorCommuneFactory,
    SectorFactory,
    SectorPlanFactory,
)


@pytest.fixture
def address(programme):
    return reverse("territory:show-map", args=[programme.slug])


@pytest.fixture
def plan(programme):
    """Two sectors: Morlaàs alone, two villages together."""
    villages = [
        CommuneFactory(
            code_insee=f"6400{number}",
            name=f"Village {number}",
            population=100,
            lat_deg=43.3 + number / 10,
            lon_deg=-0.1 - number / 20,
        )
        for number in (1, 2)
    ]
    programme.communes.add(*villages)
    plan = SectorPlanFactory(programme=programme, starts_on=date(2026, 9, 1))
    first = SectorFactory(plan=plan, letter="A", name="Autour de Morlaàs")
    second = SectorFactory(plan=plan, letter="B", name="Les villages")
    SectorCommuneFactory(sector=first)
    for village in villages:
        SectorCommuneFactory(sector=second, commune=village)
    return plan


def text_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_territory_is_told_in_a_table_and_summed_by_sector(agent, programme, address, plan):
    ResidentFactory(programme=programme)
    page = text_of(agent.get(address))
    for said in ("4 700 habitants", "Autour de Morlaàs", "Les villages", "Village 1", "4 500"):
        assert said in page
    sums = page[page.index('id="sectors') : page.index('id="communes')]
    assert sums.count("<tr>") == 3


def test_territory_before_any_sector_says_what_to_do(agent, address):
    page = text_of(agent.get(address))
    assert "pas encore découpé en secteurs" in page
    assert "Morlaàs" in page


def test_cells_are_answered_for_other_maps(agent, programme, plan):
    answer = agent.get(reverse("territory:list-cells", args=[programme.slug])).json()
    assert [one["name"] for one in answer["communes"]] == ["Morlaàs", "Village 1", "Village 2"]
    assert [one["sector"] for one in answer["communes"]] == [1, 2, 2]
    assert [one["letter"] for one in answer["sectors"]] == ["A", "B"]
    assert answer["sectors"][0]["lat"] == 43.345
    assert answer["communes"][1]["title"] == "Village 1, secteur B"


def test_observer_sees_no_count_of_residents(client_of, programme, address, plan):
    ResidentFactory(programme=programme)
    assert "Fiches" in text_of(client_of("agent").get(address))
    observed = text_of(client_of("observer").get(address))
    assert "4 700 habitants" in observed
    assert "Fiches" not in observed


@pytest.mark.parametrize("part", ["volunteer", "partner"])
def test_territory_is_refused_to_roles_without_it(client_of, address, part):
    assert client_of(part).get(address).status_code == 403


def test_territory_takes_the_same_queries_with_sectors_and_residents(
    agent, programme, address, plan, django_assert_num_queries
):
    for _row in range(3):
        ResidentFactory(programme=programme)
    with django_assert_num_queries(10):
        agent.get(address)
