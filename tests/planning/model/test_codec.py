"""Problems as files: written, read back, and refused with the place of the fault."""

import json

import pytest

from tests.planning.valley import BASE, day_of_four, problem, shift
from toctoc.planning.errors import InvalidDocument, InvalidParameter
from toctoc.planning.model import (
    DemandPoint,
    Tour,
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
