"""One visit: all about it, telling the person, cancelling it. Moving it: `visits_move`.

Nothing is sent from here: the page says whom to tell and how, and keeps that it was done.
"""

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toctoc.agenda.enums import CancelReason, RequestStatus, VisitKind, VisitStatus
from toctoc.agenda.errors import VisitAlreadyStarted, VisitNotBooked
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import answer_request, note_told
from toctoc.agenda.permissions import can_see_access_note
from toctoc.agenda.queries import get_visit, list_events, list_following_visits
from toctoc.dispatch.operations import cancel_following_visits, cancel_visit
from toctoc.people.enums import Action, Channel
from toctoc.people.errors import UnreachableChannel
from toctoc.people.queries import Reach, find_reach, list_volunteers
from toctoc.territory.queries import find_sector
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.components import SectorBadge
from toctoc.web.components.reach import list_told_choices, say_reach
from toctoc.web.forms.visits import AfterCancel, CancelForm, ToldForm
from toctoc.web.sentences import sentence_for
from toctoc.web.views.visits_history import tell_history
from toctoc.web.views.visits_lines import list_lines

OUTCOMES = (VisitStatus.DONE, VisitStatus.NO_SHOW)
# Cancelled so, the person knows, or never heard of the visit.
KNOWN_TO_THEM = frozenset({CancelReason.RESIDENT, CancelReason.ILLNESS, CancelReason.MISTAKE})


def visit_url(visit: Visit) -> str:
    return reverse("agenda:show-visit", args=[visit.programme.slug, visit.pk])


@needs(Action.SEE_AGENDA)
def show_visit(request: StaffRequest, pk: int) -> HttpResponse:
    """Show everything about a visit, and what may be done with it."""
    visit = or_404(get_visit, request.programme, pk)
    reach = find_reach(visit.resident)
    return _render_visit(request, visit, reach, ToldForm(choices=list_told_choices(reach)))


@needs(Action.CHANGE_AGENDA)
@require_POST
def note_visit_told(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that the person was told of the promise."""
    visit = or_404(get_visit, request.programme, pk)
    reach = find_reach(visit.resident)
    form = ToldForm(request.POST, choices=list_told_choices(reach))
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _render_visit(request, visit, reach, form, status=status)
    channel = Channel(form.cleaned_data["channel"])
    try:
        note_told(visit, channel=channel, by=request.user, now=request.now)
    except (VisitNotBooked, UnreachableChannel) as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, _("C’est noté : la personne est prévenue."))
    return redirect(visit_url(visit))


@needs(Action.CHANGE_AGENDA)
def cancel_booked_visit(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask why and what next, then cancel; a visit that is over or gone says so on its page."""
    visit = or_404(get_visit, request.programme, pk)
    refusal = find_refusal(visit, request)
    if refusal:
        return refuse(request, visit, refusal)
    form = CancelForm(request.POST if request.method == "POST" else None)
    form.count_following(list_following_visits(visit).count())
    if not form.is_valid():
        context = {"visit": visit, "form": form, "reach": find_reach(visit.resident)}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "agenda/cancel.html", context, status=status)
    try:
        _cancel(visit, form, request)
    except (VisitAlreadyStarted, VisitNotBooked) as error:
        return refuse(request, visit, sentence_for(error))
    return _go_on(request, visit, AfterCancel(form.cleaned_data["after"]))


def visit_title(visit: Visit) -> str:
    """Return what the visit is: at home, on the phone, in a place."""
    words = {"name": visit.resident, "place": visit.place.name if visit.place else ""}
    if visit.kind == VisitKind.PHONE:
        return _("Aide par téléphone : %(name)s") % words
    if visit.kind == VisitKind.PLACE:
        return _("%(name)s à %(place)s") % words
    return _("Visite chez %(name)s") % words


def find_refusal(visit: Visit, request: StaffRequest) -> str:
    """Return why a visit can be neither moved nor cancelled; "" where it can."""
    if visit.status != VisitStatus.BOOKED:
        return sentence_for(VisitNotBooked(visit=visit, status=visit.status))
    if visit.starts_at <= request.now:
        return sentence_for(VisitAlreadyStarted(visit=visit, now=request.now))
    return ""


def refuse(request: StaffRequest, visit: Visit, sentence: str) -> HttpResponse:
    """Go back to the visit, which says why."""
    messages.error(request, sentence)
    return redirect(visit_url(visit))


def leaves_a_place(visit: Visit, request: StaffRequest) -> bool:
    """Tell whether somebody else could be visited instead."""
    return visit.status == VisitStatus.CANCELLED and visit.starts_at > request.now


def is_to_tell(visit: Visit) -> bool:
    """Tell whether the person must still hear of the promise, or that it is cancelled."""
    if visit.status == VisitStatus.CANCELLED:
        return visit.told_at is None and visit.cancel_reason not in KNOWN_TO_THEM
    return visit.told_at is None and visit.status == VisitStatus.BOOKED


@transaction.atomic
def _cancel(visit: Visit, form: CancelForm, request: StaffRequest) -> None:
    after = AfterCancel(form.cleaned_data["after"])
    if form.cleaned_data.get("following"):
        reason = CancelReason(form.cleaned_data["reason"])
        cancel_following_visits(visit, reason=reason, by=request.user, now=request.now)
        return
    cancel_visit(
        visit,
        reason=CancelReason(form.cleaned_data["reason"]),
        by=request.user,
        now=request.now,
        reopen_request=after != AfterCancel.CLOSED,
    )
    if after == AfterCancel.WAITING:
        answer_request(
            visit.help_request, status=RequestStatus.WAITING, by=request.user, now=request.now
        )


def _go_on(request: StaffRequest, visit: Visit, after: AfterCancel) -> HttpResponse:
    """Say whom to tell, then open the call again or show the visit."""
    reach = find_reach(visit.resident)
    done = _("Rendez-vous annulé. Prévenez %(name)s : %(how)s.")
    messages.success(request, done % {"name": visit.resident, "how": say_reach(reach)})
    if after == AfterCancel.REOPEN and visit.help_request.status != RequestStatus.CLOSED:
        return redirect("call:show-call", request.programme.slug, visit.help_request_id)
    return redirect(visit_url(visit))


def _read_access_note(request: StaffRequest, visit: Visit) -> str:
    may = can_see_access_note(request.user, visit, roles=request.roles, now=request.now)
    return visit.resident.access_note if may else ""


def _render_visit(
    request: StaffRequest,
    visit: Visit,
    reach: Reach,
    form: ToldForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    day = visit.starts_at.astimezone(request.now.tzinfo).date()
    person = visit.resident
    sector = find_sector(
        request.programme, person.commune_id, street=person.street_line, on=day
    ).sector
    is_booked = visit.status == VisitStatus.BOOKED
    may_change = Action.CHANGE_AGENDA in request.actions
    team = list_volunteers(request.programme, on_mission_from=visit.booked_at.date())
    names = {one.pk: one.name for one in team}
    series = visit.help_request.series
    context = {
        "visit": visit,
        "title": visit_title(visit),
        "lead": visit.lead or visit,
        "companions": visit.companions.all(),
        "day": day,
        "sector": SectorBadge.of(sector),
        "history": tell_history(list_events(visit), volunteers=names),
        "reach": reach,
        "told_form": form,
        "is_to_tell": may_change and is_to_tell(visit),
        "leaves_a_place": may_change and leaves_a_place(visit, request),
        "access_note": _read_access_note(request, visit),
        "can_change": may_change and is_booked and visit.starts_at > request.now,
        "can_note": may_change and is_booked and day <= request.today,
        "can_reopen": may_change and visit.status in OUTCOMES,
        "lines": list_lines(series, year=request.today.year) if series else [],
        "may_call": Action.ANSWER_CALLS in request.actions,
    }
    return render(request, "agenda/visit.html", context, status=status)
