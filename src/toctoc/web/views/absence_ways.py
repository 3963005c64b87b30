"""The visits under an absence: who could make each at the same promise, or what else to do.

Nothing here is decided for anybody: one click gives a visit to somebody else inside its
promise; another appointment, or another answer, goes through the screens that exist for it.
"""

from collections.abc import Mapping
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toctoc.agenda.models import Visit
from toctoc.agenda.queries import get_absence, get_visit
from toctoc.common.errors import ToctocError
from toctoc.dispatch.operations import place_visit
from toctoc.dispatch.queries import list_absence_ways
from toctoc.people.enums import Action
from toctoc.people.models import Volunteer
from toctoc.people.queries import get_volunteer
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for
from toctoc.web.templatetags.human import clock, day_long


@require_safe
@needs(Action.CHANGE_AGENDA)
def show_ways(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the visits left under an absence, each with its ways out."""
    absence = or_404(get_absence, request.programme, pk)
    ways = list_absence_ways(
        request.programme,
        absence.volunteer,
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
        now=request.now,
    )
    context = {"absence": absence, "ways": ways, "next": request.get_full_path()}
    return render_screen(request, "agenda/ways.html", "", context)


@require_POST
@needs(Action.CHANGE_AGENDA)
def give_visit(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a visit to somebody else at the same promise; re-checked, or the reason why not."""
    visit = or_404(get_visit, request.programme, pk)
    volunteer, starts_at = _read(request, request.POST)
    try:
        place_visit(
            visit,
            starts_at=starts_at,
            volunteers=[volunteer],
            by=request.user,
            now=request.now,
        )
    except ToctocError as error:
        messages.error(request, _("Rien n’a changé. %(why)s") % {"why": sentence_for(error)})
    else:
        messages.success(request, _say_given(visit, volunteer, starts_at))
    return redirect(_next(request, visit))


def _say_given(visit: Visit, volunteer: Volunteer, starts_at: datetime) -> str:
    sentence = _(
        "%(volunteer)s ira chez %(name)s, %(day)s vers %(hour)s. La promesse ne change pas."
    )
    return sentence % {
        "volunteer": volunteer,
        "name": visit.resident,
        "day": day_long(starts_at),
        "hour": clock(starts_at),
    }


def _read(request: StaffRequest, posted: Mapping[str, str]) -> tuple[Volunteer, datetime]:
    try:
        key = int(posted["volunteer"])
        starts_at = datetime.fromisoformat(posted["at"])
    except (KeyError, ValueError) as error:
        raise Http404 from error
    if starts_at.tzinfo is None:
        raise Http404
    return or_404(get_volunteer, request.programme, key), starts_at


def _next(request: StaffRequest, visit: Visit) -> str:
    """Return where to go back: only to a page of this site."""
    url = request.POST.get("next", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(url, hosts, require_https=request.is_secure()):
        return url
    return reverse("agenda:show-visit", args=[request.programme.slug, visit.pk])
