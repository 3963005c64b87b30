"""Designed sectors: the very best cut on tiny territories, every rule held on any."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.sectors.grids import best_by_brute_force, grid_problem
from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import Point
from toctoc.planning.sectors import (
    Outcome,
    Phase,
    Rule,
    Wishes,
    assess_cut,
    design_sectors,
    number_from_west,
)


def design(problem, **options):
    return design_sectors(problem, rng=np.random.default_rng(7), **options)


weights = st.lists(st.integers(0, 9), min_size=9, max_size=9)


@settings(max_examples=15, deadline=None)
@given(weights, st.sampled_from([2, 3]), st.sampled_from([0.1, 0.3, 0.6]))
def test_design_is_the_best_of_all_cuts_of_a_small_grid(work, sectors, balance_ratio):
    problem = grid_problem(3, 3, work=work, sectors=sectors, balance_ratio=balance_ratio)
    best_s = best_by_brute_force(problem)
    found = design(problem)
    if best_s == float("inf"):
        assert found.outcome is Outcome.INFEASIBLE
        assert found.obstacle is not None
    else:
        assert found.outcome is Outcome.OPTIMAL
        assert found.assessment.is_valid
        assert found.assessment.objective_s == pytest.approx(best_s, abs=1e-3)
        assert found.gap_ratio == pytest.approx(0, abs=1e-6)


wished = st.fixed_dictionaries(
    {
        "together": st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=2),
        "fixed": st.dictionaries(st.integers(0, 8), st.integers(0, 1), max_size=2),
        "bases": st.dictionaries(st.integers(0, 1), st.integers(0, 8), max_size=1),
    }
)


@settings(max_examples=15, deadline=None)
@given(wished)
def test_wishes_are_met_by_the_best_cut_or_said_to_be_in_the_way(asked):
    wishes = Wishes(
        together=tuple(asked["together"]), fixed=asked["fixed"], bases=asked["bases"]
    )
    problem = grid_problem(3, 3, sectors=2, balance_ratio=0.4, wishes=wishes)
    best_s = best_by_brute_force(problem)
    found = design(problem)
    assert (found.outcome is Outcome.INFEASIBLE) == (best_s == float("inf"))
    if best_s < float("inf"):
        assert found.assessment.unmet == ()
        assert found.assessment.objective_s == pytest.approx(best_s, abs=1e-3)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.integers(1, 20), min_size=30, max_size=30), st.integers(2, 4), st.integers(0, 9)
)
def test_a_larger_cut_is_whole_balanced_and_places_each_unit_once(work, sectors, seed):
    problem = grid_problem(5, 6, work=work, sectors=sectors, balance_ratio=0.15)
    found = design_sectors(problem, rng=np.random.default_rng(seed))
    assert found.outcome is Outcome.OPTIMAL
    assert len(found.sector_of) == 30
    assert set(found.sector_of) == set(range(sectors))
    assert assess_cut(problem, found.sector_of).is_valid
    assert found.bound_s <= found.assessment.objective_s + 1e-6


def test_a_square_is_cut_in_four_like_pieces_and_shows_its_progress():
    told = []
    found = design(grid_problem(4, 4, sectors=4), on_progress=told.append)
    # Four T's: three squares of each are one step from its middle, twelve of sixteen.
    assert found.assessment.objective_s == pytest.approx(12 / 16 * 900)
    assert found.assessment.loads_s == (14_400.0,) * 4
    assert [told[0].phase, told[1].phase] == [Phase.SEARCH, Phase.BOUND]
    assert all(one.bound_s <= one.best_s for one in told)


def test_told_to_stop_it_answers_with_a_cut_and_its_gap():
    found = design(grid_problem(5, 5, sectors=3, balance_ratio=0.3), should_stop=lambda: True)
    assert found.outcome is Outcome.STOPPED
    assert len(found.sector_of) == 25
    assert 0 <= found.gap_ratio <= 1


def test_a_town_too_heavy_for_any_sector_is_named():
    found = design(grid_problem(2, 3, work=[9, 1, 1, 1, 1, 1], sectors=2))
    assert found.outcome is Outcome.INFEASIBLE
    assert (found.obstacle.rule, found.obstacle.units) == (Rule.BALANCE, (0,))
    assert found.obstacle.nearest_ratio == pytest.approx(9 / 7 - 1)


def test_units_too_even_for_the_balance_asked_say_the_nearest():
    found = design(grid_problem(1, 5, sectors=2))
    assert found.outcome is Outcome.INFEASIBLE
    assert found.obstacle.rule is Rule.BALANCE
    assert found.obstacle.nearest_ratio == pytest.approx(0.2)


@pytest.mark.parametrize(
    ("wishes", "rule"),
    [
        (Wishes(together=((0, 5),), fixed={0: 0, 5: 1}), Rule.TOGETHER),
        (Wishes(bases={0: 2, 1: 2}), Rule.BASES),
        (Wishes(bases={0: 2}, fixed={2: 1}), Rule.BASES),
        (Wishes(together=((0, 2, 3, 5),)), Rule.TOGETHER),
        (Wishes(fixed={0: 0, 2: 1, 5: 0}), Rule.FIXED),
        (Wishes(together=((0, 1, 2, 3, 4, 5),)), Rule.TOGETHER),
    ],
)
def test_wishes_that_cannot_hold_are_named(wishes, rule):
    found = design(grid_problem(1, 6, sectors=2, balance_ratio=0.34, wishes=wishes))
    assert found.outcome is Outcome.INFEASIBLE
    assert found.obstacle.rule is rule


def test_a_base_decides_the_centre():
    free = design(grid_problem(1, 6, sectors=2))
    based = design(grid_problem(1, 6, sectors=2, wishes=Wishes(bases={0: 0})))
    assert free.sector_of == (0, 0, 0, 1, 1, 1)
    assert based.assessment.centres[0] == 0
    assert based.assessment.objective_s > free.assessment.objective_s


@pytest.mark.parametrize(
    ("wishes", "sectors"),
    [(Wishes(), 0), (Wishes(), 7), (Wishes(fixed={6: 0}), 2), (Wishes(fixed={0: 2}), 2)],
)
def test_what_names_nothing_is_refused(wishes, sectors):
    with pytest.raises(InvalidParameter):
        grid_problem(1, 6, sectors=sectors, wishes=wishes)


def test_sectors_are_numbered_from_west_but_for_those_named():
    centres = [Point(lat_deg=43, lon_deg=lon) for lon in (2.0, 1.0, 0.0)]
    assert number_from_west((0, 1, 2), centres) == (2, 1, 0)
    assert number_from_west((0, 1, 2), centres, named=[0]) == (0, 2, 1)


def test_more_islands_than_sectors_are_said_to_be_in_pieces():
    problem = replace(grid_problem(1, 3, balance_ratio=0.6), neighbours=((), (), ()))
    found = design(problem)
    assert found.outcome is Outcome.INFEASIBLE
    assert found.obstacle.rule is Rule.CONTIGUITY


@pytest.mark.parametrize("change", [{"balance_ratio": -0.1}, {"work_s": np.ones(2)}])
def test_a_problem_that_is_none_is_refused(change):
    with pytest.raises(InvalidParameter):
        replace(grid_problem(1, 3), **change)
