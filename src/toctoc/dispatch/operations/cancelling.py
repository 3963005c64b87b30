"""Cancelling a visit, and letting the rest of its tour go back to its own times."""

from datetime import datetime

from django.db import transaction

from toctoc.agenda import operations as agenda
from toctoc.agenda.enums import CancelReason
from toctoc.agenda.models import Visit
from toctoc.dispatch.operations.retiming import retime_rest
from toctoc.people.models import Account


@transaction.atomic
def cancel_visit(
    visit: Visit,
    *,
    reason: CancelReason,
    by: Account,
    now: datetime,
    reopen_request: bool = False,
) -> Visit:
    """Cancel a visit as the agenda does, and plan what is left of its tour without it.

    Visits that had been pushed aside inside their promises come when they would have without
    it; a tour under way stays as the volunteer knows it. Sends nothing. Raises
    VisitAlreadyStarted, VisitNotBooked.
    """
    cancelled = agenda.cancel_visit(
        visit, reason=reason, by=by, now=now, reopen_request=reopen_request
    )
    lead = cancelled.lead or cancelled
    retime_rest([lead, *lead.companions.filter(cancelled_at=now)], by=by, now=now)
    return cancelled
