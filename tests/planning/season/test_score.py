"""Waits summed up, and who counts as living far out."""

from dataclasses import replace

import numpy as np
import pytest

from tests.planning.season.valley import SEASON, VALLEY, season
from toctoc.planning.season.facts import Call
from toctoc.planning.season.score import Load, remote_calls, sum_up_waits


def call_from(place):
    return Call(id=0, day=0, point=place.point, free=(True,) * 10)


def test_the_farthest_villages_up_to_a_fifth_of_the_people_are_remote():
    # 900, 500, 300, 200, 150, 100 people along the valley: the last two hold 250 of 2,150.
    calls = [call_from(place) for place in VALLEY]
    assert remote_calls(SEASON, calls).tolist() == [False] * 4 + [True] * 2


def test_a_base_at_the_end_makes_the_other_end_remote():
    calls = [call_from(place) for place in VALLEY]
    turned = season(bases=(VALLEY[5].point, VALLEY[3].point))
    far = replace(VALLEY[0], population=300)
    people = (far, *VALLEY[1:])
    flags = remote_calls(replace(turned, demand=people), calls)
    assert flags.tolist() == [True] + [False] * 5


def test_no_territory_nobody_is_remote():
    assert remote_calls(season(demand=()), [call_from(VALLEY[0])]).tolist() == [False]


def test_waits_are_summed_up_over_those_who_have_an_appointment():
    figures = sum_up_waits(
        np.array([2, 4, -1, 6, 12]), np.array([False, False, True, True, True])
    )
    assert figures == (6.0, 6, 12, pytest.approx(3.0))


def test_without_visits_far_out_nobody_is_worse_off():
    assert sum_up_waits(np.array([2, -1]), np.array([False, True])).remote_ratio == 1.0
    assert sum_up_waits(np.array([-1]), np.array([True])) == (0.0, 0, 0, 1.0)


def test_load_spreads_from_the_idlest_to_the_busiest():
    assert Load(work_s=(3_600, 10_800, 7_200)).spread_s == 7_200
