"""The space that is searched, what is sought in it, and who leaves the race."""

from dataclasses import replace

import numpy as np
import pytest

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.proposals import ProposalParams
from toctoc.planning.season.score import SeasonScore
from toctoc.planning.season.search import (
    STEPS,
    Objective,
    first_share,
    moved,
    race_costs,
    survivors,
)

START = ProposalParams()
SCORE = SeasonScore(
    calls=100, served=100, refused=0, short=0, tours=30, distance_m=1_000_000,
    mean_wait_days=5.0, p95_wait_days=9,
)  # fmt: skip


def test_no_move_is_the_start_and_a_step_is_each_parameters_own():
    still = [0.0] * len(STEPS)
    assert moved(START, still) == START
    turned = moved(START, [1.0, *still[1:]])
    assert turned.share_empty_ratio == pytest.approx(START.share_empty_ratio + 0.1)
    assert replace(turned, share_empty_ratio=START.share_empty_ratio) == START


@pytest.mark.parametrize("move", [-1e6, 1e6])
def test_however_far_parameters_stay_valid(move):
    params = moved(START, [move] * len(STEPS))
    for name, (_, least, most) in STEPS.items():
        assert least <= getattr(params, name) <= most


def test_kilometres_and_waits_are_added_up_at_their_price():
    cheap, dear = Objective(rate=0.02), Objective(rate=0.1)
    assert dear.cost(SCORE) - cheap.cost(SCORE) == pytest.approx(0.08 * 5)
    half = replace(SCORE, distance_m=500_000)
    assert cheap.cost(SCORE) - cheap.cost(half) == pytest.approx(np.log(2))


def test_waits_far_out_cost_only_beyond_what_is_fair():
    objective = Objective(rate=0.02, fairness=0.5)
    plain = objective.cost(SCORE)
    assert objective.cost(replace(SCORE, remote_ratio=1.15)) == plain
    unfair = objective.cost(replace(SCORE, remote_ratio=1.35))
    assert unfair - plain == pytest.approx(0.1)


def test_no_search_buys_kilometres_with_refusals():
    refusing = replace(SCORE, served=80, refused=20, distance_m=600_000)
    assert Objective(rate=0.02).cost(refusing) > Objective(rate=0.02).cost(SCORE)


def test_a_negative_price_is_refused():
    with pytest.raises(InvalidParameter):
        Objective(rate=-0.1)


def test_a_third_of_the_seasons_comes_first_at_least_one():
    assert [first_share(n) for n in (1, 3, 4, 24)] == [1, 1, 2, 8]


COSTS = np.array([[1.0, 1.0], [1.1, 1.1], [1.2, 1.0], [2.0, 2.1], [1.0, 1.3]])


def test_the_clearly_worse_leave_and_the_doubtful_stay():
    # The two best are 0 and then 1 or 2 (equal on average): 4 is worse by less than its error.
    assert survivors(COSTS, counted=2) == [0, 1, 2, 4]


def test_as_many_stay_as_count():
    assert survivors(COSTS, counted=5) == [0, 1, 2, 3, 4]
    assert survivors(COSTS[:1], counted=3) == [0]


def test_who_left_ranks_after_all_who_stayed_in_order():
    costs = race_costs(COSTS, {0: [1.0], 1: [9.0], 2: [1.0]})
    order = sorted(range(5), key=costs.__getitem__)
    assert order == [0, 2, 1, 4, 3]
    assert costs[0] == pytest.approx(1.0)
