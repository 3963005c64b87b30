"""The end of the call: what to say aloud, whole, and how the person is really told."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.errors import VisitNotBooked
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import note_told as note_person_told
from toctoc.agenda.queries import get_visit
from toctoc.dispatch.bridge import find_settings, is_frozen_day
from toctoc.people.enums import Action, Channel
from toctoc.people.errors import UnreachableChannel
from toctoc.people.queries import find_reach, get_resident
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.components.reach import list_told_choices
from toctoc.web.forms.agenda import WeekFilterForm
from toctoc.web.forms.call_answer import ToldForm
from toctoc.web.sentences import sentence_for
from toctoc.web.views.call import confirmation_url
from toctoc.web.views.call_script import spoken_script, visit_team

WEEK = WeekFilterForm.NAMES["day"]


@require_safe
@needs(Action.ANSWER_CALLS)
def show_confirmation(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the script to read aloud and the channels that can reach the person."""
    visit = _find_visit(request, pk)
    return _draw(request, visit, _told_form(request, visit))


@needs(Action.ANSWER_CALLS)
def note_told(request: StaffRequest, pk: int) -> HttpResponse:
    """Note how the person was told of the visit."""
    visit = _find_visit(request, pk)
    if request.method != "POST":
        return redirect(confirmation_url(request, pk))
    form = _told_form(request, visit, posted=True)
    if not form.is_valid():
        return _draw(request, visit, form, status=422)
    channel = Channel(form.cleaned_data["channel"])
    try:
        _check_booked(visit)
        note_person_told(visit, channel=channel, by=request.user, now=request.now)
    except (VisitNotBooked, UnreachableChannel) as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, _("C’est noté : la personne est prévenue."))
    return redirect(confirmation_url(request, pk))


def _find_visit(request: StaffRequest, pk: int) -> Visit:
    """Return the visit, that of the first volunteer where two go; 404 where there is none."""
    visit = or_404(get_visit, request.programme, pk)
    if visit.lead_id:
        visit = get_visit(request.programme, visit.lead_id)
    visit.resident = get_resident(request.programme, visit.resident_id)
    return visit


def may_change_hands(visit: Visit, request: StaffRequest) -> bool:
    """Tell whether planning may still send somebody else; one query."""
    settings = find_settings(request.programme)
    zone = ZoneInfo(request.programme.time_zone)
    day = visit.starts_at.astimezone(zone).date()
    return (
        settings.lets_volunteers_change
        and not visit.is_tied
        and not is_frozen_day(settings, day, zone=zone, now=request.now)
    )


def _check_booked(visit: Visit) -> None:
    """Refuse what was said of an appointment cancelled meanwhile: it was not what holds now."""
    if visit.status != VisitStatus.BOOKED:
        raise VisitNotBooked(visit=visit, status=visit.status)


def _told_form(request: StaffRequest, visit: Visit, *, posted: bool = False) -> ToldForm:
    channels = list_told_choices(find_reach(visit.resident))
    initial = {"channel": visit.told_channel or channels[0][0]}
    return ToldForm(request.POST if posted else None, channels=channels, initial=initial)


def _draw(
    request: StaffRequest, visit: Visit, form: ToldForm, *, status: int = 200
) -> HttpResponse:
    day = timezone.localdate(visit.starts_at)
    slug, team = request.programme.slug, visit_team(visit)
    may_change = len(team) == 1 and may_change_hands(visit, request)
    context = {
        "visit": visit,
        "team": _(" et ").join(one.name for one in team),
        "agenda_url": f"{reverse('agenda:show-week', args=[slug])}?{WEEK}={day.isoformat()}",
        "visit_url": reverse("agenda:show-visit", args=[slug, visit.pk]),
        "tour_url": reverse("tour:show-tour", args=[slug, visit.volunteer_id, day]),
        "may_change": may_change,
        "may_repeat": visit.status == VisitStatus.BOOKED,
        "series_url": reverse("agenda:plan-series", args=[slug, visit.pk]),
        "script": spoken_script(visit, team, today=request.today, may_change=may_change),
        "form": form,
    }
    return render(request, "call/confirmation.html", context, status=status)
