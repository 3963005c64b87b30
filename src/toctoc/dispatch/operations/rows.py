"""The rows an appointment takes: stored, moved, dropped, each with its event.

Inside the transaction of booking or moving, behind its locks.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from toctoc.agenda.enums import CancelReason, MoveReason, VisitEventKind, VisitStatus
from toctoc.agenda.models import HelpRequest, Visit, VisitEvent
from toctoc.dispatch.bridge import check_complete
from toctoc.dispatch.operations.slot import Slot
from toctoc.people.models import Account, Volunteer


def create_row(
    help_request: HelpRequest,
    volunteer: Volunteer,
    slot: Slot,
    *,
    lead: Visit | None,
    by: Account,
    now: datetime,
) -> Visit:
    """Store one volunteer's row of an appointment."""
    resident, _length_min = check_complete(help_request)
    visit = Visit.objects.create(
        programme_id=help_request.programme_id,
        help_request=help_request,
        resident=resident,
        volunteer=volunteer,
        lead=lead,
        kind=help_request.kind,
        place=help_request.place,
        need=help_request.need,
        promise=slot.kind,
        is_tied=slot.is_tied,
        promised_from=slot.promised_from,
        promised_until=slot.promised_until,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        booked_by=by,
        booked_at=now,
    )
    _note(visit, VisitEventKind.BOOKED, times_of(visit), by=by, now=now)
    return visit


def place_row(
    row: Visit,
    volunteer: Volunteer,
    slot: Slot,
    *,
    reason: MoveReason,
    by: Account,
    now: datetime,
) -> None:
    """Give a row its new time and volunteer; the person is to be told again."""
    before, left = times_of(row), _ties_of(row)
    row.volunteer, row.is_tied = volunteer, slot.is_tied
    row.promise, row.hour_fixed_at = slot.kind, None
    row.promised_from, row.promised_until = slot.promised_from, slot.promised_until
    row.starts_at, row.ends_at = slot.starts_at, slot.ends_at
    row.told_channel, row.told_at = "", None
    row.expected_at = row.expected_told_at = None  # late for the old promise, not for this one
    row.save()
    data = {"reason": str(reason), "before": before, "after": times_of(row), "left": left}
    _note(row, VisitEventKind.MOVED, data, by=by, now=now)


def drop_row(row: Visit, *, by: Account, now: datetime) -> None:
    """Take away the second row of a home that one volunteer visits now."""
    row.status, row.cancelled_at = VisitStatus.CANCELLED, now
    row.cancel_reason = CancelReason.OTHER
    row.save(update_fields=["status", "cancelled_at", "cancel_reason"])
    data = {"reason": str(CancelReason.OTHER), **times_of(row)}
    _note(row, VisitEventKind.CANCELLED, data, by=by, now=now)


def times_of(visit: Visit) -> dict[str, object]:
    """Return who goes and when, as an event keeps it."""
    return {
        "volunteer": visit.volunteer_id,
        "promised_from": visit.promised_from.astimezone(UTC).isoformat(),
        "promised_until": visit.promised_until.astimezone(UTC).isoformat(),
        "starts_at": visit.starts_at.astimezone(UTC).isoformat(),
    }


def _ties_of(visit: Visit) -> dict[str, object]:
    """Return what a move forgets of the old promise, for whoever takes the move back."""
    return {
        "is_tied": visit.is_tied,
        "promise": visit.promise,
        "told_channel": visit.told_channel,
        "told_at": visit.told_at and visit.told_at.isoformat(),
        "hour_fixed_at": visit.hour_fixed_at and visit.hour_fixed_at.isoformat(),
    }


def _note(
    visit: Visit,
    kind: VisitEventKind,
    data: Mapping[str, object],
    *,
    by: Account,
    now: datetime,
) -> None:
    VisitEvent.objects.create(visit=visit, kind=kind, at=now, by=by, data=dict(data))
