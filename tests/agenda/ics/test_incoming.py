"""Events that phones send: when they take time, and which are refused."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from toctoc.agenda.errors import UnreadableEvent
from toctoc.agenda.ics.incoming import moved_to, read_event

PARIS = ZoneInfo("Europe/Paris")
START, END = datetime(2026, 11, 30, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


def text(*lines, extra=()):
    body = ["BEGIN:VEVENT", "UID:a@b", "DTSTAMP:20261130T080000Z", *lines, "END:VEVENT"]
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *body, *extra, "END:VCALENDAR"]
    return "\r\n".join(whole) + "\r\n"


def busy(*lines, extra=()):
    read = read_event(text(*lines, extra=extra), zone=PARIS, start=START, end=END)
    return [(a.astimezone(PARIS), b.astimezone(PARIS)) for a, b in read.busy]


def paris(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


def test_single_event_takes_its_time():
    found = busy("DTSTART;TZID=Europe/Paris:20261202T140000", "DURATION:PT90M")
    day = date(2026, 12, 2)
    assert found == [(paris(day, 14), paris(day, 15, 30))]


@pytest.mark.parametrize(
    ("last", "hours"), [("20261202", 24), ("20261204", 72)], ids=["one day", "three days"]
)
def test_days_run_from_midnight_to_midnight(last, hours):
    end = (datetime.strptime(last, "%Y%m%d") + timedelta(days=1)).strftime("%Y%m%d")  # noqa: DTZ007 -- a day
    ((starts, ends),) = busy("DTSTART;VALUE=DATE:20261202", f"DTEND;VALUE=DATE:{end}")
    assert (starts.hour, ends - starts) == (0, timedelta(hours=hours))


@pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
def test_free_or_cancelled_event_takes_no_time(line):
    lines = ("DTSTART:20261202T130000Z", "DTEND:20261202T140000Z", line)
    assert busy(*lines) == []


def test_weekly_hour_stays_the_same_across_both_changes_of_clocks():
    found = busy(
        "DTSTART;TZID=Europe/Paris:20261201T090000",
        "DTEND;TZID=Europe/Paris:20261201T100000",
        "RRULE:FREQ=WEEKLY",
    )
    assert {starts.hour for starts, _ends in found} == {9}
    assert {starts.utcoffset() for starts, _ends in found} == {
        timedelta(hours=1),
        timedelta(hours=2),
    }
    assert found[-1][0].date() == date(2027, 12, 28)


def test_occurrence_moved_and_occurrence_left_out():
    moved = (
        "BEGIN:VEVENT",
        "UID:a@b",
        "DTSTAMP:20261130T080000Z",
        "RECURRENCE-ID;TZID=Europe/Paris:20261208T090000",
        "DTSTART;TZID=Europe/Paris:20261209T110000",
        "DTEND;TZID=Europe/Paris:20261209T113000",
        "END:VEVENT",
    )
    found = busy(
        "DTSTART;TZID=Europe/Paris:20261201T090000",
        "DTEND;TZID=Europe/Paris:20261201T100000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Europe/Paris:20261215T090000",
        extra=moved,
    )
    starts = [one[0].replace(tzinfo=None) for one in found]
    assert [f"{one:%d %H:%M}" for one in starts] == ["01 09:00", "09 11:00", "22 09:00"]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("SUMMARY:no time",), "malformed"),
        (("DTSTART:20261202T130000Z", "DTEND:20261202T120000Z"), "ends_first"),
        (("DTSTART:20261202T130000Z", "DTEND:20291202T120000Z"), "too_long"),
        (("DTSTART:20261202T130000Z", "RRULE:FREQ=MINUTELY"), "too_often"),
        (("DTSTART:16000101T000000Z", "DTEND:16000101T010000Z"), "malformed"),
        (("DTSTART:20261202T130000Z", "RRULE:FREQ=SOMETIMES"), "malformed"),
    ],
)
def test_event_that_cannot_be_is_refused_with_its_reason(lines, reason):
    with pytest.raises(UnreadableEvent) as refused:
        busy(*lines)
    assert refused.value.data["reason"] == reason


def test_two_events_in_one_file_are_refused():
    other = ("BEGIN:VEVENT", "UID:c@d", "DTSTART:20261202T130000Z", "END:VEVENT")
    with pytest.raises(UnreadableEvent):
        busy("DTSTART:20261202T130000Z", extra=other)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda one: one.decode("latin-1")))
def test_any_text_is_read_or_refused(found):
    lines = text("DTSTART:20261202T130000Z", found)
    for each in (found, lines):
        try:
            read_event(each, zone=PARIS, start=START, end=END)
            moved_to(each, zone=PARIS)
        except UnreadableEvent:
            pass


RULES = st.builds(
    "FREQ={};INTERVAL={};{}".format,
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 3),
    st.integers(1, 30).map("COUNT={}".format)
    | st.dates(date(2026, 12, 1), date(2027, 11, 1)).map("UNTIL={:%Y%m%dT120000Z}".format),
)


@settings(deadline=None, max_examples=100)
@given(
    RULES,
    st.datetimes(datetime(2026, 10, 1), datetime(2026, 11, 30)),  # noqa: DTZ001 -- on the clock
    st.integers(15, 600),
)
def test_recurrence_agrees_with_a_second_opinion(rule, starts, minutes):
    starts = starts.replace(minute=starts.minute // 15 * 15, second=0, microsecond=0)
    if starts.hour in {1, 2, 3}:
        return  # an hour that a change of clocks repeats or skips has no one meaning
    lines = (
        f"DTSTART;TZID=Europe/Paris:{starts:%Y%m%dT%H%M%S}",
        f"DURATION:PT{minutes}M",
        f"RRULE:{rule}",
    )
    whole = Calendar.from_ical(text(*lines))
    other = recurring_ical_events.of(whole).between(START, END)
    expected = sorted(event["DTSTART"].dt.astimezone(UTC) for event in other)
    read = read_event(text(*lines), zone=PARIS, start=START, end=END)
    assert [one for one, _ends in read.busy] == expected
