"""Repair by insertion: what holds stays, what does not finds room or is left out."""

from tests.planning.valley import clock, problem, shift, stop
from toctoc.planning.model import Tour
from toctoc.planning.tours import DayRules
from toctoc.planning.tours.board import lay_out
from toctoc.planning.tours.repair import exchange_missing, repair


def movable(number, at, where=1, **changes):
    return stop(number, at, where, is_movable=True, **changes)


def test_a_broken_tour_is_built_anew_and_others_help():
    broken = Tour(shift=shift(1), stops=(movable(1, clock(9), 1), movable(2, clock(9), 1)))
    board = lay_out(problem(broken, Tour(shift=shift(2))), 1, DayRules())
    deal = repair(board)
    assert sorted(map(len, deal)) == [1, 1]
    assert board.judge(deal).missing == 0


def test_a_sound_tour_is_not_touched():
    sound = Tour(shift=shift(1), stops=(movable(1, clock(9), 1), movable(2, clock(14), 1)))
    broken = Tour(shift=shift(2), stops=(movable(3, clock(9), 9),))
    board = lay_out(problem(sound, broken), 1, DayRules())
    assert repair(board) == ((0, 1), ())


def test_who_can_go_to_few_goes_first():
    alone = stop(1, clock(9), 1)
    rival = movable(2, clock(9), 1)
    tours = [Tour(shift=shift(1), stops=(rival, alone)), Tour(shift=shift(2))]
    deal = repair(lay_out(problem(*tours), 1, DayRules()))
    assert deal == ((1,), (0,))


def test_the_nearer_of_two_visits_that_exclude_each_other_is_kept():
    far, near = movable(1, clock(9), 3), movable(2, clock(9), 1)
    broken = Tour(shift=shift(1, max_visits=1), stops=(far, near))
    board = lay_out(problem(broken), 1, DayRules())
    kept = exchange_missing(board, board.judge(((0,),)))
    assert kept.deal == ((1,),)
    assert kept.missing == 1
