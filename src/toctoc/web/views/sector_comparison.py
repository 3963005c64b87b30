"""Cuts side by side, and what seasons played under each come to."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.tasks import TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from toctoc.dispatch.operations.sector_seasons import (
    MOST_DRAFTS,
    play_sector_seasons,
    queue_seasons,
)
from toctoc.dispatch.queries.sector_comparison import ComparedCut, compare_cuts
from toctoc.dispatch.queries.sector_ground import read_ground
from toctoc.people.enums import Action
from toctoc.territory.queries import list_sector_drafts, sector_by_commune
from toctoc.web.access import StaffRequest, needs
from toctoc.web.screens import render_screen

NAMES = {
    "today": _("Secteurs d’aujourd’hui"),
    "kmeans": _("Groupes par distance"),
    "none": _("Aucun secteur"),
}
GAME = "jeu"  # in the address: the seasons asked for


@dataclass(frozen=True, slots=True)
class CutRow:
    """A cut as the table tells it; `minutes` of driving to the centre, `played` its seasons."""

    name: str | Promise
    cut: ComparedCut
    spread_percent: int
    minutes: float
    played: dict[str, Any] | None


@require_safe
@needs(Action.SEE_TERRITORY)
def compare(request: StaffRequest) -> HttpResponse:
    """Show all cuts in figures and, once they are played, the seasons asked for."""
    sectors = sector_by_commune(request.programme, on=request.today)
    cuts = compare_cuts(
        read_ground(request.programme),
        {code: sector.letter for code, sector in sectors.items()},
        list_sector_drafts(request.programme)[:MOST_DRAFTS],
    )
    state, played = _seasons(request)
    context = {
        "rows": [_row(cut, played) for cut in cuts],
        "state": state,
        "may_play": Action.MANAGE_TERRITORY in request.actions,
    }
    return render_screen(request, "sectors/compare.html", "", context)


@require_POST
@needs(Action.MANAGE_TERRITORY)
def play_seasons(request: StaffRequest) -> HttpResponse:
    """Ask for seasons under each cut; the page tells when they are played."""
    asked = queue_seasons(request.programme, on=request.today)
    address = reverse("sectors:compare-cuts", args=[request.programme.slug])
    return redirect(f"{address}?{GAME}={asked.id}")


def _seasons(request: StaffRequest) -> tuple[str, list[dict[str, Any]]]:
    """Return how far the seasons are ("", "waiting", "failed", "played") and their figures."""
    asked = request.GET.get(GAME, "")
    if not asked:
        return "", []
    try:
        result = play_sector_seasons.get_result(asked)
    except TaskResultDoesNotExist:
        return "failed", []
    if result.args[:1] != [request.programme.slug] or result.status == TaskResultStatus.FAILED:
        return "failed", []
    if result.status == TaskResultStatus.SUCCESSFUL:
        return "played", result.return_value or []
    return "waiting", []


def _row(cut: ComparedCut, played: list[dict[str, Any]]) -> CutRow:
    found = (one for one in played if (one["kind"], one["name"]) == (cut.kind, cut.name))
    return CutRow(
        name=NAMES.get(cut.kind, cut.name),
        cut=cut,
        spread_percent=round(100 * cut.figures.imbalance_ratio),
        minutes=cut.figures.drive_s / 60,
        played=next(found, None),
    )
