"""The `caldav` client against a real server: what a phone does all day."""

from datetime import UTC, datetime

import pytest

from tests.dav.phone import event
from tests.factories import VisitFactory
from toctoc.agenda.models import Absence

pytestmark = pytest.mark.processes
OWN = "nord-est-bearn-volunteer"
WEEK = {"start": datetime(2026, 11, 30, tzinfo=UTC), "end": datetime(2026, 12, 7, tzinfo=UTC)}


def titles(found):
    return sorted(str(one.icalendar_component["SUMMARY"]) for one in found)


def test_volunteer_discovers_her_own_calendar_and_the_workshops(phone_of):
    assert set(phone_of("volunteer").calendars()) == {OWN, "nord-est-bearn-workshops"}


def test_week_is_reported_with_initials_and_commune(phone_of, everyone):
    VisitFactory(programme=everyone.programme, volunteer=everyone.volunteer)
    calendar = phone_of("volunteer").calendars()[OWN]
    found = calendar.search(event=True, **WEEK)
    assert titles(found) == ["O. L. – Morlaàs"]


def test_event_made_on_the_phone_takes_the_volunteers_time(phone_of, everyone):
    calendar = phone_of("volunteer").calendars()[OWN]
    calendar.save_event(event())
    absence = Absence.objects.get(volunteer=everyone.volunteer)
    assert (absence.starts_at, absence.kind) == (datetime(2026, 12, 3, 13, tzinfo=UTC), "other")
    assert titles(calendar.search(event=True, **WEEK)) == ["Dentiste"]


def test_recurring_event_is_expanded_and_followed(phone_of, everyone):
    calendar = phone_of("volunteer").calendars()[OWN]
    saved = calendar.save_event(event("yoga@telephone", "RRULE:FREQ=DAILY;COUNT=3"))
    found = calendar.search(event=True, expand=True, **WEEK)
    assert len(found) == Absence.objects.filter(volunteer=everyone.volunteer).count() == 3
    saved.delete()
    assert not Absence.objects.filter(volunteer=everyone.volunteer).exists()


def test_changes_since_a_token_are_told_deletions_included(phone_of, everyone):
    visit = VisitFactory(programme=everyone.programme, volunteer=everyone.volunteer)
    calendar = phone_of("volunteer").calendars()[OWN]
    calendar.save_event(event())
    known = calendar.objects_by_sync_token(load_objects=True)
    assert len(list(known)) == 2
    for one in known:
        if "Dentiste" in one.data:
            one.delete()
    type(visit).objects.filter(pk=visit.pk).update(ends_at=visit.ends_at.replace(minute=30))
    updated, deleted = known.sync()
    assert [str(one.url).rpartition("/")[2] for one in updated] == [f"visit-{visit.pk}.ics"]
    assert len(list(deleted)) == 1
    assert [list(found) for found in known.sync()] == [[], []]
