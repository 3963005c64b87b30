"""`toctoc season tune`: a search that is killed goes on to the very same policy."""

import json
import signal
import subprocess
import sys

import pytest

from tests.cli.season.communes import write_communes
from tests.planning.season.seasons import small_text
from toctoc.cli.__main__ import main
from toctoc.cli.season import tune as tuning
from toctoc.planning.season.policy_file import read_policy

ROUNDS = 3


@pytest.fixture
def words(tmp_path):
    """Return the words of a small search; the policy's path is the third."""
    (tmp_path / "small.json").write_text(small_text(), encoding="utf-8")

    def make(name, *more):
        paths = [str(tmp_path / name), str(tmp_path / "small.json")]
        usual = ["--rates", "0.02", "--rounds", str(ROUNDS), "--jobs", "1"]
        return ["season", "tune", *paths, *usual, *more]

    return make


def test_a_policy_tells_where_it_comes_from(tmp_path, capsys):
    communes = write_communes(tmp_path)
    out = tmp_path / "policy.json"
    ground = ["--communes", str(communes), "--epci", "A", "--epci", "B", "--team", "1:1"]
    search = ["--seeds", "2", "--held-out", "1", "--rates", "0.02", "0.08", "--rounds", "1"]
    assert main(["season", "tune", str(out), *ground, *search, "--jobs", "1"]) == 0
    text = out.read_text(encoding="utf-8")
    document = json.loads(text)
    (front,) = document["fronts"]
    assert front["search"]["training"] == ["A-v1-c1-w30-s20000", "B-v1-c1-w30-s20001"]
    assert front["search"]["held_out"] == ["A-v1-c1-w30-s30000"]
    assert {one["rate"] for one in front["sets"]} == {0.02, 0.08}
    for one in front["sets"]:
        assert one["held_out"]["km_per_visit"] > 0
        assert set(one["held_out"]) == set(one["held_out_start"])
    assert len(read_policy(text).exact) == 2
    assert "manche 1/1" in capsys.readouterr().out


def test_a_killed_search_goes_on_as_if_it_had_not_been(tmp_path, words):
    assert main(words("whole.json")) == 0
    command = [sys.executable, "-m", "toctoc.cli", *words("killed.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as search:
        assert search.stdout.readline().startswith("taux 0.02, manche 1/")
        search.send_signal(signal.SIGKILL)
    assert not (tmp_path / "killed.json").exists()
    assert main(words("killed.json")) == 0
    whole, killed = (
        json.loads((tmp_path / name).read_text(encoding="utf-8"))
        for name in ("whole.json", "killed.json")
    )
    assert killed["fronts"] == whole["fronts"]
    whole_state, killed_state = (
        (tmp_path / name).read_text(encoding="utf-8")
        for name in ("whole.state", "killed.state")
    )
    assert killed_state == whole_state


def test_rounds_done_are_not_played_again(monkeypatch, words):
    assert main(words("policy.json")) == 0
    monkeypatch.setattr(tuning, "race", None)
    assert main(words("policy.json")) == 0


def test_a_state_of_another_search_is_refused(words, capsys):
    assert main(words("policy.json")) == 0
    capsys.readouterr()
    assert main(words("policy.json", "--seed", "2")) == 1
    assert "belongs to another search" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["{", "[]", '{"format": "tune-9"}'])
def test_a_broken_state_is_told_in_one_line(tmp_path, words, capsys, text):
    (tmp_path / "policy.state").write_text(text, encoding="utf-8")
    assert main(words("policy.json")) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_benchmarks_season_is_never_tuned_on(tmp_path, words, capsys):
    (tmp_path / "scoreboard.json").write_text("[]", encoding="utf-8")
    assert main(words("policy.json")) == 1
    assert "never tune on a benchmark" in capsys.readouterr().err


def test_without_its_library_it_says_how_to_install_it(monkeypatch, words, capsys):
    monkeypatch.setitem(sys.modules, "cma", None)
    assert main(words("policy.json")) == 1
    told = capsys.readouterr().err
    assert "pip install 'toctoc[tune]'" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("more", [[], ["--team", "2"], ["--team", "0:7"]])
def test_seasons_and_teams_are_needed(tmp_path, more):
    given = ["season", "tune", str(tmp_path / "policy.json"), *more]
    try:
        status = main(given)
    except SystemExit as misused:
        status = misused.code
    assert status in {1, 2}


def test_one_search_serves_one_kind_of_promise(tmp_path, words, capsys):
    wide = tmp_path / "wide.json"
    wide.write_text(small_text(promise_window_min=150), encoding="utf-8")
    given = words("policy.json")
    assert main([*given[:4], str(wide), *given[4:]]) == 1
    assert "one kind of promise" in capsys.readouterr().err
