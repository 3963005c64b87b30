"""A season played: the dialogue of the protocol, the referee, the table."""

import pytest

from tests.planning.season.seasons import CALLS, small_season, small_text
from toctoc.planning.errors import InvalidDocument
from toctoc.planning.proposals import ProposalParams
from toctoc.planning.season import referee
from toctoc.planning.season.bench import Reference, best_within, read_scoreboard
from toctoc.planning.season.fronts import FrontPoint
from toctoc.planning.season.instance import read_instance
from toctoc.planning.season.protocol import Dialogue
from toctoc.planning.season.referee import BrokenSeason, choose, play_out
from toctoc.planning.season.score import SeasonScore

PARAMS = ProposalParams(early_lead_days=0)


def open_dialogue(**changes):
    dialogue = Dialogue(lambda _season: PARAMS)
    season = {k: v for k, v in small_season(**changes).items() if k != "calls"}
    assert dialogue.answer({"season": season}) is None
    return dialogue


def test_a_season_is_played_to_its_end_by_the_protocol():
    dialogue, promised = open_dialogue(), {}
    for call in CALLS:
        offers = dialogue.answer({"call": {k: v for k, v in call.items() if k != "u"}})[
            "offers"
        ]
        for day, volunteer, start_min in offers:
            assert call["day"] + 1 <= day <= call["day"] + 3
            assert volunteer == 0
            half = 0 if 540 <= start_min <= 690 else 1
            assert call["free"][2 * (day % 5) + half] == "1"
        if offers:
            promised[call["call"]] = offers[0]
        assert dialogue.answer({"chosen": 0 if offers else None}) is None
    tours = dialogue.answer({"end": True})["tours"]
    driven = {visit: (tour["day"], at) for tour in tours for visit, at in tour["visits"]}
    assert set(driven) == set(promised)
    for visit, (day, at_min) in driven.items():
        assert day == promised[visit][0]
        assert promised[visit][2] <= at_min <= promised[visit][2] + 30


@pytest.mark.parametrize(
    ("message", "where"),
    [
        ([], "message"),
        ({"colour": "red"}, "message"),
        ({"chosen": 0}, "message.chosen"),
        ({"chosen": "first"}, "message.chosen"),
        ({"call": {}}, "call"),
    ],
)
def test_a_message_that_makes_no_sense_is_refused(message, where):
    with pytest.raises(InvalidDocument) as refused:
        open_dialogue().answer(message)
    assert refused.value.where == where


def test_a_call_before_the_season_is_refused():
    with pytest.raises(InvalidDocument):
        Dialogue(lambda _season: PARAMS).answer({"call": CALLS[0]})


def test_the_referee_measures_what_was_played():
    score = play_out(read_instance(small_text()), PARAMS)
    # The last caller is free on Monday morning only: the bookable days are Wednesday to Friday.
    assert (score.calls, score.served, score.refused, score.short) == (4, 3, 1, 1)
    assert 1 <= score.tours <= 3
    assert 1 <= score.mean_wait_days <= 3
    assert 1 <= score.p95_wait_days <= 3
    assert score.metres_per_visit == score.distance_m / 3


def test_a_season_nobody_calls_in_is_no_error():
    score = play_out(read_instance(small_text(calls=[])), PARAMS)
    assert (score.served, score.metres_per_visit, score.p95_wait_days) == (0, 0, 0)


def test_the_referee_calls_a_broken_promise(monkeypatch):
    monkeypatch.setattr(referee.SeasonPlay, "book", lambda _self, _offer: None)
    with pytest.raises(BrokenSeason):
        play_out(read_instance(small_text()), PARAMS)


@pytest.mark.parametrize(
    ("draw", "taken"), [(0.0, 0), (0.69, 0), (0.75, 1), (0.95, 2), (1.0, 2)]
)
def test_callers_take_offers_by_their_draw(draw, taken):
    offers = ("first", "second", "third")
    assert choose(draw, offers, (0.7, 0.2, 0.1)) == offers[taken]
    assert choose(draw, offers[:1], (0.7, 0.2, 0.1)) == "first"


def score_of(metres, wait, refused=0, short=0):
    return SeasonScore(
        calls=20, served=1, refused=refused, short=short, tours=1, distance_m=metres,
        mean_wait_days=wait, p95_wait_days=1,
    )  # fmt: skip


def reference(wait, refused=0):
    return Reference(metres_per_visit=1, mean_wait_days=wait, refused=refused)


def test_the_best_point_of_a_front_waits_no_longer_than_the_reference():
    front = [
        FrontPoint(wait_m_per_day=w, score=score_of(metres, wait))
        for w, metres, wait in ((1, 9_000, 8.0), (2, 10_000, 5.0), (3, 12_000, 3.0))
    ]
    assert best_within(front, reference(6.0)) == front[1]
    assert best_within(front, reference(2.0)) is None


def test_points_that_refuse_more_or_fall_short_too_often_do_not_count():
    refusing = FrontPoint(wait_m_per_day=1, score=score_of(9_000, 3.0, refused=1))
    falling_short = FrontPoint(wait_m_per_day=2, score=score_of(9_500, 3.0, short=2))
    sound = FrontPoint(wait_m_per_day=3, score=score_of(10_000, 3.0, short=1))
    front = [refusing, falling_short, sound]
    assert best_within(front, reference(6.0)) == sound
    assert best_within(front, reference(6.0, refused=1)) == refusing


def test_a_scoreboard_is_read_in_metres():
    text = (
        '[{"instance": "small", "references": {"practice": {"km_per_visit": 16.3,'
        ' "mean_wait_days": 8.7, "refused": 2}}, "all_knowing": {"km_per_visit": 7.3}}]'
    )
    board = read_scoreboard(text)["small"]
    assert board.references["practice"].metres_per_visit == pytest.approx(16_300)
    assert board.references["practice"].refused == 2
    assert board.all_knowing_m == pytest.approx(7_300)


@pytest.mark.parametrize("text", ["{", "{}", '[{"instance": "x", "references": []}]'])
def test_a_broken_scoreboard_is_refused(text):
    with pytest.raises(InvalidDocument):
        read_scoreboard(text)
