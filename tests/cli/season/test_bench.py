"""`toctoc season` from outside: the protocol over streams, the table, one-line errors."""

import io
import json

import pytest

from tests.planning.season.seasons import CALLS, small_season, small_text
from toctoc.cli.__main__ import main
from toctoc.cli.errors import CommandFailed
from toctoc.cli.season.bench import bench
from toctoc.cli.season.play import play
from toctoc.planning.errors import InvalidDocument

BOARD = [
    {
        "instance": "small",
        "references": {
            "practice": {"km_per_visit": 40.0, "mean_wait_days": 3.0, "refused": 1},
            "vroom": {"km_per_visit": 30.0, "mean_wait_days": 0.5, "refused": 1},
        },
        "all_knowing": {"km_per_visit": 10.0},
    }
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "small.json").write_text(small_text(calls=CALLS[:3]), encoding="utf-8")
    (tmp_path / "scoreboard.json").write_text(json.dumps(BOARD), encoding="utf-8")
    return tmp_path


def lines(*messages):
    return io.StringIO("".join(json.dumps(message) + "\n" for message in messages))


def test_play_answers_calls_and_the_end_one_line_each():
    season = {k: v for k, v in small_season().items() if k != "calls"}
    heard = io.StringIO()
    spoken = lines({"season": season}, {"call": CALLS[0]}, {"chosen": 0}, {"end": True})
    assert play(spoken, heard, wait_weight=1.0) == 0
    offers, tours = [json.loads(line) for line in heard.getvalue().splitlines()]
    assert len(offers["offers"]) == 3
    day, volunteer, start_min = offers["offers"][0]
    assert [(t["day"], t["volunteer"]) for t in tours["tours"]] == [(day, volunteer)]
    ((call, at_min),) = tours["tours"][0]["visits"]
    assert call == 0
    assert start_min <= at_min <= start_min + 30


def test_a_heavier_wait_brings_offers_sooner():
    season = {k: v for k, v in small_season(days=20, horizon_days=10).items() if k != "calls"}
    days = []
    for weight in (0.0, 1_000.0):
        heard = io.StringIO()
        play(lines({"season": season}, {"call": CALLS[0]}), heard, wait_weight=weight)
        days.append(json.loads(heard.getvalue())["offers"][0][0])
    assert days[1] <= days[0]
    assert days[1] == 1


def test_without_a_weight_the_products_own_policy_plays():
    season = {k: v for k, v in small_season().items() if k != "calls"}
    heard = io.StringIO()
    assert play(lines({"season": season}, {"call": CALLS[0]}), heard) == 0
    assert json.loads(heard.getvalue())["offers"]


def test_a_line_that_is_not_json_is_named_by_its_number():
    with pytest.raises(InvalidDocument) as refused:
        play(io.StringIO("{}{\n"), io.StringIO())
    assert refused.value.where == "line 1"


@pytest.mark.parametrize("weight", [-1.0, float("nan"), 1e9])
def test_an_impossible_weight_is_refused(weight):
    with pytest.raises(CommandFailed):
        play(io.StringIO(), io.StringIO(), wait_weight=weight)


def test_bench_prints_a_row_for_each_reference_and_the_means(folder):
    out = io.StringIO()
    assert bench(folder, out) == 0
    header, practice, vroom, mean, _, title, *_ = out.getvalue().splitlines()
    assert title == "small : km par visite selon l’attente moyenne (jours)"
    assert header.split()[0] == "instance"
    assert practice.split()[:4] == ["small", "practice", "40,00", "3,00"]
    assert vroom.split()[:2] == ["small", "vroom"]
    assert (
        vroom.split()[4:7] == ["–"] * 3
    )  # nobody can be visited before the day after the call
    assert mean.startswith("moyenne géométrique, à l’attente de practice : 0,")


def broken(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda f: broken(f, "small.json", "{"), "small.json: instance: not JSON"),
        (lambda f: broken(f, "small.json", small_text(days=0)), "small.json: instance.days"),
        (lambda f: (f / "small.json").write_bytes(b"\xff"), "small.json: not UTF-8 text"),
        (lambda f: (f / "small.json").unlink(), "no instance"),
        (lambda f: (f / "scoreboard.json").unlink(), "scoreboard.json: no such file"),
        (lambda f: broken(f, "other.json", small_text()), "nothing about other"),
        (
            lambda f: broken(f, "scoreboard.json", json.dumps([BOARD[0] | {"references": {}}])),
            "small has no reference practice",
        ),
    ],
)
def test_what_is_wrong_in_a_folder_is_told_in_one_line(folder, capsys, spoil, complaint):
    spoil(folder)
    assert main(["season", "bench", str(folder)]) == 1
    told = capsys.readouterr().err
    assert complaint in told
    assert told.count("\n") == 1


def test_a_missing_folder_is_told_in_one_line(tmp_path, capsys):
    assert main(["season", "bench", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_several_processes_play_what_one_does(folder):
    (folder / "again.json").write_text(small_text(calls=CALLS[:2]), encoding="utf-8")
    boards = [*BOARD, BOARD[0] | {"instance": "again"}]
    (folder / "scoreboard.json").write_text(json.dumps(boards), encoding="utf-8")
    one, two = io.StringIO(), io.StringIO()
    assert bench(folder, one, jobs=1) == bench(folder, two, jobs=2) == 0
    assert one.getvalue() == two.getvalue()


def test_fronts_are_drawn_and_told(folder, capsys):
    drawing = folder / "fronts.svg"
    words = [str(folder), "--draw", str(drawing), "--json", "--jobs", "1"]
    assert main(["season", "bench", *words]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["instance"] == "small"
    assert told["ratios"]["practice"] < 1
    assert told["ratios"]["vroom"] is None
    assert len(told["front"]) == 15
    assert {"remote_ratio", "longest_wait_days"} < set(told["front"][0])
    assert "pratique actuelle" in drawing.read_text(encoding="utf-8")
