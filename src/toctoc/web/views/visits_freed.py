"""A place just became free: who would gain most from it, waiting or with a later appointment.

A suggestion, never a duty. What is chosen goes through the call, or through moving a visit:
nothing is booked from here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from toctoc.agenda.models import Visit
from toctoc.agenda.queries import get_visit
from toctoc.dispatch.queries import WaitingGain, list_waiting_gains
from toctoc.people.enums import Action
from toctoc.people.models import Resident
from toctoc.people.queries import Reach, find_reach
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.promises import promise_when
from toctoc.web.screens import render_screen
from toctoc.web.views.call_offers import SLOT, Choice
from toctoc.web.views.visits import leaves_a_place


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take the place: what to say, how to reach them, what comes next."""

    gain: WaitingGain
    resident: Resident
    reach: Reach
    when: str
    url: str
    slot: str  # the moment, ready for the screen that books or moves

    @classmethod
    def of(cls, gain: WaitingGain, resident: Resident, visit: Visit, *, year: int) -> Self:
        slug, choice = visit.programme.slug, Choice(gain.promised_from, (visit.volunteer_id,))
        if gain.visit is None:
            url = reverse("call:reopen-request", args=[slug, gain.help_request.pk])
        else:
            address = reverse("agenda:move-visit", args=[slug, gain.visit.pk])
            url = f"{address}?{urlencode({SLOT: choice.token})}"
        reach, when = find_reach(resident), promise_when(gain, year)
        return cls(gain, resident, reach, when, url, choice.token)

    @property
    def is_waiting(self) -> bool:
        """Whether the person has no appointment at all so far."""
        return self.gain.visit is None


@require_safe
@needs(Action.CHANGE_AGENDA)
def show_freed_place(request: StaffRequest, pk: int) -> HttpResponse:
    """Show who could take the place of a cancelled visit that was still to come."""
    visit = or_404(get_visit, request.programme, pk)
    if not leaves_a_place(visit, request):
        raise Http404
    day = timezone.localtime(visit.starts_at).date()
    gains = list_waiting_gains(
        request.programme, volunteer=visit.volunteer, day=day, now=request.now
    )
    context = {
        "visit": visit,
        "day": day,
        "candidates": list(_candidates(gains, visit, request)),
        "may_call": Action.ANSWER_CALLS in request.actions,
    }
    return render_screen(request, "agenda/freed.html", "candidate-list", context)


def _candidates(
    gains: Iterable[WaitingGain], visit: Visit, request: StaffRequest
) -> Iterable[Candidate]:
    known = [(gain, gain.help_request.resident) for gain in gains]
    people = [resident for _gain, resident in known if resident is not None]
    prefetch_related_objects(people, "relatives")
    for gain, resident in known:
        if resident is not None:
            yield Candidate.of(gain, resident, visit, year=request.today.year)
