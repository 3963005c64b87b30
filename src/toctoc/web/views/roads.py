"""Roads: by what distances are known, how far off the estimate is, which drives to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toctoc.dispatch.operations.roads import queue_roads
from toctoc.dispatch.queries.cells import CommuneCell, commune_cells
from toctoc.dispatch.queries.roads import (
    DoubtfulDrive,
    DoubtfulPlace,
    list_doubtful_places,
    road_status,
)
from toctoc.people.enums import Action
from toctoc.territory.enums import Doubt, RoadMode
from toctoc.territory.roads.choosing import has_engine
from toctoc.web.access import StaffRequest, needs
from toctoc.web.screens import render_screen
from toctoc.web.views.territory import draw

MOST_PLACES, EXAMPLES = 40, 3


@dataclass(frozen=True, slots=True)
class ModelRow:
    """The estimate of one means of travel, as the table tells it."""

    mode: str | Promise
    circuity: float
    extra_m: int
    mean_m: int
    mean_s: int
    median_m: int
    median_s: int
    before_m: int
    before_s: int


@dataclass(frozen=True, slots=True)
class DriveRow:
    """A doubtful drive: from which commune to which."""

    drive: DoubtfulDrive
    start: str
    goal: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place to look at: nearest to which commune's middle, and what is odd about it."""

    mark: str
    place: DoubtfulPlace
    commune: str
    mode: str | Promise
    doubts: tuple[tuple[str | Promise, int], ...]
    drives: tuple[DriveRow, ...]

    @property
    def is_used(self) -> bool:
        """Whether planning uses all its drives all the same."""
        return set(self.place.counts) <= {Doubt.DETOUR}

    @property
    def point(self) -> str:
        lat_deg, lon_deg = self.place.place_deg
        return f"{lat_deg:.4f}, {lon_deg:.4f}"


@require_safe
@needs(Action.MANAGE_TERRITORY)
def show_roads(request: StaffRequest) -> HttpResponse:
    """Show how the programme's roads stand, and the drives a person should look at."""
    cells = commune_cells(request.programme, on=request.today)
    places = list_doubtful_places(request.programme, most=MOST_PLACES, examples=EXAMPLES)
    rows = [_row(number, place, cells) for number, place in enumerate(places, start=1)]
    status = road_status(request.programme)
    context = {
        "status": status,
        "has_engine": has_engine(),
        "is_known": bool(status.network and status.network.engine),
        "models": list(_models(status.network.calibrations)) if status.network else [],
        "doubts": [(Doubt(doubt).label, count) for doubt, count in status.doubts.items()],
        "doubt_count": sum(status.doubts.values()),
        "rows": rows,
        "map_data": _draw(cells, rows),
    }
    return render_screen(request, "territory/roads.html", "", context)


@require_POST
@needs(Action.MANAGE_TERRITORY)
def refresh(request: StaffRequest) -> HttpResponse:
    """Ask for what is missing or stale, in the background."""
    if not has_engine():
        messages.warning(request, _("Aucune source de routes n’est installée."))
    else:
        queue_roads(request.programme)
        messages.success(request, _("Le calcul est demandé : il avance en arrière-plan."))
    return redirect("territory:show-roads", request.programme.slug)


def _models(calibrations: dict[str, Any]) -> Iterable[ModelRow]:
    for mode, told in calibrations.items():
        yield ModelRow(
            mode=RoadMode(mode).label,
            circuity=told["model"]["circuity_ratio"],
            extra_m=told["model"]["extra_m"],
            mean_m=told["after"]["mean_m"],
            mean_s=told["after"]["mean_s"],
            median_m=told["after"]["median_m"],
            median_s=told["after"]["median_s"],
            before_m=told["before"]["mean_m"],
            before_s=told["before"]["mean_s"],
        )


def _row(number: int, place: DoubtfulPlace, cells: list[CommuneCell]) -> PlaceRow:
    return PlaceRow(
        mark=str(number),
        place=place,
        commune=_near(place.place_deg, cells),
        mode=RoadMode(place.mode).label,
        doubts=tuple((doubt.label, count) for doubt, count in place.counts.items()),
        drives=tuple(
            DriveRow(drive, _near(drive.start_deg, cells), _near(drive.goal_deg, cells))
            for drive in place.drives
        ),
    )


def _near(spot: tuple[float, float], cells: list[CommuneCell]) -> str:
    """Name the commune whose middle is nearest: enough to find a place on the map."""
    lat_deg, lon_deg = spot
    nearest = min(
        cells,
        key=lambda cell: (cell.lat_deg - lat_deg) ** 2 + (0.73 * (cell.lon_deg - lon_deg)) ** 2,
        default=None,
    )
    return nearest.name if nearest else ""


def _draw(cells: list[CommuneCell], rows: list[PlaceRow]) -> dict[str, Any]:
    """Return the map's data: the communes, and the places to look at, numbered."""
    points = [
        {
            "lat": row.place.place_deg[0],
            "lon": row.place.place_deg[1],
            "name": _("Lieu %(mark)s (%(commune)s)")
            % {"mark": row.mark, "commune": row.commune},
            "mark": row.mark,
            "kind": "visit",
        }
        for row in rows
    ]
    return {**draw(cells), "points": points}
