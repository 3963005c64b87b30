"""Problems as files: written, read back, and refused with the place of the fault."""

import json

import pytest

from tests.planning.strategies import RNG, wild_roads
from tests.planning.valley import BASE, day_of_four, problem, shift, stop, village
from toctoc.planning.errors import InvalidDocument, InvalidParameter
from toctoc.planning.model import (
    DemandPoint,
    Tour,
    TravelProfile,
    WeekLimit,
    problem_from_json,
    problem_to_json,
)

FULL = problem(
    day_of_four(),
    Tour(shift=shift(2, skills=frozenset({"wifi", "printer"}), max_work_s=25_200)),
    weeks=(WeekLimit(volunteer=1, week=0, limit_s=126_000, used_s=3_600),),
    demand=(DemandPoint(point=BASE, weight=2.5),),
)


def test_a_problem_survives_the_round_trip():
    assert problem_from_json(problem_to_json(FULL)) == FULL


def test_equal_problems_are_written_alike():
    assert problem_to_json(problem_from_json(problem_to_json(FULL))) == problem_to_json(FULL)


def _with(change):
    document = json.loads(problem_to_json(FULL))
    change(document)
    return json.dumps(document)


BROKEN = [
    ("{", "problem"),
    ("[]", "problem"),
    (_with(lambda d: d.pop("horizon")), "problem"),
    (_with(lambda d: d.update(colour="red")), "problem"),
    (_with(lambda d: d.update(tours={})), "problem.tours"),
    (_with(lambda d: d["tours"][0]["shift"].update(day="x")), "problem.tours[0].shift.day"),
    (_with(lambda d: d["tours"][0]["shift"].update(day=True)), "problem.tours[0].shift.day"),
    (
        _with(lambda d: d["rules"]["promise"].update(kind="vague")),
        "problem.rules.promise.kind",
    ),
]


@pytest.mark.parametrize(("text", "where"), BROKEN)
def test_a_broken_document_is_refused_where_it_is_broken(text, where):
    with pytest.raises(InvalidDocument) as refused:
        problem_from_json(text)
    assert refused.value.where == where


def test_a_document_of_impossible_values_is_refused_by_the_object_itself():
    with pytest.raises(InvalidParameter):
        problem_from_json(_with(lambda d: d["rules"].update(grid_s=0)))


def test_whole_numbers_do_for_degrees():
    text = _with(lambda d: d["demand"][0]["point"].update(lat_deg=43))
    assert problem_from_json(text).demand[0].point.lat_deg == 43.0


def test_roads_are_kept_between_the_problem_s_own_places():
    on = shift(3, travel=TravelProfile(roads=wild_roads([BASE, village(1), village(9)], RNG)))
    told = problem_to_json(problem(Tour(shift=on, stops=(stop(1, on.start_s, where=1),))))
    read = problem_from_json(told)
    assert problem_to_json(read) == told
    assert read.tours[0].shift == on
    roads = read.tours[0].shift.travel.roads
    assert roads.places_deg.tolist() == [
        list(map(float, (p.lat_deg, p.lon_deg))) for p in (BASE, village(1))
    ]
    assert roads.distance_m.tolist() == on.travel.roads.distance_m[:2, :2].tolist()


def test_roads_that_are_no_table_are_refused():
    on = shift(3, travel=TravelProfile(roads=wild_roads([BASE], RNG)))
    document = json.loads(problem_to_json(problem(Tour(shift=on))))
    document["tours"][0]["shift"]["travel"]["roads"]["distance_m"] = [[1], [2, 3]]
    with pytest.raises(InvalidDocument, match=r"roads\.distance_m: a table of numbers"):
        problem_from_json(json.dumps(document))
