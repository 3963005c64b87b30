"""The tuned policy at any weight: its own sets, and what lies between and beyond."""

from dataclasses import replace

import pytest

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import PromiseKind
from toctoc.planning.proposals import ProposalParams, tuned_for
from toctoc.planning.proposals.params import TunedPolicy
from toctoc.planning.proposals.shipped import SHIPPED

PATIENT = ProposalParams(wait_m_per_day=500.0, ramp_days=10.0)
USUAL = ProposalParams(wait_m_per_day=1_000.0, ramp_days=8.0)
HURRIED = ProposalParams(wait_m_per_day=4_000.0, ramp_days=4.0)
WIDE = ProposalParams(wait_m_per_day=800.0, ramp_days=3.0)
POLICY = TunedPolicy(date="2026-11-25", exact=(PATIENT, USUAL, HURRIED), wide=(WIDE,))


@pytest.mark.parametrize("params", [PATIENT, USUAL, HURRIED])
def test_at_their_own_weight_sets_are_as_found(params):
    assert POLICY.at(params.wait_m_per_day, PromiseKind.EXACT) == params


def test_between_sets_parameters_move_with_the_weights_logarithm():
    assert POLICY.at(2_000.0, PromiseKind.EXACT).ramp_days == pytest.approx(6.0)
    assert POLICY.at(2_000.0, PromiseKind.EXACT).wait_m_per_day == 2_000.0


@pytest.mark.parametrize(("weight", "nearest"), [(0.0, PATIENT), (9_000.0, HURRIED)])
def test_beyond_the_sets_only_the_weight_changes(weight, nearest):
    found = POLICY.at(weight, PromiseKind.EXACT)
    assert found == replace(nearest, wait_m_per_day=weight)


def test_promises_that_leave_the_order_open_have_their_own():
    assert POLICY.at(800.0, PromiseKind.HALF_DAY) == WIDE
    assert POLICY.at(800.0, PromiseKind.WIDE) == WIDE
    only_exact = replace(POLICY, wide=())
    assert only_exact.at(1_000.0, PromiseKind.HALF_DAY) == USUAL


def test_what_is_shipped_serves_every_kind_of_promise():
    assert tuned_for(700.0) == SHIPPED.at(700.0, PromiseKind.EXACT)
    assert tuned_for(700.0, PromiseKind.WIDE) == SHIPPED.at(700.0, PromiseKind.WIDE)


@pytest.mark.parametrize("sets", [(), (USUAL, PATIENT), (USUAL, USUAL)])
def test_sets_out_of_order_are_no_policy(sets):
    with pytest.raises(InvalidParameter):
        TunedPolicy(date="2026-11-25", exact=sets)
