"""Reads of visits and of what happened to them, one query each."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from toctoc.agenda.enums import OCCUPYING, VisitStatus
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.people.models import Resident, Volunteer
from toctoc.territory.models import Programme


def list_visits(
    programme: Programme,
    *,
    start: datetime,
    end: datetime,
    volunteer: Volunteer | None = None,
    with_cancelled: bool = False,
) -> QuerySet[Visit]:
    """Return the visits under way in [start, end), by planned time.

    One query, with volunteer, resident, commune, request, booker and the visit it accompanies.
    """
    visits = _with_people(programme).filter(starts_at__lt=end, ends_at__gt=start)
    if not with_cancelled:
        visits = visits.filter(status__in=OCCUPYING)
    if volunteer is not None:
        visits = visits.filter(volunteer=volunteer)
    return visits.order_by("starts_at", "volunteer__name", "pk")


def list_visits_with(
    programme: Programme, keys: Iterable[int], *, start: datetime, end: datetime
) -> QuerySet[Visit]:
    """Return the visits that start in [start, end), and those with the keys in any state.

    One query, by planned time, with the same people as `list_visits`.
    """
    of_the_day = Q(starts_at__gte=start, starts_at__lt=end, status__in=OCCUPYING)
    visits = _with_people(programme).filter(Q(pk__in=list(keys)) | of_the_day)
    return visits.order_by("starts_at", "volunteer__name", "pk")


def list_visits_to_tell(
    programme: Programme, *, start: datetime, end: datetime
) -> QuerySet[Visit]:
    """Return booked visits that start in [start, end) of which nobody has been told.

    One a home, one query, by planned time, with the same people as `list_visits`.
    """
    visits = _with_people(programme).filter(
        status=VisitStatus.BOOKED,
        lead=None,
        told_at=None,
        starts_at__gte=start,
        starts_at__lt=end,
    )
    return visits.order_by("starts_at", "pk")


def list_freed_visits(programme: Programme, *, now: datetime) -> QuerySet[Visit]:
    """Return the cancelled visits still to come whose time nobody took, one a home, by time.

    One query, with the same people as `list_visits`.
    """
    taken = Visit.objects.filter(
        volunteer=OuterRef("volunteer"),
        status__in=OCCUPYING,
        starts_at__lt=OuterRef("ends_at"),
        ends_at__gt=OuterRef("starts_at"),
    )
    freed = _with_people(programme).filter(
        ~Exists(taken), status=VisitStatus.CANCELLED, lead=None, starts_at__gt=now
    )
    return freed.order_by("starts_at", "pk")


def list_late_visits(programme: Programme, *, since: datetime) -> QuerySet[Visit]:
    """Return booked visits that start from a moment on, one a home, by planned time.

    Those of a series are left out: they are late on purpose. One query, with the same people as
    `list_visits`.
    """
    visits = _with_people(programme).filter(
        status=VisitStatus.BOOKED, lead=None, starts_at__gte=since, help_request__series=None
    )
    visits = visits.select_related("help_request__resident", "help_request__programme")
    return visits.exclude(help_request__length_min=None).order_by("starts_at", "pk")


def get_visit(programme: Programme, pk: int) -> Visit:
    """Return a visit of the programme with its people; one query. Raises Visit.DoesNotExist."""
    return _with_people(programme).get(pk=pk)


def list_visits_of(resident: Resident) -> QuerySet[Visit]:
    """Return all visits of a resident, cancelled ones too, newest first; one query."""
    visits = Visit.objects.filter(resident=resident)
    return visits.select_related("volunteer", "booked_by").order_by("-starts_at", "pk")


def list_events(visit: Visit) -> QuerySet[VisitEvent]:
    """Return what happened to a visit, oldest first, with who did it; one query."""
    return visit.events.select_related("by").order_by("at", "pk")


def overlapping_visits(
    volunteer: Volunteer, starts_at: datetime, ends_at: datetime
) -> QuerySet[Visit]:
    """Return the visits that fill a volunteer's time in [starts_at, ends_at); one query."""
    visits = Visit.objects.filter(
        volunteer=volunteer,
        status__in=OCCUPYING,
        starts_at__lt=ends_at,
        ends_at__gt=starts_at,
    )
    return visits.select_related("resident__commune").order_by("starts_at")


def _with_people(programme: Programme) -> QuerySet[Visit]:
    return Visit.objects.filter(programme=programme).select_related(
        "programme",
        "volunteer",
        "resident__commune",
        "place__commune",
        "help_request__place",
        "help_request__series",
        "booked_by",
        "lead__volunteer",
    )
