"""Booking: the moment chosen becomes a visit, or the screen says why not, nothing lost."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from toctoc.agenda.errors import AlreadyBooked, SlotTaken
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.common.errors import ToctocError
from toctoc.dispatch import operations as dispatch
from toctoc.dispatch.errors import (
    InfeasibleSlot,
    InvalidLocalTime,
    OutsideOpenings,
    SlotInThePast,
)
from toctoc.people.errors import MissionOver
from toctoc.people.models import Volunteer
from toctoc.web.access import StaffRequest
from toctoc.web.forms.call_answer import MomentForm
from toctoc.web.sentences import sentence_for
from toctoc.web.views.call import (
    confirmation_url,
    find_call,
    on_open_call,
    save_typing,
    show_answered,
)
from toctoc.web.views.call_file import write_file
from toctoc.web.views.call_offers import OTHER_MOMENT, Choice
from toctoc.web.views.call_screen import CallScreen, Notice

NOT_POSSIBLE = (
    SlotTaken,
    MissionOver,
    InfeasibleSlot,
    OutsideOpenings,
    SlotInThePast,
    InvalidLocalTime,
)


@on_open_call
def book_visit(request: StaffRequest, help_request: HelpRequest) -> HttpResponse:
    """Book the chosen moment: file, request and visit are written together or not at all."""
    save_typing(request, help_request, request.POST)
    screen = CallScreen(request, help_request, request.POST, is_final=True)
    choice = _read_choice(request, screen)
    if choice is None or not screen.form.is_complete:
        return screen.draw(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        visit = _book(request, screen, choice)
    except AlreadyBooked:
        return show_answered(request, find_call(request, help_request.pk))
    except NOT_POSSIBLE as error:
        return _say_why_not(request, screen, error)
    return redirect(confirmation_url(request, visit.pk))


@transaction.atomic
def _book(request: StaffRequest, screen: CallScreen, choice: Choice) -> Visit:
    write_file(request, screen)
    return dispatch.book_visit(
        screen.help_request,
        volunteers=_find_volunteers(screen, choice),
        promised_from=choice.promised_from,
        by=request.user,
        now=request.now,
    )


def _find_volunteers(screen: CallScreen, choice: Choice) -> Sequence[Volunteer]:
    """Return those who go, in the order chosen. Raises SlotTaken where one has left."""
    present = {volunteer.pk: volunteer for volunteer in screen.volunteers}
    if not present.keys() >= set(choice.volunteer_ids):
        raise SlotTaken(volunteer=None, at=choice.promised_from)
    return [present[pk] for pk in choice.volunteer_ids]


def _read_choice(request: StaffRequest, screen: CallScreen) -> Choice | None:
    """Return the moment of the pressed button: an offer's, or the one the agent typed."""
    offer = request.POST.get("offer", "")
    if offer == OTHER_MOMENT:
        return _read_moment(request, screen)
    try:
        return Choice.from_token(offer)
    except ValueError:
        screen.notice = Notice(_("Choisissez d’abord un rendez-vous parmi les propositions."))
        return None


def _read_moment(request: StaffRequest, screen: CallScreen) -> Choice | None:
    screen.moment = moment = MomentForm(
        request.POST, volunteers=screen.volunteers, today=request.today
    )
    if not moment.is_valid():
        return None
    zone = ZoneInfo(request.programme.time_zone)
    chosen = moment.cleaned_data
    return Choice(
        datetime.combine(chosen["day"], chosen["hour"], tzinfo=zone), moment.volunteer_ids
    )


def _say_why_not(request: StaffRequest, late: CallScreen, error: ToctocError) -> HttpResponse:
    """Draw the call again, with fresh offers: what the transaction wrote is undone."""
    screen = CallScreen(request, find_call(request, late.help_request.pk), request.POST)
    screen.moment = late.moment
    screen.notice = Notice(
        sentence_for(error), _("Voici ce qui est possible maintenant, rien n’est perdu.")
    )
    return screen.draw(status=HTTPStatus.CONFLICT)
