"""Writes on what was noted on the spot: when the volunteer came and left, a further wish.

Behind the caller's lock of the visit's row (`hold_visits`).
"""

from datetime import UTC, datetime

from toctoc.agenda.enums import RequestSource, RequestStatus, VisitEventKind
from toctoc.agenda.models import HelpRequest, Visit, VisitEvent
from toctoc.common.half_days import HalfDays
from toctoc.people.models import Account

MAX_DETAILS = 300


def note_times(
    visit: Visit,
    *,
    arrived_at: datetime | None,
    left_at: datetime | None,
    by: Account,
    now: datetime,
) -> Visit:
    """Note when a volunteer came to a visit and left it.

    What changes gets an event with both moments; the planned time stays as it was.
    """
    told = (
        (VisitEventKind.ARRIVED, visit.arrived_at, arrived_at),
        (VisitEventKind.LEFT, visit.left_at, left_at),
    )
    changed = [(kind, old, new) for kind, old, new in told if old != new]
    if changed:
        visit.arrived_at, visit.left_at = arrived_at, left_at
        visit.save(update_fields=["arrived_at", "left_at"])
    VisitEvent.objects.bulk_create(
        VisitEvent(
            visit=visit,
            kind=kind,
            at=now,
            by=by,
            data={"before": _iso(old), "after": _iso(new)},
        )
        for kind, old, new in changed
    )
    return visit


def wish_visit(
    visit: Visit, *, half_days: HalfDays, details: str, by: Account, now: datetime
) -> HelpRequest | None:
    """Put on the waiting list that the person wishes another visit, as they said during this.

    For the same need and length. One request a visit: said again, a request that still waits
    takes the new half-days and details. Returns None where it has been answered already.
    """
    wanted = {"suits": str(half_days), "details": details[:MAX_DETAILS]}
    held = visit.further_requests.select_for_update(no_key=True).first()
    if held is None:
        first = visit.help_request
        return HelpRequest.objects.create(
            programme_id=visit.programme_id,
            resident_id=visit.resident_id,
            source=RequestSource.VISIT,
            from_visit=visit,
            status=RequestStatus.WAITING,
            need=visit.need,
            length_min=first.length_min,
            opened_by=by,
            opened_at=now,
            saved_at=now,
            closed_at=now,
            closed_by=by,
            **wanted,
        )
    if all(getattr(held, name) == value for name, value in wanted.items()):
        return held
    if held.status not in {RequestStatus.WAITING, RequestStatus.OPEN}:
        return None
    for name, value in wanted.items():
        setattr(held, name, value)
    held.saved_at = now
    held.save(update_fields=[*wanted, "saved_at"])
    return held


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
