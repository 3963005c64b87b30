"""Windows on the working clock: they hold exactly the starts that `evaluate` allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.valley import BASE, HOUR_S, clock, shift, stop
from toctoc.planning.evaluate import evaluate
from toctoc.planning.model import Interval, Tour
from toctoc.planning.tours.windows import clock_s, windows_of

LUNCH = Interval(start_s=clock(12, 30), end_s=clock(13, 15))


@pytest.mark.parametrize(
    ("early", "late", "windows"),
    [
        ((10, 0), (10, 30), [((10, 0), (10, 30))]),
        ((11, 0), (12, 0), [((11, 0), (11, 30))]),
        ((11, 0), (14, 0), [((11, 0), (11, 30)), ((12, 30), (13, 15))]),
        ((14, 0), (15, 0), [((13, 15), (14, 15))]),
        ((12, 30), (13, 0), []),
        ((12, 0), (13, 15), [((12, 30), (12, 30))]),
    ],
)
def test_a_window_is_cut_by_lunch(early, late, windows):
    visit = stop(1, clock(*early), latest_s=clock(*late))
    found = list(windows_of(shift(breaks=(LUNCH,)), visit))
    assert found == [(clock(*first), clock(*last)) for first, last in windows]


def test_without_breaks_the_window_is_the_promise():
    visit = stop(1, clock(12), latest_s=clock(13))
    assert list(windows_of(shift(breaks=()), visit)) == [(clock(12), clock(13))]


@given(st.integers(0, 240), st.integers(0, 90), st.integers(1, 120), st.integers(0, 60))
def test_windows_hold_the_starts_that_evaluate_allows(at_min, width_min, length_min, pause_min):
    pause = Interval(start_s=clock(10, 30), end_s=clock(10, 30) + 60 * pause_min)
    on = shift(breaks=(pause, LUNCH))
    early_s = clock(9) + 60 * at_min
    windows = list(
        windows_of(
            on,
            stop(
                1,
                early_s,
                latest_s=early_s + 60 * width_min,
                length_s=60 * length_min,
                point=BASE,
            ),
        )
    )
    for wall_s in range(early_s, early_s + 60 * width_min + 1, 60):
        exact = stop(1, wall_s, latest_s=wall_s, length_s=60 * length_min, point=BASE)
        allowed = evaluate([Tour(shift=on, stops=(exact,))]).is_feasible
        in_break = any(p.start_s <= wall_s < p.end_s for p in (pause, LUNCH))
        held = any(first <= clock_s(on, wall_s) <= last for first, last in windows)
        assert (held and not in_break) == allowed


def test_all_of_a_break_is_one_point():
    on = shift(breaks=(LUNCH,))
    assert clock_s(on, LUNCH.start_s) == clock_s(on, LUNCH.end_s) == LUNCH.start_s
    assert clock_s(on, LUNCH.end_s + HOUR_S) == LUNCH.start_s + HOUR_S
