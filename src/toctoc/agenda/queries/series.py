"""Reads of recurring visits: what belongs to a series, what is still to come of it."""

from django.db.models import QuerySet

from toctoc.agenda.enums import RequestStatus, VisitStatus
from toctoc.agenda.models import HelpRequest, Visit, VisitSeries


def list_series_visits(series: VisitSeries) -> QuerySet[Visit]:
    """Return a series' visits, one a home, cancelled ones too, by time; one query."""
    visits = Visit.objects.filter(help_request__series=series, lead=None)
    visits = visits.select_related("volunteer", "programme", "place", "help_request")
    return visits.order_by("starts_at", "pk")


def list_series_requests(series: VisitSeries) -> QuerySet[HelpRequest]:
    """Return the requests of a series that have no appointment yet, in order; one query."""
    requests = HelpRequest.objects.filter(
        series=series, status__in=(RequestStatus.OPEN, RequestStatus.WAITING)
    )
    return requests.select_related("resident__commune", "programme").order_by("pk")


def list_following_visits(visit: Visit) -> QuerySet[Visit]:
    """Return the booked visits of a visit's series that come after it, by time; one query."""
    later = Visit.objects.filter(
        help_request__series__isnull=False,
        help_request__series=visit.help_request.series_id,
        status=VisitStatus.BOOKED,
        lead=None,
        starts_at__gt=visit.starts_at,
    ).exclude(help_request=visit.help_request_id)
    later = later.select_related("programme", "volunteer", "help_request__resident")
    return later.order_by("starts_at", "pk")


def list_following_requests(visit: Visit) -> QuerySet[HelpRequest]:
    """Return the requests of a visit's series without an appointment yet; one query."""
    requests = HelpRequest.objects.filter(
        series__isnull=False,
        series=visit.help_request.series_id,
        status__in=(RequestStatus.OPEN, RequestStatus.WAITING),
    )
    return requests.order_by("pk")
