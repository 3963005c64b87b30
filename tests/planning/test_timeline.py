"""Planned times of tours, and the clock functions that know what a break does."""

from hypothesis import given
from hypothesis import strategies as st

from tests.planning.valley import MINUTE_S, clock, day_of_four, shift, stop, village
from toctoc.planning.days import clock as compiled_clock
from toctoc.planning.model import Interval, Tour
from toctoc.planning.timeline import (
    advance,
    first_start,
    last_start,
    retreat,
    timeline,
    work_between,
)


def test_the_day_of_four_runs_as_worked_by_hand():
    line = timeline(day_of_four())
    assert [planned.start_s for planned in line.planned] == [
        clock(9, 20), clock(10, 30), clock(13, 30), clock(14, 50),
    ]  # fmt: skip
    assert (line.departure_s, line.return_s) == (clock(9), clock(16, 20))
    assert line.distance_m == 100_000
    assert line.travel_s == 100 * MINUTE_S
    assert line.work_s == (7 * 60 + 20 - 45) * MINUTE_S
    assert line.wait_s == (13 * 60 + 30 - 11 * 60 - 50) * MINUTE_S
    assert line.late_s == 0


def test_the_base_is_left_no_sooner_than_needed():
    line = timeline(Tour(shift=shift(), stops=(stop(1, clock(11)),)))
    assert line.departure_s == clock(10, 50)
    assert line.planned[0].wait_s == 0


def test_a_volunteer_without_stops_does_not_work():
    line = timeline(Tour(shift=shift()))
    assert (line.work_s, line.distance_m, line.travel_s, line.wait_s) == (0, 0, 0, 0)


def test_a_missed_promise_shows_by_how_much():
    tour = Tour(shift=shift(), stops=(stop(1, clock(9)), stop(2, clock(9, 30), where=2)))
    assert timeline(tour).late_s == 20 * MINUTE_S


def test_coming_back_after_the_shift_shows_by_how_much():
    tour = Tour(shift=shift(), stops=(stop(1, clock(16), where=3),))
    assert timeline(tour).late_s == 30 * MINUTE_S


def test_a_drive_pauses_at_lunch():
    tour = Tour(shift=shift(), stops=(stop(1, clock(11, 20)), stop(2, clock(13), where=3)))
    planned = timeline(tour).planned[1]
    assert planned.arrival_s == clock(13, 25)
    assert planned.leave_s == clock(12, 20)


def test_two_visits_in_one_place_need_no_drive():
    tour = Tour(
        shift=shift(),
        stops=(
            stop(1, clock(9)),
            stop(2, clock(10)),
        ),
    )
    assert timeline(tour).planned[1].travel_s == 0
    assert village(1) == tour.stops[0].point


@st.composite
def breaks(draw):
    edges = sorted(draw(st.lists(st.integers(0, 60), max_size=6, unique=True)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [Interval(start_s=start, end_s=end) for start, end in pairs]


moments, lengths = st.integers(-10, 80), st.integers(0, 30)


@given(moments, moments, lengths, breaks())
def test_advance_and_retreat_are_inverse(leave_s, due_s, drive_s, pauses):
    outside = all(not pause.start_s < due_s <= pause.end_s for pause in pauses)
    if drive_s == 0 or outside:
        assert (advance(leave_s, drive_s, pauses) <= due_s) == (
            leave_s <= retreat(due_s, drive_s, pauses)
        ) or any(pause.start_s < leave_s < pause.end_s for pause in pauses)


@given(moments, moments, st.integers(1, 30), breaks())
def test_first_and_last_start_are_inverse(ready_s, latest_s, length_s, pauses):
    first, last = first_start(ready_s, length_s, pauses), last_start(latest_s, length_s, pauses)
    assert (first <= latest_s) == (ready_s <= last)
    assert all(first >= pause.end_s or first + length_s <= pause.start_s for pause in pauses)


@given(moments, lengths, breaks())
def test_compiled_clock_agrees_with_the_readable_one(at_s, length_s, pauses):
    import numpy as np

    rows = [(pause.start_s, pause.end_s) for pause in pauses] + [(compiled_clock.NEVER_S,) * 2]
    array = np.array(rows, np.int64)
    assert compiled_clock.advance(at_s, length_s, array) == advance(at_s, length_s, pauses)
    assert compiled_clock.retreat(at_s, length_s, array) == retreat(at_s, length_s, pauses)
    assert compiled_clock.first_start(at_s, length_s, array) == first_start(
        at_s, length_s, pauses
    )
    assert compiled_clock.last_start(at_s, length_s, array) == last_start(
        at_s, length_s, pauses
    )
    end_s = at_s + length_s
    assert compiled_clock.work_between(at_s, end_s, array) == work_between(at_s, end_s, pauses)
