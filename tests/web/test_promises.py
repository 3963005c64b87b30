"""How a promise is said: an hour, two hours, or half a day."""

from datetime import date, timedelta

import pytest

from tests.factories import at
from toctoc.agenda.enums import PromiseKind
from toctoc.web.promises import (
    Window,
    is_hour_to_come,
    promise_day,
    promise_kind,
    promise_short,
    promise_when,
    promise_window,
    say_rule,
)
from toctoc.web.templatetags.human import NBSP

DAY = date(2026, 12, 8)
MORNING = Window(at(DAY, 9), at(DAY, 11, 30))
AFTERNOON = Window(at(DAY, 13, 30), at(DAY, 16))


def window(hour, minutes):
    starts = at(DAY, hour)
    return Window(starts, starts + timedelta(minutes=minutes))


def plain(text):
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("promised", "kind"),
    [
        (window(14, 0), PromiseKind.EXACT),
        (window(14, 30), PromiseKind.EXACT),
        (window(14, 120), PromiseKind.WIDE),
        (MORNING, PromiseKind.HALF_DAY),
    ],
)
def test_kind_is_read_from_the_width(promised, kind):
    assert promise_kind(promised) == kind
    assert is_hour_to_come(promised) is (kind == PromiseKind.HALF_DAY)


@pytest.mark.parametrize(
    ("promised", "shown"),
    [
        (window(14, 0), "à 14 h"),
        (window(14, 30), "entre 14 h et 14 h 30"),
        (window(14, 120), "entre 14 h et 16 h"),
        (MORNING, "le matin, entre 9 h et 11 h 30"),
        (AFTERNOON, "l’après-midi, entre 13 h 30 et 16 h"),
    ],
)
def test_window_is_said_beside_its_day(promised, shown):
    assert plain(promise_window(promised)) == shown


@pytest.mark.parametrize(
    ("promised", "shown"),
    [
        (window(14, 0), "14 h"),
        (window(14, 30), "14 h – 14 h 30"),
        (window(14, 120), "14 h – 16 h"),
        (MORNING, "matin, 9 h – 11 h 30"),
        (AFTERNOON, "après-midi, 13 h 30 – 16 h"),
    ],
)
def test_window_is_short_in_the_agenda(promised, shown):
    assert plain(promise_short(promised)) == shown


@pytest.mark.parametrize(
    ("promised", "shown"),
    [
        (window(14, 30), "mardi 8 décembre vers 14 h"),
        (window(14, 120), "mardi 8 décembre entre 14 h et 16 h"),
        (MORNING, "mardi 8 décembre au matin, entre 9 h et 11 h 30"),
        (AFTERNOON, "mardi 8 décembre après-midi, entre 13 h 30 et 16 h"),
    ],
)
def test_whole_promise_names_its_day(promised, shown):
    assert plain(promise_when(promised)) == shown


def test_year_follows_where_it_is_another():
    assert plain(promise_when(MORNING, 2025)).startswith("mardi 8 décembre 2026 au matin")
    assert plain(promise_day(window(14, 30), 2025)) == "mardi 8 décembre 2026"


def test_half_day_says_when_the_hour_is_told():
    assert "l’heure la veille" in say_rule(PromiseKind.HALF_DAY)
    assert "l’heure la veille" not in say_rule(PromiseKind.WIDE)
