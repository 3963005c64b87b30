"""What befalls a season: appointments given up, closed doors, absences; nothing gets lost."""

from dataclasses import replace

import pytest

from tests.planning.season.valley import OTHER_BASE, SEASON, VALLEY, season, streams
from toctoc.planning.model import PromiseKind, TravelProfile
from toctoc.planning.proposals import ProposalParams
from toctoc.planning.season.demand import (
    AbsenceModel,
    DemandModel,
    Fates,
    WordOfMouth,
    draw_season,
)
from toctoc.planning.season.engine import is_simulated, make_player
from toctoc.planning.season.facts import Absence, Call, Instance
from toctoc.planning.season.referee import play_out

PARAMS = ProposalParams()
ALWAYS = (True,) * 10


def caller(number, day=0, **changes):
    fields = {"id": number, "day": day, "point": VALLEY[1].point, "free": ALWAYS, "draw": 0.1}
    return Call(**fields | changes)


def played(*calls, **rules):
    return play_out(Instance(season=season(**rules), calls=calls), PARAMS)


def test_a_closed_door_is_driven_to_and_not_served():
    score = played(caller(0, is_absent=True), caller(1, day=1))
    assert (score.served, score.no_shows, score.refused) == (1, 1, 0)
    assert score.distance_m > 0
    assert score.metres_per_visit == score.distance_m


def test_who_gives_up_and_calls_no_more_is_not_driven_to():
    score = played(caller(0, cancels_before_days=1))
    assert (score.cancelled, score.lost, score.served, score.refused) == (1, 1, 0, 0)
    assert (score.distance_m, score.tours) == (0, 0)


def test_who_calls_again_waits_from_then_and_keeps_the_second_appointment():
    first = played(caller(0))
    score = played(caller(0, cancels_before_days=1, calls_again_after_days=0))
    assert (score.cancelled, score.lost, score.served) == (1, 0, 1)
    assert score.mean_wait_days <= first.mean_wait_days + 14


def test_who_would_call_again_after_the_season_is_lost():
    score = played(caller(0, day=9, cancels_before_days=0, calls_again_after_days=0))
    assert (score.cancelled, score.lost) == (1, 1)


def away(volunteer, announced, first=0, last=21):
    first_day = max(first, announced)
    return Absence(
        volunteer=volunteer, first_day=first_day, last_day=last, announced_day=announced
    )


def test_a_visit_of_somebody_away_is_made_by_another_as_promised():
    plain, dealt = played(caller(0)), played(caller(0), absences=(away(0, 1),))
    also = played(caller(0), absences=(away(1, 1),))
    assert dealt.redealt + also.redealt == 1
    assert (dealt.moved, also.moved) == (0, 0)
    assert dealt.mean_wait_days == also.mean_wait_days == plain.mean_wait_days
    assert dealt.load.work_s[0] == also.load.work_s[1] == 0


def test_a_visit_nobody_can_make_as_promised_is_offered_anew_and_waits_from_the_call():
    alone = {"bases": SEASON.bases[:1]}
    gone = played(caller(0), absences=(away(0, 1, last=15),), **alone)
    assert (gone.moved, gone.redealt, gone.served, gone.refused) == (1, 0, 0, 1)
    day = int(played(caller(0), **alone).mean_wait_days)
    moved = played(caller(0), absences=(away(0, 1, first=day, last=day),), **alone)
    assert (moved.moved, moved.served) == (1, 1)
    assert moved.mean_wait_days != day


def test_callers_nobody_is_there_for_are_refused():
    everyone = tuple(away(volunteer, 0) for volunteer in range(2))
    score = played(caller(0), caller(1, day=3), absences=everyone)
    assert (score.served, score.refused, score.short) == (0, 2, 2)


def test_a_long_visit_takes_the_place_of_several():
    # Four hours into a day of eight: two in all, where one-hour visits fill it with six.
    rules = {"bases": SEASON.bases[:1], "horizon_days": 1, "days": 1}
    short = played(*(caller(number) for number in range(8)), **rules)
    long = played(*(caller(number, length_s=4 * 3_600) for number in range(8)), **rules)
    assert long.served < short.served


FULL = DemandModel(
    calls_per_day=5.0,
    visit_min=((45, 0.3), (60, 0.5), (90, 0.2)),
    half_ratio=0.3,
    word_of_mouth=WordOfMouth(known_ratio=0.7),
    fates=Fates(cancel_ratio=0.3, no_show_ratio=0.1),
    absences=AbsenceModel(start_ratio=0.25),
)
TEAM = {
    "bases": (SEASON.bases[0], OTHER_BASE, SEASON.bases[0]),
    "travels": (TravelProfile(), TravelProfile(speed_m_per_h=15_000), TravelProfile()),
}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("promise", [PromiseKind.EXACT, PromiseKind.HALF_DAY])
def test_every_caller_ends_somewhere_and_every_promise_holds(seed, promise):
    rules = season(promise=promise, window_s=9_000 if promise == "half_day" else 1_800, **TEAM)
    instance = draw_season(rules, FULL, streams(seed))
    score = play_out(instance, PARAMS)
    ends = score.served + score.no_shows + score.refused + score.lost
    assert ends == score.calls == len(instance.calls)
    assert score.cancelled > 0
    assert score.redealt + score.moved > 0
    assert score.load.spread_s >= 0
    assert score.longest_wait_days >= score.p95_wait_days


def test_engines_agree_where_both_can_play():
    instance = draw_season(season(days=15), DemandModel(), streams(5))
    assert is_simulated(instance)
    assert make_player(instance)(PARAMS) == play_out(instance, PARAMS)


def test_what_the_simulator_does_not_know_is_played_visit_by_visit():
    plain = draw_season(season(days=4), DemandModel(), streams(5))
    closed = replace(plain.calls[0], is_absent=True)
    instance = replace(plain, calls=(closed, *plain.calls[1:]))
    assert not is_simulated(instance)
    assert make_player(instance)(PARAMS).no_shows == 1
