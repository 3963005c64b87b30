"""Drawn seasons: what is asked for on average, and one thing changed changes nothing else."""

from dataclasses import fields, replace

import pytest

from tests.planning.season.valley import SEASON, VALLEY, season, streams
from toctoc.planning.season.demand import (
    AbsenceModel,
    DemandModel,
    Fates,
    WordOfMouth,
    draw_season,
)
from toctoc.planning.season.facts import Call

LONG = season(days=200)
MODEL = DemandModel(calls_per_day=8.0)


def draw(model=MODEL, seed=1, rules=SEASON):
    return draw_season(rules, model, streams(seed))


def test_the_same_seed_draws_the_same_season_and_another_a_different_one():
    assert draw() == draw()
    assert draw(seed=2) != draw()


def test_a_default_season_is_plain_and_numbered_in_order():
    instance = draw()
    assert instance.is_plain
    assert [call.id for call in instance.calls] == list(range(len(instance.calls)))
    assert all(any(call.free) for call in instance.calls)


def test_as_many_call_and_are_free_as_asked_for():
    calls = draw(rules=LONG).calls
    assert len(calls) / LONG.days == pytest.approx(8.0, rel=0.05)
    assert sum(map(sum, (call.free for call in calls))) / len(calls) == pytest.approx(
        6, rel=0.03
    )


def test_communes_call_by_population_and_rate():
    twice = replace(VALLEY[5], weight=9 * VALLEY[5].population)
    calls = draw(rules=season(days=200, demand=(VALLEY[0], twice))).calls
    from_last = [call for call in calls if call.point.lat_deg > 43.4]
    assert len(from_last) / len(calls) == pytest.approx(0.5, abs=0.04)


FULL = DemandModel(
    calls_per_day=8.0,
    visit_min=((45, 0.3), (60, 0.5), (90, 0.2)),
    half_ratio=0.3,
    weekday_ratio=0.2,
    fates=Fates(cancel_ratio=0.2, no_show_ratio=0.1),
    absences=AbsenceModel(start_ratio=0.05),
)
# What a change may change in a caller; all else stays as it was drawn.
CHANGES = [
    ({"half_ratio": 0.6}, {"free"}),
    ({"suits_ratio": 0.4}, {"free"}),
    ({"visit_min": ((30, 1.0),)}, {"length_s"}),
    ({"scatter_m": 100.0}, {"point"}),
    (
        {"fates": Fates(cancel_ratio=0.5, no_show_ratio=0.1)},
        {"cancels_before_days", "calls_again_after_days"},
    ),
    ({"fates": Fates(cancel_ratio=0.2, no_show_ratio=0.4)}, {"is_absent"}),
    ({"absences": AbsenceModel(start_ratio=0.2)}, set()),
]


@pytest.mark.parametrize(("change", "changed"), CHANGES)
def test_one_parameter_changed_shifts_no_other_draw(change, changed):
    before, after = draw(FULL, rules=LONG), draw(replace(FULL, **change), rules=LONG)
    assert len(before.calls) == len(after.calls)
    differing = {
        field.name
        for field in fields(Call)
        for old, new in zip(before.calls, after.calls, strict=True)
        if getattr(old, field.name) != getattr(new, field.name)
    }
    assert differing == changed


def test_more_calls_come_on_top_of_the_same_ones():
    few, many = draw(rules=LONG), draw(DemandModel(calls_per_day=12.0), rules=LONG)
    assert {strip(call) for call in few.calls} < {strip(call) for call in many.calls}


def strip(call):
    return (call.day, call.point, call.free, call.draw)


def test_one_more_volunteer_leaves_the_others_absences_as_they_were():
    model = DemandModel(absences=AbsenceModel(start_ratio=0.1))
    two = draw(model, rules=LONG).season.absences
    three = draw(model, rules=season(days=200, bases=(*SEASON.bases, VALLEY[2].point)))
    assert two == tuple(one for one in three.season.absences if one.volunteer < 2)
    assert {one.volunteer for one in three.season.absences} == {0, 1, 2}


def test_tastes_correlate_what_suits_and_leave_the_average():
    calls = draw(DemandModel(calls_per_day=8.0, half_ratio=0.6), rules=LONG).calls
    assert sum(map(sum, (call.free for call in calls))) / len(calls) == pytest.approx(
        6, rel=0.05
    )
    mornings = [sum(call.free[::2]) for call in calls]
    plain = [sum(call.free[::2]) for call in draw(rules=LONG).calls]
    assert variance(mornings) > 2 * variance(plain)


def variance(values):
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / len(values)


def test_fates_come_as_often_as_asked_for():
    calls = draw(FULL, rules=LONG).calls
    given_up = [call for call in calls if call.cancels_before_days is not None]
    again = [call for call in given_up if call.calls_again_after_days is not None]
    assert len(given_up) / len(calls) == pytest.approx(0.2, abs=0.04)
    assert len(again) / len(given_up) == pytest.approx(0.5, abs=0.06)
    assert sum(call.is_absent for call in calls) / len(calls) == pytest.approx(0.1, abs=0.03)
    assert {call.length_s for call in calls} == {2_700, 3_600, 5_400}


def test_word_of_mouth_starts_slowly_and_snowballs_to_where_all_know():
    talk = WordOfMouth(known_ratio=0.05, told_people=10)
    model = DemandModel(calls_per_day=8.0, word_of_mouth=talk)
    days = [call.day for call in draw(model, rules=season(days=300)).calls]
    per_day = [sum(d // 50 == part for d in days) / 50 for part in range(6)]
    assert per_day[0] < 2
    assert per_day[0] < per_day[1] < per_day[2]
    assert per_day[-1] == pytest.approx(8.0, rel=0.1)


def test_nobody_lives_there_nobody_calls():
    assert draw(rules=season(demand=())).calls == ()


@pytest.mark.parametrize(("ratio", "halves"), [(0.0, 1), (1.0, 10)])
def test_whom_nothing_suits_has_one_half_day_still(ratio, halves):
    calls = draw(DemandModel(calls_per_day=8.0, suits_ratio=ratio)).calls
    assert {sum(call.free) for call in calls} == {halves}
