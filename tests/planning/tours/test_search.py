"""The search through PyVRP: what it is told of breaks, skills and hours."""

from dataclasses import replace

import pytest

from tests.planning.tours.days import best_by_brute_force, random_day
from tests.planning.valley import clock, problem, shift, stop
from toctoc.planning.model import Interval, Tour
from toctoc.planning.tours import Budget, DayRules
from toctoc.planning.tours.board import lay_out
from toctoc.planning.tours.instance import alternatives_of
from toctoc.planning.tours.search import search

FREELY = DayRules(least_gain_m=0, change_m=0)


def board_of(asked, rules=FREELY):
    return lay_out(asked, 1, rules)


def test_volunteers_with_the_same_clock_share_a_window():
    visit = stop(1, clock(11), latest_s=clock(14), is_movable=True)
    tours = [Tour(shift=shift(1), stops=(visit,)), Tour(shift=shift(2))]
    alternatives = alternatives_of(board_of(problem(*tours)))
    assert [alternative.tours for alternative in alternatives] == [{0, 1}, {0, 1}]


def test_a_meeting_of_one_volunteer_makes_a_window_of_its_own():
    meeting = Interval(start_s=clock(9, 30), end_s=clock(10))
    visit = stop(1, clock(11), is_movable=True)
    tours = [
        Tour(shift=shift(1, breaks=()), stops=(visit,)),
        Tour(shift=shift(2, breaks=(meeting,))),
    ]
    alternatives = alternatives_of(board_of(problem(*tours)))
    assert {alternative.tours for alternative in alternatives} == {
        frozenset({0}),
        frozenset({1}),
    }


def test_a_pinned_visit_has_windows_with_its_volunteer_only():
    visit = stop(1, clock(10))
    tours = [Tour(shift=shift(1), stops=(visit,)), Tour(shift=shift(2))]
    (alternative,) = alternatives_of(board_of(problem(*tours)))
    assert alternative.tours == {0}


@pytest.mark.parametrize("width_s", [1_800, 9_000])
def test_it_finds_by_itself_what_brute_force_finds(width_s):
    for seed in range(25):
        asked = random_day(seed, width_s)
        board = board_of(asked)
        start = board.judge(board.deal_now)
        found = search(board, start, seed=1, budget=Budget(iterations=200))
        assert found.rank == best_by_brute_force(asked, FREELY), seed


def test_without_budget_the_start_stands():
    board = board_of(random_day(3, 9_000))
    start = board.judge(board.deal_now)
    assert search(board, start, seed=1, budget=Budget(iterations=0)) == start


def test_days_before_the_horizon_have_a_clock_too():
    yesterday = shift(1, day=-1)
    wide = [
        stop(k, clock(9, 0, -1), where=k, latest_s=clock(12, 0, -1), is_movable=True)
        for k in (1, 3)
    ]
    board = lay_out(problem(Tour(shift=yesterday, stops=tuple(wide))), -1, FREELY)
    start = board.judge(board.deal_now)
    assert search(board, start, seed=1, budget=Budget(iterations=20)).rank <= start.rank


def test_hours_that_pyvrp_would_stretch_are_kept():
    """PyVRP may start the first visit late to save waiting; we start it at 9:00."""
    early = stop(1, clock(9), where=0, latest_s=clock(12), is_movable=True)
    late = stop(2, clock(14), where=0, is_movable=True)
    hours = shift(1, max_work_s=3 * 3_600, breaks=())
    tours = [Tour(shift=hours, stops=(early,)), Tour(shift=replace(hours, volunteer=2))]
    board = board_of(problem(*tours), replace(FREELY, stranded=(late,)))
    start = board.judge(((0,), ()))
    found = search(board, start, seed=1, budget=Budget(iterations=100))
    assert found.missing == 0
    assert set(found.deal) == {(0,), (1,)}
