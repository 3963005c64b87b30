"""Local search on days whose windows leave the order open: sound, and never longer."""

from dataclasses import replace
from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from tests.planning.days.test_pricing import need, planned
from tests.planning.strategies import SKILL, points, shifts
from tests.planning.valley import clock, shift, stop, village
from toctoc.planning.days.build import build_sound_day
from toctoc.planning.evaluate import evaluate
from toctoc.planning.insertion import Verdict, find_fits
from toctoc.planning.model import Tour

MORNING_S, WIDE_S = clock(9), 9_000


@st.composite
def wide_days(draw):
    """Draw two tours of morning and afternoon visits that may change hands, and one more."""
    crew = []
    for v in (1, 2):
        visits = [
            stop(
                10 * v + i, MORNING_S + 4 * 3_600 * i, point=draw(points), is_movable=True,
                latest_s=MORNING_S + 4 * 3_600 * i + WIDE_S,
            )
            for i in range(draw(st.integers(0, 2)))
        ]  # fmt: skip
        crew.append(Tour(shift=draw(shifts(v)), stops=tuple(visits)))
    return crew, draw(points)


@given(wide_days())
def test_the_day_is_sound_and_no_longer_than_the_cheapest_insertion(case):
    crew, point = case
    wanted = need(point, width_s=WIDE_S)
    day = build_sound_day(crew, wanted, {})
    if day is None:
        return
    found = planned(day, wanted.stop_at(MORNING_S))
    fits = [find_fits(tour, wanted, (MORNING_S,), None) for tour in day.tours]
    added = [fit.added_m for ways in fits if not isinstance(ways, Verdict) for fit in ways]
    if found is None:
        assert not added
        return
    metres, after = found
    result = evaluate(after)
    assert result.violations == ()
    assert result.distance_m == metres
    assert not added or metres <= evaluate(day.tours).distance_m + min(added)
    booked = {s.id for tour in day.tours for s in tour.stops}
    assert {s.id for tour in after for s in tour.stops} == booked | {99}


def shortest_by_brute_force(crew, visits):
    best = None
    for owners in product(range(len(crew)), repeat=len(visits)):
        metres = 0
        for v, on in enumerate(crew):
            hand = [s for s, owner in zip(visits, owners, strict=True) if owner == v]
            ways = [evaluate([Tour(shift=on, stops=row)]) for row in permutations(hand)]
            sound = [way.distance_m for way in ways if way.is_feasible]
            if not sound:
                break
            metres += min(sound)
        else:
            best = metres if best is None else min(best, metres)
    return best


def wide(number, where):
    return stop(number, MORNING_S, where=where, latest_s=MORNING_S + 7 * 3_600, is_movable=True)


def test_two_crossed_tours_are_untangled():
    # North and south are mixed; by the time a fifth visit comes they have been sorted out.
    crew = [shift(1), shift(2)]
    visits = [wide(1, 3), wide(2, -3), wide(3, 4), wide(4, -4)]
    tours = [
        Tour(shift=crew[0], stops=(visits[0], visits[1])),
        Tour(shift=crew[1], stops=(visits[3], visits[2])),
    ]
    wanted = need(village(3), width_s=7 * 3_600)
    new = wanted.stop_at(MORNING_S)
    day = build_sound_day(tours, wanted, {})
    assert day is not None
    found = planned(day, new)
    assert found is not None
    assert found[0] == shortest_by_brute_force(crew, [*visits, new]) == 160_000


def test_visits_stay_with_those_who_can_make_them():
    crew = [shift(1, skills=SKILL), shift(2)]
    skilled = replace(wide(2, -3), skills=SKILL)
    tours = [
        Tour(shift=crew[0], stops=(wide(1, 3), skilled)),
        Tour(shift=crew[1], stops=(wide(3, -4), wide(4, 4))),
    ]
    wanted = need(village(-4), width_s=7 * 3_600)
    new = wanted.stop_at(MORNING_S)
    day = build_sound_day(tours, wanted, {})
    assert day is not None
    found = planned(day, new)
    assert found is not None
    assert evaluate(found[1]).violations == ()
    assert found[0] == shortest_by_brute_force(
        crew, [s for t in tours for s in t.stops] + [new]
    )


def test_a_visit_moves_inside_its_own_tour():
    tour = Tour(shift=shift(1), stops=(wide(1, 3), wide(2, 1), wide(3, 4)))
    wanted = need(village(2), width_s=7 * 3_600)
    day = build_sound_day([tour, Tour(shift=shift(2, max_visits=1))], wanted, {})
    assert day is not None
    found = planned(day, wanted.stop_at(MORNING_S))
    assert found is not None
    assert found[0] == 80_000
