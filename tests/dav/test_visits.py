"""Visits moved from a phone: within the promise they move, beyond it they come back."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.dav.phone import event
from tests.factories import VisitFactory, at
from toctoc.agenda.models import Visit

pytestmark = pytest.mark.processes
TEAM, OWN = "nord-est-bearn-programme", "nord-est-bearn-volunteer"
DAY = date(2026, 12, 2)


@pytest.fixture
def visit(everyone):
    """Wednesday at 10 h, promised between 10 h and 12 h."""
    return VisitFactory(
        programme=everyone.programme,
        volunteer=everyone.volunteer,
        promise="wide",
        promised_until=at(DAY, 12),
    )


def read(phone, calendar, visit):
    text = phone.send("GET", f"{calendar}/visit-{visit.pk}.ics").text
    return text, Calendar.from_ical(text).walk("VEVENT")[0]


def move(phone, calendar, visit, starts_at, *, length=None, status=None):
    """Do what a phone does: fetch the event, change its times, send it back."""
    text, shown = read(phone, calendar, visit)
    whole = Calendar.from_ical(text)
    (moved,) = whole.walk("VEVENT")
    ends_at = starts_at + (length or visit.ends_at - visit.starts_at)
    for name, value in (("DTSTART", starts_at), ("DTEND", ends_at)):
        moved.pop(name)
        moved.add(name, value)
    if status:
        moved["STATUS"] = status
    return shown, phone.put(calendar, f"visit-{visit.pk}.ics", whole.to_ical().decode())


def test_visit_moved_within_its_promise_is_moved_for_everyone(phone_of, visit, everyone):
    phone = phone_of("coordinator")
    before, answer = move(phone, TEAM, visit, at(DAY, 11))
    assert (answer.status_code, answer.headers.get("ETag")) == (204, None)
    visit.refresh_from_db()
    assert (visit.starts_at, visit.promised_from) == (at(DAY, 11), at(DAY, 10))
    told = visit.events.last()
    assert (told.kind, told.by) == ("retimed", everyone["coordinator"])
    _text, after = read(phone, TEAM, visit)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt == at(DAY, 11)


def test_visit_moved_beyond_its_promise_is_put_back_with_the_reason(phone_of, visit):
    phone = phone_of("coordinator")
    before, answer = move(phone, TEAM, visit, at(DAY, 14))
    assert answer.status_code == 204
    _text, after = read(phone, TEAM, visit)
    assert after["DTSTART"].dt == at(DAY, 10)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "entre 10 h et 12 h" in after["DESCRIPTION"].replace("\u00a0", " ")
    phone.device.refresh_from_db()
    assert phone.device.last_error.startswith("Changement refusé.")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"length": timedelta(hours=2)}, "durée"),
        ({"status": "CANCELLED"}, "s’annule dans Toctoc"),
    ],
)
def test_length_and_cancelling_are_put_back(phone_of, visit, change, why):
    phone = phone_of("coordinator")
    move(phone, TEAM, visit, at(DAY, 10), **change)
    assert why in read(phone, TEAM, visit)[1]["DESCRIPTION"]
    assert Visit.objects.get(pk=visit.pk).status == "booked"


def test_volunteer_reads_her_visits_and_moves_none(phone_of, visit):
    phone = phone_of("volunteer")
    _before, answer = move(phone, OWN, visit, at(DAY, 11))
    assert answer.status_code == 204
    assert "demandez à l’équipe" in read(phone, OWN, visit)[1]["DESCRIPTION"]
    visit.refresh_from_db()
    assert visit.starts_at == at(DAY, 10)


def test_deleted_visit_is_refused_and_put_back(phone_of, visit):
    phone = phone_of("coordinator")
    before = read(phone, TEAM, visit)[1]
    answer = phone.send("DELETE", f"{TEAM}/visit-{visit.pk}.ics")
    assert (answer.status_code, Visit.objects.count()) == (403, 1)
    assert read(phone, TEAM, visit)[1]["SEQUENCE"] > before["SEQUENCE"]


def test_title_changed_on_a_phone_is_put_back_without_a_word(phone_of, visit):
    phone = phone_of("coordinator")
    move(phone, TEAM, visit, at(DAY, 10))
    assert "À lire" not in read(phone, TEAM, visit)[1]["DESCRIPTION"]
    phone.device.refresh_from_db()
    assert phone.device.last_error == ""


def test_change_of_an_event_that_has_changed_meanwhile_is_refused(phone_of, visit):
    phone = phone_of("coordinator")
    answer = phone.send("GET", f"{TEAM}/visit-{visit.pk}.ics")
    Visit.objects.filter(pk=visit.pk).update(starts_at=at(DAY, 10, 5), ends_at=at(DAY, 11, 5))
    stale = phone.put(
        TEAM, f"visit-{visit.pk}.ics", answer.text, If_Match=answer.headers["ETag"]
    )
    assert stale.status_code == 412


def test_new_event_in_the_teams_calendar_is_refused_in_words(phone_of):
    phone = phone_of("coordinator")
    answer = phone.put(TEAM, "nouveau.ics", event())
    assert answer.status_code == 403
    assert "ajoutez-les dans Toctoc" in answer.text


def test_cancelled_visit_stays_as_cancelled(phone_of, visit):
    Visit.objects.filter(pk=visit.pk).update(
        status="cancelled", cancelled_at=visit.booked_at, cancel_reason="resident"
    )
    shown = read(phone_of("volunteer"), OWN, visit)[1]
    assert (shown["STATUS"], shown["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
