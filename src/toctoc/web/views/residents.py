"""The residents' files: finding one, reading it.

What is searched for is sent by POST: a name or a number never stands in an address.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Visit
from toctoc.agenda.queries import list_enrolments_of, list_requests_of, list_visits_of
from toctoc.people.enums import Action, Equipment, PointSource
from toctoc.people.models import Resident
from toctoc.people.queries import get_resident, search_residents
from toctoc.territory.models import Sector
from toctoc.territory.queries import find_sector, sector_by_commune
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.components import SectorBadge
from toctoc.web.forms.residents import SearchForm
from toctoc.web.screens import render_screen
from toctoc.web.views.visits_history import HistoryLine, tell_history

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.SEE_RESIDENTS)
def list_residents(request: StaffRequest) -> HttpResponse:
    """Show the files by name, narrowed by what is searched for."""
    form = SearchForm(request.POST or None)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    found = Paginator(search_residents(request.programme, text), PER_PAGE)
    page = found.get_page(request.POST.get("page"))
    context = {
        "form": form,
        "text": text,
        "page": page,
        "rows": _rows(page, sector_by_commune(request.programme, on=request.today)),
        "can_edit": Action.EDIT_RESIDENTS in request.actions,
    }
    return render_screen(request, "residents/list.html", "resident-list", context)


def _rows(
    page: Page[Resident], sectors: Mapping[str, Sector]
) -> list[tuple[Resident, SectorBadge | None]]:
    return [(each, SectorBadge.of(sectors.get(each.commune_id))) for each in page]


@require_safe
@needs(Action.SEE_RESIDENTS)
def show_resident(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one file: who, where, how to reach, when, and what was asked and done."""
    resident = or_404(get_resident, request.programme, pk)
    visits = [Told(visit, lines) for visit, lines in _tell_visits(request, resident)]
    coming = [each for each in visits if _is_coming(each.visit, request)]
    found = find_sector(
        request.programme,
        resident.commune_id,
        street=resident.street_line,
        on=request.today,
    )
    context = {
        "resident": resident,
        "year": request.today.year,
        "sector": SectorBadge.of(found.sector),
        "equipment": [Equipment(each).label for each in resident.equipment],
        "is_rough": resident.point_source == PointSource.COMMUNE,
        "point": point_of(resident),
        "coming": coming[::-1],
        "past": [each for each in visits if each not in coming],
        "help_requests": list_requests_of(resident),
        "enrolments": list_enrolments_of(resident),
        "can_enrol": Action.MANAGE_SESSIONS in request.actions,
        "can_edit": Action.EDIT_RESIDENTS in request.actions,
        "can_call": Action.ANSWER_CALLS in request.actions,
        "can_see_agenda": Action.SEE_AGENDA in request.actions,
    }
    return render_screen(request, "residents/show.html", "", context)


@dataclass(frozen=True, slots=True)
class Told:
    """A visit of the file, and what happened to it: who, when, what, why."""

    visit: Visit
    history: list[HistoryLine]


def _tell_visits(
    request: StaffRequest, resident: Resident
) -> Iterator[tuple[Visit, list[HistoryLine]]]:
    """Yield the person's visits with their histories; four queries."""
    visits = list(list_visits_of(resident))
    prefetch_related_objects(visits, "events__by")
    names = dict(request.programme.volunteers.values_list("pk", "name")) if visits else {}
    for visit in visits:
        yield visit, tell_history(visit.events.all(), volunteers=names)


def _is_coming(visit: Visit, request: StaffRequest) -> bool:
    return visit.status == VisitStatus.BOOKED and visit.ends_at > request.now


def point_of(resident: Resident) -> dict[str, Any]:
    """Return the map of one home."""
    home = {"lat": resident.lat_deg, "lon": resident.lon_deg, "name": str(resident)}
    return {"points": [home], "focus": "points"}
