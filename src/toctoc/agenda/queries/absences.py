"""Reads of absences."""

from datetime import datetime

from django.db.models import QuerySet

from toctoc.agenda.models import Absence
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
