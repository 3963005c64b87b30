"""Changing what is planned: edit, move, another crew, cancel; one date or all that follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toctoc.agenda.errors import (
    InvalidPeriod,
    OutsideLaw,
    PlaceClosed,
    SessionNotPlanned,
    SessionOver,
    VolunteerBusy,
)
from toctoc.agenda.models import Session
from toctoc.agenda.operations import (
    cancel_following,
    cancel_session,
    edit_following,
    edit_session,
    move_following,
    move_session,
    set_crew,
    set_following_crew,
)
from toctoc.agenda.queries import get_session, list_following, list_places
from toctoc.dispatch.queries import list_crew_choices
from toctoc.people.enums import Action
from toctoc.people.errors import MissionOver
from toctoc.people.queries import list_volunteers
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.sessions import (
    AboutForm,
    CancelSessionForm,
    CrewForm,
    EditSessionForm,
    MoveSessionForm,
    ScopedForm,
)
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for
from toctoc.web.views.sessions_crew import crew_rows
from toctoc.web.views.sessions_page import session_url

REFUSALS = (
    InvalidPeriod,
    MissionOver,
    OutsideLaw,
    PlaceClosed,
    SessionNotPlanned,
    SessionOver,
    VolunteerBusy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """One way to change a session: its form, its page, what writes it, what is then said."""

    form: ScopedForm
    template: str
    write: Callable[[], None]
    done: str
    more: Mapping[str, Any] = field(default_factory=dict)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_SESSIONS)
def edit_planned(request: StaffRequest, pk: int) -> HttpResponse:
    """Change what a session is about, and its seats."""
    session = or_404(get_session, request.programme, pk)
    form = EditSessionForm(_data(request), initial=AboutForm.about(session))

    def write() -> None:
        do = edit_following if form.is_for_following else edit_session
        do(session, fields=form.to_fields(session), by=request.user, now=request.now)

    done = _("C’est enregistré.")
    change = _Change(form=form, template="sessions/edit.html", write=write, done=done)
    return _answer(request, session, change)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_SESSIONS)
def move_planned(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a session another time or place; everyone enrolled is to be told."""
    session = or_404(get_session, request.programme, pk)
    zone = request.now.tzinfo
    starts_at, ends_at = (at.astimezone(zone) for at in (session.starts_at, session.ends_at))
    form = MoveSessionForm(
        _data(request),
        programme=request.programme,
        today=request.today,
        places=list_places(request.programme, open_on=request.today),
        initial={
            "place": session.place_id,
            "day": starts_at.date(),
            "starts": starts_at.time(),
            "ends": ends_at.time(),
        },
    )

    def write() -> None:
        do = move_following if form.is_for_following else move_session
        reason = form.cleaned_data["reason"]
        do(session, to=form.to_moment(), reason=reason, by=request.user, now=request.now)

    done = _("C’est déplacé. Les personnes inscrites sont à prévenir, une par une.")
    change = _Change(form=form, template="sessions/move.html", write=write, done=done)
    return _answer(request, session, change)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_SESSIONS)
def change_crew(request: StaffRequest, pk: int) -> HttpResponse:
    """Say who runs a session; each volunteer with what stands in the way."""
    session = or_404(get_session, request.programme, pk)
    held = [str(member.volunteer_id) for member in session.crew.all()]
    form = CrewForm(
        _data(request),
        volunteers=list(list_volunteers(request.programme, on_mission_from=request.today)),
        initial={"volunteers": held},
    )

    def write() -> None:
        do = set_following_crew if form.is_for_following else set_crew
        do(session, volunteers=form.crew, by=request.user, now=request.now)

    choices = list_crew_choices(
        request.programme,
        moments=[(session.starts_at, session.ends_at)],
        place=session.place,
        now=request.now,
        without=session,
    )
    crew = crew_rows(form["volunteers"], form.people.values(), choices)
    done = _("Les volontaires sont notés.")
    more = {"crew": crew}
    change = _Change(
        form=form, template="sessions/crew.html", write=write, done=done, more=more
    )
    return _answer(request, session, change)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_SESSIONS)
def cancel_planned(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask why, then cancel; the page says who is to be told, and how."""
    session = or_404(get_session, request.programme, pk)
    form = CancelSessionForm(_data(request))

    def write() -> None:
        do = cancel_following if form.is_for_following else cancel_session
        do(session, reason=form.cleaned_data["reason"], by=request.user, now=request.now)

    done = _("C’est annulé. Les personnes inscrites sont à prévenir, une par une.")
    change = _Change(form=form, template="sessions/cancel.html", write=write, done=done)
    return _answer(request, session, change)


def _answer(request: StaffRequest, session: Session, change: _Change) -> HttpResponse:
    """Write what is valid and go back to the page, or draw the form with what is wrong."""
    form = change.form
    if form.is_valid():
        try:
            change.write()
        except REFUSALS as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(request, change.done)
            return redirect(session_url(session))
    following = list_following(session).count() - 1 if session.series_id else 0
    if following < 1:
        del form.fields["scope"]
    context = {"form": form, "session": session, "following": following, **change.more}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_screen(request, change.template, "", context, status=status)


def _data(request: StaffRequest) -> Mapping[str, Any] | None:
    return request.POST if request.method == "POST" else None
