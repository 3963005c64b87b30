"""Moving a visit: fresh offers for the same request, or any other moment, checked when chosen.

The old promise stands until the agent, with the person's yes, chooses; a refusal says why, with
offers read anew beside it.
"""

from collections.abc import Sequence
from datetime import UTC
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from toctoc.agenda.enums import MoveReason, VisitKind, VisitStatus
from toctoc.agenda.errors import IncompleteRequest, VisitAlreadyStarted, VisitNotBooked
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import note_told
from toctoc.agenda.queries import get_visit, list_following_visits
from toctoc.common.errors import ToctocError
from toctoc.dispatch.errors import ChangedSince
from toctoc.dispatch.operations import move_following_visits, move_visit
from toctoc.dispatch.queries import list_offers
from toctoc.people.enums import Action
from toctoc.people.models import Volunteer
from toctoc.people.queries import Reach, find_reach, list_volunteers
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.components.reach import list_told_choices, say_reach
from toctoc.web.forms.visits import MoveForm
from toctoc.web.promises import promise_when
from toctoc.web.sentences import sentence_for
from toctoc.web.views.call_offers import Choice, OfferCard
from toctoc.web.views.visits import find_refusal, refuse, visit_url


@needs(Action.CHANGE_AGENDA)
def move_booked_visit(request: StaffRequest, pk: int) -> HttpResponse:
    """Show where the visit could go; move it there when asked."""
    visit = or_404(get_visit, request.programme, pk)
    refusal = find_refusal(visit, request)
    if refusal:
        return refuse(request, visit, refusal)
    reach = find_reach(visit.resident)
    form = _make_form(request, visit, reach)
    if not form.is_bound:
        return _render(request, visit, form)
    chosen = _read_choice(form, visit) if form.is_valid() else None
    if chosen is None:
        return _render(request, visit, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        moved = _move(visit, chosen, form, request)
    except (VisitAlreadyStarted, VisitNotBooked) as error:
        return refuse(request, visit, sentence_for(error))
    except ToctocError as error:
        form.add_error(None, sentence_for(error))
        return _render(request, visit, form, status=HTTPStatus.CONFLICT)
    return _go_on(request, moved, reach)


def _seen(visit: Visit) -> str:
    """Say where a visit is, for the page to send back."""
    return visit.promised_from.astimezone(UTC).isoformat()


def _make_form(request: StaffRequest, visit: Visit, reach: Reach) -> MoveForm:
    volunteers = list(list_volunteers(request.programme, on_mission_from=request.today))
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        programme=request.programme,
        today=request.today,
        volunteers=volunteers,
        channels=list_told_choices(reach),
        initial=_initial(request, visit),
    )
    form.count_following(list_following_visits(visit).count())
    is_alone = not visit.companions.filter(status=VisitStatus.BOOKED).exists()
    form.needs_pair = visit.resident.two_people_only and visit.kind == VisitKind.HOME
    form.needs_pair = form.needs_pair or not is_alone or visit.lead_id is not None
    return form


def _initial(request: StaffRequest, visit: Visit) -> dict[str, Any]:
    """Return what the boxes hold at first: the moment the page is opened for, or who goes."""
    chosen, seen = Choice.from_query(request.GET), {"seen": _seen(visit)}
    if chosen is None:
        return {"volunteer": visit.volunteer_id, **seen}
    asked = chosen.as_initial()
    return {**asked, "second": asked["partner"], **seen}


def _read_choice(form: MoveForm, visit: Visit) -> tuple[Sequence[Volunteer], Choice] | None:
    """Return who would go and when.

    None, said on the form, where an offer makes no sense or the visit is no longer where the
    page showed it.
    """
    if form.cleaned_data["seen"] not in {"", _seen(visit)}:
        form.add_error(None, sentence_for(ChangedSince(visit=visit)))
        return None
    token = form.cleaned_data["offer"]
    try:
        choice = (
            Choice.from_token(token)
            if token
            else Choice(form.promised_from, form.volunteer_ids)
        )
        return [form.people[pk] for pk in choice.volunteer_ids], choice
    except (ValueError, KeyError):
        form.add_error(
            None, _("Cette proposition n’est plus valable : choisissez-en une autre.")
        )
        return None


@transaction.atomic
def _move(
    visit: Visit,
    chosen: tuple[Sequence[Volunteer], Choice],
    form: MoveForm,
    request: StaffRequest,
) -> Visit:
    volunteers, choice = chosen
    if form.cleaned_data.get("following"):
        moved = _move_all(visit, choice, form, request)
        return _note_told(moved, form, request)
    moved = move_visit(
        visit,
        volunteers=volunteers,
        promised_from=choice.promised_from,
        reason=MoveReason(form.cleaned_data["reason"]),
        by=request.user,
        now=request.now,
    )
    return _note_told(moved, form, request)


def _move_all(visit: Visit, choice: Choice, form: MoveForm, request: StaffRequest) -> Visit:
    """Move the rest of the series too; whatever cannot follow says why and stays."""
    steps = move_following_visits(
        visit,
        promised_from=choice.promised_from,
        reason=MoveReason(form.cleaned_data["reason"]),
        by=request.user,
        now=request.now,
    )
    for step in steps[1:]:
        if step.error is not None and step.visit is not None:
            when = promise_when(step.visit, request.today.year)
            words = {"when": when, "why": sentence_for(step.error)}
            messages.warning(request, _("Reste inchangé : %(when)s. %(why)s") % words)
    moved = steps[0].visit
    return visit if moved is None else moved


def _note_told(moved: Visit, form: MoveForm, request: StaffRequest) -> Visit:
    if form.channel is None:
        return moved
    return note_told(moved, channel=form.channel, by=request.user, now=request.now)


def _go_on(request: StaffRequest, moved: Visit, reach: Reach) -> HttpResponse:
    messages.success(request, _("Rendez-vous déplacé."))
    if moved.told_at is None:
        messages.warning(
            request,
            _("Prévenez %(name)s : %(how)s.")
            % {"name": moved.resident, "how": say_reach(reach)},
        )
    return redirect(visit_url(moved))


def _render(
    request: StaffRequest, visit: Visit, form: MoveForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"visit": visit, "form": form, **_find_offers(request, visit)}
    return render(request, "agenda/move.html", context, status=status)


def _find_offers(request: StaffRequest, visit: Visit) -> dict[str, object]:
    try:
        found = list_offers(visit.help_request, now=request.now, moving=visit)
    except IncompleteRequest as error:
        return {"offers": [], "refusals": [sentence_for(error)], "nearest": ""}
    return {
        "offers": [
            OfferCard.of(row, visit.help_request, year=request.today.year)
            for row in found.offers
        ],
        "refusals": found.refusals,
        "nearest": found.nearest,
    }
