"""Volunteers' own events: their times are taken, and follow what the phone says."""

from datetime import timedelta

import pytest

from tests.factories import NOW
from toctoc.agenda.errors import PersonalAbsence, UnreadableEvent
from toctoc.agenda.models import Absence, PersonalEvent
from toctoc.agenda.operations import (
    extend_personal_events,
    remove_absence,
    remove_personal_event,
    save_personal_event,
)

pytestmark = pytest.mark.django_db
TEXT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:sport@telephone
DTSTART;TZID=Europe/Paris:20261201T180000
DTEND;TZID=Europe/Paris:20261201T190000
RRULE:FREQ=WEEKLY{more}
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def save(cast):
    def store(more="", now=NOW, text=TEXT):
        return save_personal_event(
            cast.volunteer,
            name="sport.ics",
            content=text.format(more=more),
            by=cast["volunteer"],
            now=now,
        )

    return store


def keys():
    return set(Absence.objects.values_list("pk", flat=True))


def test_event_sent_again_keeps_the_absences_that_stay(save):
    save(";COUNT=3")
    before = keys()
    save(";COUNT=2")
    assert keys() < before
    assert len(keys()) == 2
    assert PersonalEvent.objects.count() == 1


def test_refused_change_leaves_everything_as_it_was(save):
    save(";COUNT=3")
    before = keys()
    with pytest.raises(UnreadableEvent):
        save("", text="BEGIN:VCALENDAR\nEND:VCALENDAR")
    assert keys() == before


def test_endless_event_is_laid_out_400_days_ahead_and_further_later(save):
    event = save()
    first = len(keys())
    assert (first, event.ends_at) == (57, None)
    assert extend_personal_events(now=NOW) == 0
    later = NOW + timedelta(days=201)
    assert extend_personal_events(now=later) == 1
    last = Absence.objects.latest("starts_at").starts_at
    assert timedelta(days=393) < last - later < timedelta(days=400)


def test_removed_event_takes_its_absences_along(save, cast):
    remove_personal_event(save(), by=cast["volunteer"])
    assert keys() == set()


def test_absence_of_a_phone_ends_there(save, cast):
    save(";COUNT=1")
    with pytest.raises(PersonalAbsence):
        remove_absence(Absence.objects.get(), by=cast["coordinator"])
