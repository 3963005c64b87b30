"""Writes on visits that need no planning: cancelling, and noting that the person was told.

Booking and moving need the planning core: `dispatch.operations`.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from toctoc.agenda.enums import CancelReason, RequestStatus, VisitEventKind, VisitStatus
from toctoc.agenda.errors import VisitAlreadyStarted, VisitNotBooked
from toctoc.agenda.models import HelpRequest, Visit, VisitEvent
from toctoc.agenda.operations.requests import hold_request
from toctoc.agenda.operations.team import hold_volunteers
from toctoc.people.enums import Channel
from toctoc.people.errors import UnreachableChannel
from toctoc.people.models import Account, Resident
from toctoc.people.queries import NEEDED, find_reach

TELLABLE = (VisitStatus.BOOKED, VisitStatus.CANCELLED)


@transaction.atomic
def cancel_visit(
    visit: Visit,
    *,
    reason: CancelReason,
    by: Account,
    now: datetime,
    reopen_request: bool = False,
) -> Visit:
    """Cancel a visit that has not started, with its companion: nobody goes there alone.

    The freed time is bookable at once. The help request is closed, or open again where
    `reopen_request` says so. Sends nothing, and nobody has been told of the cancelling yet.
    Raises VisitAlreadyStarted, VisitNotBooked.
    """
    visits = hold_visits(visit, now=now)
    for held in visits:
        held.status, held.cancel_reason, held.cancelled_at = VisitStatus.CANCELLED, reason, now
        held.told_channel, held.told_at = "", None
        held.save(
            update_fields=["status", "cancel_reason", "cancelled_at", "told_channel", "told_at"]
        )
        VisitEvent.objects.create(
            visit=held,
            kind=VisitEventKind.CANCELLED,
            at=now,
            by=by,
            data={
                "reason": str(reason),
                "promised_from": held.promised_from.isoformat(),
                "promised_until": held.promised_until.isoformat(),
            },
        )
    _leave_request(visits[0].help_request, by=by, now=now, reopen=reopen_request)
    return _same_row(visits, visit)


@transaction.atomic
def note_told(visit: Visit, *, channel: Channel, by: Account, now: datetime) -> Visit:
    """Note by which channel the person was told of the promise, or that it is cancelled.

    Sends nothing. Raises VisitNotBooked of a visit that was made, and UnreachableChannel where
    the file lacks what the channel needs.
    """
    visits = hold_visits(visit, statuses=TELLABLE)
    _check_channel(visits[0].resident, channel)
    for held in visits:
        held.told_channel, held.told_at = channel, now
        held.save(update_fields=["told_channel", "told_at"])
        VisitEvent.objects.create(
            visit=held,
            kind=VisitEventKind.TOLD,
            at=now,
            by=by,
            data={
                "channel": str(channel),
                "status": held.status,
                "promised_from": held.promised_from.isoformat(),
            },
        )
    return _same_row(visits, visit)


def hold_visits(
    visit: Visit,
    *,
    now: datetime | None = None,
    volunteer_ids: frozenset[int] = frozenset(),
    statuses: Collection[VisitStatus] = (VisitStatus.BOOKED,),
) -> list[Visit]:
    """Lock a booked visit and its companion, lead first, until the transaction ends.

    The help request and the volunteers (with those of `volunteer_ids`) are locked before,
    always in this order, so that two writers never wait for each other. Rows come fresh.
    Raises VisitNotBooked; with `now`, also VisitAlreadyStarted.
    """
    lead_id = visit.lead_id or visit.pk
    hold_request(visit.help_request)
    together = Visit.objects.filter(Q(pk=lead_id) | Q(lead=lead_id))
    out = together.values_list("volunteer_id", flat=True)
    hold_volunteers({*out, *volunteer_ids})
    rows = together.select_for_update(no_key=True, of=("self",))
    held = list(rows.select_related("resident", "help_request", "programme").order_by("pk"))
    lead = next(row for row in held if row.pk == lead_id)
    if lead.status not in statuses:
        raise VisitNotBooked(visit=visit, status=lead.status)
    if now is not None and lead.starts_at <= now:
        raise VisitAlreadyStarted(visit=visit, now=now)
    return [row for row in held if row.status == lead.status]


def _leave_request(
    help_request: HelpRequest, *, by: Account, now: datetime, reopen: bool
) -> None:
    help_request.status = RequestStatus.OPEN if reopen else RequestStatus.CLOSED
    help_request.closed_at = None if reopen else now
    help_request.closed_by = None if reopen else by
    help_request.save(update_fields=["status", "closed_at", "closed_by"])


def _check_channel(resident: Resident, channel: Channel) -> None:
    """Check that the channel reaches the person; whoever calls us is told without a number."""
    if channel != Channel.PHONE and channel not in find_reach(resident).channels:
        raise UnreachableChannel(channel=channel, missing=NEEDED[channel])


def _same_row(visits: list[Visit], visit: Visit) -> Visit:
    """Return the fresh row of the visit the caller holds."""
    return next((row for row in visits if row.pk == visit.pk), visits[0])
