"""Hours to announce: people promised half a day, whose hour was fixed on the eve.

The list empties itself: whoever was told leaves it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toctoc.agenda.errors import VisitNotBooked
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import note_told
from toctoc.agenda.queries import get_visit
from toctoc.dispatch.queries import list_hours_to_tell
from toctoc.people.enums import Action, Channel
from toctoc.people.queries import Reach, find_reach
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.promises import promise_window
from toctoc.web.sentences import sentence_for
from toctoc.web.templatetags.human import day_long
from toctoc.web.views.call_offers import say_names

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HourToTell:
    """Whom to ring, and what to say."""

    visit: Visit
    reach: Reach
    sentence: str


@require_safe
@needs(Action.CHANGE_AGENDA)
def list_hours(request: StaffRequest, day: date) -> HttpResponse:
    """List who must still hear their hour."""
    visits = list_hours_to_tell(request.programme, day)
    prefetch_related_objects(visits, "resident__relatives", "companions__volunteer")
    context = {
        "day": day,
        "hours": [
            HourToTell(one, find_reach(one.resident), say_hour(one, today=request.today))
            for one in visits
        ],
        "list_url": f"{reverse('tour:list-tours', args=[request.programme.slug])}?jour={day}",
    }
    return render(request, "tour/hours.html", context)


@require_POST
@needs(Action.CHANGE_AGENDA)
def note_hour_told(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that a person was told their hour on the telephone; they leave the list."""
    visit = or_404(get_visit, request.programme, pk)
    try:
        note_told(visit, channel=Channel.PHONE, by=request.user, now=request.now)
    except VisitNotBooked as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(
            request, _("%(name)s : l’heure est annoncée.") % {"name": visit.resident}
        )
    day = timezone.localtime(visit.starts_at).date()
    return redirect("tour:list-hours", request.programme.slug, day)


def say_hour(visit: Visit, *, today: date) -> str:
    """Say the hour that was promised for the eve: "Alix viendra demain, entre 14 h et …"."""
    companions = [one.volunteer for one in visit.companions.all() if one.status == visit.status]
    team = [visit.volunteer, *companions]
    words = {
        "names": say_names(team),
        "day": _say_day(timezone.localtime(visit.promised_from).date(), today),
        "window": promise_window(visit),
    }
    if companions:
        return _("%(names)s viendront chez vous %(day)s, %(window)s.") % words
    return _("%(names)s viendra chez vous %(day)s, %(window)s.") % words


def _say_day(day: date, today: date) -> str:
    if day == today + DAY:
        return _("demain")
    if day == today:
        return _("aujourd’hui")
    return day_long(day)
