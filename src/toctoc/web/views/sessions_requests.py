"""Places asked for through private links: links made and revoked, each request answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.agenda.enums import EnrolmentStatus
from toctoc.agenda.errors import (
    AlreadyEnrolled,
    SeatTaken,
    SessionNotPlanned,
    SessionOver,
)
from toctoc.agenda.models import PlaceRequest
from toctoc.agenda.operations import (
    accept_place_request,
    drop_place_request,
    make_session_link,
    revoke_session_link,
)
from toctoc.agenda.queries import get_place_request, get_session, get_session_link
from toctoc.people.enums import Action, Channel
from toctoc.people.queries import find_duplicates, get_resident
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.sessions import LinkForm
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for
from toctoc.web.views.sessions_page import render_session, session_url


@require_POST
@needs(Action.MANAGE_SESSIONS)
def make_link(request: StaffRequest, pk: int) -> HttpResponse:
    """Make a private link and show it, this once: the database keeps only its digest."""
    session = or_404(get_session, request.programme, pk)
    form = LinkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Notez à qui vous donnez ce lien."))
        return redirect(session_url(session))
    try:
        _link, token = make_session_link(
            session, label=form.cleaned_data["label"], by=request.user, now=request.now
        )
    except SessionNotPlanned as error:
        messages.error(request, sentence_for(error))
        return redirect(session_url(session))
    url = request.build_absolute_uri(reverse("asking:ask-place", args=[token]))
    return render_session(request, session, new_link=url)


@require_POST
@needs(Action.MANAGE_SESSIONS)
def revoke_link(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a link lead nowhere from now on."""
    link = or_404(get_session_link, request.programme, pk)
    revoke_session_link(link, by=request.user, now=request.now)
    messages.success(
        request, _("Le lien donné à %(who)s ne mène plus nulle part.") % {"who": link.label}
    )
    return redirect(session_url(link.session))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_SESSIONS)
def answer_asked(request: StaffRequest, pk: int) -> HttpResponse:
    """Show who asked and the files that may be theirs; enrol one of them, or erase the ask."""
    asked = or_404(get_place_request, request.programme, pk)
    if request.method != "POST":
        return _render(request, asked)
    if "drop" in request.POST:
        drop_place_request(asked, by=request.user)
        messages.success(request, _("La demande est effacée."))
        return redirect(session_url(asked.session))
    return _accept(request, asked)


def _accept(request: StaffRequest, asked: PlaceRequest) -> HttpResponse:
    resident = or_404(get_resident, request.programme, _number(request.POST.get("resident")))
    told = Channel.PHONE if "told" in request.POST else None
    try:
        enrolment = accept_place_request(
            asked, resident=resident, told=told, by=request.user, now=request.now
        )
    except (AlreadyEnrolled, SeatTaken, SessionNotPlanned, SessionOver) as error:
        messages.error(request, sentence_for(error))
        return redirect(session_url(asked.session))
    sentence = (
        _("%(name)s est sur la liste d’attente.")
        if enrolment.status == EnrolmentStatus.WAITING
        else _("%(name)s est inscrite.")
    )
    messages.success(request, sentence % {"name": resident})
    return redirect(session_url(asked.session))


def _render(request: StaffRequest, asked: PlaceRequest) -> HttpResponse:
    matches = find_duplicates(
        request.programme,
        last_name=asked.last_name,
        first_name=asked.first_name,
        phone=asked.phone,
    )
    context = {"asked": asked, "session": asked.session, "matches": matches}
    return render_screen(request, "sessions/asked.html", "", context)


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() else 0
