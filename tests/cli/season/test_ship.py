"""`toctoc season ship`: policy files joined, and the module that ships them."""

import json

import pytest

from toctoc.cli.__main__ import main
from toctoc.planning.proposals import ProposalParams
from toctoc.planning.season.policy_file import plain_params, read_policy


def document(promise, ramp_days):
    one = {"params": plain_params(ProposalParams(ramp_days=ramp_days))}
    front = {"promise": promise, "sets": [one]}
    return {"format": "policy-1", "date": "2026-11-25", "fronts": [front]}


@pytest.fixture
def paths(tmp_path):
    for name, text in (("exact", document("exact", 5.0)), ("wide", document("wide", 3.0))):
        (tmp_path / f"{name}.json").write_text(json.dumps(text), encoding="utf-8")
    return [str(tmp_path / "exact.json"), str(tmp_path / "wide.json")]


def test_files_become_one_policy_and_one_module(tmp_path, paths, capsys):
    joined = tmp_path / "joined.json"
    assert main(["season", "ship", *paths, "--join", str(joined)]) == 0
    made = {}
    exec(capsys.readouterr().out, made)  # noqa: S102 -- the module just written
    assert made["SHIPPED"] == read_policy(joined.read_text(encoding="utf-8"))
    assert [params.ramp_days for params in made["SHIPPED"].exact] == [5.0]
    assert [params.ramp_days for params in made["SHIPPED"].wide] == [3.0]


def test_a_broken_file_is_told_in_one_line_with_its_name(tmp_path, paths, capsys):
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": "policy-1", "fronts": []}', encoding="utf-8")
    assert main(["season", "ship", paths[0], str(broken)]) == 1
    told = capsys.readouterr().err
    assert "broken.json: policy.fronts: at least 1 items are needed" in told
    assert told.count("\n") == 1
