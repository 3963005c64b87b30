"""Booking and moving: a promise becomes a visit, or nothing is stored at all.

One transaction each, one writer at a time for everyone who may go that day. Behind the locks
the agenda is read anew, the core is asked again, and the database's own constraints stand
behind both.
"""

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from itertools import zip_longest

from django.db import transaction

from toctoc.agenda.enums import MoveReason, RequestStatus, VisitStatus
from toctoc.agenda.errors import AlreadyBooked, RequestNotOpen
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.agenda.operations import hold_request, hold_visits, hold_volunteers
from toctoc.dispatch.bridge import check_complete, is_frozen_day, local_day
from toctoc.dispatch.operations.conflicts import (
    booked_visit,
    check_unchanged,
    crew_of,
    told_conflicts,
)
from toctoc.dispatch.operations.hours import narrow
from toctoc.dispatch.operations.retiming import retime_rest, step_aside, store_tours
from toctoc.dispatch.operations.rows import create_row, drop_row, place_row
from toctoc.dispatch.operations.slot import Slot, check_slot
from toctoc.dispatch.queries.offers import prepare_offers
from toctoc.people.models import Account, Volunteer


def book_visit(
    help_request: HelpRequest,
    *,
    promised_from: datetime,
    by: Account,
    now: datetime,
    volunteers: Sequence[Volunteer] = (),
) -> Visit:
    """Store the appointment the caller chose, and answer the request with it.

    Any time may be chosen, offered or not: a ranking is advice. Without `volunteers` whoever
    makes the day's best plan goes; those named go, and the visit is tied to them. Other visits
    of the day are planned anew around it: other times inside their promises, which never
    change, and other volunteers where planning may still choose. Two volunteers make two rows;
    the first one's leads and is returned. On a day whose hours are fixed already, so is this
    one's. Sends nothing. Raises AlreadyBooked, RequestNotOpen, IncompleteRequest, SlotTaken,
    and what `check_slot` does.
    """
    prepare_offers()  # nobody else waits behind our locks for kernels to load
    with told_conflicts(help_request, volunteers, promised_from), transaction.atomic():
        hold_request(help_request)
        _check_open(help_request)
        check_complete(help_request)
        hold_volunteers(crew_of(help_request, volunteers, promised_from))
        slot = check_slot(help_request, volunteers, promised_from, now=now)
        store_tours(slot.insertion.tours, slot.loaded, by=by, now=now)
        first, *others = slot.volunteers
        lead = create_row(help_request, first, slot, lead=None, by=by, now=now)
        for other in others:
            create_row(help_request, other, slot, lead=lead, by=by, now=now)
        _answer(help_request, by=by, now=now)
        _fix_hour_late(lead, slot, by=by, now=now)
    return lead


def move_visit(
    visit: Visit,
    *,
    promised_from: datetime,
    reason: MoveReason,
    by: Account,
    now: datetime,
    volunteers: Sequence[Volunteer] = (),
) -> Visit:
    """Give a booked visit another time or volunteer, on a person's word; returns the lead's.

    As for `book_visit`, those named go and the visit is tied to them; without names the day's
    best plan decides. The old promise stays in the event. The person has not been told of the
    new one yet. A home that has come to need two people gets its second row, one that no longer
    does loses it. The tour it leaves goes back to its own times. Sends nothing. Raises
    ChangedSince where somebody else changed the promise since `visit` was read, VisitNotBooked,
    VisitAlreadyStarted, SlotTaken, and what `check_slot` does.
    """
    help_request = visit.help_request
    prepare_offers()
    with told_conflicts(help_request, volunteers, promised_from), transaction.atomic():
        crew = crew_of(help_request, volunteers, promised_from)
        rows = hold_visits(visit, now=now, volunteer_ids=crew)
        check_unchanged(rows, visit, "promised_from", "promised_until")
        lead, left = rows[0], [copy(row) for row in rows]
        slot = check_slot(
            lead.help_request, volunteers, promised_from, now=now, without=(lead.pk,)
        )
        step_aside([row.pk for row in rows], now=now)
        store_tours(slot.insertion.tours, slot.loaded, by=by, now=now)
        for row, volunteer in zip_longest(rows, slot.volunteers):
            if volunteer is None:
                drop_row(row, by=by, now=now)
            elif row is None:
                create_row(lead.help_request, volunteer, slot, lead=lead, by=by, now=now)
            else:
                place_row(row, volunteer, slot, reason=reason, by=by, now=now)
        _fix_hour_late(lead, slot, by=by, now=now)
        retime_rest(slot.list_deserted(left), by=by, now=now)
    return lead


def _check_open(help_request: HelpRequest) -> None:
    if help_request.status == RequestStatus.OPEN:
        return
    visit = booked_visit(help_request)
    if visit is not None:
        raise AlreadyBooked(visit=visit)
    raise RequestNotOpen(help_request=help_request, status=help_request.status)


def _answer(help_request: HelpRequest, *, by: Account, now: datetime) -> None:
    help_request.status = RequestStatus.BOOKED
    help_request.closed_at, help_request.closed_by = now, by
    help_request.save(update_fields=["status", "closed_at", "closed_by"])


def _fix_hour_late(lead: Visit, slot: Slot, *, by: Account, now: datetime) -> None:
    """Fix the hour at once on a day whose eve has come: nobody will do so later."""
    loaded = slot.loaded
    day = local_day(slot.promised_from, lead.programme.time_zone)
    if is_frozen_day(loaded.settings, day, zone=loaded.clock.zone, now=now):
        narrow([lead, *lead.companions.filter(status=VisitStatus.BOOKED)], by=by, now=now)
