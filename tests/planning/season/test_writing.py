"""Seasons written and read again: the same, in the plain format wherever that says all."""

import json
from dataclasses import replace

import pytest

from tests.planning.season.valley import OTHER_BASE, SEASON, VALLEY, season, streams
from toctoc.planning.errors import InvalidDocument, InvalidParameter
from toctoc.planning.model import PromiseKind, TravelProfile
from toctoc.planning.season.demand import AbsenceModel, DemandModel, Fates, draw_season
from toctoc.planning.season.facts import Absence
from toctoc.planning.season.instance import read_instance
from toctoc.planning.season.writing import write_instance

PLAIN = draw_season(SEASON, DemandModel(), streams(1))
MODEL = DemandModel(
    visit_min=((45, 1.0), (90, 1.0)),
    fates=Fates(cancel_ratio=0.4, no_show_ratio=0.2),
    absences=AbsenceModel(start_ratio=0.2),
)
RULES = season(
    bases=(SEASON.bases[0], OTHER_BASE),
    travels=(TravelProfile(), TravelProfile(speed_m_per_h=15_000, stop_s=60)),
    promise=PromiseKind.HALF_DAY,
    window_s=9_000,
    demand=(replace(VALLEY[0], weight=1_234.5), *VALLEY[1:]),
)
EXTENDED = draw_season(RULES, MODEL, streams(1))


@pytest.mark.parametrize(
    ("instance", "kind"), [(PLAIN, "season-1"), (EXTENDED, "season-2")], ids=["1", "2"]
)
def test_what_is_written_reads_back_the_same(instance, kind):
    text = write_instance(instance)
    assert json.loads(text)["format"] == kind
    read = read_instance(text)
    assert read.season == instance.season
    plain = {"draws_again": ()} if kind == "season-1" else {}
    assert read.calls == tuple(replace(call, **plain) for call in instance.calls)


def document(**changes):
    return json.loads(write_instance(EXTENDED)) | changes


def with_call(**changes):
    calls = document()["calls"]
    return document(calls=[calls[0] | changes, *calls[1:]])


ABSENCE = {"volunteer": 0, "first_day": 3, "last_day": 4, "announced_day": 1}
BROKEN = [
    (document(promise="vague"), "instance.promise"),
    (document(travels=[{}]), "instance.travels[0]"),
    (document(travels=document()["travels"][:1]), "instance"),
    (document(absences=[ABSENCE | {"volunteer": -1}]), "instance.absences[0].volunteer"),
    (document(absences=[ABSENCE | {"volunteer": 2}]), "instance"),
    (document(absences=[ABSENCE | {"announced_day": 4}]), "instance.absences[0]"),
    (document(absences=[ABSENCE, ABSENCE]), "instance"),
    (with_call(visit_min=0), "instance.calls[0].visit_min"),
    (with_call(u_again=["a"]), "instance.calls[0].u_again[0]"),
    (with_call(cancels_before_days=-1), "instance.calls[0].cancels_before_days"),
    (with_call(calls_again_after_days=0.5), "instance.calls[0].calls_again_after_days"),
    (with_call(is_absent=1), "instance.calls[0].is_absent"),
]


@pytest.mark.parametrize(("broken", "where"), BROKEN)
def test_a_broken_field_is_refused_where_it_is(broken, where):
    with pytest.raises(InvalidDocument) as refused:
        read_instance(json.dumps(broken))
    assert refused.value.where == where


def test_absences_are_announced_in_order():
    absences = (
        Absence(volunteer=0, first_day=5, last_day=5, announced_day=5),
        Absence(volunteer=1, first_day=5, last_day=5, announced_day=1),
    )
    with pytest.raises(InvalidParameter):
        season(absences=absences)
