"""`toctoc sectors cut` from outside: a file in, sectors out, everything wrong in one line."""

import json
import signal
from pathlib import Path

import pytest

from tests.cli.checkerboard import feature, save
from toctoc.cli.__main__ import main
from toctoc.cli.sectors.cutting import clear_progress, interruptions, tell_progress
from toctoc.planning.sectors import Phase, Progress

REAL = Path(__file__).parents[3] / "shared" / "data" / "ccneb" / "communes.geojson"


@pytest.fixture
def file(tmp_path):
    """Two rows of four square communes of a hundred people."""
    return save(tmp_path, [feature(row, column) for row in range(2) for column in range(4)])


@pytest.fixture
def cut(capsys):
    def run(*words):
        status = main(["sectors", "cut", *(str(word) for word in words)])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


def test_a_row_is_cut_in_two_halves_from_west_to_east(tmp_path, cut):
    row = save(tmp_path, [feature(0, column) for column in range(6)])
    status, told, _ = cut(row, "-k", 2, "--json")
    answer = json.loads(told)
    assert status == 0
    codes = [f"6400{number}" for number in range(1, 7)]
    assert answer["sectors"] == dict(zip(codes, [1, 1, 1, 2, 2, 2], strict=True))
    assert answer["status"] == "optimal"
    assert answer["objective"] == pytest.approx(answer["bound"])
    assert answer["gap"] == 0
    assert answer["populations"] == [300, 300]
    assert answer["loads"][0] == pytest.approx(answer["loads"][1])


def test_wishes_are_kept_and_named_by_code_or_name(file, cut):
    words = ("--balance", "0.6", "--together", "64001,Carré 13", "--fix", "64004=1")
    _, told, _ = cut(file, "-k", 2, "--json", *words)
    sectors = json.loads(told)["sectors"]
    assert sectors["64001"] == sectors["64013"]
    assert sectors["64004"] == 1


def test_a_table_says_each_sector_in_french(file, cut):
    status, told, _ = cut(file, "-k", 2, "--base", "64001=1")
    assert status == 0
    assert "Secteur 1, centre Carré 1 : 4 communes, 400 habitants, 100 % de la charge" in told
    assert "optimum prouvé" in told


def test_a_missing_contour_and_an_island_are_said_and_lived_with(tmp_path, cut):
    squares = [feature(0, column) for column in (0, 1, 3)]
    undrawn = feature(0, 2) | {"geometry": {"type": "Point", "coordinates": [0.25, 43.05]}}
    status, told, err = cut(save(tmp_path, [*squares, undrawn]), "-k", 2, "--json")
    assert (status, len(json.loads(told)["sectors"])) == (0, 4)
    assert "sans contour" in err
    status, told, err = cut(save(tmp_path, squares), "-k", 3, "--json", "--balance", "0.5")
    assert (status, len(set(json.loads(told)["sectors"].values()))) == (0, 3)
    assert "rattachées : Carré 2 et Carré 4" in err


def test_without_population_each_commune_counts_alike(tmp_path, cut):
    path = save(tmp_path, [feature(0, column, population=None) for column in range(4)])
    _, told, err = cut(path, "-k", 2, "--json")
    assert json.loads(told)["populations"] == [200, 200]
    assert "population inconnue" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-k", "9"), "8 communes ne font pas 9 secteurs"),
        (("-k", "3"), "aucun découpage en 3 secteurs à ± 10 % n’existe"),
        (("-k", "2", "--together", "64001,Nulle"), "'Nulle' n’est pas une commune"),
        (("-k", "2", "--fix", "64001=3"), "--fix '64001=3' : écrivez COMMUNE=N, de 1 à 2"),
        (("-k", "2", "--fix", "64001"), "écrivez COMMUNE=N"),
        (("--epci", "123456789"), "aucune commune de l’EPCI 123456789"),
        (
            ("-k", "2", "--base", "64001=1", "--base", "64001=2"),
            "ce qui l’empêche : --base (Carré 1)",
        ),
    ],
)
def test_what_cannot_be_is_said_in_one_line(file, cut, words, said):
    status, told, err = cut(file, *words)
    assert (status, told) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_town_too_heavy_is_named(tmp_path, cut):
    squares = [feature(0, column, population=100) for column in range(3)]
    path = save(tmp_path, [*squares, feature(0, 3, population=900)])
    _, _, err = cut(path, "-k", 2)
    assert "Carré 4 pèse à elle seule" in err


@pytest.mark.parametrize("words", [("-k", "0"), ("--balance", "-1"), ("--time", "x")])
def test_misused_words_are_told_in_one_line(file, cut, words, capsys):
    with pytest.raises(SystemExit) as ended:
        cut(file, *words)
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_that_is_not_one_is_told_in_one_line(tmp_path, cut):
    path = tmp_path / "vide.geojson"
    path.write_text("{", encoding="utf-8")
    status, _, err = cut(path)
    assert (status, err.count("\n")) == (1, 1)


@pytest.mark.skipif(
    not REAL.exists(), reason="the shared data folder is not beside this project"
)
def test_the_real_territory_in_a_moment_has_a_cut_and_its_gap(cut):
    _, told, _ = cut(REAL, "-k", 4, "--json", "--time", "0.5")
    answer = json.loads(told)
    assert len(answer["sectors"]) == 73
    assert 0 <= answer["gap"] < 0.5


def test_ctrl_c_asks_for_the_best_so_far_and_twice_stops_all():
    with interruptions() as is_interrupted:
        assert not is_interrupted()
        signal.raise_signal(signal.SIGINT)
        assert is_interrupted()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_progress_is_shown_on_a_terminal_only(capsys, monkeypatch):
    progress = Progress(phase=Phase.PROOF, best_s=400.0, bound_s=390.0)
    tell_progress(progress)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    tell_progress(progress)
    clear_progress()
    assert "preuve, à 2,5 % au plus du meilleur" in capsys.readouterr().err
