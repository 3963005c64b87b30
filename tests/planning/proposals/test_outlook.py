"""What the next caller is expected to pay, against the definition, and the score's own sum."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toctoc.planning.days.lookahead import NO_ROOM_M
from toctoc.planning.errors import InvalidParameter
from toctoc.planning.proposals import ProposalParams, ScoreTerms, kernel, warm_up
from toctoc.planning.proposals.outlook import (
    COUNTED,
    look_away,
    look_out,
    make_outlook,
    saving_m,
)
from toctoc.planning.proposals.search import rule_of

tables = st.lists(
    st.lists(st.lists(st.integers(0, 70_000), min_size=2, max_size=2), min_size=2, max_size=2),
    min_size=1, max_size=7,
)  # fmt: skip


def expected_by_definition(prices, suits):
    """Return each place's expectation over its cheapest half-days."""
    rows = np.minimum(np.asarray(prices, float), NO_ROOM_M).reshape(-1, len(prices[0][0]))
    padded = np.vstack([rows, np.full((COUNTED, rows.shape[1]), NO_ROOM_M)])
    chances = suits * (1 - suits) ** np.arange(COUNTED)
    return chances @ np.sort(padded, axis=0)[:COUNTED]


@given(tables, st.floats(0.05, 0.95))
def test_the_outlook_is_the_expectation_over_the_cheapest_half_days(table, suits):
    outlook = make_outlook(2, suits)
    look_out(np.array(table, float), outlook)
    assert outlook.expected_m == pytest.approx(expected_by_definition(table, suits))


@given(tables, tables, st.floats(0.05, 0.95), st.integers(0, 6))
def test_a_saving_is_the_difference_of_two_expectations(table, others, suits, row):
    row %= len(table)
    prices, weight = np.array(table, float), np.array([0.25, 0.75])
    new = np.minimum(np.array(others[0], float), NO_ROOM_M)
    outlook = make_outlook(2, suits)
    look_out(np.minimum(prices, NO_ROOM_M), outlook)
    look_away(outlook, np.minimum(prices, NO_ROOM_M)[row])
    saved = saving_m(outlook, new, weight)
    changed = prices.copy()
    changed[row] = new
    before, after = (expected_by_definition(p.tolist(), suits) for p in (prices, changed))
    assert saved == pytest.approx(weight @ (before - after), abs=1e-6)


def test_the_kernels_score_is_the_sum_of_the_terms():
    row = np.zeros(kernel.COLUMNS)
    row[kernel.ADDED_M], row[kernel.STOPS_BEFORE], row[kernel.OPENS] = 12_000, 1, 2
    row[kernel.IDLE_S], row[kernel.IS_KNOWN], row[kernel.GAIN_M] = 1_800, 1, 350
    params = ProposalParams()
    row[kernel.LEAD_DAYS] = 5
    kernel.score(row, rule_of(params))
    near = 5 / params.ramp_days
    terms = ScoreTerms(
        added_m=12_000,
        share_m=-12_000 * params.share_single_ratio * near,
        wait_m=5 * params.wait_m_per_day,
        opening_m=params.further_tour_m,
        crowd_m=params.crowd_m * near,
        idle_m=params.idle_m_per_h / 2,
        continuity_m=-params.continuity_m,
        future_m=-350 * params.future_calls,
        lead_days=5,
        stops_before=1,
        opens_tour=True,
    )
    assert row[kernel.SCORE_M] == pytest.approx(terms.score_m)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("share_empty_ratio", 1.1),
        ("suits_ratio", -0.1),
        ("wait_m_per_day", -1),
        ("wait_m_per_day", float("nan")),
        ("ramp_days", 0),
        ("offers", 0),
    ],
)
def test_parameters_defend_themselves(name, value):
    with pytest.raises(InvalidParameter) as refused:
        ProposalParams(**{name: value})
    assert refused.value.name == name


def test_warming_up_leaves_nothing_behind():
    assert warm_up() is None
