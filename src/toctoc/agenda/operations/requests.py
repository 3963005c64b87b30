"""Writes on help requests: opened when the phone rings, saved while typed, answered once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from toctoc.agenda.enums import RequestStatus, VisitStatus
from toctoc.agenda.errors import AlreadyBooked, OtherProgramme, RequestNotOpen
from toctoc.agenda.models import HelpRequest, Place
from toctoc.common.half_days import HalfDays
from toctoc.people.models import Account, Resident
from toctoc.territory.models import Programme

# Answers that leave a request waiting for something may still be changed for another answer.
ANSWERABLE = (RequestStatus.OPEN, RequestStatus.WAITING, RequestStatus.PHONE)
ANSWERS = (
    RequestStatus.WAITING,
    RequestStatus.PHONE,
    RequestStatus.WORKSHOP,
    RequestStatus.HANDED_OVER,
    RequestStatus.CLOSED,
)


class RequestFields(TypedDict, total=False):
    """What of a call may be saved as valid; what is absent stays as it was."""

    resident: Resident | None
    need: str
    length_min: int | None
    details: str
    promise: str
    kind: str
    place: Place | None
    urgency: str
    suits: HalfDays
    not_before: date | None


def open_request(
    programme: Programme, *, by: Account, now: datetime, resident: Resident | None = None
) -> HelpRequest:
    """Open a request for a call; a known resident's usual half-days are its first guess.

    Raises OtherProgramme.
    """
    help_request = HelpRequest(programme=programme, opened_by=by, opened_at=now, saved_at=now)
    if resident is not None:
        _check_resident(help_request, resident)
        help_request.resident, help_request.suits = resident, resident.suits
    help_request.save()
    return help_request


def save_request(
    help_request: HelpRequest,
    *,
    typed: Mapping[str, object],
    by: Account,
    now: datetime,
    **fields: Unpack[RequestFields],
) -> HelpRequest:
    """Keep the call form as it stands (`typed`), and those of its fields that are valid.

    One conditional write: a late autosave can never reopen or change a request that another tab
    has booked or answered meanwhile. Raises RequestNotOpen, OtherProgramme.
    """
    unknown = fields.keys() - RequestFields.__annotations__.keys()
    if unknown:
        message = f"not fields of a call: {sorted(unknown)}"
        raise TypeError(message)
    _check_resident(help_request, fields.get("resident"))
    values: dict[str, object] = {**fields, "typed": dict(typed), "saved_at": now}
    if "suits" in values:
        values["suits"] = str(values["suits"])
    still_open = HelpRequest.objects.filter(pk=help_request.pk, status=RequestStatus.OPEN)
    if not still_open.update(**values):
        help_request.refresh_from_db(fields=["status"])
        raise RequestNotOpen(help_request=help_request, status=help_request.status, by=by)
    for name, value in values.items():
        setattr(help_request, name, value)
    return help_request


@transaction.atomic
def answer_request(
    help_request: HelpRequest,
    *,
    status: RequestStatus,
    note: str = "",
    by: Account,
    now: datetime,
) -> HelpRequest:
    """Answer a request otherwise than by a visit: wait, phone, hand over, close.

    Open, waiting and phone requests may be answered (again). Raises RequestNotOpen.
    """
    if status not in ANSWERS:
        message = f"{status} is not an answer; a visit is booked through dispatch"
        raise ValueError(message)
    hold_request(help_request)
    if help_request.status not in ANSWERABLE:
        raise RequestNotOpen(help_request=help_request, status=help_request.status)
    help_request.status, help_request.outcome_note = status, note
    help_request.closed_at, help_request.closed_by = now, by
    _save_answer(help_request)
    return help_request


@transaction.atomic
def reopen_request(help_request: HelpRequest, *, by: Account, now: datetime) -> HelpRequest:
    """Take up an answered request again; an open one stays as it is.

    Raises AlreadyBooked where a booked visit answers it: move or cancel that one instead.
    """
    hold_request(help_request)
    visit = help_request.visits.filter(status=VisitStatus.BOOKED, lead=None).first()
    if visit is not None:
        raise AlreadyBooked(visit=visit, by=by)
    help_request.status, help_request.saved_at = RequestStatus.OPEN, now
    help_request.closed_at = help_request.closed_by = None
    _save_answer(help_request)
    return help_request


def hold_request(help_request: HelpRequest) -> None:
    """Lock the request's row until the transaction ends, and read where it stands now.

    Locks are always taken in the order request, volunteers, visits. SQLite needs none: a writer
    holds the whole file from the start of its transaction.
    """
    held = HelpRequest.objects.select_for_update(no_key=True)
    help_request.refresh_from_db(
        fields=["status", "closed_at", "closed_by"], from_queryset=held
    )


def _check_resident(help_request: HelpRequest, resident: Resident | None) -> None:
    if resident is not None and resident.programme_id != help_request.programme_id:
        raise OtherProgramme(help_request=help_request, resident=resident.pk)


def _save_answer(help_request: HelpRequest) -> None:
    help_request.save(
        update_fields=["status", "outcome_note", "closed_at", "closed_by", "saved_at"]
    )
