"""The database keeps a volunteer from a visit and a session, or two sessions, at one time."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tests.factories import (
    SessionFactory,
    SessionVolunteerFactory,
    VisitFactory,
    VolunteerFactory,
    at,
)
from toctoc.agenda.enums import VisitStatus

DAY = date(2026, 12, 3)


@pytest.fixture
def volunteer(programme):
    return VolunteerFactory(programme=programme)


@pytest.fixture
def crew(programme, volunteer):
    """Thursday 14 h to 16 h."""
    return SessionVolunteerFactory(
        session=SessionFactory(programme=programme), volunteer=volunteer
    )


def visit(volunteer, hour, minute=0, **fields):
    moment = at(DAY, hour, minute)
    return VisitFactory(
        programme=volunteer.programme,
        volunteer=volunteer,
        promised_from=moment,
        promised_until=moment,
        starts_at=moment,
        ends_at=at(DAY, hour + 1, minute),
        **fields,
    )


def another(crew, hour):
    session = SessionFactory(
        programme=crew.session.programme, starts_at=at(DAY, hour), ends_at=at(DAY, hour + 2)
    )
    return SessionVolunteerFactory(session=session, volunteer=crew.volunteer)


def refused():
    return pytest.raises(IntegrityError, match="volunteer_no_overlap")


def test_visit_during_a_session_is_refused(crew):
    with refused(), transaction.atomic():
        visit(crew.volunteer, 13, 30)


def test_visit_moved_onto_a_session_is_refused(crew):
    earlier = visit(crew.volunteer, 10)
    earlier.promised_until = earlier.starts_at = at(DAY, 14, 30)
    earlier.ends_at = at(DAY, 15, 30)
    with refused(), transaction.atomic():
        earlier.save()


def test_session_during_a_visit_is_refused(crew):
    visit(crew.volunteer, 10)
    with refused(), transaction.atomic():
        another(crew, 9)


def test_session_moved_onto_a_visit_is_refused(crew):
    visit(crew.volunteer, 10)
    crew.starts_at, crew.ends_at = at(DAY, 10, 30), at(DAY, 12)
    with refused(), transaction.atomic():
        crew.save()


def test_two_sessions_at_one_time_are_refused(crew):
    with refused(), transaction.atomic():
        another(crew, 15)


def test_visit_and_sessions_one_after_another_are_stored(crew):
    assert visit(crew.volunteer, 13).pk
    assert another(crew, 16).pk


def test_cancelled_session_frees_its_volunteers_at_once(crew):
    crew.is_active = False
    crew.save()
    assert visit(crew.volunteer, 14).pk
    crew.is_active = True
    with refused(), transaction.atomic():
        crew.save()


def test_cancelled_visit_frees_its_volunteer_for_a_session(volunteer):
    visit(volunteer, 14, status=VisitStatus.CANCELLED, cancelled_at=at(DAY, 8))
    session = SessionFactory(programme=volunteer.programme)
    assert SessionVolunteerFactory(session=session, volunteer=volunteer).pk


@pytest.mark.django_db(transaction=True)
def test_rules_stand_after_migrating_again():
    call_command("migrate", verbosity=0)
    kept = SessionVolunteerFactory()
    with refused():
        visit(kept.volunteer, 14)
