"""Openings against the day solved from scratch: the same metres, at every start."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.days.test_kernel import day_with, days
from tests.planning.days.test_pricing import need
from tests.planning.strategies import points, shifts
from tests.planning.valley import clock, shift, stop, village
from toctoc.planning.days.build import build_sound_day, empty_plan, no_demand
from toctoc.planning.days.kernel import make_labels
from toctoc.planning.days.openings import CHOSEN, NO_OPENING, UNTOLD, choose_openings
from toctoc.planning.days.pricing import NO_WAY_M, plan_with
from toctoc.planning.days.scene import ask, lay_scene, replan_scene
from toctoc.planning.evaluate import evaluate
from toctoc.planning.model import Interval, Tour

STARTS_S = range(clock(8, 30), clock(16, 30) + 1, 1_800)


def lay(day):
    return lay_scene(day, no_demand(day), (0.0, 0.0), number=1)


def metres_of(day, new):
    """Return the metres of the day solved around `new`, NO_WAY_M where that cannot be."""
    arrays, plan = day.arrays, empty_plan(len(day.tours), day.node + 1)
    arrays.earliest_s[day.node], arrays.latest_s[day.node] = new.earliest_s, new.latest_s
    labels = make_labels(4_000, len(day.tours), day.node + 1)
    return plan_with(arrays, day.booked, day.node, labels, plan)


def sound_day(crew, booked, new):
    day = day_with(crew, booked, new)
    return build_sound_day(day.tours, day.need, {})


@settings(max_examples=300)
@given(days())
def test_the_plan_by_openings_is_as_short_as_the_day_solved_anew(case):
    crew, (new, *booked) = case
    day = sound_day(crew, booked, new)
    if day is None:
        return
    scene = lay(day)
    for start_s in STARTS_S:
        promised = replace(new, earliest_s=start_s, latest_s=start_s + 1_800)
        expected = metres_of(day, promised)
        changed = replan_scene(scene, promised)
        if expected == NO_WAY_M:
            assert changed is None
            continue
        assert changed is not None
        kept = [t for t in day.tours if t.shift.key not in {c.shift.key for c in changed}]
        result = evaluate((*changed, *kept))
        assert result.violations == ()
        assert result.distance_m == expected


@st.composite
def awkward_days(draw):
    """Draw days of one place, one-minute shifts, windows of no width, breaks at the edges."""
    start_s = clock(9)
    end_s = draw(st.sampled_from([start_s + 60, start_s + 3_600, clock(12)]))
    rest = draw(
        st.sampled_from([
            (), (Interval(start_s=start_s, end_s=start_s + 30),),
            (Interval(start_s=end_s - 30, end_s=end_s),),
        ])
    )  # fmt: skip
    crew = [
        replace(draw(shifts(v)), start_s=start_s, end_s=end_s, breaks=rest)
        for v in range(draw(st.integers(1, 2)))
    ]
    place = crew[0].base if draw(st.booleans()) else draw(points)
    visits = [
        stop(
            i, start_s + 900 * draw(st.integers(0, 8)), point=place, is_movable=True,
            length_s=draw(st.sampled_from([60, 1_800])),
        )
        for i in range(draw(st.integers(1, 4)))
    ]  # fmt: skip
    return crew, [replace(v, latest_s=v.earliest_s + draw(WIDTHS_S)) for v in visits]


WIDTHS_S = st.sampled_from([0, 0, 60, 1_800])


@settings(max_examples=300)
@given(awkward_days())
def test_awkward_days_are_planned_soundly(case):
    crew, (new, *booked) = case
    day = sound_day(crew, booked, new)
    if day is None:
        return
    expected, changed = metres_of(day, new), replan_scene(lay(day), new)
    assert (changed is None) == (expected == NO_WAY_M)
    if changed is not None:
        kept = [t for t in day.tours if t.shift.key not in {c.shift.key for c in changed}]
        result = evaluate((*changed, *kept))
        assert result.violations == ()
        assert result.distance_m == expected


def test_an_empty_day_has_one_opening_a_volunteer():
    day = build_sound_day([Tour(shift=shift(1)), Tour(shift=shift(2))], need(village(1)), {})
    assert day is not None
    scene = lay(day)
    asked = ask(scene, 1_800, [clock(9), clock(8)])
    choose_openings(day.arrays, scene.stage.ground.into, scene.stage.survey.openings, 0, asked)
    # Twins are one volunteer: only the first opening is kept. Nobody can be there at eight.
    assert asked.choice[CHOSEN].tolist() == [0, NO_OPENING]


def test_wide_windows_are_beyond_what_openings_tell():
    wide = stop(1, clock(9), latest_s=clock(11, 30), is_movable=True)
    day = build_sound_day([Tour(shift=shift(1), stops=(wide,))], need(village(1)), {})
    assert day is not None
    scene = lay(day)
    asked = ask(scene, 1_800, np.array([clock(10)]))
    choose_openings(day.arrays, scene.stage.ground.into, scene.stage.survey.openings, 0, asked)
    assert asked.choice[CHOSEN].tolist() == [UNTOLD]
