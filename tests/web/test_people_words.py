"""What is said of people, in words."""

import pytest

from toctoc.common.half_days import HalfDays
from toctoc.web.templatetags.people import half_days_said


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
