"""Writes on recurring visits: the series, and the requests of the visits to come."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from toctoc.agenda.enums import RequestStatus
from toctoc.agenda.errors import AlreadyInSeries, IncompleteRequest
from toctoc.agenda.models import HelpRequest, VisitSeries
from toctoc.agenda.operations.requests import hold_request
from toctoc.people.models import Account, Volunteer


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlan:
    """How many visits, the first included, one every so many weeks, with whom."""

    count: int
    every_weeks: int = 1
    keeps_volunteer: bool = True  # the same person where possible


@transaction.atomic
def open_series(
    help_request: HelpRequest,
    *,
    plan: SeriesPlan,
    volunteer: Volunteer | None,
    by: Account,
    now: datetime,
) -> list[HelpRequest]:
    """Open the requests of the visits to come after a first one, in order.

    For the same person, need, length, kind and half-days. Raises AlreadyInSeries where the
    first has its series already (another tab), IncompleteRequest where nobody is named.
    """
    hold_request(help_request)
    help_request.refresh_from_db(fields=["series"])
    if help_request.series_id is not None:
        raise AlreadyInSeries(help_request=help_request)
    if help_request.resident is None:
        raise IncompleteRequest(missing=["resident"])
    series = VisitSeries.objects.create(
        resident=help_request.resident,
        every_weeks=plan.every_weeks,
        count=plan.count,
        volunteer=volunteer,
        created_by=by,
        created_at=now,
    )
    help_request.series = series
    help_request.save(update_fields=["series"])
    return [
        HelpRequest.objects.create(
            **{name: getattr(help_request, name) for name in COPIED},
            status=RequestStatus.OPEN,
            opened_by=by,
            opened_at=now,
            saved_at=now,
        )
        for _number in range(1, plan.count)
    ]


def note_reason(help_request: HelpRequest, *, reason: str) -> None:
    """Keep on a request of a series why it has no appointment yet."""
    help_request.outcome_note = reason[:MAX_REASON]
    help_request.save(update_fields=["outcome_note"])


MAX_REASON = 300
COPIED = (
    *("programme", "resident", "series", "source", "kind", "place", "urgency", "need"),
    *("length_min", "details", "promise", "suits", "typed"),
)
