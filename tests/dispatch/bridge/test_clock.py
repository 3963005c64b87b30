"""Wall clock and moments, across both clock changes: 9 h stays 9 h."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import PARIS, at
from toctoc.dispatch.bridge import LocalClock
from toctoc.dispatch.errors import InvalidLocalTime
from toctoc.planning.model import DAY_S

AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)  # Sundays on which clocks change
HOUR_S = 3600


def clock_of(day: date) -> LocalClock:
    return LocalClock.from_week_of(at(day, 12), "Europe/Paris")


@pytest.mark.parametrize("sunday", [AUTUMN, SPRING])
@pytest.mark.parametrize("offset", range(-7, 8))
def test_nine_o_clock_is_nine_o_clock_around_a_clock_change(sunday, offset):
    clock = clock_of(sunday - timedelta(days=7))
    day = sunday + timedelta(days=offset)
    at_s = clock.day_of(day) * DAY_S + 9 * HOUR_S
    assert clock.seconds(at(day, 9)) == at_s
    assert clock.moment(at_s) == at(day, 9)
    assert clock.moment(at_s).utcoffset() == at(day, 9).utcoffset()


def test_day_0_is_the_monday_of_the_week():
    assert clock_of(AUTUMN).day_0 == date(2026, 10, 19)
    late_sunday_in_utc = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)  # Monday in Paris
    clock = LocalClock.from_week_of(late_sunday_in_utc, "Europe/Paris")
    assert clock.day_0 == date(2026, 11, 30)


def test_skipped_hour_has_no_moment():
    clock = clock_of(SPRING)
    skipped_s = clock.at(SPRING, time(2, 30))
    with pytest.raises(InvalidLocalTime) as caught:
        clock.moment(skipped_s)
    assert caught.value.data == {"at": "2027-03-28T02:30:00", "zone": "Europe/Paris"}
    assert clock.moment(skipped_s + HOUR_S) == at(SPRING, 3, 30)


def test_repeated_hour_means_its_first_pass():
    clock = clock_of(AUTUMN)
    first = at(AUTUMN, 2, 30)
    second = first.replace(fold=1)
    assert clock.seconds(first) == clock.seconds(second)
    assert clock.moment(clock.seconds(second)).astimezone(UTC) == first.astimezone(UTC)


def test_promise_in_the_repeated_hour_must_be_the_first_pass():
    clock = clock_of(AUTUMN)
    assert clock.promised_seconds(at(AUTUMN, 2, 30)) == clock.at(AUTUMN, time(2, 30))
    with pytest.raises(InvalidLocalTime):
        clock.promised_seconds(at(AUTUMN, 2, 30).replace(fold=1))


def test_promise_in_the_skipped_hour_is_refused():
    with pytest.raises(InvalidLocalTime):
        clock_of(SPRING).promised_seconds(at(SPRING, 2, 30))


def test_promise_from_another_zone_is_understood():
    clock = clock_of(SPRING)
    in_utc = at(SPRING, 9).astimezone(UTC)
    assert clock.promised_seconds(in_utc) == clock.at(SPRING, time(9))


@given(st.integers(1_767_222_000, 1_830_290_400))  # the years 2026 and 2027
def test_seconds_since_1970_lie_where_their_moment_does(unix_s):
    moment = datetime.fromtimestamp(unix_s, tz=UTC)
    clock = LocalClock.from_week_of(moment, "Europe/Paris")
    assert clock.local_seconds(unix_s) == clock.seconds(moment)


@given(st.integers(-400 * DAY_S, 400 * DAY_S))
def test_every_second_that_exists_comes_back(at_s):
    clock = LocalClock(date(2026, 11, 30), PARIS)
    try:
        moment = clock.moment(at_s)
    except InvalidLocalTime:
        local = datetime(2026, 11, 30, tzinfo=UTC) + timedelta(seconds=at_s)
        assert (local.month, local.hour) == (3, 2)
    else:
        assert clock.seconds(moment) == at_s


def test_zones_other_than_paris_are_respected():
    clock = LocalClock.from_week_of(at(AUTUMN, 12), "Indian/Reunion")
    assert clock.moment(9 * HOUR_S) == datetime(
        2026, 10, 19, 9, tzinfo=ZoneInfo("Indian/Reunion")
    )
