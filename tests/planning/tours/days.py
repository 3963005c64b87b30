"""Random days for the eve's planner, and the best plan of each by brute force."""

import random
from dataclasses import replace
from itertools import permutations, product

from hypothesis import strategies as st

from tests.planning.strategies import BASES, KNOWN, MEAL, MEETING, ROADS, SKILL, shifts, stops
from tests.planning.valley import clock, problem, shift, stop
from toctoc.planning.evaluate import evaluate
from toctoc.planning.model import Point, Tour, TravelProfile, WeekLimit
from toctoc.planning.tours import DayRules, Preference

WIDTHS_S = (0, 1_800, 7_200, 9_000)


@st.composite
def problems(draw, most=5, width_s=None):
    """Draw a day: odd shifts, visits at one place or many, some pinned, some a pair's."""
    crew = [draw(odd_shifts(v)) for v in range(draw(st.integers(0, 3)))]
    rows = [[] for _ in crew]
    for number in range(draw(st.integers(0, most)) if crew else 0):
        width = draw(st.sampled_from(WIDTHS_S)) if width_s is None else width_s
        visit = draw(stops(number, width, is_movable=draw(st.integers(0, 3)) > 0))
        holders = draw(st.sampled_from([1, 1, 1, 2])) if width == 0 else 1
        for v in draw(st.permutations(range(len(crew))))[:holders]:
            rows[v].append(visit if holders == 1 else as_pair(visit))
    is_sound = draw(st.integers(0, 2)) > 0  # most days are kept as they are
    tours = [booked(on, row, is_sound=is_sound) for on, row in zip(crew, rows, strict=True)]
    weeks = tuple(
        WeekLimit(volunteer=v, week=0, limit_s=draw(st.sampled_from([4, 20])) * 3_600)
        for v in range(len(crew))
        if draw(st.integers(0, 3)) == 0
    )
    return problem(*tours, weeks=weeks)


def booked(on, visits, *, is_sound):
    """Return a tour of visits in promise order; a sound one without those that do not fit."""
    tour = Tour(shift=on)
    for visit in sorted(visits, key=lambda visit: visit.earliest_s):
        longer = replace(tour, stops=(*tour.stops, visit))
        if not is_sound or evaluate([longer]).is_feasible:
            tour = longer
    return tour


def as_pair(visit):
    return replace(visit, is_movable=False)


@st.composite
def odd_shifts(draw, volunteer):
    """Draw a shift as `shifts` does, or one of a minute."""
    if draw(st.integers(0, 9)) == 0:
        return shift(volunteer, start_s=clock(9), end_s=clock(9, 1), breaks=(), skills=SKILL)
    return draw(shifts(volunteer))


def random_day(seed, width_s):
    """Return a fuller day than hypothesis likes to draw; all visits can be made as booked."""
    rng = random.Random(seed)
    crew = [
        shift(
            v,
            base=rng.choice(BASES),
            breaks=rng.choice([(), (MEAL,), (MEETING, MEAL)]),
            max_visits=rng.randint(2, 4),
            max_work_s=rng.choice([None, None, 6 * 3_600]),
            skills=rng.choice([frozenset(), SKILL]),
            travel=TravelProfile(
                speed_m_per_h=rng.choice([50_000, 20_000]), roads=rng.choice([None, ROADS])
            ),
        )
        for v in range(rng.randint(2, 3))
    ]
    rows = [[] for _ in crew]
    for number in range(5):
        v, at_s = rng.randrange(len(crew)), rng.randrange(clock(9), clock(16) + 1, 1_800)
        where = Point(lat_deg=43.2 + 0.3 * rng.random(), lon_deg=-0.4 + 0.3 * rng.random())
        where = rng.choice([where, *KNOWN[:3]])
        visit = stop(
            number, at_s, point=where, latest_s=at_s + width_s, is_movable=rng.random() < 0.8,
            skills=rng.choice([frozenset(), crew[v].skills]),
        )  # fmt: skip
        rows[v].append(visit)
    return problem(
        *(booked(on, row, is_sound=True) for on, row in zip(crew, rows, strict=True))
    )


def random_rules(seed):
    """Return rules by which every metre and some wishes count."""
    rng = random.Random(seed)
    wishes = tuple(
        Preference(stop=k, volunteer=rng.randrange(3), worth_m=rng.choice([1_000, 20_000]))
        for k in range(rng.randint(0, 3))
    )
    return DayRules(preferences=wishes, least_gain_m=0, change_m=rng.choice([0, 500]))


def rank_of(plan, rules):
    """Return visits missing and cost of a plan, from what it says and the rules alone."""
    moved = sum(m.changes_volunteer and m.from_volunteer is not None for m in plan.moves)
    missed_m = sum(
        missed(rules, stop.id, tour.shift.volunteer)
        for tour in plan.tours
        for stop in tour.stops
    )
    return (
        len(plan.unserved),
        evaluate(plan.tours).distance_m + moved * rules.change_m + missed_m,
    )


def missed(rules, stop, volunteer):
    """Return what a visit loses by not being made by whom it prefers most."""
    wishes = {p.volunteer: p.worth_m for p in rules.preferences if p.stop == stop}
    return max(wishes.values(), default=0) - wishes.get(volunteer, 0)


def best_by_brute_force(asked, rules):
    """Try every deal and every order: the least missing visits, then the least cost."""
    tours = asked.tours
    jobs = [(v, stop) for v, tour in enumerate(tours) for stop in tour.stops]
    known = {}
    best = None
    for deal in product(range(-1, len(tours)), repeat=len(jobs)):
        if all(
            v in {-1, owner} or stop.is_movable
            for v, (owner, stop) in zip(deal, jobs, strict=True)
        ):
            cost_m = sum(
                rules.change_m * (v != owner) + missed(rules, stop.id, tours[v].shift.volunteer)
                for v, (owner, stop) in zip(deal, jobs, strict=True)
                if v >= 0
            )
            rows_m = [
                shortest(asked, v, tuple(k for k, u in enumerate(deal) if u == v), jobs, known)
                for v in range(len(tours))
            ]
            if None not in rows_m:
                rank = (deal.count(-1), cost_m + sum(rows_m))
                best = rank if best is None else min(best, rank)
    return best


def shortest(asked, v, members, jobs, known):
    """Return the metres of the shortest order a volunteer can keep; None: there is none."""
    if (v, members) not in known:
        tours = [
            Tour(shift=asked.tours[v].shift, stops=tuple(jobs[k][1] for k in order))
            for order in permutations(members)
        ]
        checked = [evaluate([tour], asked.weeks) for tour in tours]
        lengths_m = [found.distance_m for found in checked if found.is_feasible]
        known[v, members] = min(lengths_m, default=None)
    return known[v, members]
