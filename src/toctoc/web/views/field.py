"""The day as it happens, for the office: who is without news, who runs late, what to settle."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.errors import AlarmOver, VisitNotBooked
from toctoc.agenda.models import LoneAlarm, Visit
from toctoc.agenda.queries import get_visit
from toctoc.common.errors import ToctocError
from toctoc.common.wording import clock
from toctoc.dispatch.operations.alarms import acknowledge_alarm, resolve_alarm
from toctoc.dispatch.operations.lateness import accept_order, note_late_told, running_late
from toctoc.dispatch.queries import TourView, list_tours
from toctoc.dispatch.queries.field import field_status, get_alarm, list_alarms
from toctoc.dispatch.queries.lateness import Expected, load_rest
from toctoc.dispatch.sentences.alarms import alarm_sentence
from toctoc.people.enums import Action, Channel
from toctoc.people.queries import Reach, find_reach, get_volunteer
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.field import DelayForm, OrderForm, ResolveForm
from toctoc.web.sentences import sentence_for

ENDED_SINCE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """An alarm and what it says."""

    alarm: LoneAlarm
    sentence: str


@dataclass(frozen=True, slots=True)
class LateRow:
    """Somebody who waits longer than they were promised: whom to ring, and what to say."""

    visit: Visit
    reach: Reach
    sentence: str


@dataclass(frozen=True, slots=True)
class OutRow:
    """A volunteer who is out today: what is left, and a better order where there is one."""

    tour: TourView
    left: int
    order: tuple[Expected, ...]


@require_safe
@needs(Action.CHANGE_AGENDA)
def show_day(request: StaffRequest) -> HttpResponse:
    """Show alarms first, then delays, then who is out."""
    programme = request.programme
    status = field_status(programme, request.today)
    tours = list_tours(programme, request.today)
    ended = list_alarms(programme, since=request.now - ENDED_SINCE)
    context = {
        "alarms": [AlarmRow(one, alarm_sentence(one)) for one in status.alarms],
        "late": [_late_row(visit) for visit in status.late if _is_to_tell(visit)],
        "out": [_out_row(request, tour) for tour in tours if tour.stops],
        "kept_count": status.kept_count,
        "ended": [
            AlarmRow(one, alarm_sentence(one)) for one in ended if one.resolved_at is not None
        ],
        "resolve_form": ResolveForm(),
    }
    return render(request, "field/day.html", context)


@require_POST
@needs(Action.CHANGE_AGENDA)
def take_alarm(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an alarm in hand: nobody else is written to."""
    alarm = or_404(get_alarm, request.programme, pk)
    try:
        acknowledge_alarm(alarm, by=request.user, now=request.now)
    except AlarmOver as error:
        messages.info(request, sentence_for(error))
    else:
        messages.success(request, _("Vous vous en occupez : les autres ne seront pas alertés."))
    return _back(request)


@require_POST
@needs(Action.CHANGE_AGENDA)
def end_alarm(request: StaffRequest, pk: int) -> HttpResponse:
    """End an alarm, with what was found."""
    alarm = or_404(get_alarm, request.programme, pk)
    form = ResolveForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["note"])))
        return _back(request)
    try:
        resolve_alarm(alarm, note=form.cleaned_data["note"], by=request.user, now=request.now)
    except AlarmOver as error:
        messages.info(request, sentence_for(error))
    else:
        messages.success(
            request, _("%(name)s : alerte terminée.") % {"name": alarm.volunteer.name}
        )
    return _back(request)


@require_POST
@needs(Action.CHANGE_AGENDA)
def tell_delay(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that somebody was told on the telephone that they wait longer."""
    visit = or_404(get_visit, request.programme, pk)
    try:
        note_late_told(visit, channel=Channel.PHONE, by=request.user, now=request.now)
    except VisitNotBooked as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(
            request, _("%(name)s : le retard est annoncé.") % {"name": visit.resident}
        )
    return _back(request)


@require_POST
@needs(Action.CHANGE_AGENDA)
def announce_delay(request: StaffRequest, volunteer: int) -> HttpResponse:
    """Shift the rest of a volunteer's day, on their word by telephone."""
    form = DelayForm(request.POST)
    found = or_404(get_volunteer, request.programme, volunteer)
    if not form.is_valid():
        messages.error(request, _("Choisissez de combien de minutes."))
        return _back(request)
    expected = running_late(
        found,
        request.today,
        minutes=form.cleaned_data["minutes"],
        by=request.user,
        now=request.now,
    )
    messages.success(request, say_delay(found.name, expected))
    return _back(request)


@require_POST
@needs(Action.CHANGE_AGENDA)
def take_order(request: StaffRequest, volunteer: int) -> HttpResponse:
    """Let the rest of the day be driven in the order that keeps every promise."""
    form = OrderForm(request.POST)
    found = or_404(get_volunteer, request.programme, volunteer)
    visits = form.cleaned_data["visits"] if form.is_valid() else ()
    try:
        accept_order(found, request.today, visits=visits, by=request.user, now=request.now)
    except ToctocError as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(
            request, _("Le nouvel ordre est pris. Prévenez %(name)s.") % {"name": found.name}
        )
    return _back(request)


def say_delay(name: str, expected: list[Expected]) -> str:
    """Say what a delay comes to: nobody to ring, or how many."""
    count = sum(one.is_to_tell for one in expected)
    if not count:
        return _("%(name)s : heures décalées, toutes les promesses tiennent.") % {"name": name}
    return ngettext(
        "%(name)s : heures décalées. Une personne est à prévenir.",
        "%(name)s : heures décalées. %(count)s personnes sont à prévenir.",
        count,
    ) % {"name": name, "count": count}


def _is_to_tell(visit: Visit) -> bool:
    at = visit.expected_at or visit.starts_at
    return Expected(visit=visit, at=at).is_to_tell


def _late_row(visit: Visit) -> LateRow:
    at = clock(visit.expected_at or visit.starts_at)
    sentence = _("%(name)s a du retard et sera chez vous vers %(hour)s.") % {
        "name": visit.volunteer.name,
        "hour": at,
    }
    return LateRow(visit, find_reach(visit.resident), sentence)


def _out_row(request: StaffRequest, tour: TourView) -> OutRow:
    left = [stop for stop in tour.stops if stop.visit.status == VisitStatus.BOOKED]
    order: tuple[Expected, ...] = ()
    if any(stop.visit.expected_at for stop in left):
        rest = load_rest(request.programme, tour.volunteer, tour.day, now=request.now)
        order = rest.better_order()
    return OutRow(tour, len(left), order)


def _back(request: StaffRequest) -> HttpResponse:
    return redirect("field:show-day", request.programme.slug)
