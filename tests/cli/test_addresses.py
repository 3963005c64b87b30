"""`toctoc addresses`: import says what it did, find says where."""

import json

import pytest

from tests.territory.addresses.test_ban import BIS, DOOR, HEADER
from toctoc.cli.__main__ import main
from toctoc.territory.models import Address, Street

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "adresses-64.csv"
    path.write_text(f"{HEADER}\n{DOOR}\n{BIS}", encoding="utf-8")
    return path


def run(*words, capsys):
    status = main(["addresses", *map(str, words)])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_import_says_what_changed_and_shows_no_bar_where_nobody_watches(file, capsys):
    status, out, err = run("import", file, capsys=capsys)
    assert (status, err) == (0, "")
    assert out == ("1 commune : 2 adresses (2 ajoutées), 3 rues et lieux-dits (3 ajoutées).\n")
    assert Address.objects.count() == 2


def test_dry_run_writes_nothing(file, capsys):
    _status, out, _err = run("import", file, "--dry-run", capsys=capsys)
    assert out.endswith("Essai seulement : rien n’a été écrit.\n")
    assert not Street.objects.exists()


def test_communes_not_named_are_left_out(file, capsys):
    status, _out, err = run("import", file, "--communes", "64331", capsys=capsys)
    assert (status, err) == (1, f"toctoc: {file} : aucune adresse à garder\n")


def test_wrong_file_is_told_line_by_line(file, capsys):
    file.write_text("\n".join((HEADER, DOOR.replace("43.35", "nord"))), encoding="utf-8")
    status, _out, err = run("import", file, capsys=capsys)
    assert status == 1
    assert "rien n’a été importé\n  ligne 2 : lat « nord »" in err


def test_missing_file_and_wrong_words_are_refused(tmp_path, capsys):
    assert run("import", tmp_path / "rien.csv", capsys=capsys)[0] == 1
    for words in (["import", "a.csv", "--communes", "6"], ["find", "x", "--limit", "0"]):
        with pytest.raises(SystemExit) as left:
            main(["addresses", *words])
        assert left.value.code == 2


def test_find_prints_lines_or_json(file, capsys):
    run("import", file, capsys=capsys)
    status, out, _err = run("find", "12 b ch fictif", capsys=capsys)
    first = out.splitlines()[0]
    assert (status, first) == (
        0, "12 bis Chemin Fictif, 64160 Morlaàs (adresse exacte) 43.360000, -0.270000",
    )  # fmt: skip
    _status, out, _err = run("find", "cazaubon", "--json", "--limit", "1", capsys=capsys)
    (found,) = json.loads(out)
    assert (found["label"], found["precision"]) == (
        "Cazaubon, 64160 Morlaàs (Jadisville)", "locality",
    )  # fmt: skip


def test_find_in_a_programme_says_what_is_outside(file, programme, capsys):
    run("import", file, capsys=capsys)
    programme.communes.clear()
    _status, out, _err = run(
        "find", "chemin fictif", "--programme", programme.slug, capsys=capsys
    )
    assert "(rue, hors du territoire)" in out


def test_nothing_found_is_status_one(capsys):
    status, out, err = run("find", "introuvable", capsys=capsys)
    assert (status, out, err) == (1, "", "aucune adresse trouvée\n")
    assert run("find", "introuvable", "--json", capsys=capsys)[:2] == (1, "[]\n")
