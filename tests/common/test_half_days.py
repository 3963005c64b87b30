"""Ten flags of a week."""

import pytest

from toctoc.common.half_days import HalfDays


def test_text_is_read_and_written_the_same():
    assert str(HalfDays.from_text("1001000010")) == "1001000010"


@pytest.mark.parametrize("text", ["", "1", "10010000101", "100100001x"])
def test_text_that_is_not_ten_flags_is_refused(text):
    with pytest.raises(ValueError, match="half-days"):
        HalfDays.from_text(text)


def test_pairs_become_flags_and_come_back():
    week = HalfDays.from_pairs([(4, 1), (0, 0)])
    assert str(week) == "1000000001"
    assert list(week) == [(0, 0), (4, 1)]


def test_weekend_never_suits():
    week = HalfDays.whole_week()
    assert week.suits(weekday=4, half=1)
    assert not week.suits(weekday=5, half=0)


def test_no_half_day_is_false():
    assert not HalfDays.from_text("0" * 10)
    assert HalfDays.whole_week()
