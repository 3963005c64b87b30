"""Who is rung first about a place that has become free."""

from datetime import date, timedelta

import pytest

from tests.dispatch.scenes import (
    FAR,
    MONDAY,
    NEAR,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    book,
    call,
    hire,
)
from tests.factories import AbsenceFactory, at
from toctoc.common.half_days import HalfDays
from toctoc.dispatch.queries import list_waiting_gains
from toctoc.dispatch.sentences import gain_sentence

FORTNIGHT = timedelta(days=14)
FARTHER = {"lat_deg": 43.42, "lon_deg": -0.25}  # a detour of some 22 km
MORNINGS = str(HalfDays.from_pairs((weekday, 0) for weekday in range(5)))


def plain(text):
    return text.replace("\u00a0", " ")


def wait(programme, *, days=12, **fields):
    """Put somebody on the waiting list, so many days ago."""
    now = at(MONDAY, 9)
    return call(
        programme,
        status="waiting",
        closed_at=now,
        opened_at=now - timedelta(days=days),
        **fields,
    )


@pytest.fixture
def gains(programme, alix, now):
    def gains(day=WEDNESDAY, **more):
        return list_waiting_gains(programme, volunteer=alix, day=day, now=now, **more)

    return gains


def test_who_waits_is_told_with_wait_and_detour(programme, alix, gains):
    book(alix, WEDNESDAY, 10, place=NEAR)
    waiting = wait(programme, place=NEAR)
    (gain,) = gains()
    assert (gain.help_request, gain.visit, gain.saved_days) == (waiting, None, 12)
    assert gain.promised_from.date() == WEDNESDAY
    assert gain.promised_until - gain.promised_from == timedelta(minutes=30)
    assert gain.added_m == 0
    assert plain(gain.sentence) == "Attend depuis 12 jours ; sans détour."


def test_detour_is_told_as_it_is_ranked(programme, gains):
    wait(programme, days=1)
    (gain,) = gains()
    assert gain.added_m == 5362
    assert plain(gain.sentence) == "Attend depuis 1 jour ; 5,4 km de détour."


def test_longest_wait_comes_first_and_far_homes_wait_for_worse(programme, gains):
    near_late = wait(programme, days=2)
    near_early = wait(programme, days=20)
    far = wait(programme, days=20, place=FARTHER)
    assert [gain.help_request for gain in gains()] == [near_early, near_late, far]


def test_weight_of_the_wait_decides_between_far_and_near(programme, gains):
    near, far = wait(programme, days=2), wait(programme, days=20, place=FARTHER)
    programme.planning_settings.wait_weight = 10
    programme.planning_settings.save()
    assert [gain.help_request for gain in gains()] == [far, near]


def test_nobody_is_rung_for_an_absurd_detour(programme, gains):
    wait(programme, days=400, place=FAR)  # 55 km there and back
    wait(programme, days=0, place=FARTHER)
    assert gains() == []


def test_late_appointment_may_come_earlier(programme, alix, gains):
    late = book(alix, WEDNESDAY + FORTNIGHT, 10)
    book(alix, THURSDAY, 10)  # hardly later
    (gain,) = gains()
    assert (gain.visit, gain.help_request, gain.saved_days) == (late, late.help_request, 14)
    assert plain(gain.sentence) == "Viendrait 14 jours plus tôt ; 5,4 km de détour."


def test_late_appointment_tied_to_somebody_else_stays(programme, alix, gains):
    bo = hire(programme)
    book(bo, WEDNESDAY + FORTNIGHT, 10, is_tied=True)
    mine = book(alix, WEDNESDAY + FORTNIGHT, 10, is_tied=True)
    assert [gain.visit for gain in gains()] == [mine]


@pytest.mark.parametrize(
    "fields",
    [
        {"suits": str(HalfDays.from_pairs([(4, 0)]))},  # Fridays only
        {"not_before": THURSDAY},
        {"pair": True},
        {"length_min": 480},
        {"length_min": None},
        {"need": ""},
    ],
)
def test_whom_the_place_does_not_suit_is_not_rung(programme, gains, fields):
    wait(programme, **fields)
    assert gains() == []


def test_only_the_half_days_that_suit_are_promised(programme, alix, gains):
    book(alix, WEDNESDAY, 9, 15, length_min=190, width_min=0)
    wait(programme, suits=MORNINGS)
    assert gains() == []
    wait(programme)
    assert [gain.promised_from.hour >= 13 for gain in gains()] == [True]


def test_nobody_is_rung_for_a_day_without_the_volunteer_or_over(programme, alix, gains):
    wait(programme)
    AbsenceFactory(volunteer=alix, starts_at=at(TUESDAY, 0), ends_at=at(WEDNESDAY, 0))
    assert gains(TUESDAY) == []
    assert gains(date(2026, 11, 27)) == []
    assert gains(date(2026, 12, 5)) == []


def test_list_is_as_long_as_asked(programme, gains):
    for days in range(4):
        wait(programme, days=days)
    assert [gain.saved_days for gain in gains(limit=3)] == [3, 2, 1]


def test_other_programmes_wait_for_their_own_places(cast, gains):
    wait(cast.elsewhere)
    assert gains() == []


@pytest.mark.parametrize("n", [1, 3])
def test_number_of_queries_does_not_grow(programme, alix, gains, django_assert_num_queries, n):
    for k in range(n):
        wait(programme)
        book(alix, WEDNESDAY + FORTNIGHT, 9 + 2 * k, 30)
    with django_assert_num_queries(9):
        assert len(gains(limit=20)) == 2 * n


@pytest.mark.parametrize(
    ("days", "added_m", "has_appointment", "sentence"),
    [
        (0, 0, False, "Attend depuis aujourd’hui ; sans détour."),
        (1, 99, False, "Attend depuis 1 jour ; sans détour."),
        (12, 3000, False, "Attend depuis 12 jours ; 3 km de détour."),
        (8, 12_400, True, "Viendrait 8 jours plus tôt ; 12 km de détour."),
    ],
)
def test_sentence_says_the_figures(days, added_m, has_appointment, sentence):
    told = gain_sentence(days=days, added_m=added_m, has_appointment=has_appointment)
    assert plain(told) == sentence
