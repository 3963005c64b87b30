"""Tables of communes, as spreadsheets and offices save them."""

import pytest

from tests.territory.files.village_files import ROWS, kinds, say_all, table
from toctoc.territory.files import MAX_BYTES, Kind, SourceFile, read_files
from toctoc.territory.files.sentences import SENTENCES
from toctoc.territory.files.values import Unreadable, epci_of, number_of, postcode_of


def names(source):
    return [row.name for row in read_files([source]).rows]


def test_every_column_of_a_table_is_read():
    row = read_files([table(*ROWS)]).rows[0]
    assert (row.code, row.name, row.postcode, row.population) == (
        "64901",
        "Aubépine",
        "64990",
        120,
    )
    assert (row.lat_deg, row.lon_deg, row.area_km2) == (43.30, -0.20, 5.5)
    assert (row.epci_code, row.epci_name) == ("200900001", "CC d’Essai")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_accents_survive_each_unicode(encoding):
    source = table(*ROWS, encoding=encoding)
    assert names(source) == ["Aubépine", "Bruyère"]
    assert kinds(source) == []


def test_windows_file_is_read_and_said():
    header = "code_insee,nom,population,lat,lon"
    source = table("64901,Aubépine,1,43.3,-0.2", header=header, encoding="cp1252")
    assert names(source) == ["Aubépine"]
    assert say_all(source)[0].startswith("communes.csv : il n’est pas en UTF-8")


def test_name_of_a_mac_is_composed():
    source = table("64901,Aube\u0301pine,64990,1,43.3,-0.2,1,,")
    assert names(source) == ["Aubépine"]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_columns_are_parted_by_whatever_the_header_uses(delimiter):
    lines = [line.replace(",", delimiter) for line in (ROWS[0],)]
    header = table().content.decode().splitlines()[0].replace(",", delimiter)
    assert names(table(*lines, header=header)) == ["Aubépine"]


def test_french_numbers_are_read():
    header = "Code INSEE;Libellé;Pop. municipale;Latitude;Longitude"
    header = header.replace("Pop. municipale", "PMUN 2023")
    row = read_files([table("64901;Aubépine;1 234;43,3;-0,2", header=header)]).rows[0]
    assert (row.population, row.lat_deg, row.lon_deg) == (1234, 43.3, -0.2)


def test_zero_taken_away_by_a_spreadsheet_is_put_back_and_said():
    source = table("1901,Aubépine,1990,1,46.3,5.2,1,,")
    row = read_files([source]).rows[0]
    assert (row.code, row.postcode) == ("01901", "01990")
    assert kinds(source) == [("WARNING", "ZERO_LOST", 2)]


def test_everything_wrong_is_said_with_its_line():
    source = table(
        "64901,Aubépine,64990,beaucoup,43.3,-0.2,1,,",
        "6490,Bruyère,64990,1,43.3,-0.2,1,,",
        "",
        "ABC,Cerisier,64990,1,43.3,-0.2,1,,",
        "64904,,64990,1,43.3,-0.2,1,,",
        "64905,Églantier,64990,,43.3,-0.2,1,,",
        "64906,Frêne",
        ",Genêt,64990,1,43.3,-0.2,1,,",
        "64908,Houx,cp,-4,43.3,-0.2,1,12,",
    )
    assert kinds(source) == [
        ("ERROR", "BAD_NUMBER", 2),
        ("WARNING", "ZERO_LOST", 3),
        ("ERROR", "BAD_CODE", 5),
        ("ERROR", "NO_NAME", 6),
        ("WARNING", "NO_POPULATION", 7),
        ("ERROR", "CELL_COUNT", 8),
        ("ERROR", "NO_CODE", 9),
        ("ERROR", "BAD_NUMBER", 10),
        ("ERROR", "BAD_POSTCODE", 10),
        ("ERROR", "BAD_EPCI", 10),
    ]
    assert say_all(source)[0] == (
        "communes.csv, ligne 2 : « beaucoup » n’est pas un nombre possible pour la population."
    )


def test_quote_left_open_is_told_where_the_table_stops_making_sense():
    source = table(ROWS[0], '64902,"Bruyère,64990,340', *[ROWS[1]] * 5)
    assert [kind for _level, kind, _line in kinds(source)] == ["CELL_COUNT"]


def test_missing_column_is_named_with_those_found():
    [said] = say_all(table("Aubépine,3", header="nom,population"))
    assert said == (
        "communes.csv, ligne 1 : il manque une colonne : le code INSEE (« code_insee », "
        "« code »). Colonnes trouvées : nom, population."
    )


def test_code_written_twice_alike_is_lived_with_and_otherwise_refused():
    assert kinds(table(ROWS[0], ROWS[0])) == [("WARNING", "TWICE_ALIKE", 3)]
    other = ROWS[0].replace("120", "121")
    assert kinds(table(ROWS[0], ROWS[1], other)) == [("ERROR", "TWICE", 4)]


def test_one_name_under_two_codes_of_a_department_is_said():
    namesake = ROWS[0].replace("64901", "64909")
    assert kinds(table(ROWS[0], namesake)) == [("WARNING", "SAME_NAME", 3)]
    assert kinds(table(ROWS[0], ROWS[0].replace("64901", "65901"))) == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "EMPTY_FILE"),
        (b" \n", "EMPTY_FILE"),
        (b"PK\x03\x04rest", "WORKBOOK_OR_ARCHIVE"),
        (b"\x1f\x8brest", "COMPRESSED"),
        (b"\x00\x00\x27\x0arest", "SHAPEFILE"),
        (b"SQLite format 3\x00", "GEOPACKAGE"),
        (b"<!DOCTYPE html><html>", "WEB_PAGE"),
        (b"code_insee\n64901\n", "ONE_COLUMN"),
        (b"code_insee,nom\n", "NO_COMMUNE"),
        (b"x" * (MAX_BYTES + 1), "TOO_LARGE"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_told_for_what_it_is(content, kind):
    assert [each.kind.name for each in read_files([SourceFile("f", content)]).notices] == [kind]


def test_delegated_commune_becomes_a_former_one():
    header = "TYPECOM,COM,LIBELLE,COMPARENT"
    rows = (
        "COM,64901,Aubépine,",
        "COMD,64901,Aubépine,64901",
        "COMD,64907,Vieux-Genêt,64901",
        "COMA,64908,Houx,ici",
        "ARM,75101,Paris 1er,75056",
    )
    places = [f"{row},{'43.3' if row.startswith('COM,') else ''}," for row in rows]
    reading = read_files([table(*places, header=f"{header},lat,population")])
    assert [row.name for row in reading.rows] == ["Aubépine"]
    assert [(one.code, one.name, one.chief) for one in reading.formers] == [
        ("64907", "Vieux-Genêt", "64901")
    ]
    assert [each.kind.name for each in reading.notices] == [
        "NO_POPULATION",
        "BAD_CODE",
        "DISTRICT",
    ]


def test_every_notice_has_a_sentence():
    assert set(SENTENCES) == set(Kind)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[64990, 64991]", "64990"),
        ("['64990' '64991']", "64990"),
        ('["64990"]', "64990"),
        ("64990|64991", "64990"),
        ("", ""),
    ],
)
def test_first_postcode_of_any_list_is_read(written, read):
    assert postcode_of(written) == read


@pytest.mark.parametrize("written", [True, [1], "inf", "1e999", "12 km"])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(Unreadable):
        number_of(written)


@pytest.mark.parametrize("written", ["ZZZZZZZZZ", "", None])
def test_commune_without_intercommunality_has_none(written):
    assert epci_of(written) == ""


def test_name_too_long_is_refused():
    source = table(f"64901,{'Aubépine' * 8},64990,1,43.3,-0.2,1,,")
    assert kinds(source) == [("ERROR", "LONG_NAME", 2)]


def test_population_of_any_year_is_known():
    header = "code,nom,lat,lon,p22_pop,pmun"
    [row] = read_files([table("64901,Aubépine,43.3,-0.2,12,13", header=header)]).rows
    assert row.population == 12
