"""Rural addresses found as people say them: the same answers on SQLite and PostgreSQL."""

import pytest

from tests.factories import CommuneFactory, ProgrammeFactory
from tests.territory.addresses.village import (
    LEMBEYE,
    MORLAAS,
    PONTACQ,
    SOUMOULOU,
    TWELVE,
    settle_addresses,
)
from toctoc.territory.addresses.queries import count_addresses, find_addresses, has_addresses
from toctoc.territory.enums import Precision
from toctoc.territory.models import FormerCommune

pytestmark = pytest.mark.django_db

CRETES = "Chemin des Crêtes-Fictives, 64160 Morlaàs"
EGLISE = "Avenue de l’Église Saint-Exemple, 64160 Morlaàs"
# What is typed, what comes first.
CASES = {
    "12 chemin des crêtes fictives": f"12 {CRETES}",
    "12 bis chemin des cretes fictives morlaas": f"12 bis {CRETES}",
    "12bis ch des cretes-fictives": f"12 bis {CRETES}",
    "12 B chemin des crêtes fictives": f"12 bis {CRETES}",
    "n° 14, ch. des crêtes fictives": f"14 {CRETES}",
    "morlaas chemin des cretes fictives 14": f"14 {CRETES}",
    "64160 morlaas, 14 chemin cretes fictives": f"14 {CRETES}",
    "che cretes fic": CRETES,
    "chemin des crtes fictve": CRETES,
    "12 chmin des cretse fictives morlas": f"12 {CRETES}",
    "chemin descretes fictives": CRETES,
    "3 av eglise st exemple": f"3 {EGLISE}",
    "3 avenue de l'eglise saint-exemple": f"3 {EGLISE}",
    "12b av de l eglise st exemple": f"12 b {EGLISE}",
    "8 rue du 8 mai 1945": "8 Rue du 8 Mai 1945, 64160 Morlaàs",
    "rue du 8 mai 1945": "Rue du 8 Mai 1945, 64160 Morlaàs",
    "rue du moulin dessai lembeye": "Rue du Moulin d’Essai, 64350 Lembeye",
    "rue du moulin d'essai 64350": "Rue du Moulin d’Essai, 64350 Lembeye",
    "imp ste maquette": "Impasse Sainte-Maquette, 64350 Lembeye",
    "chemin du bosc imaginat": "Camin deu Bosc Imaginat, 64350 Lembeye",
    "cami deu bosc": "Camin deu Bosc Imaginat, 64350 Lembeye",
    "rue longue pontacq": "Carrère Longue, 64530 Pontacq",
    "pl de la hautevielle": "Place de la Haute-Vielle, 64420 Soumoulou",
    "lieu-dit las fictives": "Las Fictives, 64350 Lembeye",
    "ld lasfictives": "Las Fictives, 64350 Lembeye",
    "9 chemin de larroude nomdavant": "9 Chemin de Larroudé, 64420 Soumoulou (Nomdavant)",
    "cazaubon nomdavant": "Cazaubon, 64420 Soumoulou (Nomdavant)",
    "cazaubon pontacq": "Cazaubon, 64530 Pontacq",
    "morlaas": "64160 Morlaàs",
    "st castin": "64160 Saint-Castin",
    "64350 lembeye": "64350 Lembeye",
}


@pytest.fixture
def communes():
    return settle_addresses()


@pytest.fixture
def programme(communes):
    return ProgrammeFactory(communes=communes.values())


@pytest.mark.parametrize(("typed", "expected"), CASES.items(), ids=CASES)
def test_address_is_found_as_it_is_said(programme, typed, expected):
    found = find_addresses(typed, programme=programme)
    assert str(found[0]) == expected


@pytest.mark.parametrize(
    "typed", ["", "  ", "12", "ru", "§ !", "xyzzy plugh", "*:&|()'\"", "% _"]
)
def test_what_says_nothing_finds_nothing(programme, typed):
    assert find_addresses(typed, programme=programme) == []


@pytest.mark.parametrize(
    "typed", ["chemin or and not near", "AND crêtes", "cretes NOT fictives", "moulin " * 900]
)
def test_words_that_databases_use_themselves_are_only_words(programme, typed):
    assert isinstance(find_addresses(typed, programme=programme), list)


@pytest.mark.parametrize(
    ("typed", "precision"),
    [
        ("12 chemin des crêtes fictives", Precision.ADDRESS),
        ("13 chemin des crêtes fictives", Precision.STREET),
        ("chemin des crêtes fictives", Precision.STREET),
        ("las fictives", Precision.LOCALITY),
        ("3 las fictives", Precision.LOCALITY),
        ("lembeye", Precision.COMMUNE),
    ],
)
def test_answer_says_how_exact_it_is(programme, typed, precision):
    assert find_addresses(typed, programme=programme)[0].precision == precision


def test_unknown_number_is_kept_and_placed_at_the_nearest_one(programme, communes):
    found = find_addresses("11 chemin des crêtes fictives", programme=programme)[0]
    assert found.house_number == "11"
    assert found.ban_id.count("_") == 1  # the street's
    assert found.lat_deg == pytest.approx(communes[MORLAAS].lat_deg + 0.001)  # number 12


def test_hamlets_of_one_name_are_told_apart_by_their_communes(programme):
    found = find_addresses("cazaubon", programme=programme)
    assert {str(one) for one in found} == {
        "Cazaubon, 64160 Morlaàs",
        "Cazaubon, 64420 Soumoulou (Nomdavant)",
        "Cazaubon, 64530 Pontacq",
    }


def test_road_of_twelve_communes_is_listed_near_the_chosen_one_first(programme, communes):
    found = find_addresses(
        "route de pau", programme=programme, commune=communes[LEMBEYE], limit=12
    )
    assert found[0].code_insee == LEMBEYE
    assert {one.code_insee for one in found} == set(TWELVE)
    away = [abs(one.lat_deg - communes[LEMBEYE].lat_deg) for one in found]
    assert away[1] < away[-1]


def test_road_of_twelve_communes_is_in_the_programme_first(communes):
    programme = ProgrammeFactory(slug="un", communes=[communes[PONTACQ]])
    found = find_addresses("2 route de pau", programme=programme)
    assert [(one.code_insee, one.is_inside) for one in found] == [(PONTACQ, True)]


def test_street_outside_the_programme_is_told_as_such(communes):
    programme = ProgrammeFactory(slug="un", communes=[communes[PONTACQ]])
    found = find_addresses("chemin des crêtes fictives", programme=programme)
    assert [(one.code_insee, one.is_inside) for one in found] == [(MORLAAS, False)]


def test_wrong_commune_chosen_does_not_hide_the_street(programme, communes):
    found = find_addresses(
        "chemin des crêtes fictives", programme=programme, commune=communes[LEMBEYE]
    )
    assert found[0].code_insee == MORLAAS


def test_commune_is_found_by_the_name_it_had_before_it_was_merged(programme, communes):
    FormerCommune.objects.create(
        code_insee="64999", name="Jadisville", commune=communes[SOUMOULOU]
    )
    found = find_addresses("jadisville", programme=programme)
    assert (found[0].code_insee, found[0].precision) == (SOUMOULOU, Precision.COMMUNE)


def test_without_programme_the_whole_index_answers(communes):
    CommuneFactory(code_insee="75056", name="Paris", postcode="75001")
    assert str(find_addresses("12 bis ch des cretes fictives")[0]) == f"12 bis {CRETES}"
    assert str(find_addresses("paris")[0]) == "75001 Paris"


def test_number_of_queries_does_not_grow_with_the_answer(
    programme, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        find_addresses("12 chemin des crêtes fictives", programme=programme)
    with django_assert_max_num_queries(24):
        find_addresses("12 chmin des crtse fictvies", programme=programme)


def test_index_knows_whether_it_holds_a_programme(programme):
    elsewhere = ProgrammeFactory(
        slug="ailleurs", communes=[CommuneFactory(code_insee="75056", name="Paris")]
    )
    assert (has_addresses(programme), has_addresses(elsewhere)) == (True, False)
    assert (count_addresses(programme), count_addresses(elsewhere)) == (43, 0)
