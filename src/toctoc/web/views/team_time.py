"""Training and team days of several volunteers in one go.

At a place of the programme it is a session, whose road counts; whoever has visits then cannot
be in it, so their time is noted as an absence and their visits are to be settled. Elsewhere,
all are absences.
"""

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from toctoc.agenda.errors import InvalidPeriod, OutsideLaw, PlaceClosed, VolunteerBusy
from toctoc.agenda.operations import add_team_time, hold_volunteers, plan_session
from toctoc.agenda.queries import count_left_visits, list_places, overlapping_visits
from toctoc.common.errors import ToctocError
from toctoc.people.enums import Action
from toctoc.people.errors import MissionOver
from toctoc.people.queries import list_volunteers
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.team_time import TeamTimeForm
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for

# The box beside which each refusal stands.
AT_FAULT: dict[type[ToctocError], str] = {
    InvalidPeriod: "day",
    PlaceClosed: "place",
    OutsideLaw: "volunteers",
    VolunteerBusy: "volunteers",
    MissionOver: "volunteers",
}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def plan_team_time(request: StaffRequest) -> HttpResponse:
    """Ask what, when and for whom; note it for all of them, or for nobody."""
    form = TeamTimeForm(
        request.POST if request.method == "POST" else None,
        programme=request.programme,
        today=request.today,
        people=list_volunteers(request.programme, on_mission_from=request.today),
        places=list_places(request.programme, open_on=request.today),
    )
    if form.is_bound and form.is_valid():
        try:
            _note(form, request)
        except tuple(AT_FAULT) as error:
            form.add_error(AT_FAULT[type(error)], _named(error))
        else:
            return _go_on(form, request)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render_screen(request, "agenda/team_time.html", "", {"form": form}, status=status)


@transaction.atomic
def _note(form: TeamTimeForm, request: StaffRequest) -> None:
    """Plan the session with who is free, and note the others' time; behind their locks."""
    volunteers, fields = form.chosen, form.to_session()
    hold_volunteers(volunteer.pk for volunteer in volunteers)
    crew = []
    if fields is not None:
        period = (form.starts_at, form.ends_at)
        crew = [one for one in volunteers if not overlapping_visits(one, *period).exists()]
        plan_session(
            request.programme,
            fields=fields,
            volunteers=crew,
            by=request.user,
            now=request.now,
        )
    add_team_time(
        [volunteer for volunteer in volunteers if volunteer not in crew],
        starts_at=form.starts_at,
        ends_at=form.ends_at,
        kind=form.chosen_kind,
        by=request.user,
        now=request.now,
    )


def _named(error: ToctocError) -> str:
    """Say whose time is in the way, where that is known."""
    volunteer = error.data.get("volunteer")
    sentence = sentence_for(error)
    is_named = volunteer is None or str(volunteer) in sentence
    return sentence if is_named else f"{volunteer} : {sentence}"


def _go_on(form: TeamTimeForm, request: StaffRequest) -> HttpResponse:
    count = len(form.chosen)
    sentence = ngettext(
        "C’est noté pour %(count)s volontaire.", "C’est noté pour %(count)s volontaires.", count
    )
    messages.success(request, sentence % {"count": count})
    if count_left_visits(request.programme, now=request.now):
        messages.warning(
            request, _("Des visites sont retenues pendant des absences : elles sont à traiter.")
        )
    return redirect("agenda:list-absences", request.programme.slug)
