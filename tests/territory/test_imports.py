"""Importing communes: dry run, all or nothing, again and again."""

import pytest

from tests.factories import CommuneFactory, ProgrammeFactory
from tests.official import FOLDER, needs_official_files
from tests.territory.files.village_files import ROWS, collection, feature, square, table
from toctoc.territory.errors import UnreadableFiles
from toctoc.territory.files import read_files, read_path, say
from toctoc.territory.models import Commune, Contour, FormerCommune
from toctoc.territory.operations import import_communes
from toctoc.territory.queries import plan_import

pytestmark = pytest.mark.django_db

CONTOURS = collection(
    feature("64901", "Aubépine", square(-0.2, 43.3)),
    feature("64902", "Bruyère", square(-0.1, 43.3)),
)
FIRST = ("64901", "Aubépine", 120, "64990", 43.30, -0.20, "200900001")


def read(*sources):
    return read_files(sources)


def facts(code="64901"):
    one = Commune.objects.get(pk=code)
    place = (one.lat_deg, one.lon_deg)
    return (one.code_insee, one.name, one.population, one.postcode, *place, one.epci_code)


def kinds(plan):
    return [each.kind.name for each in plan.notices]


def test_communes_and_contours_are_stored_from_two_files():
    plan = import_communes(read(table(*ROWS), CONTOURS))
    assert plan.created == ("64901", "64902")
    assert facts() == FIRST
    assert Commune.objects.get(pk="64901").name_folded == "AUBEPINE"
    assert Contour.objects.get(pk="64901").geometry["coordinates"][0] == square(-0.2, 43.3)


def test_second_import_changes_nothing_and_says_so():
    import_communes(read(table(*ROWS), CONTOURS))
    plan = import_communes(read(table(*ROWS), CONTOURS))
    assert (plan.created, plan.changed, plan.unchanged) == ((), (), 2)


def test_new_edition_updates_what_it_tells_and_keeps_the_rest():
    import_communes(read(table(*ROWS), CONTOURS))
    newer = read(table("64901,Aubépine,131", header="code,nom,population"))
    plan = import_communes(newer)
    assert plan.changed == ("64901",)
    assert facts() == ("64901", "Aubépine", 131, *FIRST[3:])


def test_contours_alone_do_not_move_communes_that_are_known():
    import_communes(read(table(*ROWS)))
    plan = import_communes(read(CONTOURS))
    assert facts()[4:6] == FIRST[4:6]
    assert plan.changed == ("64901", "64902")


def test_contour_redrawn_replaces_the_old_one():
    import_communes(read(CONTOURS))
    redrawn = collection(feature("64901", "Aubépine", square(-0.2, 43.3, size=0.08)))
    assert import_communes(read(redrawn)).changed == ("64901",)
    assert Contour.objects.get(pk="64901").geometry["coordinates"][0][1] == [-0.12, 43.3]


def test_dry_run_stores_nothing_and_takes_three_queries(django_assert_num_queries):
    reading = read(table(*ROWS), CONTOURS)
    with django_assert_num_queries(3):
        plan = plan_import(reading)
    assert plan.created == ("64901", "64902")
    assert Commune.objects.count() == 0


def test_one_error_and_nothing_is_stored():
    reading = read(table(*ROWS, "64903,,64990,1,43.3,-0.2,1,,"))
    with pytest.raises(UnreadableFiles) as caught:
        import_communes(reading)
    assert [say(each) for each in caught.value.data["notices"]] == [
        "communes.csv, ligne 4\u00a0: il manque le nom de la commune."
    ]
    assert Commune.objects.count() == 0


def test_commune_nowhere_is_refused_unless_it_is_known():
    people = read(table("64901,Aubépine,131", header="code,nom,population"))
    with pytest.raises(UnreadableFiles):
        import_communes(people)
    import_communes(read(table(*ROWS)))
    assert import_communes(people).errors == ()


def test_only_one_intercommunality_is_taken_where_asked():
    elsewhere = "64909,Houx,64990,5,43.9,-0.9,1,200900002,CC d’Ailleurs"
    plan = import_communes(read(table(*ROWS, elsewhere)), siren="200900001")
    assert plan.created == ("64901", "64902")
    assert not Commune.objects.filter(pk="64909").exists()


def test_intercommunality_is_found_in_what_is_stored_where_the_file_is_silent():
    elsewhere = "64909,Houx,64990,5,43.9,-0.9,1,200900002,CC d’Ailleurs"
    import_communes(read(table(*ROWS, elsewhere)))
    drawn = collection(
        feature("64901", "Aubépine", square(-0.2, 43.3)),
        feature("64909", "Houx", square(-0.9, 43.9)),
    )
    assert [one.pk for one in plan_import(read(drawn), siren="200900001").communes] == ["64901"]


def test_file_without_any_intercommunality_is_taken_as_the_one_asked_and_it_is_said():
    plan = import_communes(read(CONTOURS), siren="200900001")
    assert facts()[-1] == "200900001"
    assert "EPCI_ASSUMED" in kinds(plan)


def test_unknown_intercommunality_is_refused_with_those_found():
    plan = plan_import(read(table(*ROWS)), siren="200900009")
    assert [say(each) for each in plan.errors] == [
        "Aucune commune n’est dans l’EPCI 200900009. EPCI trouvés : 200900001."
    ]


def test_what_many_communes_lack_is_said_once():
    plan = plan_import(read(table("64901,Aubépine,43.3,-0.2", header="code,nom,lat,lon")))
    assert kinds(plan) == ["NO_POSTCODE", "NO_AREA", "NO_PEOPLE"]
    assert (plan.communes[0].population, plan.communes[0].area_km2) == (0, 15.0)


def test_former_communes_are_kept_and_an_old_file_does_not_bring_them_back():
    named = table("COMD,64907,Vieux-Genêt,64901", header="TYPECOM,COM,LIBELLE,COMPARENT")
    import_communes(read(table(*ROWS), named))
    former = FormerCommune.objects.get()
    assert (former.name, former.name_folded, former.commune_id) == (
        "Vieux-Genêt",
        "VIEUX GENET",
        "64901",
    )
    plan = import_communes(read(collection(feature("64907", "Vieux-Genêt", square(0, 43.3)))))
    assert (plan.created, kinds(plan)) == ((), ["MERGED"])
    assert "Aubépine" in say(plan.notices[0])


def test_former_commune_of_an_unknown_one_is_left_and_said():
    named = table("COMD,64907,Vieux-Genêt,64999", header="TYPECOM,COM,LIBELLE,COMPARENT")
    plan = import_communes(read(table(*ROWS), named))
    assert kinds(plan) == ["ORPHAN"]
    assert FormerCommune.objects.count() == 0


def test_only_what_concerns_the_communes_taken_is_said():
    elsewhere = "64909,Houx,64990,,43.9,-0.9,1,200900002,CC d’Ailleurs"
    undrawn = collection(feature("64902", "Bruyère", None), feature("64909", "Houx", None))
    district = "75101,Paris 1er,ARM,,,"
    old = table(district, header="code,nom,type,population,lat,lon")
    reading = read(table(*ROWS, elsewhere), CONTOURS, undrawn, old)
    assert [each.about for each in reading.warnings] == ["64909", "64902", "64909", ""]
    assert kinds(plan_import(reading, siren="200900001")) == ["NO_CONTOUR", "DISTRICT"]


def test_contour_that_lacks_but_is_known_here_is_not_said():
    import_communes(read(CONTOURS))
    bare = collection(feature("64901", "Aubépine", None))
    assert kinds(plan_import(read(bare))) == ["NO_POSTCODE"]


def test_code_unknown_among_many_known_is_said():
    rows = [f"6491{n},Village {n},64990,1,43.{n},-0.2,1,," for n in range(6)]
    import_communes(read(table(*rows)))
    plan = plan_import(read(table(*rows, "64999,Houx,64990,1,43.9,-0.2,1,,")))
    assert kinds(plan) == ["NEW_CODE"]


def test_another_intercommunality_of_a_known_department_is_no_surprise():
    rows = [f"6491{n},Village {n},64990,1,43.{n},-0.2,1,200900001," for n in range(9)]
    import_communes(read(table(*rows)))
    more = [f"6492{n},Hameau {n},64990,1,43.{n},-0.4,1,200900002," for n in range(6)]
    assert kinds(plan_import(read(table(*rows, *more)), siren="200900002")) == []


def test_others_communes_are_only_completed_when_asked_so():
    CommuneFactory(code_insee="64901", name="Aubépine", population=7, postcode="")
    ProgrammeFactory(communes=[Commune.objects.get(pk="64901")])
    import_communes(read(table(*ROWS), CONTOURS), fill_only=True)
    shared = Commune.objects.get(pk="64901")
    assert (shared.population, shared.postcode, shared.epci_code) == (7, "64990", "200900001")
    assert Contour.objects.filter(pk="64901").exists()
    redrawn = collection(feature("64901", "Aubépine", square(-0.2, 43.3, size=0.08)))
    assert import_communes(read(redrawn), fill_only=True).changed == ()


@needs_official_files
def test_department_is_imported_and_imported_again():
    files = [read_path(FOLDER / "64" / name) for name in ("communes.csv", "communes.geojson")]
    assert len(import_communes(read_files(files)).created) == 545
    again = import_communes(read_files(files))
    assert (again.unchanged, again.notices) == (545, ())
    assert Contour.objects.count() == 545
