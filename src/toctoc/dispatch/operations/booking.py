"""Booking and moving: a promise becomes a visit, or nothing is stored at all.

One transaction each, one writer at a time per volunteer. Behind the locks the agenda is read
anew, the core is asked again, and the database's own constraints stand behind both.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import zip_longest

from django.db import IntegrityError, transaction

from toctoc.agenda.enums import (
    CancelReason,
    MoveReason,
    RequestStatus,
    VisitEventKind,
    VisitStatus,
)
from toctoc.agenda.errors import AlreadyBooked, RequestNotOpen, SlotTaken
from toctoc.agenda.models import HelpRequest, Visit, VisitEvent
from toctoc.agenda.operations import hold_request, hold_visits, hold_volunteers
from toctoc.dispatch.bridge import check_complete
from toctoc.dispatch.operations.retiming import retime, step_aside
from toctoc.dispatch.operations.slot import Slot, check_slot
from toctoc.people.models import Account, Volunteer

OVERLAP = "visit_volunteer_no_overlap"
# PostgreSQL names the index, SQLite its column.
TWICE = ("one_booked_visit_a_request", "agenda_visit.help_request_id")


def book_visit(
    help_request: HelpRequest,
    *,
    volunteers: Sequence[Volunteer],
    promised_from: datetime,
    by: Account,
    now: datetime,
) -> Visit:
    """Store the appointment the caller chose, and answer the request with it.

    Any time may be chosen, offered or not: a ranking is advice. Other visits of the same tour
    may be planned anew inside their promises, which never change. Two volunteers make two rows;
    the first one's leads and is returned. Sends nothing. Raises AlreadyBooked, RequestNotOpen,
    IncompleteRequest, SlotTaken, and what `check_slot` does.
    """
    with _told_conflicts(help_request, volunteers, promised_from), transaction.atomic():
        hold_request(help_request)
        _check_open(help_request)
        check_complete(help_request)
        hold_volunteers(volunteer.pk for volunteer in volunteers)
        slot = check_slot(help_request, volunteers, promised_from, now=now)
        retime(slot.insertion.tours, slot.loaded, by=by, now=now)
        first, *others = volunteers
        lead = _create(help_request, first, slot, lead=None, by=by, now=now)
        for other in others:
            _create(help_request, other, slot, lead=lead, by=by, now=now)
        _answer(help_request, by=by, now=now)
    return lead


def move_visit(
    visit: Visit,
    *,
    volunteers: Sequence[Volunteer],
    promised_from: datetime,
    reason: MoveReason,
    by: Account,
    now: datetime,
) -> Visit:
    """Give a booked visit another time or volunteer, on a person's word; returns the lead's.

    The old promise stays in the event. The person has not been told of the new one yet. A home
    that has come to need two people gets its second row, one that no longer does loses it.
    Sends nothing. Raises VisitNotBooked, VisitAlreadyStarted, SlotTaken, and what `check_slot`
    does.
    """
    help_request = visit.help_request
    with _told_conflicts(help_request, volunteers, promised_from), transaction.atomic():
        ids = frozenset(volunteer.pk for volunteer in volunteers)
        rows = hold_visits(visit, now=now, volunteer_ids=ids)
        lead = rows[0]
        slot = check_slot(
            lead.help_request, volunteers, promised_from, now=now, without=(lead.pk,)
        )
        step_aside([row.pk for row in rows], now=now)
        retime(slot.insertion.tours, slot.loaded, by=by, now=now)
        for row, volunteer in zip_longest(rows, volunteers):
            if volunteer is None:
                _drop(row, by=by, now=now)
            elif row is None:
                _create(lead.help_request, volunteer, slot, lead=lead, by=by, now=now)
            else:
                _place(row, volunteer, slot, reason=reason, by=by, now=now)
    return lead


@contextmanager
def _told_conflicts(
    help_request: HelpRequest, volunteers: Sequence[Volunteer], at: datetime
) -> Iterator[None]:
    """Turn what the database refuses into what happened."""
    try:
        yield
    except IntegrityError as error:
        text = str(error)
        if OVERLAP in text:
            raise SlotTaken(volunteer=volunteers[0], at=at) from error
        if any(name in text for name in TWICE):
            raise AlreadyBooked(visit=_booked_visit(help_request)) from error
        raise


def _booked_visit(help_request: HelpRequest) -> Visit | None:
    return help_request.visits.filter(status=VisitStatus.BOOKED, lead=None).first()


def _check_open(help_request: HelpRequest) -> None:
    if help_request.status == RequestStatus.OPEN:
        return
    visit = _booked_visit(help_request)
    if visit is not None:
        raise AlreadyBooked(visit=visit)
    raise RequestNotOpen(help_request=help_request, status=help_request.status)


def _create(
    help_request: HelpRequest,
    volunteer: Volunteer,
    slot: Slot,
    *,
    lead: Visit | None,
    by: Account,
    now: datetime,
) -> Visit:
    resident, _length_min = check_complete(help_request)
    visit = Visit.objects.create(
        programme_id=help_request.programme_id,
        help_request=help_request,
        resident=resident,
        volunteer=volunteer,
        lead=lead,
        need=help_request.need,
        promised_from=slot.promised_from,
        promised_until=slot.promised_until,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        booked_by=by,
        booked_at=now,
    )
    _note(visit, VisitEventKind.BOOKED, _times(visit), by=by, now=now)
    return visit


def _answer(help_request: HelpRequest, *, by: Account, now: datetime) -> None:
    help_request.status = RequestStatus.BOOKED
    help_request.closed_at, help_request.closed_by = now, by
    help_request.save(update_fields=["status", "closed_at", "closed_by"])


def _place(
    row: Visit,
    volunteer: Volunteer,
    slot: Slot,
    *,
    reason: MoveReason,
    by: Account,
    now: datetime,
) -> None:
    before = _times(row)
    row.volunteer = volunteer
    row.promised_from, row.promised_until = slot.promised_from, slot.promised_until
    row.starts_at, row.ends_at = slot.starts_at, slot.ends_at
    row.told_channel, row.told_at = "", None
    row.save()
    data = {"reason": str(reason), "before": before, "after": _times(row)}
    _note(row, VisitEventKind.MOVED, data, by=by, now=now)


def _drop(row: Visit, *, by: Account, now: datetime) -> None:
    row.status, row.cancelled_at = VisitStatus.CANCELLED, now
    row.cancel_reason = CancelReason.OTHER
    row.save(update_fields=["status", "cancelled_at", "cancel_reason"])
    data = {"reason": str(CancelReason.OTHER), **_times(row)}
    _note(row, VisitEventKind.CANCELLED, data, by=by, now=now)


def _times(visit: Visit) -> dict[str, object]:
    return {
        "volunteer": visit.volunteer_id,
        "promised_from": visit.promised_from.astimezone(UTC).isoformat(),
        "promised_until": visit.promised_until.astimezone(UTC).isoformat(),
        "starts_at": visit.starts_at.astimezone(UTC).isoformat(),
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
