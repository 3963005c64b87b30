"""One call: the form as it is typed, saved as it is typed, and what can be offered for it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toctoc.agenda.enums import RequestStatus, VisitStatus
from toctoc.agenda.errors import RequestNotOpen
from toctoc.agenda.models import HelpRequest
from toctoc.agenda.operations import save_request
from toctoc.agenda.operations.requests import RequestFields
from toctoc.agenda.queries import get_request
from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.call import CallForm
from toctoc.web.screens import render_screen, wants_fragment
from toctoc.web.views.addresses import SEARCH
from toctoc.web.views.call_draft import request_fields
from toctoc.web.views.call_screen import ADDRESSES_ASKED, CallScreen
from toctoc.web.views.call_typed import keeps_typing, pack, take_kept, unpack

type OpenCallView = Callable[[StaffRequest, HelpRequest], HttpResponse]
type PostView = Callable[Concatenate[HttpRequest, ...], HttpResponseBase]


@require_safe
@needs(Action.ANSWER_CALLS)
def show_call(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the call where it stands: its form, its visit, or the answer it was given."""
    help_request = find_call(request, pk)
    if help_request.status != RequestStatus.OPEN:
        return show_answered(request, help_request)
    kept = take_kept(request, pk, now=request.now)
    if kept:
        save_typing(request, help_request, unpack(kept))
    return CallScreen(request, help_request).draw()


def on_open_call(view: OpenCallView) -> PostView:
    """Make a view of POSTs on a call that is still open; any other call shows its answer.

    What is typed survives an ended session (`keeps_typing`); a call answered meanwhile, by
    another tab or agent, is told and shown.
    """

    @keeps_typing
    @needs(Action.ANSWER_CALLS)
    @wraps(view)
    def gate(request: StaffRequest, pk: int) -> HttpResponseBase:
        help_request = find_call(request, pk)
        if request.method != "POST":  # back from signing in, or the page asked for again
            return redirect(call_url(request, help_request))
        if help_request.status != RequestStatus.OPEN:
            return show_answered(request, help_request)
        try:
            return view(request, help_request)
        except RequestNotOpen:
            return show_answered(request, find_call(request, pk))

    return gate


@keeps_typing
@require_POST
@needs(Action.ANSWER_CALLS)
def save_call(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep the form as it stands, valid or not: 204; 409 once the call is answered."""
    try:
        save_typing(request, find_call(request, pk), request.POST)
    except RequestNotOpen:
        return HttpResponse(status=HTTPStatus.CONFLICT)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@on_open_call
def show_offers(request: StaffRequest, help_request: HelpRequest) -> HttpResponse:
    """Answer what can be offered for the form as typed: the panel alone, or the whole screen.

    Without script the form is saved first, and "later" moves its first possible day.
    """
    if wants_fragment(request):
        screen = CallScreen(request, help_request, request.POST)
        return render_screen(request, "call/show.html", "offer-list", {"call": screen})
    data = CallForm.with_chosen(request.POST)
    if data.get("kind_now"):  # the button that proposes another kind of help
        data.setlist("kind", data.getlist("kind_now"))
    if data.get("later"):
        data.setlist("not_before", data.getlist("later"))
    screen = save_typing(request, help_request, data)
    if SEARCH in data:
        address = call_url(request, help_request)
        return redirect(f"{address}?{ADDRESSES_ASKED}=1#address-choices")
    place = "match-list" if data.get("person") and screen.matches else "offers"
    return redirect(f"{call_url(request, help_request)}#{place}")


def find_call(request: StaffRequest, pk: int) -> HelpRequest:
    """Return the call of the request's programme; 404 where it has none of this number."""
    return or_404(get_request, request.programme, pk)


def save_typing(
    request: StaffRequest,
    help_request: HelpRequest,
    data: MultiValueDict[str, str],
    **decided: Unpack[RequestFields],
) -> CallScreen:
    """Save the form as it stands with what of it is valid. Raises RequestNotOpen."""
    screen = CallScreen(request, help_request, data)
    fields: RequestFields = {**request_fields(screen.form), **decided}
    save_request(help_request, typed=pack(data), by=request.user, now=request.now, **fields)
    return screen


def show_answered(request: StaffRequest, help_request: HelpRequest) -> HttpResponse:
    """Say that the call has its answer already; where that is a visit, go and show it."""
    visit = help_request.visits.filter(status=VisitStatus.BOOKED, lead=None).first()
    if visit and not wants_fragment(request):
        if request.method == "POST":
            messages.warning(request, _("Cet appel avait déjà son rendez-vous : le voici."))
        return redirect(confirmation_url(request, visit.pk))
    is_late = request.method == "POST" and not wants_fragment(request)
    context = {"help_request": help_request, "visit": visit}
    status = HTTPStatus.CONFLICT if is_late else HTTPStatus.OK
    return render_screen(request, "call/answered.html", "answer", context, status=status)


def call_url(request: StaffRequest, help_request: HelpRequest) -> str:
    return reverse("call:show-call", args=[request.programme.slug, help_request.pk])


def confirmation_url(request: StaffRequest, visit_pk: int) -> str:
    return reverse("call:show-confirmation", args=[request.programme.slug, visit_pk])
