"""The waiting list for visits: whom to ring first, and whom a place that became free suits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from toctoc.agenda.enums import Urgency, VisitKind
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.agenda.queries import list_freed_visits
from toctoc.dispatch.queries import FreedPlace, WaitingRow, list_waiting_ranked
from toctoc.people.enums import Action
from toctoc.people.models import Resident
from toctoc.people.queries import Reach, find_reach
from toctoc.web.access import StaffRequest, needs
from toctoc.web.promises import promise_when
from toctoc.web.views.call_offers import Choice

PLACE = "place"  # names, in the address, the cancelled visit whose time is looked at


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits: what is known of the wish, how to ring, what comes next."""

    row: WaitingRow
    resident: Resident
    reach: Reach
    when: str
    slot: str  # the moment, ready for the call

    @classmethod
    def of(cls, row: WaitingRow, resident: Resident, place: Visit | None, *, year: int) -> Self:
        when = slot = ""
        if row.gain is not None and place is not None:
            when = promise_when(row.gain, year)
            slot = Choice(row.gain.promised_from, (place.volunteer_id,)).token
        return cls(row, resident, find_reach(resident), when, slot)

    @property
    def help_request(self) -> HelpRequest:
        return self.row.help_request

    @property
    def is_urgent(self) -> bool:
        return self.help_request.urgency != Urgency.NORMAL

    @property
    def is_at_home(self) -> bool:
        return self.help_request.kind == VisitKind.HOME


@dataclass(frozen=True, slots=True)
class Opening:
    """A place that became free and may be looked at."""

    visit: Visit
    day: date
    is_chosen: bool


@require_safe
@needs(Action.CHANGE_AGENDA)
def show_waiting(request: StaffRequest) -> HttpResponse:
    """Show who waits in the order in which to ring; for a free place, whom it suits first."""
    freed = list(list_freed_visits(request.programme, now=request.now))
    chosen = _choose(freed, request.GET.get(PLACE, ""))
    place = FreedPlace(volunteer=chosen.volunteer, day=_day(chosen)) if chosen else None
    rows = list_waiting_ranked(request.programme, now=request.now, freed=place)
    waiting = list(_list_waiting(rows, chosen, year=request.today.year))
    context = {
        "openings": [Opening(one, _day(one), one == chosen) for one in freed],
        "chosen": chosen,
        "day": _day(chosen) if chosen else None,
        "suited": [one for one in waiting if one.row.gain is not None],
        "others": [one for one in waiting if one.row.gain is None],
        "may_call": Action.ANSWER_CALLS in request.actions,
    }
    return render(request, "agenda/waiting.html", context)


def _choose(freed: Iterable[Visit], asked: str) -> Visit | None:
    return next((one for one in freed if str(one.pk) == asked), None)


def _list_waiting(
    rows: Iterable[WaitingRow], place: Visit | None, *, year: int
) -> Iterable[Waiting]:
    known = [(row, row.help_request.resident) for row in rows]
    prefetch_related_objects([one for _row, one in known if one is not None], "relatives")
    for row, resident in known:
        if resident is not None:
            yield Waiting.of(row, resident, place, year=year)


def _day(visit: Visit) -> date:
    return timezone.localtime(visit.starts_at).date()
