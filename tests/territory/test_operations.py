"""Facts, programmes and sector plans: stored whole or not at all."""

from datetime import date

import pytest

from tests.factories import NOW
from toctoc.territory.errors import InvalidSectorPlan, UnknownTerritory
from toctoc.territory.models import Commune, Programme, SectorPlan
from toctoc.territory.operations import create_programme, load_facts, start_sector_plan
from toctoc.territory.queries import sector_by_commune

SIREN = "200067296"
DAY = date(2026, 12, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bearn() -> Programme:
    return create_programme("Nord Est Béarn", slug="bearn", siren=SIREN, now=NOW)


def codes(programme: Programme) -> list[str]:
    return list(programme.communes.order_by("code_insee").values_list("code_insee", flat=True))


def test_facts_hold_the_73_communes_of_nord_est_bearn():
    communes = load_facts(SIREN)
    assert (len(communes), sum(commune.population for commune in communes)) == (73, 34_976)


def test_facts_loaded_again_bring_communes_up_to_date_without_doubling_them():
    load_facts(SIREN)
    Commune.objects.filter(pk="64405").update(population=1, name_folded="?")
    load_facts(SIREN)
    morlaas = Commune.objects.get(pk="64405")
    assert (morlaas.population, morlaas.name_folded) == (4374, "MORLAAS")
    assert Commune.objects.count() == 73


@pytest.mark.parametrize("siren", ["123456789", "", "../facts/200067296"])
def test_facts_of_an_unknown_territory_are_refused(siren):
    with pytest.raises(UnknownTerritory):
        load_facts(siren)


def test_programme_of_an_unknown_territory_is_not_created():
    with pytest.raises(UnknownTerritory):
        create_programme("Nulle part", slug="nulle-part", siren="123456789", now=NOW)
    assert Programme.objects.count() == 0


def test_sector_plan_places_each_commune_in_its_sector(bearn):
    first, *others = codes(bearn)
    start_sector_plan(
        bearn,
        name="Deux",
        starts_on=DAY,
        sectors={"A": ("Un", [first]), "B": ("Reste", others)},
    )
    placed = sector_by_commune(bearn, on=DAY)
    assert {code: sector.letter for code, sector in placed.items()} == {
        first: "A",
        **dict.fromkeys(others, "B"),
    }


def test_sector_plan_starting_the_same_day_replaces_the_first(bearn):
    for name in ("Essai", "Le bon"):
        start_sector_plan(
            bearn, name=name, starts_on=DAY, sectors={"A": ("Tout", codes(bearn))}
        )
    assert [plan.name for plan in bearn.sector_plans.all()] == ["Le bon"]


def test_sector_plan_is_in_force_from_its_day_only(bearn):
    start_sector_plan(bearn, name="Un", starts_on=DAY, sectors={"A": ("Tout", codes(bearn))})
    assert sector_by_commune(bearn, on=date(2026, 11, 30)) == {}


def cut_wrongly(bearn: Programme, fault: str) -> dict[str, tuple[str, list[str]]]:
    own = codes(bearn)
    return {
        "missing": {"A": ("Tout", own[1:])},
        "twice": {"A": ("Tout", own), "B": ("Encore", own[:1])},
        "foreign": {"A": ("Tout", [*own, "75056"])},
        "empty": {"A": ("Tout", own), "B": ("Rien", [])},
    }[fault]


@pytest.mark.parametrize(
    ("fault", "named"),
    [("missing", ["64001"]), ("twice", ["64001"]), ("foreign", ["75056"]), ("empty", ["B"])],
)
def test_sector_plan_with_a_fault_names_it_and_stores_nothing(bearn, fault, named):
    start_sector_plan(bearn, name="Avant", starts_on=DAY, sectors={"A": ("Tout", codes(bearn))})
    with pytest.raises(InvalidSectorPlan) as refused:
        start_sector_plan(bearn, name="Faux", starts_on=DAY, sectors=cut_wrongly(bearn, fault))
    assert {kind: what for kind, what in refused.value.data.items() if what} == {fault: named}
    assert [plan.name for plan in SectorPlan.objects.all()] == ["Avant"]
    assert len(sector_by_commune(bearn, on=DAY)) == 73
