"""Sectors in files as RDV Service Public exchanges them, and what an address's sector is."""

import pytest

from tests.factories import NOW, CommuneFactory, ProgrammeFactory
from toctoc.territory.errors import BadSectorFile
from toctoc.territory.operations import start_sector_plan
from toctoc.territory.queries import find_sector, read_sector_file, write_sector_file

TODAY = NOW.date()
FILE = """sector_id,city_name,city_code,street_name,street_code
nord,Village 1,64001,,
nord,Village 2,64002,,
sud,Village 3,64003,,
sud,Village 1,64001,Rue du Bourg,0012
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes():
    return [CommuneFactory(code_insee=f"6400{n}", name=f"Village {n}") for n in (1, 2, 3)]


@pytest.fixture
def plan(communes):
    read = read_sector_file(FILE.encode(), communes)
    sectors = {
        letter: (name, [code for code, own in read.placements.items() if own == letter])
        for letter, name in read.sectors.items()
    }
    return start_sector_plan(
        ProgrammeFactory(communes=communes),
        name="Du fichier",
        starts_on=TODAY,
        sectors=sectors,
        streets=read.streets,
    )


@pytest.mark.parametrize(
    "content",
    [
        FILE.encode(),
        b"\xef\xbb\xbf" + FILE.replace(",", ";").replace("\n", "\r\n").encode(),
        FILE.replace(",", "\t").encode("cp1252"),
        FILE.replace("64002", "").encode(),
    ],
)
def test_a_file_is_read_as_spreadsheets_write_it(communes, content):
    read = read_sector_file(content, communes)
    assert read.sectors == {"A": "nord", "B": "sud"}
    assert read.placements == {"64001": "A", "64002": "A", "64003": "B"}
    assert read.missing == []
    (street,) = read.streets
    assert (street["commune"], street["name"], street["letter"]) == (
        "64001",
        "Rue du Bourg",
        "B",
    )


def test_every_problem_is_told_with_its_line(communes):
    wrong = (
        "sector_id,city_name,city_code\n"
        "nord,Village 1,64001\n"
        ",Village 2,64002\n"
        "nord,Ailleurs,99999\n"
        "sud,Village 1,64001\n"
        "nord,Village 1,64001\n"
    )
    with pytest.raises(BadSectorFile) as refused:
        read_sector_file(wrong.encode(), communes)
    assert refused.value.data["problems"] == (
        (3, "Il manque le secteur (sector_id)."),
        (4, "« Ailleurs » (99999) n’est pas une commune du programme."),
        (5, "Village 1 a déjà un secteur, à la ligne 2."),
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Il manque les colonnes"),
        (b"a,b\n1,2\n", "sector_id, city_name, city_code"),
        (b"sector_id,city_name,city_code\n", "Aucune commune"),
        (b"PK\x03\x04", "classeur"),
        (b"x" * 5_000_001, "5 Mo"),
        (
            b"sector_id,city_name,city_code\n"
            + b"".join(b"s%d,Village 1,64001\n" % n for n in range(9)),
            "secteur de trop",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(communes, content, said):
    with pytest.raises(BadSectorFile) as refused:
        read_sector_file(content, communes)
    assert said in " ".join(told for _, told in refused.value.data["problems"])


def test_a_commune_the_file_forgets_is_listed(communes):
    read = read_sector_file(b"sector_id;city_name;city_code\n1;;64001\n", communes)
    assert [each.name for each in read.missing] == ["Village 2", "Village 3"]


def test_what_is_written_is_read_again_alike(plan, communes, django_assert_num_queries):
    with django_assert_num_queries(2):
        text = write_sector_file(plan)
    again = read_sector_file(text.encode(), communes)
    assert again.placements == {"64001": "A", "64002": "A", "64003": "B"}
    assert [(one["name"], one["code"], one["letter"]) for one in again.streets] == [
        ("Rue du Bourg", "0012", "B")
    ]


@pytest.mark.parametrize(
    ("commune", "street", "letter", "is_by_street"),
    [
        (0, "12 bis, rue du bourg", "B", True),
        (0, "0012", "B", True),
        (0, "R du Bourg", "B", True),
        (0, "Rue du Lavoir", "A", False),
        (0, "", "A", False),
        (1, "Rue du Bourg", "A", False),
        (2, "", "B", False),
    ],
)
def test_an_address_is_in_its_street_s_sector_else_its_commune_s(
    plan, communes, commune, street, letter, is_by_street
):
    found = find_sector(plan.programme, communes[commune].pk, street=street, on=TODAY)
    assert found.sector.letter == letter
    assert (found.street is not None) == is_by_street


def test_without_a_plan_or_a_place_there_is_no_sector(
    plan, communes, django_assert_num_queries
):
    before = find_sector(plan.programme, communes[0].pk, on=TODAY.replace(day=1))
    assert (before.plan, before.sector) == (None, None)
    with django_assert_num_queries(3):
        stranger = find_sector(plan.programme, "64009", on=TODAY)
    assert (stranger.plan, stranger.sector) == (plan, None)
