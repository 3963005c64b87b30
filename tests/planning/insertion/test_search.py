"""Exact insertion against brute force: try every position and time, and ask the checker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.strategies import SKILL, points, tours
from tests.planning.valley import HOUR_S, MINUTE_S, clock, day_of_four, shift, stop, village
from toctoc.planning.evaluate import evaluate
from toctoc.planning.insertion import (
    Need,
    Reason,
    Verdict,
    covers,
    find_fits,
    insert,
    list_gaps,
)
from toctoc.planning.model import BookingRules, HalfDay, Tour
from toctoc.planning.timeline import timeline

STARTS_S = tuple(range(clock(9), clock(16) + 1, 1_800))


def need(where=1, **changes):
    fields = {
        "id": 99, "point": village(where), "length_s": HOUR_S, "width_s": 1_800,
        "skills": frozenset(), "is_movable": False,
    }  # fmt: skip
    return Need(**fields | changes)


@st.composite
def needs(draw):
    skills = SKILL if draw(st.integers(0, 3)) == 0 else frozenset()
    return need(point=draw(points), width_s=draw(st.sampled_from([0, 1_800])), skills=skills)


def fits_by_brute_force(tour, wanted, starts_s, week_left_s):
    before = evaluate([tour])
    if not before.is_feasible:
        return set()
    found = set()
    for position in range(len(tour.stops) + 1):
        for promised_s in starts_s:
            after = evaluate([insert(tour, position, wanted.stop_at(promised_s))])
            within = week_left_s is None or after.work_s <= week_left_s
            if after.is_feasible and within:
                added = (after.distance_m - before.distance_m, after.work_s - before.work_s)
                found.add((position, promised_s, *added))
    return found


@given(tours(), needs(), st.sampled_from([None, 4 * HOUR_S]))
def test_fits_are_those_of_brute_force(tour, wanted, week_left_s):
    found = find_fits(tour, wanted, STARTS_S[::3], week_left_s)
    fits = [] if isinstance(found, Verdict) else found
    assert {
        (fit.position, fit.promised_s, fit.added_m, fit.added_work_s) for fit in fits
    } == fits_by_brute_force(tour, wanted, STARTS_S[::3], week_left_s)
    for fit in fits:
        after = insert(tour, fit.position, wanted.stop_at(fit.promised_s))
        assert timeline(after).planned[fit.position].start_s == fit.planned_s


def test_the_gaps_of_the_day_of_four_are_as_worked_by_hand():
    gaps = list_gaps(day_of_four(), village(1), HOUR_S)
    # After the second visit (free at 11:30, village 3) one is in village 1 at 11:50, where the
    # third must start by 13:40 for the fourth to start by 15:00.
    assert (gaps[2].arrival_s, gaps[2].added_m) == (clock(11, 50), 0)
    assert gaps[2].latest_s == clock(12, 40)
    # At the end of the day: free at 15:50 in village 3, 16:10 in village 1, home by 17:00.
    assert (gaps[4].arrival_s, gaps[4].latest_s) == (clock(16, 10), clock(15, 50))
    assert [gap.added_m for gap in gaps] == [0, 20_000, 0, 0, 0]


VERDICTS = [
    (day_of_four(), need(skills=SKILL), None, Verdict(reason=Reason.SKILLS, short=1)),
    (
        Tour(shift=shift()),
        need(length_s=5 * HOUR_S),
        None,
        Verdict(reason=Reason.TOO_LONG, short=85 * MINUTE_S),
    ),
    (
        Tour(shift=shift(max_visits=1), stops=(stop(1, clock(15)),)),
        need(),
        None,
        Verdict(reason=Reason.MAX_VISITS, short=1),
    ),
    (
        Tour(shift=shift(), stops=(stop(1, clock(9), where=5),)),
        need(),
        None,
        Verdict(reason=Reason.TOUR_BROKEN, short=20 * MINUTE_S),
    ),
    (day_of_four(), need(), None, Verdict(reason=Reason.NO_ROOM, short=20 * MINUTE_S)),
    (
        Tour(shift=shift(max_work_s=HOUR_S)),
        need(),
        None,
        Verdict(reason=Reason.DAY_HOURS, short=20 * MINUTE_S),
    ),
    (
        Tour(shift=shift(max_work_s=HOUR_S)),
        need(),
        HOUR_S + 5 * MINUTE_S,
        Verdict(reason=Reason.WEEK_HOURS, short=15 * MINUTE_S),
    ),
]


@pytest.mark.parametrize(("tour", "wanted", "week_left_s", "verdict"), VERDICTS)
def test_no_fit_comes_with_the_reason_and_what_is_short(tour, wanted, week_left_s, verdict):
    assert find_fits(tour, wanted, STARTS_S, week_left_s) == verdict


@pytest.mark.parametrize(
    ("start", "end", "morning", "afternoon"),
    [(9, 17, True, True), (9, 12, True, False), (13, 17, False, True), (12, 13, False, False)],
)
def test_a_shift_covers_the_half_days_it_lies_in(start, end, morning, afternoon):
    on = shift(start_s=clock(start), end_s=clock(end), breaks=())
    halves = [HalfDay(day=1, is_afternoon=half) for half in (False, True)]
    assert [covers(on, half, BookingRules()) for half in halves] == [morning, afternoon]
    assert not covers(on, HalfDay(day=2, is_afternoon=False), BookingRules())
