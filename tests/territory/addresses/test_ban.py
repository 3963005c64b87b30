"""Files of the national address base, as they come and as they should not."""

import gzip
from pathlib import Path

import pytest

from toctoc.territory.addresses.ban import read_ban
from toctoc.territory.enums import AddressFile, StreetKind
from toctoc.territory.errors import BadAddressFile

HEADER = (
    "id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;"
    "code_insee_ancienne_commune;nom_ancienne_commune;x;y;lon;lat;type_position;alias;nom_ld;"
    "libelle_acheminement;nom_afnor;source_position;source_nom_voie;certification_commune;"
    "cad_parcelles"
)
DOOR = (
    "64405_0120_00012;64405_0120;12;;Chemin Fictif;64160;64405;Morlaàs;;;;;-0.26;43.35;;;;;;;;;"
)
BIS = (
    "64405_0120_00012_bis;64405_0120;12;bis;Chemin Fictif;64160;64405;Morlaàs;64999;Jadisville"
    ";;;-0.27;43.36;;;Cazaubon;;;;;;"
)
LOCALITIES = (
    "id;nom_lieu_dit;code_postal;code_insee;nom_commune;code_insee_ancienne_commune;"
    "nom_ancienne_commune;x;y;lon;lat;source_position;source_nom_voie\n"
    "64405_B012;Las Fictives;64160;64405;Morlaàs;;;;;-0.25;43.34;commune;commune\n"
)
BAL = (
    "uid_adresse;cle_interop;commune_insee;commune_nom;commune_deleguee_insee;"
    "commune_deleguee_nom;voie_nom;lieudit_complement_nom;numero;suffixe;position;x;y;long;lat;"
    "cad_parcelles;source;date_der_maj;certification_commune\n"
    ";64405_0120_00012;64405;Morlaàs;;;Chemin Fictif;;12;;entrée;;;-0.26;43.35;;;2026-01-01;1\n"
    ";64405_0120_99999;64405;Morlaàs;;;Chemin Fictif;;99999;;segment;;;-0.2;43.3;;;2026;1\n"
)
SHARED = Path(__file__).parents[4] / "shared" / "data" / "ban"


@pytest.fixture
def write(tmp_path):
    def write_file(*lines, encoding="utf-8", name="adresses-64.csv"):
        path = tmp_path / name
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return write_file


def problems(path, **options) -> str:
    with pytest.raises(BadAddressFile) as refused:
        read_ban(path, **options)
    return " ; ".join(refused.value.data["problems"])


def test_doors_are_put_to_their_street(write):
    book = read_ban(write(HEADER, DOOR, BIS))
    street = book.streets["64405_0120"]
    assert (street.name, street.commune_name, street.postcode) == (
        "Chemin Fictif", "Morlaàs", "64160",
    )  # fmt: skip
    assert [(door.number, door.suffix) for door in street.doors] == [(12, ""), (12, "bis")]
    assert (book.file, book.codes, book.doors) == (AddressFile.ADDRESSES, {"64405"}, 2)


def test_hamlet_of_doors_can_be_found_by_itself(write):
    hamlets = [
        street.name
        for street in read_ban(write(HEADER, BIS)).streets.values()
        if street.kind is StreetKind.LOCALITY
    ]
    assert hamlets == ["Cazaubon", "Jadisville"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_file_is_read_in_every_state_it_comes_in(tmp_path, encoding, delimiter, ending):
    text = ending.join((HEADER, DOOR, "")).replace(";", delimiter)
    path = tmp_path / "adresses.csv"
    path.write_bytes(text.encode(encoding))
    (street,) = read_ban(path).streets.values()
    assert street.doors[0].ban_id == "64405_0120_00012"


def test_gzipped_file_is_known_by_its_content(write):
    path = write(HEADER, DOOR, name="adresses-64.csv")
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert read_ban(path).doors == 1


def test_file_of_hamlets_is_recognised(write):
    book = read_ban(write(LOCALITIES))
    (hamlet,) = book.streets.values()
    assert (book.file, hamlet.kind, hamlet.name) == (
        AddressFile.LOCALITIES, StreetKind.LOCALITY, "Las Fictives",
    )  # fmt: skip
    assert hamlet.place() == (43.34, -0.25)


def test_local_file_of_a_commune_is_read_by_its_own_names(write):
    (street,) = read_ban(write(BAL)).streets.values()
    assert [door.number for door in street.doors] == [12]
    assert street.place() == (43.3, -0.2)  # 99999 tells of the street itself


def test_only_named_communes_are_kept(write):
    book = read_ban(write(HEADER, DOOR, DOOR.replace("64405", "64331")), codes=["64331"])
    assert book.codes == {"64331"}


def test_rows_without_position_are_counted_not_kept(write):
    book = read_ban(write(HEADER, DOOR.replace("-0.26;43.35", ";"), BIS))
    assert (book.unplaced, book.doors) == (1, 1)


def test_same_door_twice_is_one(write):
    assert read_ban(write(HEADER, DOOR, DOOR)).doors == 1


def test_reading_tells_how_far_it_is(write):
    path, told = write(HEADER, DOOR), []
    read_ban(path, advance=told.append)
    assert sum(told) >= path.stat().st_size


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (DOOR.replace("43.35", "nord"), "ligne 3 : lat « nord » et lon « -0.26 »"),
        (DOOR.replace("-0.26;43.35", "431234.5;6256789.1"), "ligne 3 : (6256789.1, 431234.5)"),
        (DOOR.replace(";12;", ";douze;"), "ligne 3 : numéro « douze » illisible"),
        (DOOR.replace(";64405;", ";;"), "ligne 3 : le nom, l’identifiant ou le code INSEE"),
        ("64405_0120_00013;trop;court", "ligne 3 : 3 colonnes au lieu de 23"),
    ],
)
def test_wrong_row_is_told_by_its_line(write, row, problem):
    assert problems(write(HEADER, DOOR, row)).startswith(problem)


def test_ten_problems_are_enough(write):
    wrong = DOOR.replace("43.35", "nord")
    assert problems(write(HEADER, *[wrong] * 30)).count("ligne") == 10


def test_other_tables_are_refused_by_their_columns(write):
    assert "nom_voie" in problems(write("code,nom,population", "64405,Morlaàs,4500"))
    assert "lon, lat" in problems(write("id;nom_voie;code_insee;nom_commune;x;y", ";;;;;"))
    assert problems(write(""))


def test_broken_files_are_told(write):
    latin = problems(write(HEADER, DOOR, encoding="latin-1"))
    assert "UTF-8" in latin
    cut = write(HEADER, *[DOOR] * 50)
    cut.write_bytes(gzip.compress(cut.read_bytes())[:-20])
    assert "archive abîmée" in problems(cut)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real file is not beside this project")
def test_real_addresses_pass():
    book = read_ban(SHARED / "adresses-64-geocodees-ban.csv")
    assert (len(book.codes), book.doors, book.unplaced) == (23, 34, 0)
