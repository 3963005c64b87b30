"""The sheet of a session: who came, one tap each; the same on paper.

Agents keep it, and the volunteers who run the session; nobody else.
"""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toctoc.agenda.enums import EnrolmentStatus, SessionStatus
from toctoc.agenda.errors import EnrolmentNotLive, SessionNotPlanned, SessionNotStarted
from toctoc.agenda.models import Enrolment, Session
from toctoc.agenda.operations import count_walk_ins, note_presence
from toctoc.agenda.queries import find_cap, get_enrolment, get_session, list_enrolments
from toctoc.people.enums import Action
from toctoc.people.queries import find_volunteer_of
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.sessions import WalkInsForm
from toctoc.web.screens import render_screen, wants_fragment
from toctoc.web.sentences import sentence_for
from toctoc.web.views.sessions_page import row_of

REFUSALS = (EnrolmentNotLive, SessionNotPlanned, SessionNotStarted)
SPARE_LINES = 4


@require_safe
@needs(Action.MANAGE_SESSIONS, Action.SEE_OWN_TOURS)
def show_sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """Show who is expected, with a button for came and one for did not."""
    return _render(request, _find(request, pk))


@require_POST
@needs(Action.MANAGE_SESSIONS, Action.SEE_OWN_TOURS)
def note_came(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that a person came, or not; answers the list to htmx, the page without."""
    enrolment = or_404(get_enrolment, request.programme, pk)
    session = _find(request, enrolment.session_id)
    is_present = request.POST.get("came") == "yes"
    try:
        note_presence(enrolment, is_present=is_present, by=request.user, now=request.now)
    except REFUSALS as error:
        messages.error(request, sentence_for(error))
    if wants_fragment(request):
        return _render(request, _find(request, session.pk))
    return redirect("sessions:show-sheet", request.programme.slug, session.pk)


@require_POST
@needs(Action.MANAGE_SESSIONS, Action.SEE_OWN_TOURS)
def count_unnamed(request: StaffRequest, pk: int) -> HttpResponse:
    """Note how many came without giving a name."""
    session = _find(request, pk)
    form = WalkInsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Écrivez un nombre, par exemple 3."))
    else:
        _count(request, session, form.cleaned_data["count"])
    return redirect("sessions:show-sheet", request.programme.slug, session.pk)


@require_safe
@needs(Action.MANAGE_SESSIONS, Action.SEE_OWN_TOURS)
def print_sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the sheet for a sheet of paper: to sign, with lines for who just comes."""
    session = _find(request, pk)
    people = list(list_enrolments(session))
    context = {
        "session": session,
        "row": row_of(session, find_cap(request.programme)),
        "seated": [one for one in people if one.seat is not None],
        "waiting": [one for one in people if one.seat is None],
        "spare": range(SPARE_LINES),
    }
    return render_screen(request, "sessions/sheet_print.html", "", context)


def _find(request: StaffRequest, pk: int) -> Session:
    """Return a session whose sheet this account keeps; for anyone else it does not exist."""
    session = or_404(get_session, request.programme, pk)
    if Action.MANAGE_SESSIONS in request.actions:
        return session
    me = find_volunteer_of(request.user, request.programme)
    crew = {member.volunteer_id for member in session.crew.all() if member.is_active}
    if me is None or me.pk not in crew:
        raise Http404
    return session


def _count(request: StaffRequest, session: Session, count: int) -> None:
    try:
        count_walk_ins(session, count=count, by=request.user, now=request.now)
    except REFUSALS as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, _("C’est noté."))


def _render(request: StaffRequest, session: Session) -> HttpResponse:
    people = list(list_enrolments(session))
    present = sum(one.status == EnrolmentStatus.PRESENT for one in people)
    context = {
        "session": session,
        "expected": [one for one in people if one.seat is not None],
        "waiting": [one for one in people if one.seat is None],
        "present": present,
        "came": present + session.walk_ins,
        "unsaid": sum(_is_unsaid(one) for one in people),
        "form": WalkInsForm(initial={"count": session.walk_ins}),
        "is_open": session.status != SessionStatus.CANCELLED
        and _local_day(request, session) <= request.today,
        "may_add": Action.MANAGE_SESSIONS in request.actions,
    }
    return render_screen(request, "sessions/sheet.html", "sheet-rows", context)


def _is_unsaid(enrolment: Enrolment) -> bool:
    return enrolment.status == EnrolmentStatus.ENROLLED


def _local_day(request: StaffRequest, session: Session) -> date:
    return session.starts_at.astimezone(request.now.tzinfo).date()
