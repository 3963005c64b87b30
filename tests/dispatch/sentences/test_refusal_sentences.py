"""Reasons summed up: when, why, how much, from the core's own counts."""

from datetime import date

import pytest

from tests.factories import PARIS
from toctoc.dispatch.bridge import LocalClock
from toctoc.dispatch.sentences import (
    Search,
    nearest_sentence,
    refusal_sentences,
    slot_sentence,
)
from toctoc.planning.model import HalfDay
from toctoc.planning.proposals import HalfDayRefusal, Reason, Refusal, RefusalReport

MONDAY = date(2026, 11, 30)


def half(day, *, is_afternoon=False):
    return HalfDay(day=day, is_afternoon=is_afternoon)


def refuse(half_day, reason, *, short=0, volunteers=(1,)):
    refusals = tuple(
        Refusal(volunteer=volunteer, reason=reason, short=short) for volunteer in volunteers
    )
    return HalfDayRefusal(half_day=half_day, nearest=refusals[0], refusals=refusals)


def search(**fields):
    return Search(
        **{
            "clock": LocalClock(MONDAY, PARIS),
            "today": MONDAY,
            "horizon_ends_on": date(2026, 12, 29),
            "team": 2,
            "need": "technical",
            "length_s": 3600,
            **fields,
        }
    )


def say(*halves, miss=None, **fields):
    report = RefusalReport(half_days=halves, summary=(), nearest_miss=miss)
    texts = refusal_sentences(report, search(**fields))
    return [text.replace("\u00a0", " ") for text in texts]


def week(n, **fields):
    return [refuse(half(day), Reason.WEEK_HOURS, **fields) for day in range(1, n + 1)]


@pytest.mark.parametrize(
    ("volunteers", "team", "whose"),
    [
        ((1,), 1, "du volontaire"),
        ((1,), 2, "d’un volontaire"),
        ((1, 2), 2, "des deux volontaires"),
        ((1, 2), 3, "de deux volontaires"),
        (tuple(range(1, 13)), 12, "des 12 volontaires"),
    ],
)
def test_full_week_tells_whose_it_is(volunteers, team, whose):
    said = say(*week(2, volunteers=volunteers), team=team, first_offer=half(14))
    assert said == [
        f"Aucune place avant le lundi 14 décembre : la semaine {whose} est complète."
    ]


def test_room_from_the_afternoon_on_is_said():
    said = say(*week(2), team=1, first_offer=half(2, is_afternoon=True))
    assert said[0].startswith("Aucune place avant le mercredi 2 décembre après-midi : ")


def test_half_days_among_offers_are_counted():
    said = say(*week(3), team=1, first_offer=half(1, is_afternoon=True))
    assert said[0].startswith(
        "Aucune place pour 3 demi-journées entre le mardi 1er décembre "
        "et le jeudi 3 décembre : "
    )


def test_one_half_day_is_named():
    assert say(refuse(half(1), Reason.MAX_VISITS)) == [
        "Aucune place mardi matin : la tournée a déjà toutes ses visites."
    ]


def test_room_that_lacks_everywhere_tells_where_it_lacks_least():
    said = say(
        refuse(half(1), Reason.NO_ROOM, short=3000),
        refuse(half(2), Reason.NO_ROOM, short=1680),
    )
    assert said[0] == (
        "Aucune place jusqu’au mardi 29 décembre : les tournées sont pleines, "
        "il manque au moins 28 minutes (mercredi matin)."
    )


def test_reasons_stand_in_order_of_time_and_only_the_most_frequent():
    rare = [Reason.NOTICE, Reason.NO_SHIFT, Reason.SKILLS, Reason.MAX_VISITS]
    halves = [
        refuse(half(0), Reason.DAY_HOURS, short=600),
        *(refuse(half(day), reason) for day, reason in enumerate(rare, start=1)),
        *(refuse(half(day), Reason.NO_PAIR) for day in (5, 6)),
    ]
    said = say(*halves)
    assert len(said) == 4
    assert "trop longue de 10 minutes" in said[0]
    assert "trop tôt" in said[1]
    assert "il faut deux volontaires ensemble" in said[3]


def test_nearest_miss_is_said_apart():
    miss = refuse(half(1), Reason.NO_ROOM, short=1680)
    report = RefusalReport(half_days=(miss,), summary=(), nearest_miss=miss)
    said = nearest_sentence(report, search()).replace("\u00a0", " ")
    assert said == "Au plus près : il manque 28 minutes mardi matin."
    assert nearest_sentence(report, search(), told=["Il manque 28 minutes."]) == ""
    nothing = RefusalReport(half_days=(), summary=(), nearest_miss=None)
    assert nearest_sentence(nothing, search()) == ""


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_can_be_said_of_one_appointment(reason):
    said = slot_sentence(Refusal(volunteer=1, reason=reason, short=600), search())
    assert said.startswith("Ce rendez-vous n’est pas possible")
    assert said.endswith(".")
    assert "%" not in said


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_can_be_said_of_half_days(reason):
    (said,) = say(*(refuse(half(day), reason, short=600) for day in (1, 2)))
    assert said.startswith("Aucune place ")
    assert "%" not in said
