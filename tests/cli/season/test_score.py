"""`toctoc season score`: every measure of a season, of either format."""

import json

import pytest

from tests.planning.season.valley import SEASON, season, streams
from toctoc.cli.__main__ import main
from toctoc.planning.season.demand import AbsenceModel, DemandModel, Fates, draw_season
from toctoc.planning.season.writing import write_instance

MODEL = DemandModel(
    calls_per_day=3.0,
    fates=Fates(cancel_ratio=0.5, again_ratio=0.0, no_show_ratio=0.3),
    absences=AbsenceModel(start_ratio=0.1),
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "season.json"
    instance = draw_season(season(days=4), MODEL, streams(1))
    path.write_text(write_instance(instance), encoding="utf-8")
    return path


def test_all_that_is_measured_is_told(path, capsys):
    assert main(["season", "score", str(path), "--json", "--wait-weight", "2"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["season"] == SEASON.name
    ends = told["served"] + told["no_shows"] + told["refused"] + told["lost"]
    assert ends == told["calls"]
    assert told["lost"] == told["cancelled"] > 0
    assert len(told["work_h"]) == 2


def test_people_read_it_in_french_a_line_each(path, capsys):
    assert main(["season", "score", str(path)]) == 0
    name, *lines = capsys.readouterr().out.splitlines()
    assert name == SEASON.name
    assert [line.rsplit(maxsplit=1)[0].strip() for line in lines][:2] == [
        "appels",
        "visites faites",
    ]
    assert len(lines) == 17


def test_a_missing_season_is_told_in_one_line(tmp_path, capsys):
    assert main(["season", "score", str(tmp_path / "gone.json")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
