"""`toctoc territory import`: what it says, what it stores, and when it stores nothing."""

import pytest

from tests.factories import CommuneFactory, ProgrammeFactory
from tests.official import FOLDER, needs_official_files
from tests.territory.files.village_files import HEADER, ROWS, collection, feature, square
from tests.territory.gateways.national_server import national_server
from toctoc.people.models import Membership
from toctoc.territory.models import Commune, Contour, Programme

pytestmark = pytest.mark.django_db
ELSEWHERE = "64909,Houx,64990,5,43.9,-0.9,1,200900002,CC d’Ailleurs"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "communes.csv"
    path.write_text("\n".join((HEADER, *ROWS, ELSEWHERE)), encoding="utf-8")
    return path


@pytest.fixture
def contours(tmp_path):
    path = tmp_path / "contours.geojson"
    drawn = collection(
        feature("64901", "Aubépine", square(-0.2, 43.3)),
        feature("64902", "Bruyère", square(-0.1, 43.3)),
    )
    path.write_bytes(drawn.content)
    return path


def test_files_are_imported_together_and_told(toctoc, table, contours):
    status, told, _error = toctoc(
        "territory", "import", table, contours, "--epci", "200 900 001"
    )
    assert status == 0
    assert told.splitlines()[-2:] == [
        "Communes : 2 (nouvelles 2, modifiées 0, inchangées 0). Contours : 2. Habitants : 460.",
        "C’est fait.",
    ]
    assert (Commune.objects.count(), Contour.objects.count()) == (2, 2)


def test_dry_run_tells_the_same_and_stores_nothing(toctoc, table):
    words = ("--dry-run", "--programme", "essai", "--name", "Essai")
    status, told, _error = toctoc("territory", "import", table, *words)
    assert status == 0
    assert "Communes : 3 (nouvelles 3" in told
    assert "Le programme « Essai » serait créé (essai)." in told
    assert (Commune.objects.count(), Programme.objects.count()) == (0, 0)


def test_errors_are_told_a_line_each_and_nothing_is_stored(toctoc, table):
    wrong = table.read_text(encoding="utf-8").replace("64902", "6490X").replace(",120,", ",?,")
    table.write_text(wrong, encoding="utf-8")
    status, _told, error = toctoc("territory", "import", table)
    assert status == 1
    lines = error.replace("\u00a0", " ").splitlines()
    assert [line.split(" : ")[0] for line in lines] == [
        "toctoc: communes.csv, ligne 2",
        "toctoc: communes.csv, ligne 3",
        "toctoc: 2 erreurs",
    ]
    assert Commune.objects.count() == 0


def test_file_wrong_from_end_to_end_is_told_shortly(toctoc, table):
    lines = [f"x{n},Village,64990,1,43,0,1,," for n in range(80)]
    table.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    _status, _told, error = toctoc("territory", "import", table)
    assert len(error.splitlines()) == 52
    assert "… et 30 autres." in error


def test_programme_is_created_with_its_first_administrator(toctoc, table):
    words = ("--programme", "essai", "--name", "Essai", "--phone", "05 36 49 00 01")
    words = (*words, "--epci", "200900001", "--admin", "ada@exemple.invalid")
    status, told, _error = toctoc("territory", "import", table, *words)
    programme = Programme.objects.get(slug="essai")
    assert status == 0
    assert "Programme « Essai » créé : /essai/" in told
    assert (programme.siren, programme.service_phone) == ("200900001", "+33536490001")
    assert programme.communes.count() == 2
    assert programme.planning_settings.promise == "exact"
    [membership] = Membership.objects.filter(programme=programme)
    assert (membership.account.email, membership.role) == ("ada@exemple.invalid", "admin")
    assert membership.organisation.name == "CC d’Essai"


def test_known_programme_gets_the_communes_it_had_not(toctoc, table):
    own = CommuneFactory(code_insee="64901", name="Aubépine")
    programme = ProgrammeFactory(slug="essai", communes=[own])
    words = ("--programme", "essai", "--epci", "200900001")
    _status, told, _error = toctoc("territory", "import", table, *words, "--dry-run")
    assert "Communes qui seraient ajoutées à « Nord Est Béarn » : 1." in told
    _status, told, _error = toctoc("territory", "import", table, *words)
    assert "Communes ajoutées à « Nord Est Béarn » : Bruyère." in told
    assert programme.communes.count() == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "donnez un fichier"),
        (("--epci", "200900001"), "donnez un fichier"),
        (("absent.csv",), "No such file"),
        (("TABLE", "--demo", "nulle-part"), "pas le dossier d’une démonstration"),
        (("TABLE", "--programme", "essai"), "--name"),
        (("TABLE", "--programme", "compte", "--name", "Essai"), "réservé"),
        (("TABLE", "--programme", "a", "--name", "A", "--phone", "12"), "téléphone"),
        (("TABLE", "--epci", "200900009"), "rien n’est importé"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line_and_changes_nothing(toctoc, table, words, said):
    words = [str(table) if word == "TABLE" else word for word in words]
    status, _told, error = toctoc("territory", "import", *words)
    assert status == 1
    assert said in error.splitlines()[-1]
    assert (Commune.objects.count(), Programme.objects.count()) == (0, 0)


def test_file_too_large_is_not_even_read(toctoc, table, monkeypatch):
    monkeypatch.setattr("toctoc.cli.territory.importing.MAX_BYTES", 10)
    _status, _told, error = toctoc("territory", "import", table)
    assert "plus de 30 Mo" in error


@pytest.mark.parametrize("words", [("--epci", "12"), ("--programme", "Été !")])
def test_misuse_is_told_in_one_line(toctoc, capsys, words):
    with pytest.raises(SystemExit) as caught:
        toctoc("territory", "import", *words)
    assert caught.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_national_directory_is_asked_where_it_is_set(toctoc, settings):
    with national_server() as server:
        settings.COMMUNES_API_URL = server.url
        status, told, _error = toctoc("territory", "import", "--epci", "200900001")
        assert (status, Commune.objects.get().name) == (0, "Aubépine")
        assert f"Demande à {server.url}" in told
        _status, _told, error = toctoc("territory", "import", "--epci", "200900009")
        assert error == "toctoc: l’annuaire ne connaît pas d’EPCI 200900009\n"
        server.mood = "500"
        _status, _told, error = toctoc("territory", "import", "--epci", "200900002")
        assert error == "toctoc: l’annuaire ne répond pas (HTTP 500)\n"


def test_communes_already_here_need_no_file(toctoc, table):
    toctoc("territory", "import", table)
    words = ("--epci", "200900001", "--programme", "essai", "--name", "Essai")
    assert toctoc("territory", "import", *words)[0] == 0
    assert Programme.objects.get().communes.count() == 2


@needs_official_files
def test_programme_of_another_intercommunality_from_the_official_files(toctoc):
    files = [FOLDER / "64" / name for name in ("communes.csv", "communes.geojson")]
    words = ("--epci", "246401756", "--programme", "pays-de-nay", "--name", "Pays de Nay")
    status, told, error = toctoc("territory", "import", *files, *words)
    assert (status, error) == (0, "")
    assert "Attention" not in told
    assert Programme.objects.get().communes.count() == 27
