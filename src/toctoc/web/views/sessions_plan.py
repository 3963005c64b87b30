"""Planning a session or a series: each date checked, and who is free on each."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from toctoc.agenda.errors import InvalidPeriod, OutsideLaw, PlaceClosed, VolunteerBusy
from toctoc.agenda.models import Session
from toctoc.agenda.operations import Rhythm, plan_series, plan_session
from toctoc.agenda.queries import list_places
from toctoc.common.errors import ToctocError
from toctoc.dispatch.queries import describe_dates, list_crew_choices
from toctoc.people.enums import Action
from toctoc.people.errors import MissionOver
from toctoc.people.queries import list_volunteers
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.sessions import PlanSessionForm
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for
from toctoc.web.views.sessions_crew import crew_rows
from toctoc.web.views.sessions_page import session_url

# The box beside which each refusal stands.
AT_FAULT: dict[type[ToctocError], str] = {
    InvalidPeriod: "day",
    PlaceClosed: "place",
    OutsideLaw: "volunteers",
    VolunteerBusy: "volunteers",
    MissionOver: "volunteers",
}
LOOK = "look"  # the button of the way without script
WHEN = frozenset({"place", "day", "starts", "ends", "every", "count", "volunteers"})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_SESSIONS)
def plan_new(request: StaffRequest) -> HttpResponse:
    """Ask for a session and plan it; on the way, say what is known of its dates and people."""
    form = _form(request)
    if request.method == "POST" and not _is_looking(request) and form.is_valid():
        planned = _plan(request, form)
        if planned:
            return _go_on(request, planned)
    return _render(request, form)


def _plan(request: StaffRequest, form: PlanSessionForm) -> list[Session]:
    """Plan what is typed; nothing where it is refused, and the form says why."""
    fields, by, now = form.to_fields(), request.user, request.now
    starts, programme = form.all_starts, request.programme
    try:
        if len(starts) == 1:
            return [
                plan_session(programme, fields=fields, volunteers=form.crew, by=by, now=now)
            ]
        return plan_series(
            programme,
            fields=fields,
            rhythm=Rhythm(starts=starts, every_weeks=form.every_weeks),
            volunteers=form.crew,
            by=by,
            now=now,
        )
    except tuple(AT_FAULT) as error:
        form.add_error(AT_FAULT[type(error)], sentence_for(error))
        return []


def _go_on(request: StaffRequest, planned: list[Session]) -> HttpResponse:
    count = len(planned)
    done = ngettext("C’est prévu.", "Les %(count)s dates sont prévues.", count)
    messages.success(request, done % {"count": count})
    return redirect(session_url(planned[0]))


def _form(request: StaffRequest) -> PlanSessionForm:
    data = request.POST if request.method == "POST" else request.GET or None
    initial: dict[str, Any] = {}
    if data is not None and not WHEN & set(data):  # led here with a place already chosen
        data = None
    return PlanSessionForm(
        data,
        programme=request.programme,
        today=request.today,
        places=list_places(request.programme, open_on=request.today),
        volunteers=list(list_volunteers(request.programme, on_mission_from=request.today)),
        initial=initial,
    )


def _is_looking(request: StaffRequest) -> bool:
    """Tell whether the form was posted only to see dates and people, where no script runs."""
    return LOOK in request.POST


def _render(request: StaffRequest, form: PlanSessionForm) -> HttpResponse:
    is_posted = request.method == "POST" and not _is_looking(request)
    is_read = form.is_bound and not form.errors.keys() & (WHEN - {"volunteers"})
    choices = dates = None
    if is_read:
        place = form.chosen_place
        dates = describe_dates(place, form.moments)
        choices = list_crew_choices(
            request.programme, moments=form.moments, place=place, now=request.now
        )
    context = {
        "form": form,
        "dates": dates,
        "crew": crew_rows(form["volunteers"], form.people.values(), choices),
        "has_places": bool(form.places),
        "shows_errors": is_posted,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_posted else HTTPStatus.OK
    if not is_posted:  # nothing is wrong yet: the rest is being typed
        form.errors.clear()
    return render_screen(request, "sessions/plan.html", "plan-check", context, status=status)
