"""Ranking a waiting list for a freed place, worked by hand in the small valley."""

from dataclasses import replace

import pytest

from tests.planning.strategies import SKILL
from tests.planning.valley import HOUR_S, clock, half_days, problem, request, shift, stop
from toctoc.planning.errors import UnknownShift
from toctoc.planning.model import HalfDay, Interval, ShiftKey, Tour, WeekLimit
from toctoc.planning.proposals import check_insertion
from toctoc.planning.tours import gain_of_freed_place

KEY = ShiftKey(1, 1)


def after_cancelling(**changes):
    """Return a tour to village 3 at 10:30, its afternoon visit just cancelled."""
    tour = Tour(shift=shift(1), stops=(stop(1, clock(10, 30), where=3),))
    return problem(tour, **changes)


def waiting(number, where, **changes):
    return request(where, id=number, **changes)


def test_the_shortest_detour_comes_first():
    asked = [waiting(11, 5), waiting(12, 2), waiting(13, 4)]
    gains = gain_of_freed_place(after_cancelling(), asked, KEY)
    assert [(gain.request, gain.added_m) for gain in gains] == [
        (12, 0),
        (13, 20_000),
        (11, 40_000),
    ]


def test_the_earliest_of_equally_short_starts_is_promised():
    (gain,) = gain_of_freed_place(after_cancelling(), [waiting(11, 2)], KEY)
    assert (gain.promised_start_s, gain.planned_start_s) == (clock(9), clock(9, 20))
    assert gain.position == 0


def test_only_the_time_set_free_is_promised_where_asked():
    freed = Interval(start_s=clock(14), end_s=clock(15))
    (gain,) = gain_of_freed_place(after_cancelling(), [waiting(11, 2)], KEY, within=freed)
    assert gain.promised_start_s == clock(14)
    assert gain.position == 1


def test_what_is_said_is_what_booking_finds():
    asked = waiting(11, 5)
    freed_in = after_cancelling()
    (gain,) = gain_of_freed_place(freed_in, [asked], KEY)
    booked = check_insertion(freed_in, asked, [KEY], gain.promised_start_s)
    assert (booked.added_m, booked.added_work_s) == (gain.added_m, gain.added_work_s)
    assert booked.planned_start_s == gain.planned_start_s


@pytest.mark.parametrize(
    "unsuited",
    [
        waiting(11, 2, days=(2,)),
        waiting(11, 2, not_before_day=2),
        waiting(11, 2, needs_pair=True),
        waiting(11, 2, skills=SKILL),
        waiting(11, 40),
        waiting(11, 2, length_s=9 * HOUR_S),
    ],
    ids=["other day", "too soon", "pair", "skill", "too far", "too long"],
)
def test_whom_the_place_does_not_suit_is_left_out(unsuited):
    assert gain_of_freed_place(after_cancelling(), [unsuited], KEY) == ()


def test_half_days_that_do_not_suit_are_not_promised():
    mornings = frozenset({HalfDay(day=1, is_afternoon=False)})
    asked = replace(waiting(11, 2), half_days=mornings)
    (gain,) = gain_of_freed_place(after_cancelling(), [asked], KEY)
    assert gain.promised_start_s < clock(12)


def test_hours_worked_on_other_days_of_the_week_count():
    other = Tour(shift=shift(1, day=2), stops=(stop(2, clock(10, 0, 2), where=1),))
    tour = Tour(shift=shift(1), stops=(stop(1, clock(10, 30), where=3),))
    asked = [replace(waiting(11, 2), half_days=half_days(1))]
    for hours, suits in ((6, True), (3, False)):
        week = WeekLimit(volunteer=1, week=0, limit_s=hours * HOUR_S)
        gains = gain_of_freed_place(problem(tour, other, weeks=(week,)), asked, KEY)
        assert bool(gains) == suits


def test_a_shift_nobody_has_is_refused():
    with pytest.raises(UnknownShift):
        gain_of_freed_place(after_cancelling(), [waiting(11, 2)], ShiftKey(2, 1))


def test_nobody_waiting_gains_nothing():
    assert gain_of_freed_place(after_cancelling(), [], KEY) == ()
