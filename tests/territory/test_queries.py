"""Communes found as people type them; the plan in force on a day."""

from datetime import date

import pytest

from tests.factories import (
    NOW,
    CommuneFactory,
    ProgrammeFactory,
    SectorCommuneFactory,
    SectorPlanFactory,
)
from toctoc.territory.errors import UnknownCommune
from toctoc.territory.models import FormerCommune
from toctoc.territory.operations import create_programme
from toctoc.territory.queries import (
    current_plan,
    find_programme,
    get_commune,
    list_communes,
    sector_by_commune,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bearn():
    return create_programme("Nord Est Béarn", slug="bearn", siren="200067296", now=NOW)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("64405", "64405"),
        ("Morlaàs", "64405"),
        ("  MORLAAS ", "64405"),
        ("Morlaàs (64160)", "64405"),
        ("st castin", "64472"),
        ("Saint Laurent Bretagne", "64488"),
        ("Higuères", "64262"),
        ("Castillon", "64182"),
        ("Castillon (Canton de Lembeye)", "64182"),
        ("Castillon (Canton de Lembeye) (64350)", "64182"),
        ("Serres-Morlaàs", "64520"),
    ],
)
def test_commune_is_found_as_people_write_it(bearn, typed, code, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert get_commune(bearn, typed).code_insee == code


@pytest.mark.parametrize(
    "typed", ["", " ", "Paris", "Saint", "Morlaàs (64350)", "64160", "(64160)", "%"]
)
def test_commune_unknown_or_doubtful_is_refused(bearn, typed):
    with pytest.raises(UnknownCommune) as refused:
        get_commune(bearn, typed)
    assert refused.value.typed == typed


def test_every_commune_is_found_by_the_text_that_shows_it(bearn):
    communes = list(list_communes(bearn))
    assert [get_commune(bearn, str(commune)) for commune in communes] == communes


@pytest.mark.parametrize("typed", ["Vieux-Genêt", "64907"])
def test_commune_is_found_by_what_has_become_part_of_it(bearn, typed):
    FormerCommune.objects.create(code_insee="64907", name="Vieux-Genêt", commune_id="64405")
    FormerCommune.objects.create(code_insee="64908", name="", commune_id="64405")
    assert get_commune(bearn, typed).code_insee == "64405"
    with pytest.raises(UnknownCommune):
        get_commune(bearn, "!")


def test_commune_of_another_programme_is_unknown(bearn):
    elsewhere = ProgrammeFactory(
        slug="ailleurs", communes=[CommuneFactory(code_insee="75056", name="Paris")]
    )
    with pytest.raises(UnknownCommune):
        get_commune(elsewhere, "Morlaàs")


def test_programme_is_found_by_its_slug(bearn):
    assert (find_programme("bearn"), find_programme("nulle-part")) == (bearn, None)


def test_plan_in_force_is_the_latest_started():
    programme = ProgrammeFactory()
    SectorPlanFactory(programme=programme, starts_on=date(2026, 9, 1))
    second = SectorPlanFactory(programme=programme, starts_on=date(2026, 12, 1))
    SectorPlanFactory(programme=programme, starts_on=date(2027, 1, 1))
    assert current_plan(programme, on=date(2026, 12, 31)) == second


def test_no_plan_in_force_gives_no_sector():
    programme = ProgrammeFactory()
    assert current_plan(programme, on=date(2026, 12, 1)) is None
    assert sector_by_commune(programme, on=date(2026, 12, 1)) == {}


def test_sectors_are_read_in_two_queries(django_assert_num_queries):
    placed = SectorCommuneFactory()
    with django_assert_num_queries(2):
        found = sector_by_commune(placed.plan.programme, on=date(2026, 12, 1))
    assert {code: sector.letter for code, sector in found.items()} == {"64405": "A"}
