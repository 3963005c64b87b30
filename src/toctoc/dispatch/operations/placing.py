"""Placing a visit by hand inside its promise: another planned time, somebody else.

The person need not be told: what they were promised holds. Another promise is `move_visit`.
"""

from collections.abc import Sequence
from copy import copy
from datetime import datetime

from django.db import transaction

from toctoc.agenda.models import Visit
from toctoc.agenda.operations import hold_visits
from toctoc.dispatch.errors import InfeasibleSlot, OutsidePromise
from toctoc.dispatch.operations.conflicts import check_unchanged, crew_of, told_conflicts
from toctoc.dispatch.operations.retiming import (
    Change,
    event_of,
    retime_rest,
    step_aside,
    store_tours,
)
from toctoc.dispatch.operations.slot import Slot, check_slot
from toctoc.dispatch.queries.offers import prepare_offers
from toctoc.people.models import Account, Volunteer
from toctoc.planning.model import PromiseRule
from toctoc.planning.proposals import Reason


def place_visit(
    visit: Visit,
    *,
    starts_at: datetime,
    by: Account,
    now: datetime,
    volunteers: Sequence[Volunteer] = (),
) -> Visit:
    """Plan a booked visit at another time of its promise, or by somebody else; the lead's row.

    Without `volunteers` those who go now still go. Whoever is named and did not go before is
    tied to the visit, since a person chose. Of a pair, one name takes the place of the row's
    volunteer, two are both. Other visits are planned anew around it, as for `move_visit`. No
    promise changes and nobody is to be told again. Raises OutsidePromise (it takes a new
    promise), ChangedSince where it is elsewhere by now than `visit` says, VisitNotBooked,
    VisitAlreadyStarted, SlotTaken, and what `check_slot` does.
    """
    help_request = visit.help_request
    prepare_offers()
    with told_conflicts(help_request, volunteers, starts_at), transaction.atomic():
        crew = crew_of(help_request, volunteers, starts_at)
        rows = hold_visits(visit, now=now, volunteer_ids=crew)
        lead, before = rows[0], [copy(row) for row in rows]
        _check_promise(lead, starts_at)
        check_unchanged(rows, visit, "starts_at", "volunteer_id")
        going = _going(rows, visit, volunteers)
        slot = check_slot(
            lead.help_request,
            going,
            starts_at,
            now=now,
            without=(lead.pk,),
            promise=PromiseRule(width_s=0),
        )
        step_aside([row.pk for row in rows], now=now)
        store_tours(slot.insertion.tours, slot.loaded, by=by, now=now)
        for row, volunteer in zip(rows, going, strict=True):
            _place(row, volunteer, slot, by=by, now=now)
        retime_rest(slot.list_deserted(before), by=by, now=now)
    return lead


def _check_promise(lead: Visit, starts_at: datetime) -> None:
    if not lead.promised_from <= starts_at <= lead.promised_until:
        raise OutsidePromise(
            visit=lead,
            at=starts_at,
            promised_from=lead.promised_from,
            promised_until=lead.promised_until,
        )


def _going(
    rows: Sequence[Visit], visit: Visit, volunteers: Sequence[Volunteer]
) -> list[Volunteer]:
    """Return who goes, a volunteer for each row."""
    going = [row.volunteer for row in rows]
    if len(volunteers) == len(rows):
        return list(volunteers)
    if len(volunteers) == 1:
        place = next(i for i, row in enumerate(rows) if row.pk == visit.pk)
        return [*going[:place], volunteers[0], *going[place + 1 :]]
    if volunteers:
        raise InfeasibleSlot(
            volunteer=None,
            at=rows[0].starts_at,
            reason=Reason.NO_PAIR,
            short=0,
            sentence="",
        )
    return going


def _place(row: Visit, volunteer: Volunteer, slot: Slot, *, by: Account, now: datetime) -> None:
    """Store who goes and when; the promise stays, and so does what the person was told."""
    change = Change(
        visit=row.pk,
        old_volunteer=row.volunteer_id,
        new_volunteer=volunteer.pk,
        old_at=row.starts_at,
        new_at=slot.starts_at,
        length=row.ends_at - row.starts_at,
    )
    left = {"is_tied": row.is_tied}  # for whoever takes the change back
    row.is_tied = row.is_tied or change.old_volunteer != change.new_volunteer
    row.volunteer = volunteer
    row.starts_at, row.ends_at = slot.starts_at, slot.starts_at + change.length
    row.save()
    if (change.old_volunteer, change.old_at) != (change.new_volunteer, change.new_at):
        event = event_of(change, by=by, now=now)
        event.data["left"] = left
        event.save()
