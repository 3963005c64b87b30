"""What is said of people, in words."""

from datetime import UTC, date, datetime

import pytest

from toctoc.common.half_days import HalfDays
from toctoc.web.templatetags.people import day_of_year, half_days_said, whole_number


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        ("1111111111", "toute la semaine"),
        ("1010101010", "tous les matins"),
        ("0101010101", "tous les après-midi"),
        ("0000000000", "aucune demi-journée"),
        ("1011000001", "lundi matin, mardi toute la journée, vendredi après-midi"),
    ],
)
def test_half_days_are_said_shortly(flags, said):
    assert half_days_said(HalfDays.from_text(flags)) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 10, 1), "1er octobre 2026"),
        (date(2027, 6, 30), "30 juin 2027"),
        (date(2027, 1, 21), "21 janvier 2027"),
        (datetime(2026, 9, 30, 22, 30, tzinfo=UTC), "1er octobre 2026"),
    ],
)
def test_day_far_away_is_said_with_its_year(day, said):
    assert day_of_year(day) == said


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (999, "999"), (34500, "34\u202f500"), (1234567, "1\u202f234\u202f567")],
)
def test_large_count_shows_its_thousands(number, shown):
    assert whole_number(number) == shown
