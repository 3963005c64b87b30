"""The database lets no two visits of one volunteer overlap, whatever the code above does."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories import VisitFactory, VolunteerFactory, at
from toctoc.agenda.enums import VisitStatus

DAY = date(2026, 12, 2)


def book(volunteer, hour, minute=0, **fields):
    return VisitFactory(
        volunteer=volunteer,
        promised_from=at(DAY, hour, minute),
        promised_until=at(DAY, hour, minute),
        starts_at=at(DAY, hour, minute),
        ends_at=at(DAY, hour + 1, minute),
        **fields,
    )


@pytest.fixture
def volunteer(programme):
    return VolunteerFactory(programme=programme)


def test_visit_overlapping_another_is_refused(volunteer):
    book(volunteer, 10)
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        book(volunteer, 10, 59)


def test_visit_moved_onto_another_is_refused(volunteer):
    book(volunteer, 10)
    later = book(volunteer, 14)
    later.promised_from = later.promised_until = later.starts_at = at(DAY, 10, 30)
    later.ends_at = at(DAY, 11, 30)
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        later.save()


def test_visit_starting_when_another_ends_is_stored(volunteer):
    book(volunteer, 10)
    assert book(volunteer, 11).pk


def test_cancelled_visit_frees_its_time_at_once(volunteer):
    book(volunteer, 10, status=VisitStatus.CANCELLED, cancelled_at=at(DAY, 8))
    assert book(volunteer, 10).pk


def test_visit_brought_back_over_another_is_refused(volunteer):
    cancelled = book(volunteer, 10, status=VisitStatus.CANCELLED, cancelled_at=at(DAY, 8))
    book(volunteer, 10)
    cancelled.status, cancelled.cancelled_at = VisitStatus.BOOKED, None
    with pytest.raises(IntegrityError), transaction.atomic():
        cancelled.save()


def test_two_volunteers_may_be_out_at_the_same_time(volunteer, programme):
    book(volunteer, 10)
    assert book(VolunteerFactory(programme=programme), 10).pk
