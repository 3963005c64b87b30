"""Answers to a call other than a visit: waiting list, help by phone, hand-over, nothing."""

from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toctoc.agenda import operations as agenda
from toctoc.agenda.enums import RequestStatus
from toctoc.agenda.errors import AlreadyBooked, RequestNotOpen
from toctoc.agenda.models import HelpRequest
from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.call_answer import OutcomeForm
from toctoc.web.sentences import sentence_for
from toctoc.web.views.call import (
    call_url,
    confirmation_url,
    find_call,
    on_open_call,
    save_typing,
)
from toctoc.web.views.call_file import write_file
from toctoc.web.views.call_offers import SLOT
from toctoc.web.views.call_screen import CallScreen
from toctoc.web.views.sessions_choice import CALL

# Somebody will call back: who, where and for what must be known.
CALLED_BACK: Final = frozenset(
    {RequestStatus.WAITING, RequestStatus.PHONE, RequestStatus.WORKSHOP}
)
SAID: Final = {
    RequestStatus.WAITING: gettext_lazy("%(who)s est sur la liste d’attente."),
    RequestStatus.PHONE: gettext_lazy("%(who)s : une aide par téléphone est prévue."),
    RequestStatus.HANDED_OVER: gettext_lazy("L’orientation est notée."),
    RequestStatus.CLOSED: gettext_lazy("L’appel est clos."),
}


@on_open_call
def answer_request(request: StaffRequest, help_request: HelpRequest) -> HttpResponse:
    """Answer the call otherwise than by a visit; a hand-over says to whom."""
    status = _read_status(request.POST.get("answer", ""))
    screen = CallScreen(request, help_request, request.POST, is_final=status in CALLED_BACK)
    screen.outcome = outcome = OutcomeForm(request.POST)
    if status == RequestStatus.HANDED_OVER:
        outcome.fields["note"].required = True
    save_typing(request, help_request, request.POST)
    if screen.form.errors or not outcome.is_valid():
        return screen.draw(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if status == RequestStatus.WORKSHOP:
        return _choose_workshop(request, screen)
    who = _answer(request, screen, status)
    messages.success(request, SAID[status] % {"who": who})
    return redirect("call:list-requests", request.programme.slug)


@needs(Action.ANSWER_CALLS)
def reopen_request(request: StaffRequest, pk: int) -> HttpResponse:
    """Take up an answered call again, for a certain moment where one is named."""
    help_request = find_call(request, pk)
    if request.method != "POST":
        return redirect(call_url(request, help_request))
    try:
        agenda.reopen_request(help_request, by=request.user, now=request.now)
    except AlreadyBooked as error:
        messages.warning(request, sentence_for(error))
        return redirect(confirmation_url(request, error.visit.pk))  # type: ignore[attr-defined]  # its data
    slot = request.POST.get(SLOT, "")
    query = f"?{urlencode({SLOT: slot})}#moment" if slot else ""
    return redirect(f"{call_url(request, help_request)}{query}")


@needs(Action.ANSWER_CALLS)
def close_request(request: StaffRequest, pk: int) -> HttpResponse:
    """Close a call opened for nothing, or settled since; its note stays."""
    help_request = find_call(request, pk)
    if request.method != "POST":
        return redirect(call_url(request, help_request))
    try:
        agenda.answer_request(
            help_request,
            status=RequestStatus.CLOSED,
            note=help_request.outcome_note,
            by=request.user,
            now=request.now,
        )
    except RequestNotOpen as error:
        messages.warning(request, sentence_for(error))
        return redirect(call_url(request, help_request))
    messages.success(request, _("L’appel est rangé avec ceux qui sont terminés."))
    return redirect("call:list-requests", request.programme.slug)


def _choose_workshop(request: StaffRequest, screen: CallScreen) -> HttpResponse:
    """Write the file and go on to the workshops near the person; the call stays open."""
    if screen.form.is_complete:
        write_file(request, screen)
    resident_id = screen.help_request.resident_id
    if resident_id is None:
        return screen.draw(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    url = reverse("sessions:choose-workshop", args=[request.programme.slug, resident_id])
    return redirect(f"{url}?{urlencode({CALL: screen.help_request.pk})}")


@transaction.atomic
def _answer(request: StaffRequest, screen: CallScreen, status: RequestStatus) -> str:
    """Write file and answer together; return how the person is called."""
    help_request = screen.help_request
    is_known = screen.form.is_complete or help_request.resident is not None
    if screen.form.is_complete and status != RequestStatus.CLOSED:
        write_file(request, screen)
    agenda.answer_request(
        help_request,
        status=status,
        note=screen.outcome.cleaned_data["note"],
        by=request.user,
        now=request.now,
    )
    return (
        str(help_request.resident) if is_known and help_request.resident else _("La personne")
    )


def _read_status(typed: str) -> RequestStatus:
    try:
        status = RequestStatus(typed)
    except ValueError as error:
        raise BadRequest from error
    if status not in {*SAID, RequestStatus.WORKSHOP}:
        raise BadRequest
    return status
