"""Taking a cancelling back, while the time of the visit is still free."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from toctoc.agenda.enums import RequestStatus, VisitEventKind, VisitStatus
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.agenda.operations import check_unanswered, hold_visits
from toctoc.dispatch.operations.conflicts import crew_of, told_conflicts
from toctoc.dispatch.operations.retiming import store_tours
from toctoc.dispatch.operations.slot import check_slot
from toctoc.dispatch.queries.offers import prepare_offers
from toctoc.people.models import Account
from toctoc.planning.model import PromiseRule

CANCELLED = (VisitStatus.CANCELLED,)


def restore_visit(visit: Visit, *, by: Account, now: datetime) -> Visit:
    """Book a cancelled visit again, with the same promise, hour and volunteers; the lead's row.

    Checked as any booking: others may have taken the time, and others of the day may have to
    give way inside their promises. Who had been told of the visit, and of no cancelling, need
    not be told again. Raises VisitNotBooked of a visit that is not cancelled, AlreadyBooked
    where its request has another by now, and what `check_slot` does.
    """
    prepare_offers()
    pair = [visit.volunteer, *(one.volunteer for one in visit.companions.all())]
    with told_conflicts(visit.help_request, pair, visit.starts_at), transaction.atomic():
        crew = crew_of(visit.help_request, pair, visit.starts_at)
        held = hold_visits(visit, volunteer_ids=crew, statuses=CANCELLED)
        rows = [row for row in held if row.cancelled_at == held[0].cancelled_at]
        lead = rows[0]
        check_unanswered(lead)
        slot = check_slot(
            lead.help_request,
            [row.volunteer for row in rows],
            lead.starts_at,
            now=now,
            promise=PromiseRule(width_s=0),
        )
        store_tours(slot.insertion.tours, slot.loaded, by=by, now=now)
        _restore(rows, by=by, now=now)
    return lead


def _restore(rows: Sequence[Visit], *, by: Account, now: datetime) -> None:
    for row in rows:
        reason = row.cancel_reason
        row.status, row.cancel_reason, row.cancelled_at = VisitStatus.BOOKED, "", None
        _tell_as_before(row)
        row.save(
            update_fields=["status", "cancel_reason", "cancelled_at", "told_channel", "told_at"]
        )
        times = {
            "promised_from": row.promised_from.astimezone(UTC).isoformat(),
            "promised_until": row.promised_until.astimezone(UTC).isoformat(),
            "volunteer": row.volunteer_id,
            "reason": reason,
        }
        VisitEvent.objects.create(
            visit=row, kind=VisitEventKind.RESTORED, at=now, by=by, data=times
        )
    request = rows[0].help_request
    request.status, request.closed_at, request.closed_by = RequestStatus.BOOKED, now, by
    request.save(update_fields=["status", "closed_at", "closed_by"])


def _tell_as_before(row: Visit) -> None:
    """Let the person know of it as they did: unless they heard that it was cancelled."""
    if row.told_at is not None:  # of the cancelling
        row.told_channel, row.told_at = "", None
        return
    told = row.events.filter(kind=VisitEventKind.TOLD).order_by("at", "pk").last()
    if told and told.data.get("promised_from") == row.promised_from.isoformat():
        row.told_channel, row.told_at = told.data["channel"], told.at
