"""A day through the kernels with costs of its own: who serves whom is weighed in metres."""

from dataclasses import replace

from tests.planning.tours.days import best_by_brute_force, random_day, random_rules
from tests.planning.valley import clock, problem, shift, stop
from toctoc.planning.model import Tour
from toctoc.planning.tours import DayRules
from toctoc.planning.tours.board import lay_out
from toctoc.planning.tours.exact import Kernels


def test_the_exact_plan_is_the_best_there_is():
    solved = 0
    for seed in range(60):
        asked, rules = random_day(seed, 1_800), random_rules(seed)
        board = lay_out(asked, 1, rules)
        deal = Kernels.of(board).solve()
        if deal is not None:
            solved += 1
            assert board.judge(deal).rank == best_by_brute_force(asked, rules), seed
    assert solved > 30


def test_an_open_order_is_not_solved_exactly():
    wide = stop(1, clock(9), where=1, latest_s=clock(12), is_movable=True)
    other = replace(wide, id=2)
    board = lay_out(problem(Tour(shift=shift(1), stops=(wide, other))), 1, DayRules())
    assert Kernels.of(board).solve() is None


def test_improving_never_lengthens_and_keeps_all_visits():
    for seed in range(60):
        asked, rules = random_day(seed, 9_000), random_rules(seed)
        board = lay_out(asked, 1, rules)
        before = board.judge(board.deal_now)
        after = board.judge(Kernels.of(board).improve(before.deal))
        assert after.rank <= before.rank


def test_a_stranded_visit_beside_its_pair_is_dealt_out():
    both = stop(1, clock(10), where=1, latest_s=clock(10))
    tours = [Tour(shift=shift(1), stops=(both,)), Tour(shift=shift(2))]
    board = lay_out(problem(*tours), 1, DayRules(stranded=(both,)))
    assert Kernels.of(board).solve() == ((0,), (1,))
