"""The next workshops near one person: enrolled in one click, from a file or during a call."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toctoc.agenda.enums import EnrolmentSource, EnrolmentStatus, RequestStatus
from toctoc.agenda.errors import AlreadyBooked, RequestNotOpen
from toctoc.agenda.models import Enrolment, HelpRequest
from toctoc.agenda.operations import answer_request, enrol
from toctoc.agenda.queries import get_request, get_session, list_enrolments_of
from toctoc.common.wording import clock, day_long
from toctoc.dispatch.queries import list_near_workshops
from toctoc.people.enums import Action
from toctoc.people.models import Resident
from toctoc.people.queries import get_resident
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for
from toctoc.web.views.sessions_people import REFUSALS, read_terms, say_enrolled

CALL = "appel"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_SESSIONS)
def choose_workshop(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the next workshops, the nearest first, and enrol the person in one of them."""
    resident = or_404(get_resident, request.programme, pk)
    call = _find_call(request, resident)
    if request.method == "POST":
        return _enrol(request, resident, call)
    held = list_enrolments_of(resident).exclude(status=EnrolmentStatus.CANCELLED)
    enrolled = {one.session_id: one.get_status_display() for one in held}
    near = list_near_workshops(resident, now=request.now)
    context = {
        "resident": resident,
        "call": call,
        "rows": [(one, enrolled.get(one.session.pk, "")) for one in near],
    }
    return render_screen(request, "sessions/choose.html", "", context)


def _enrol(request: StaffRequest, resident: Resident, call: HelpRequest | None) -> HttpResponse:
    typed = request.POST.get("session", "")
    session = or_404(get_session, request.programme, int(typed) if typed.isdecimal() else 0)
    source = EnrolmentSource.CALL if call else EnrolmentSource.AGENT
    try:
        with transaction.atomic():
            enrolment = enrol(
                session,
                resident=resident,
                by=request.user,
                now=request.now,
                terms=read_terms(request, source=source),
            )
            _answer_call(request, call, enrolment)
    except (*REFUSALS, AlreadyBooked, RequestNotOpen) as error:
        messages.error(request, sentence_for(error))
        return redirect(request.get_full_path())
    messages.success(request, say_enrolled(enrolment))
    if call:
        return redirect("call:list-requests", request.programme.slug)
    return redirect("residents:show-resident", request.programme.slug, resident.pk)


def _answer_call(request: StaffRequest, call: HelpRequest | None, enrolment: Enrolment) -> None:
    """Answer the call by the workshop; its note says which."""
    if call is None:
        return
    session = enrolment.session
    note = _("%(title)s, %(day)s à %(hour)s, %(place)s") % {
        "title": session.title,
        "day": day_long(session.starts_at),
        "hour": clock(session.starts_at),
        "place": session.place.name,
    }
    answer_request(
        call, status=RequestStatus.WORKSHOP, note=note[:300], by=request.user, now=request.now
    )


def _find_call(request: StaffRequest, resident: Resident) -> HelpRequest | None:
    """Return the call this answers, where the address names one of this person's."""
    key = request.GET.get(CALL, "")
    if not key:
        return None
    call = or_404(get_request, request.programme, int(key) if key.isdecimal() else 0)
    if call.resident_id != resident.pk:
        raise Http404
    return call
