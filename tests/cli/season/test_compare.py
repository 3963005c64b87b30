"""`toctoc season compare` and `season weigh`: policies beside each other, weights for waits."""

import json

import pytest

from tests.cli.season.communes import write_communes
from tests.planning.season.seasons import small_text
from toctoc.cli.__main__ import main
from toctoc.cli.season.compare import compare_at, sentence
from toctoc.planning.proposals import ProposalParams
from toctoc.planning.season.fronts import FrontPoint
from toctoc.planning.season.paired import compare_ratios
from toctoc.planning.season.policy_file import FORMAT, plain_params
from toctoc.planning.season.score import SeasonScore


def front(*points):
    return [
        FrontPoint(
            wait_m_per_day=1.0,
            score=SeasonScore(
                calls=1, served=1, refused=0, short=0, tours=1, distance_m=metres,
                mean_wait_days=wait, p95_wait_days=1,
            ),
        )
        for wait, metres in points
    ]  # fmt: skip


A, B = front((3.0, 12_000), (6.0, 10_000)), front((3.0, 12_000), (6.0, 9_000))
LATE = front((5.0, 9_000))


def test_policies_are_compared_where_both_reach_the_wait():
    kept, result = compare_at([(A, B), (A, LATE)], 6.0)
    assert kept == [0, 1]
    assert result.ratios == pytest.approx((0.9, 0.9))
    kept, result = compare_at([(A, B), (A, LATE)], 3.0)
    assert (kept, result.ratios) == ([0], (1.0,))
    assert compare_at([(A, LATE)], 3.0) == ([], None)


def test_a_result_is_told_in_one_french_line():
    line = sentence(6.0, 3, [0, 1], compare_ratios([0.9, 0.9]))
    assert line == (
        "à 6,0 jours d’attente : B/A 0,9000 (moyenne géométrique sur 2 saisons de 3), "
        "B meilleure sur 2, p = 0,5"
    )
    assert "aucune saison" in sentence(1.0, 3, [], None)


@pytest.fixture
def ground(tmp_path):
    communes = write_communes(tmp_path)
    return ["--communes", str(communes), "--epci", "A", "--team", "1:1", "--jobs", "1"]


def test_a_policy_equals_itself_season_by_season(ground, capsys):
    words = ["--seeds", "2", "--waits", "30", "0.1", "--json"]
    assert main(["season", "compare", "toctoc", "toctoc", *ground, *words]) == 0
    late, soon = json.loads(capsys.readouterr().out)
    assert (late["mean_ratio"], late["better"], late["p"]) == (1.0, 0, 1.0)
    assert list(late["ratios"]) == ["A-v1-c1-w30-s40000", "A-v1-c1-w30-s40001"]
    assert soon == {"wait_days": 0.1, "seasons": 0}


def test_a_policy_file_is_compared_with_the_shipped_one(tmp_path, ground, capsys):
    path = tmp_path / "other.json"
    one = {"params": plain_params(ProposalParams(future_calls=0.0))}
    document = {
        "format": FORMAT,
        "date": "2026-11-01",
        "fronts": [{"promise": "exact", "sets": [one]}],
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    words = ["--seeds", "1", "--waits", "30"]
    assert main(["season", "compare", "toctoc", str(path), *ground, *words]) == 0
    assert capsys.readouterr().out.startswith("à 30,0 jours d’attente : B/A ")


def test_what_is_missing_is_told_in_one_line(tmp_path, ground, capsys):
    assert main(["season", "compare", "toctoc", str(tmp_path / "gone.json"), *ground]) == 1
    assert "no such file" in capsys.readouterr().err
    assert main(["season", "compare", "toctoc", "toctoc"]) == 1
    assert "--communes is needed" in capsys.readouterr().err


def test_weigh_prints_the_front_and_the_weight_that_holds_the_wait(ground, capsys):
    assert main(["season", "weigh", *ground, "--seeds", "1", "--wait", "30"]) == 0
    header, *rows, told = capsys.readouterr().out.splitlines()
    assert header.split()[:2] == ["poids", "(km/jour)"]
    assert len(rows) == 15
    assert told.startswith("30,00 jours : poids 0,05 km/jour")


def test_weigh_says_what_is_out_of_reach(ground, capsys):
    assert main(["season", "weigh", *ground, "--seeds", "1", "--wait", "0.1"]) == 0
    assert "hors d’atteinte" in capsys.readouterr().out


def test_a_programme_has_one_territory_and_one_team(ground, capsys):
    assert main(["season", "weigh", *ground, "--epci", "B", "--wait", "5"]) == 1
    assert "one --epci and one --team at most" in capsys.readouterr().err


def test_season_files_are_compared_on_and_broken_policies_named(tmp_path, capsys):
    path = tmp_path / "small.json"
    path.write_text(small_text(), encoding="utf-8")
    words = ["--seasons", str(path), "--waits", "30", "--jobs", "1"]
    assert main(["season", "compare", "toctoc", "toctoc", *words]) == 0
    assert "B/A 1,0000" in capsys.readouterr().out
    assert main(["season", "compare", "toctoc", str(path), *words]) == 1
    assert "small.json: policy.format" in capsys.readouterr().err
