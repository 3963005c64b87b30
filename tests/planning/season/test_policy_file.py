"""Policy files: read with the place of what is wrong, joined, and shipped as a module."""

import json

import pytest

from tests.architecture.sources import ROOT
from toctoc.planning.errors import InvalidDocument
from toctoc.planning.proposals import ProposalParams
from toctoc.planning.proposals.params import TunedPolicy, tuned_names
from toctoc.planning.proposals.shipped import SHIPPED
from toctoc.planning.season.policy_file import (
    as_module,
    merge,
    plain_params,
    read_document,
    read_policy,
    rounded,
)

POLICIES = ROOT / "benchmarks" / "planning" / "policies"


def a_set(**params):
    return {"rate": 0.02, "params": plain_params(ProposalParams()) | params}


def a_document(**changes):
    front = {"promise": "exact", "sets": [a_set(), a_set(wait_m_per_day=2_000.0)]}
    return {"format": "policy-1", "date": "2026-11-25", "fronts": [front]} | changes


def with_front(**changes):
    return a_document(fronts=[a_document()["fronts"][0] | changes])


def test_a_policy_is_read_in_order_of_its_weights():
    policy = read_policy(json.dumps(a_document()))
    assert policy.date == "2026-11-25"
    assert [params.wait_m_per_day for params in policy.exact] == [670.0, 2_000.0]
    assert policy.wide == ()


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ([], "policy"),
        (a_document(format="policy-9"), "policy.format"),
        (a_document(fronts=[]), "policy.fronts"),
        (with_front(promise="vague"), "policy.fronts[0].promise"),
        (with_front(sets=[]), "policy.fronts[0].sets"),
        (with_front(sets=[a_set(colour=1.0)]), "policy.fronts[0].sets[0].params"),
        (with_front(sets=[a_set(suits_ratio=2.0)]), "policy.fronts[0].sets[0].params"),
        (
            with_front(sets=[a_set(ramp_days="long")]),
            "policy.fronts[0].sets[0].params.ramp_days",
        ),
        (with_front(sets=[a_set(), a_set()]), "policy"),
        (a_document(fronts=2 * a_document()["fronts"]), "policy.fronts[1]"),
    ],
)
def test_a_broken_policy_is_refused_where_it_is_broken(document, where):
    with pytest.raises(InvalidDocument) as refused:
        read_policy(json.dumps(document))
    assert refused.value.where == where


def test_text_that_is_no_json_is_refused():
    with pytest.raises(InvalidDocument):
        read_policy("{")


def test_files_are_joined_by_kind_of_promise_the_last_first():
    older, newer = a_document(), with_front(sets=[a_set(ramp_days=5.0)])
    wide = with_front(promise="wide", sets=[a_set(ramp_days=3.0)])
    policy = read_policy(json.dumps(merge([older, wide, newer])))
    assert [params.ramp_days for params in policy.exact] == [5.0]
    assert [params.ramp_days for params in policy.wide] == [3.0]


def test_a_module_says_the_policy_it_was_made_of():
    document = merge([a_document(), with_front(promise="wide")])
    policy = read_policy(json.dumps(document))
    made: dict[str, TunedPolicy] = {}
    exec(as_module(policy), made)  # noqa: S102 -- the module just written, nobody else's
    assert made["SHIPPED"] == policy


def test_what_is_shipped_is_the_newest_policy_file():
    newest = max(POLICIES.glob("*.json"))
    text = newest.read_text(encoding="utf-8")
    assert read_policy(text) == SHIPPED
    assert read_document(text)["date"] == newest.stem


def test_four_digits_are_kept():
    params = rounded(ProposalParams(opening_m=-1_234.567, suits_ratio=0.123456))
    assert (params.opening_m, params.suits_ratio) == (-1_235.0, 0.1235)
    assert set(plain_params(params)) == set(tuned_names())
