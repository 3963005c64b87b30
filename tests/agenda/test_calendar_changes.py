"""What phones are told since they last asked: noted by the database at every change."""

from datetime import timedelta

import pytest

from tests.factories import AbsenceFactory, ResidentFactory, VisitFactory, VolunteerFactory
from toctoc.agenda.models import CalendarChange, CalendarClock, Visit
from toctoc.people.models import Volunteer

# Deferred to the commit on PostgreSQL: each test commits.
pytestmark = pytest.mark.django_db(transaction=True)


def changes(calendar):
    rows = CalendarChange.objects.filter(calendar=calendar).order_by("pk")
    return {row.name: (row.version, row.deleted) for row in rows}


def test_new_visit_stands_in_the_calendars_of_its_volunteer_and_programme():
    visit = VisitFactory()
    expected = {f"visit-{visit.pk}.ics": (0, False)}
    assert changes(f"volunteer:{visit.volunteer_id}") == expected
    assert changes(f"programme:{visit.programme_id}") == expected


def test_each_change_counts_even_one_no_operation_made():
    visit = VisitFactory()
    Visit.objects.filter(pk=visit.pk).update(starts_at=visit.starts_at + timedelta(minutes=5))
    row = CalendarChange.objects.get(calendar=f"programme:{visit.programme_id}")
    assert (row.version, row.deleted) == (1, False)
    assert row.sequence == CalendarClock.objects.get().sequence


def test_visit_given_to_another_leaves_a_tombstone_with_the_first():
    visit = VisitFactory()
    other = VolunteerFactory(programme=visit.programme)
    Visit.objects.filter(pk=visit.pk).update(volunteer=other)
    name = f"visit-{visit.pk}.ics"
    assert changes(f"volunteer:{visit.volunteer_id}") == {name: (1, True)}
    assert changes(f"volunteer:{other.pk}") == {name: (0, False)}


def test_deleted_absence_leaves_tombstones():
    absence = AbsenceFactory()
    name, volunteer = f"absence-{absence.pk}.ics", absence.volunteer
    absence.delete()
    assert changes(f"volunteer:{volunteer.pk}") == {name: (1, True)}
    assert changes(f"programme:{volunteer.programme_id}") == {name: (1, True)}


def test_persons_new_name_is_a_change_of_her_visits():
    visit = VisitFactory()
    other = VisitFactory(
        help_request__resident=ResidentFactory(last_name="Autre"),
        starts_at=visit.starts_at + timedelta(minutes=20),
    )
    visit.resident.last_name = "Nouvelle"
    visit.resident.save()
    found = changes(f"programme:{visit.programme_id}")
    assert found == {f"visit-{visit.pk}.ics": (1, False), f"visit-{other.pk}.ics": (0, False)}


def test_volunteers_new_name_is_a_change_of_the_programmes_calendar_only():
    visit = VisitFactory()
    Volunteer.objects.filter(pk=visit.volunteer_id).update(name="Nouveau nom")
    name = f"visit-{visit.pk}.ics"
    assert changes(f"programme:{visit.programme_id}") == {name: (1, False)}
    assert changes(f"volunteer:{visit.volunteer_id}") == {name: (0, False)}


def test_sequence_grows_with_each_change():
    visit, seen = VisitFactory(), []
    for minutes in (5, 10, 15):
        Visit.objects.filter(pk=visit.pk).update(
            starts_at=visit.promised_from + timedelta(minutes=minutes)
        )
        calendar = f"volunteer:{visit.volunteer_id}"
        seen.append(CalendarChange.objects.get(calendar=calendar).sequence)
    assert seen == sorted(set(seen))
