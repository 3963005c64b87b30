"""Season files: read with units converted, refused in one line with the place of the fault."""

import pytest

from tests.planning.season.seasons import CALLS, SEASON, small_season, small_text
from toctoc.planning.errors import InvalidDocument
from toctoc.planning.model import Interval
from toctoc.planning.season.instance import read_call, read_instance, read_season

TRAVEL = SEASON["travel"]


def test_minutes_and_kilometres_become_seconds_and_metres():
    season = read_instance(small_text()).season
    assert season.shift == Interval(start_s=32_400, end_s=61_200)
    assert (season.visit_s, season.grid_s, season.window_s) == (3_600, 1_800, 1_800)
    assert (season.travel.extra_m, season.travel.speed_m_per_h) == (300, 50_000)
    assert season.travel.stop_s == 180
    assert [point.weight for point in season.demand] == [500, 300, 100]
    assert season.last_day == 6


def test_calls_keep_their_free_half_days():
    call = read_instance(small_text()).calls[1]
    assert [call.is_free(5, is_afternoon=half) for half in (False, True)] == [False, True]


def test_the_protocols_call_has_no_draw():
    season = read_season({k: v for k, v in small_season().items() if k != "calls"})
    call = read_call({k: v for k, v in CALLS[0].items() if k != "u"}, season)
    assert call.draw is None


def call_with(**changes):
    return [CALLS[0] | changes]


BROKEN = [
    ("{", "instance"),
    ("[]", "instance"),
    (small_text(format="season-3"), "instance.format"),
    (small_text(name=None), "instance"),
    (small_text(name=3), "instance.name"),
    (small_text(days=0), "instance.days"),
    (small_text(days=True), "instance.days"),
    (small_text(visit_min=1.5), "instance.visit_min"),
    (small_text(bases=[]), "instance.bases"),
    (small_text(bases=[[43.3]]), "instance.bases[0]"),
    (small_text(bases=[[143.3, 0]]), "instance.bases[0]"),
    (small_text(territory={}), "instance.territory"),
    (small_text(half_days=[[540, 690]]), "instance.half_days"),
    (small_text(half_days=[[540, 690], [600, 960]]), "instance.half_days"),
    (small_text(shift=[1020, 540]), "instance.shift"),
    (small_text(travel=TRAVEL | {"speed_kmh": "fast"}), "instance.travel.speed_kmh"),
    (small_text(travel=TRAVEL | {"circuity": 0.5}), "instance"),
    (small_text(choice_probabilities=[]), "instance.choice_probabilities"),
    (small_text(calls=call_with(free="11")), "instance.calls[0].free"),
    (small_text(calls=call_with(day=7)), "instance.calls[0].day"),
    (small_text(calls=call_with(call=4)), "instance.calls[0]"),
    (small_text(calls=call_with(lat=95)), "instance.calls[0]"),
    (small_text(calls=[CALLS[2] | {"call": 0}, CALLS[1]]), "instance.calls[1]"),
]


@pytest.mark.parametrize(("text", "where"), BROKEN)
def test_a_broken_season_is_refused_where_it_is_broken(text, where):
    with pytest.raises(InvalidDocument) as refused:
        read_instance(text)
    assert refused.value.where == where
    assert "\n" not in str(refused.value)
