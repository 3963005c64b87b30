"""Units turned human, in French and in English."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from toctoc.web.templatetags import human


def plain(text):
    return text.replace(human.NBSP, " ")


@pytest.mark.parametrize(
    ("length_s", "shown"),
    [
        (2700, "45 min"),
        (3600, "1 h"),
        (5400, "1 h 30"),
        (3900, "1 h 05"),
        (3599, "1 h"),
        (0, "0 min"),
    ],
)
def test_duration_is_said_in_hours_and_minutes(length_s, shown):
    assert plain(human.duration(length_s)) == shown


@pytest.mark.parametrize(
    ("length_m", "shown"),
    [
        (804, "800 m"),
        (4000, "4 km"),
        (2480, "2,5 km"),
        (14_200, "14 km"),
        (960, "1 km"),
        (0, "0 m"),
    ],
)
def test_distance_keeps_only_the_figures_that_mean_something(length_m, shown):
    assert plain(human.distance(length_m)) == shown


@pytest.mark.parametrize(
    ("length_m", "shown"),
    [(4000, "+4 km"), (40, "sans détour"), (-2000, "−2 km"), (700, "+700 m")],
)
def test_added_distance_carries_its_sign(length_m, shown):
    assert plain(human.added_distance(length_m)) == shown


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (time(14, 30), "14 h 30"),
        (time(9, 0), "9 h"),
        (time(9, 5), "9 h 05"),
        (datetime(2026, 12, 8, 9, 0, tzinfo=UTC), "10 h"),
        (datetime(2026, 7, 7, 8, 30, tzinfo=UTC), "10 h 30"),
    ],
)
def test_clock_shows_the_hour_on_the_wall(moment, shown):
    assert plain(human.clock(moment)) == shown


def test_day_long_names_the_day_and_the_month():
    assert human.day_long(date(2026, 12, 8)) == "mardi 8 décembre"


def test_day_long_when_first_of_the_month_says_premier():
    assert human.day_long(date(2026, 12, 1)) == "mardi 1er décembre"


def test_day_long_when_another_year_names_it():
    assert human.day_long(date(2027, 1, 5), 2026) == "mardi 5 janvier 2027"
    assert human.day_long(date(2026, 12, 8), 2026) == "mardi 8 décembre"


def test_day_long_when_late_in_the_evening_is_the_local_day():
    assert human.day_long(datetime(2026, 12, 7, 23, 30, tzinfo=UTC)) == "mardi 8 décembre"


def test_day_short_is_abbreviated():
    assert plain(human.day_short(date(2026, 12, 8))) == "mar. 8 déc."


def test_half_day_is_named():
    assert [human.half_day(half) for half in (0, 1)] == ["matin", "après-midi"]


def test_phone_is_shown_in_pairs():
    assert plain(human.phone_national("+33612345678")) == "06 12 34 56 78"
    assert human.phone_national("") == ""


def test_days_are_named_in_the_language_of_the_page():
    with translation.override("en"):
        assert human.day_long(date(2026, 12, 1)) == "Tuesday 1 December"
