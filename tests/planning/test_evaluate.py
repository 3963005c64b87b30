"""The independent checker: it sees each kind of fault, and agrees with the timeline."""

import pytest
from hypothesis import given

from tests.planning.strategies import tours
from tests.planning.valley import HOUR_S, clock, day_of_four, shift, stop
from toctoc.planning.evaluate import Rule, Violation, evaluate
from toctoc.planning.model import Tour, WeekLimit
from toctoc.planning.timeline import timeline


def test_the_day_of_four_is_in_order():
    result = evaluate([day_of_four(), Tour(shift=shift(2))])
    assert result.is_feasible
    assert result.distance_m == 100_000
    assert result.work_s == timeline(day_of_four()).work_s


FAULTS = [
    (Tour(shift=shift(), stops=(stop(1, clock(9), where=5),)), Rule.PROMISE, 1, 20 * 60),
    (Tour(shift=shift(), stops=(stop(1, clock(16), where=3),)), Rule.SHIFT_END, None, 30 * 60),
    (Tour(shift=shift(max_visits=0), stops=(stop(1, clock(9)),)), Rule.MAX_VISITS, None, 1),
    (
        Tour(shift=shift(), stops=(stop(1, clock(9), skills=frozenset({"wifi"})),)),
        Rule.SKILLS,
        1,
        1,
    ),
    (
        Tour(shift=shift(max_work_s=HOUR_S), stops=(stop(1, clock(10)),)),
        Rule.DAY_HOURS,
        None,
        20 * 60,
    ),
]


@pytest.mark.parametrize(("tour", "rule", "number", "excess"), FAULTS)
def test_each_fault_of_a_tour_is_seen(tour, rule, number, excess):
    found = evaluate([tour]).violations
    assert found == (Violation(rule=rule, volunteer=1, day=1, stop=number, excess=excess),)


def test_a_week_over_its_limit_is_seen():
    week = WeekLimit(volunteer=1, week=0, limit_s=8 * HOUR_S, used_s=2 * HOUR_S)
    found = evaluate([day_of_four()], [week]).violations
    excess = timeline(day_of_four()).work_s - 6 * HOUR_S
    assert found == (Violation(rule=Rule.WEEK_HOURS, volunteer=1, excess=excess),)


def test_a_week_spent_elsewhere_is_not_the_tours_fault():
    week = WeekLimit(volunteer=1, week=0, limit_s=0, used_s=HOUR_S)
    assert evaluate([Tour(shift=shift())], [week]).is_feasible


def test_a_visit_made_twice_is_seen_unless_two_were_to_come():
    both = [Tour(shift=shift(v), stops=(stop(1, clock(9)),)) for v in (1, 2)]
    assert [v.rule for v in evaluate(both).violations] == [Rule.STOP_TWICE] * 2
    together = stop(1, clock(9, 30), latest_s=clock(9, 30))
    pair = [Tour(shift=shift(v), stops=(together,)) for v in (1, 2)]
    assert evaluate(pair).is_feasible
    three = [Tour(shift=shift(v), stops=(together,)) for v in (1, 2, 3)]
    assert len(evaluate(three).violations) == 3


@given(tours())
def test_checker_and_timeline_agree_on_any_tour(tour):
    line, result = timeline(tour), evaluate([tour])
    late = [v for v in result.violations if v.rule in (Rule.PROMISE, Rule.SHIFT_END)]
    assert max((v.excess for v in late), default=0) == line.late_s
    assert (result.distance_m, result.work_s) == (line.distance_m, line.work_s)
