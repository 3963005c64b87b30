"""Reads of absences."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Absence, Visit
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme


def list_absences(
    programme: Programme,
    *,
    start: datetime,
    end: datetime,
    volunteer: Volunteer | None = None,
) -> QuerySet[Absence]:
    """Return the absences that touch [start, end), by start, with the volunteer; one query."""
    absences = Absence.objects.filter(
        volunteer__programme=programme, starts_at__lt=end, ends_at__gt=start
    )
    if volunteer is not None:
        absences = absences.filter(volunteer=volunteer)
    return absences.select_related("volunteer").order_by("starts_at", "pk")


def get_absence(programme: Programme, pk: int) -> Absence:
    """Return an absence with its volunteer; one query. Raises Absence.DoesNotExist."""
    return Absence.objects.select_related("volunteer").get(
        pk=pk, volunteer__programme=programme
    )


def list_left_visits(programme: Programme, *, now: datetime) -> QuerySet[Visit]:
    """Return the booked visits to come that an absence lies over, by time; one query.

    Each is to be settled by a person: given to somebody else, moved or cancelled.
    """
    return _left(programme, now).select_related("volunteer", "resident__commune")


def count_left_visits(programme: Programme, *, now: datetime) -> int:
    """Count the booked visits to come that an absence lies over; one query."""
    return _left(programme, now).count()


def _left(programme: Programme, now: datetime) -> QuerySet[Visit]:
    over = Absence.objects.filter(
        volunteer=OuterRef("volunteer"),
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )
    coming = Visit.objects.filter(
        programme=programme, status=VisitStatus.BOOKED, starts_at__gt=now
    )
    return coming.filter(Exists(over)).order_by("starts_at", "pk")
