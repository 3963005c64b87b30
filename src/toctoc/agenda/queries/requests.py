"""Reads of help requests: the calls, the waiting list."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from toctoc.agenda.enums import RequestStatus
from toctoc.agenda.models import HelpRequest
from toctoc.people.models import Resident
from toctoc.territory.models import Programme


def get_request(programme: Programme, pk: int) -> HelpRequest:
    """Return a request with its resident; one query. Raises HelpRequest.DoesNotExist."""
    return _requests(programme).get(pk=pk)


def list_requests(
    programme: Programme, *, statuses: Iterable[RequestStatus] | None = None
) -> QuerySet[HelpRequest]:
    """Return help requests, newest first, with resident and who opened them; one query."""
    requests = _requests(programme)
    if statuses is not None:
        requests = requests.filter(status__in=list(statuses))
    return requests.order_by("-opened_at", "-pk")


def list_waiting(programme: Programme) -> QuerySet[HelpRequest]:
    """Return the waiting list, the longest wait first; one query.

    Only what could be booked as it stands: whom to visit, what for and how long are known.
    """
    waiting = _requests(programme).filter(
        status=RequestStatus.WAITING, resident__isnull=False, length_min__isnull=False
    )
    return waiting.exclude(need="").order_by("opened_at", "pk")


def list_requests_of(resident: Resident) -> QuerySet[HelpRequest]:
    """Return a resident's help requests, newest first; one query."""
    requests = HelpRequest.objects.filter(resident=resident)
    return requests.select_related("opened_by").order_by("-opened_at", "-pk")


def count_requests(programme: Programme) -> dict[RequestStatus, int]:
    """Count the programme's help requests by status, zeros included; one query."""
    counted = HelpRequest.objects.filter(programme=programme).order_by()
    found = dict(counted.values_list("status").annotate(Count("pk")))
    return {status: found.get(status.value, 0) for status in RequestStatus}


def _requests(programme: Programme) -> QuerySet[HelpRequest]:
    return (
        HelpRequest.objects.filter(programme=programme)
        .select_related("programme", "resident__commune", "place__commune", "opened_by")
        .prefetch_related("place__openings")
    )
