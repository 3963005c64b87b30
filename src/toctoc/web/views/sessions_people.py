"""Who comes: enrolled by an agent, taken off, told, driven. Nothing is sent from here."""

from collections.abc import Iterable
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.agenda.enums import EnrolmentStatus
from toctoc.agenda.errors import (
    AlreadyEnrolled,
    EnrolmentNotLive,
    SeatTaken,
    SessionNotPlanned,
    SessionNotStarted,
    SessionOver,
)
from toctoc.agenda.models import Enrolment, Session
from toctoc.agenda.operations import (
    EnrolmentTerms,
    add_on_site,
    cancel_enrolment,
    enrol,
    note_enrolment_told,
    note_lift,
)
from toctoc.agenda.queries import (
    get_enrolment,
    get_session,
    list_enrolments,
    list_enrolments_to_tell,
)
from toctoc.people.enums import Action, Channel
from toctoc.people.errors import UnreachableChannel
from toctoc.people.models import Resident
from toctoc.people.queries import find_reach, get_resident, search_residents
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.components.reach import list_told_choices
from toctoc.web.forms.residents import SearchForm
from toctoc.web.forms.visits import ToldForm
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for
from toctoc.web.views.sessions_page import PersonRow, person_row, session_url

SHOWN = 12
REFUSALS = (
    AlreadyEnrolled,
    SeatTaken,
    SessionNotPlanned,
    SessionNotStarted,
    SessionOver,
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_SESSIONS)
def enrol_person(request: StaffRequest, pk: int) -> HttpResponse:
    """Look for a file and enrol the person; on the day, note that she simply came."""
    session = or_404(get_session, request.programme, pk)
    if "resident" in request.POST:
        return _enrol(request, session)
    form = SearchForm(request.POST or None)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    found = list(search_residents(request.programme, text)[:SHOWN]) if text else []
    enrolled = {one.resident_id for one in list_enrolments(session)} if found else set()
    context = {
        "session": session,
        "form": form,
        "text": text,
        "rows": [(one, one.pk in enrolled) for one in found],
        "is_on_site": "on_site" in request.POST or "sur-place" in request.GET,
    }
    return render_screen(request, "sessions/enrol.html", "found", context)


@require_POST
@needs(Action.MANAGE_SESSIONS)
def take_off(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a person off, on their word; who gets the seat is to be told."""
    enrolment = or_404(get_enrolment, request.programme, pk)
    try:
        given = cancel_enrolment(enrolment, by=request.user, now=request.now)
    except EnrolmentNotLive as error:
        messages.error(request, sentence_for(error))
        return redirect(session_url(enrolment.session))
    messages.success(request, _("%(name)s n’est plus inscrite.") % {"name": enrolment.resident})
    for one in given:
        sentence = _("Une place se libère pour %(name)s : prévenez la personne.")
        messages.warning(request, sentence % {"name": one.resident})
    return redirect(session_url(enrolment.session))


@require_POST
@needs(Action.MANAGE_SESSIONS)
def note_told(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that a person knows how the session stands."""
    enrolment = or_404(get_enrolment, request.programme, pk)
    choices = list_told_choices(find_reach(enrolment.resident))
    form = ToldForm(request.POST, choices=choices)
    if not form.is_valid():
        messages.error(request, _("Choisissez comment la personne a été prévenue."))
        return _back(request, enrolment)
    channel = Channel(form.cleaned_data["channel"])
    try:
        note_enrolment_told(enrolment, channel=channel, by=request.user, now=request.now)
    except (EnrolmentNotLive, UnreachableChannel) as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(
            request, _("%(name)s est prévenue : c’est noté.") % {"name": enrolment.resident}
        )
    return _back(request, enrolment)


@require_POST
@needs(Action.MANAGE_SESSIONS)
def note_ride(request: StaffRequest, pk: int) -> HttpResponse:
    """Note whether a person comes only if someone drives."""
    enrolment = or_404(get_enrolment, request.programme, pk)
    needs_lift = request.POST.get("needs_lift") == "yes"
    try:
        note_lift(enrolment, needs_lift=needs_lift, by=request.user, now=request.now)
    except EnrolmentNotLive as error:
        messages.error(request, sentence_for(error))
    return redirect(session_url(enrolment.session))


@require_safe
@needs(Action.MANAGE_SESSIONS)
def list_to_tell(request: StaffRequest) -> HttpResponse:
    """Show everyone who does not know how their session stands, session by session."""
    untold = list_enrolments_to_tell(request.programme, now=request.now)
    context = {"groups": _by_session(untold)}
    return render_screen(request, "sessions/to_tell.html", "", context)


def say_enrolled(enrolment: Enrolment) -> str:
    """Say how a person now stands."""
    if enrolment.status == EnrolmentStatus.WAITING:
        return _("%(name)s est sur la liste d’attente.") % {"name": enrolment.resident}
    return _("%(name)s est inscrite.") % {"name": enrolment.resident}


def read_terms(request: StaffRequest, **more: object) -> EnrolmentTerms:
    """Return how somebody is enrolled, from the boxes beside the button."""
    told = Channel.PHONE if "told" in request.POST else None
    return EnrolmentTerms(needs_lift="needs_lift" in request.POST, told=told, **more)  # type: ignore[arg-type]  # a source


def _enrol(request: StaffRequest, session: Session) -> HttpResponse:
    typed = request.POST["resident"]
    key = int(typed) if typed.isdecimal() else 0
    resident = or_404(get_resident, request.programme, key)
    if "on_site" in request.POST:
        return _add(request, session, resident)
    try:
        enrolment = enrol(
            session,
            resident=resident,
            by=request.user,
            now=request.now,
            terms=read_terms(request),
        )
    except REFUSALS as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, say_enrolled(enrolment))
    return redirect(session_url(session))


def _add(request: StaffRequest, session: Session, resident: Resident) -> HttpResponse:
    try:
        add_on_site(session, resident=resident, by=request.user, now=request.now)
    except REFUSALS as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, _("%(name)s est notée présente.") % {"name": resident})
    return redirect("sessions:show-sheet", request.programme.slug, session.pk)


def _by_session(untold: Iterable[Enrolment]) -> list[tuple[Session, list[PersonRow]]]:
    """Put together those of one session; they come in its order."""
    groups = groupby(untold, key=lambda one: one.session_id)
    held = ((list(each)) for _key, each in groups)
    return [(each[0].session, [person_row(one) for one in each]) for each in held]


def _back(request: StaffRequest, enrolment: Enrolment) -> HttpResponse:
    """Go back to the list of everyone to tell where the button was pressed there."""
    if request.POST.get("back") == "all":
        return redirect("sessions:list-told", request.programme.slug)
    return redirect(session_url(enrolment.session))
