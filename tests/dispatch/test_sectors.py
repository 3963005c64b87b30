"""The territory cut in sectors, and its cells for the map."""

from collections import Counter
from datetime import date

import pytest

from tests.factories import NOW
from toctoc.dispatch.operations import cut_territory
from toctoc.dispatch.queries import commune_cells
from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import Point
from toctoc.planning.sectors import voronoi_cells
from toctoc.territory.models import SectorPlan
from toctoc.territory.operations import create_programme
from toctoc.territory.queries import list_communes, sector_by_commune

DAY = date(2026, 12, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bearn():
    return create_programme("Nord Est Béarn", slug="bearn", siren="200067296", now=NOW)


def sector_letters(programme):
    placed = sector_by_commune(programme, on=DAY)
    return {code: sector.letter for code, sector in placed.items()}


def test_cut_in_four_is_balanced_within_a_tenth(bearn):
    cut_territory(bearn, sectors=4, starts_on=DAY)
    letters = sector_letters(bearn)
    people: Counter[str] = Counter()
    for commune in list_communes(bearn):
        people[letters[commune.code_insee]] += commune.population
    mean = people.total() / 4
    assert sorted(people) == ["A", "B", "C", "D"]
    assert all(abs(inside - mean) <= 0.101 * mean for inside in people.values())


def test_each_sector_is_in_one_piece(bearn):
    cut_territory(bearn, sectors=4, starts_on=DAY)
    letters = sector_letters(bearn)
    communes = list(list_communes(bearn))
    cells = voronoi_cells([Point(lat_deg=c.lat_deg, lon_deg=c.lon_deg) for c in communes])
    for letter in "ABCD":
        inside = {i for i, c in enumerate(communes) if letters[c.code_insee] == letter}
        reached, frontier = set(), [min(inside)]
        while frontier:
            i = frontier.pop()
            if i not in reached:
                reached.add(i)
                frontier += [j for j in cells[i].neighbours if j in inside]
        assert reached == inside


def test_sectors_are_named_after_their_largest_commune(bearn):
    plan = cut_territory(bearn, sectors=4, starts_on=DAY)
    largest = {}
    letters = sector_letters(bearn)
    for commune in list_communes(bearn).order_by("population"):
        largest[letters[commune.code_insee]] = commune.name
    assert {sector.letter: sector.name for sector in plan.sectors.all()} == largest
    assert plan.name == "4 secteurs"


@pytest.mark.parametrize("sectors", [0, 27, 74])
def test_cut_that_cannot_be_stores_nothing(bearn, sectors):
    with pytest.raises(InvalidParameter):
        cut_territory(bearn, sectors=sectors, starts_on=DAY)
    assert SectorPlan.objects.count() == 0


def test_cells_carry_name_people_and_sector_in_four_queries(bearn, django_assert_num_queries):
    cut_territory(bearn, sectors=4, starts_on=DAY)
    with django_assert_num_queries(4):
        cells = commune_cells(bearn, on=DAY)
    assert [cell.name for cell in cells] == [c.name for c in list_communes(bearn)]
    assert {cell.code: cell.sector for cell in cells} == sector_letters(bearn)
    morlaas = next(cell for cell in cells if cell.code == "64405")
    assert (morlaas.population, morlaas.sector_name != "") == (4374, True)
    assert all(len(cell.polygon) >= 3 for cell in cells)


def test_cells_without_a_plan_have_no_sector(bearn):
    assert {(cell.sector, cell.sector_name) for cell in commune_cells(bearn, on=DAY)} == {
        ("", "")
    }
