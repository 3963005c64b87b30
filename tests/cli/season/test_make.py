"""`toctoc season make`: the same seed the same file; the plain format wherever it says all."""

import json

import pytest

from tests.cli.season.communes import HEAD, ROWS, write_communes
from toctoc.cli.__main__ import main
from toctoc.planning.season.instance import read_instance


@pytest.fixture
def make(tmp_path):
    communes = write_communes(tmp_path)

    def run(*words, name="out.json"):
        out = tmp_path / name
        given = ("--communes", str(communes), "--seed", "1", "--days", "10", *words)
        assert main(["season", "make", str(out), *given]) == 0
        return out.read_text(encoding="utf-8")

    return run


def test_a_usual_season_is_plain_and_drawn_from_its_seed(make, capsys):
    text = make()
    assert json.loads(text)["format"] == "season-1"
    instance = read_instance(text)
    assert instance.season.name == "communes-v2-c7-w30-s1"
    assert capsys.readouterr().out == f"{instance.season.name} : {len(instance.calls)} appels\n"
    assert make(name="again.json") == text
    assert make("--seed", "2", name="other.json") != text


def test_territory_team_and_promise_are_as_asked_for(make):
    words = ("--epci", "B", "--volunteers", "3", "--base", "Fond", "--base", "Étang")
    season = read_instance(make(*words, "--window", "150", "--calls", "3")).season
    assert [place.name for place in season.demand] == ["Derrière", "Étang", "Fond"]
    assert [base.lat_deg for base in season.bases] == [43.6, 43.53, 43.6]
    assert season.window_s == 9_000


def test_without_a_base_tours_leave_from_the_largest_commune(make):
    assert {base.lat_deg for base in read_instance(make()).season.bases} == {43.33}


NEW = [
    ("--cancelled", "0.5"), ("--no-shows", "0.5"), ("--absences", "0.2"),
    ("--lengths", "45:1", "60:1"), ("--travel", "car", "--travel", "bicycle"),
    ("--promise", "half_day"),
]  # fmt: skip


@pytest.mark.parametrize("words", NEW)
def test_whatever_is_new_makes_a_season_2(make, words):
    text = make(*words)
    assert json.loads(text)["format"] == "season-2"
    assert not read_instance(text).is_plain


def test_cars_for_all_and_people_with_tastes_are_nothing_new(make):
    text = make("--travel", "car", "--tastes", "0.5", "--known", "0.5")
    assert json.loads(text)["format"] == "season-1"


@pytest.mark.parametrize(
    ("words", "text", "complaint"),
    [
        (("--base", "Ailleurs"), HEAD + ROWS, "no commune is called 'Ailleurs'"),
        (("--epci", "C"), HEAD + ROWS, "no commune of C"),
        (("--epci", "A", "--epci", "B"), HEAD + ROWS, "one --epci at most"),
        (("--known", "0"), HEAD + ROWS, "known_ratio is 0.0"),
        ((), HEAD + ROWS.replace("500", "beaucoup"), "line 2: a number is needed"),
        ((), HEAD + ROWS.replace("43.30", "143.30"), "line 2: lat_deg is 143.3"),
        ((), HEAD.replace(",lat", ",latitude") + ROWS, "column 'lat' is missing"),
        ((), HEAD, "no commune"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path, capsys, words, text, complaint):
    communes = write_communes(tmp_path, text)
    out = tmp_path / "out.json"
    given = ("--communes", str(communes), "--seed", "1", *words)
    assert main(["season", "make", str(out), *given]) == 1
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("--lengths", "soon"),
        ("--volunteers", "0"),
        ("--days", "a"),
        ("--seed", "-1"),
        ("--window", "-5"),
    ],
)
def test_numbers_that_make_no_sense_are_refused_in_one_line(tmp_path, capsys, words):
    communes = write_communes(tmp_path)
    given = ("--communes", str(communes), "--seed", "1", *words)
    with pytest.raises(SystemExit) as misused:
        main(["season", "make", str(tmp_path / "out.json"), *given])
    assert misused.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("jobs", ["0", "-2", "two"])
def test_no_processes_are_refused(tmp_path, jobs):
    with pytest.raises(SystemExit) as misused:
        main(["season", "bench", str(tmp_path), "--jobs", jobs])
    assert misused.value.code == 2
