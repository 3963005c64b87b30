"""Whatever is sent: no crash, nothing half stored, a refusal in words, the rest still read."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dav.phone import event, wrap
from toctoc.agenda.models import Absence, PersonalEvent

pytestmark = pytest.mark.processes
OWN = "nord-est-bearn-volunteer"
REPORT = """<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/><C:calendar-data>{expand}</C:calendar-data></D:prop><C:filter>
<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="20261130T000000Z" end="20261207T000000Z"/>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""
EXPAND = '<C:expand start="20261130T000000Z" end="20261207T000000Z"/>'


def report(phone, *, expand=""):
    return phone.send("REPORT", f"{OWN}/", REPORT.format(expand=expand), Depth="1")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (wrap("BEGIN:VTODO", "UID:a", "SUMMARY:tâche", "END:VTODO"), "pas les tâches"),
        (event("a", "RRULE:FREQ=HOURLY"), "trop souvent"),
        (event("a", end="20261203T130000"), "finit avant"),
        (event("a", end="20281203T130000"), "plus d’un an"),
        (event("a", "RRULE:FREQ=DAILY;COUNT=100000"), "ne comprend pas"),
        ("BEGIN:VCALENDAR", "ne comprend pas"),
        ("", "ne comprend pas"),
    ],
)
def test_bad_event_is_refused_in_words_that_the_owner_finds_again(phone_of, text, why):
    phone = phone_of("volunteer")
    answer = phone.put(OWN, "a.ics", text)
    assert 400 <= answer.status_code < 500
    assert why in answer.content.decode()
    assert (PersonalEvent.objects.count(), Absence.objects.count()) == (0, 0)
    phone.device.refresh_from_db()
    assert why in phone.device.last_error


def test_event_may_not_take_the_name_of_one_of_ours(phone_of):
    assert phone_of("volunteer").put(OWN, "visit-99.ics", event()).status_code == 403


def test_same_event_under_a_second_name_is_a_conflict(phone_of):
    phone = phone_of("volunteer")
    codes = [phone.put(OWN, name, event()).status_code for name in ("a.ics", "b.ics", "a.ics")]
    assert codes == [201, 409, 204]


def test_body_without_end_is_refused(phone_of):
    answer = phone_of("volunteer").put(OWN, "a.ics", "x" * 1_100_000)
    assert answer.status_code == 413


@pytest.mark.parametrize("method", ["MKCALENDAR", "MKCOL"])
def test_nobody_makes_calendars(phone_of, method):
    assert phone_of("coordinator").send(method, "le-mien/").status_code == 403


@pytest.mark.parametrize("path", ["", f"{OWN}/"])
def test_nobody_deletes_calendars(phone_of, path):
    assert phone_of("volunteer").send("DELETE", path).status_code == 403


def test_all_day_event_on_the_night_of_a_clock_change(phone_of, everyone):
    text = wrap(
        "BEGIN:VEVENT",
        "UID:nuit",
        "DTSTART;VALUE=DATE:20270328",
        "DTEND;VALUE=DATE:20270329",
        "END:VEVENT",
    )
    assert phone_of("volunteer").put(OWN, "nuit.ics", text).status_code == 201
    absence = Absence.objects.get()
    assert absence.starts_at == datetime(2027, 3, 27, 23, tzinfo=UTC)
    assert absence.ends_at == datetime(2027, 3, 28, 22, tzinfo=UTC)


NAMES = ["DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "UID"]
RULES = ["DAILY", "YEARLY;COUNT=3", "WEEKLY;UNTIL=20200101", ";BYDAY=XX", "MONTHLY;COUNT=5"]
MOMENTS = ["20261203T140000Z", "20261203", "99999999T999999Z", "20261203T140000Z/PT1H"]
ODD = ["PT1H", "-P1D", "P9999999D", "", "é", "\x00", "a:b;c=d,e"]
VALUES = st.sampled_from([*MOMENTS, *ODD, *map("FREQ={}".format, RULES)]) | st.text(max_size=20)
LINES = st.builds(
    "{}{}:{}".format,
    st.sampled_from(NAMES),
    st.sampled_from(["", ";VALUE=DATE", ";TZID=Europe/Paris", ";TZID=Nulle/Part"]),
    VALUES,
)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(LINES, min_size=1, max_size=5))
def test_any_event_is_taken_or_refused_and_the_calendar_stays_readable(phone_of, lines):
    phone = phone_of("volunteer")
    text = wrap("BEGIN:VEVENT", "UID:x", "DTSTART:20261203T140000Z", *lines, "END:VEVENT")
    answer = phone.put(OWN, "x.ics", text)
    assert answer.status_code < 500, (answer.text, text)
    assert PersonalEvent.objects.count() == (1 if answer.status_code in {201, 204} else 0)
    for expand in ("", EXPAND):
        assert report(phone, expand=expand).status_code == 207, text
    PersonalEvent.objects.all().delete()
