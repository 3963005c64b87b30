"""Several files that complete each other; the real ones, where they are at hand."""

import pytest

from tests.official import FOLDER, needs_official_files
from tests.territory.files.village_files import ROWS, collection, feature, kinds, square, table
from toctoc.territory.files import read_files, read_path

ONE = feature("64901", "Aubépine", square(-0.2, 43.3))
TWO = feature("64902", "Bruyère", square(-0.1, 43.3))


def test_contour_of_a_commune_the_table_has_not_is_left_and_said():
    old = feature("64907", "Vieux-Genêt", square(0, 43.3))
    reading = read_files([collection(ONE, TWO, old), table(*ROWS)])
    assert [row.code for row in reading.rows] == ["64901", "64902"]
    assert kinds(collection(ONE, TWO, old), table(*ROWS)) == [("WARNING", "CONTOUR_ONLY", 3)]


def test_commune_of_the_table_without_contour_is_said():
    assert kinds(collection(ONE), table(*ROWS)) == [("WARNING", "NO_CONTOUR", 3)]


def test_contour_that_lacks_is_said_once():
    undrawn = feature("64902", "Bruyère", None)
    assert kinds(collection(ONE, undrawn), table(*ROWS)) == [("WARNING", "NO_CONTOUR", 2)]


def test_two_names_for_one_code_are_said_and_the_table_believed():
    renamed = feature("64902", "Bruyère-Neuve", square(-0.1, 43.3))
    reading = read_files([collection(ONE, renamed), table(*ROWS)])
    assert reading.rows[1].name == "Bruyère"
    assert [each.kind.name for each in reading.notices] == ["OTHER_NAME"]


def test_commune_the_files_themselves_call_former_is_left_and_said():
    formers = table("COMD,64902,Bruyère,64901", header="TYPECOM,COM,LIBELLE,COMPARENT")
    reading = read_files([table(*ROWS), formers])
    assert [row.code for row in reading.rows] == ["64901"]
    assert [(one.code, one.chief) for one in reading.formers] == [("64902", "64901")]
    assert [each.kind.name for each in reading.notices] == ["MERGED"]


def test_former_name_is_kept_where_one_file_knows_it():
    listed = table("64901,Aubépine,43.3,-0.2,64907", header="code,nom,lat,lon,anciensCodes")
    named = table("COMD,64907,Vieux-Genêt,64901", header="TYPECOM,COM,LIBELLE,COMPARENT")
    for pair in ([listed, named], [named, listed]):
        [former] = read_files(pair).formers
        assert former.name == "Vieux-Genêt"


def test_no_file_no_commune_and_nothing_to_say():
    reading = read_files([])
    assert (reading.rows, reading.notices) == ((), ())


@needs_official_files
@pytest.mark.parametrize(
    ("names", "count", "epcis"),
    [
        (["ccneb/communes.csv"], 73, 0),
        (["ccneb/communes.geojson"], 73, 0),
        (["64/communes.csv"], 545, 10),
        (["64/communes.geojson"], 545, 10),
        (["64/communes.csv", "64/communes.geojson"], 545, 10),
    ],
)
def test_official_files_go_through_unchanged(names, count, epcis):
    reading = read_files([read_path(FOLDER / name) for name in names])
    assert reading.notices == ()
    assert len(reading.rows) == count
    assert len({row.epci_code for row in reading.rows} - {""}) == epcis
    assert all(row.lat_deg and row.lon_deg and row.area_km2 for row in reading.rows)
