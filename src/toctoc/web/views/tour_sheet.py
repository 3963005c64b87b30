"""A tour as its sheet shows it: stops with what the reader may know, the next one, a sketch.

Works on the tour `dispatch.queries` returns; asks the database only for the relatives of the
people visited and for who comes along, once for all stops.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.enums import VisitKind
from toctoc.agenda.models import Visit
from toctoc.agenda.permissions import can_see_access_note
from toctoc.dispatch.queries import StopView, TourView
from toctoc.dispatch.queries.roads import read_tour_lines
from toctoc.people.enums import Equipment, PointSource
from toctoc.people.models import Resident
from toctoc.web.access import StaffRequest
from toctoc.web.views.tour_sketch import Place, Sketch, Track, draw_sketch


@dataclass(frozen=True, slots=True)
class Line:
    """A number to ring, and whose it is where it is not the person's own."""

    phone: str  # E.164
    owner: str = ""


@dataclass(frozen=True, slots=True)
class SheetStop:
    """One home of the tour."""

    number: int
    visit: Visit
    leg_s: int
    leg_m: int
    starts_at: datetime
    ends_at: datetime
    lines: tuple[Line, ...]
    equipment: tuple[str, ...]
    companion: str  # who comes along, where nobody goes alone
    access_note: str  # empty where there is none, or where this reader may not see it yet
    is_access_note_hidden: bool
    is_past: bool

    @property
    def resident(self) -> Resident:
        return self.visit.resident

    @property
    def is_rough(self) -> bool:
        """Whether the point is only the middle of the commune."""
        return self.resident.point_source == PointSource.COMMUNE

    @property
    def geo_url(self) -> str:
        """Open the phone's own map there. The label names no one (RULES: nobody in a URL).

        Empty where nobody goes anywhere: help by phone.
        """
        if self.visit.kind == VisitKind.PHONE:
            return ""
        where = self.visit.place or self.resident
        point = f"{where.lat_deg:.5f},{where.lon_deg:.5f}"
        return f"geo:{point}?q={point}({gettext('Visite')}%20{self.number})"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One volunteer's day."""

    tour: TourView
    stops: tuple[SheetStop, ...]
    current: SheetStop | None
    current_title: str | Promise
    is_over: bool
    sketch: Sketch | None


def build_sheets(tours: Iterable[TourView], request: StaffRequest) -> list[Sheet]:
    """Return the sheets of several tours; two queries, and one a means with known roads."""
    tours = list(tours)
    visits = [stop.visit for tour in tours for stop in tour.stops]
    prefetch_related_objects(visits, "resident__relatives", "companions__volunteer")
    tracks = read_tour_lines(request.programme, tours)
    return [
        _build_sheet(tour, drawn, request) for tour, drawn in zip(tours, tracks, strict=True)
    ]


def _build_sheet(tour: TourView, tracks: Sequence[Track], request: StaffRequest) -> Sheet:
    stops = tuple(
        _build_stop(number, stop, request) for number, stop in enumerate(tour.stops, start=1)
    )
    current = _find_current(stops, tour.day, request.now)
    return Sheet(
        tour=tour,
        stops=stops,
        current=current,
        current_title=_title_current(current, tour.day, request.now),
        is_over=bool(stops) and current is None,
        sketch=_sketch(tour, tracks) if stops else None,
    )


def _build_stop(number: int, stop: StopView, request: StaffRequest) -> SheetStop:
    visit = stop.visit
    resident = visit.resident
    may_see = can_see_access_note(request.user, visit, roles=request.roles, now=request.now)
    return SheetStop(
        number=number,
        visit=visit,
        leg_s=stop.leg_s,
        leg_m=stop.leg_m,
        starts_at=stop.starts_at,
        ends_at=stop.ends_at,
        lines=tuple(_list_lines(resident)),
        equipment=tuple(str(Equipment(one).label) for one in resident.equipment),
        companion=_find_companion(visit),
        access_note=resident.access_note if may_see else "",
        is_access_note_hidden=bool(resident.access_note) and not may_see,
        is_past=stop.ends_at <= request.now,
    )


def _list_lines(resident: Resident) -> Iterable[Line]:
    yield from (Line(phone) for phone in (resident.mobile, resident.landline) if phone)
    for relative in resident.relatives.all():
        if relative.phone:
            link = f" ({relative.link})" if relative.link else ""
            yield Line(relative.phone, f"{relative.name}{link}")


def _find_companion(visit: Visit) -> str:
    if visit.lead is not None:
        return visit.lead.volunteer.name
    booked = [one for one in visit.companions.all() if one.status == visit.status]
    return booked[0].volunteer.name if booked else ""


def _find_current(stops: tuple[SheetStop, ...], day: date, now: datetime) -> SheetStop | None:
    """Return the visit under way or the next one; on a day before the tour, its first."""
    if day > now.date():
        return stops[0] if stops else None
    return next((stop for stop in stops if stop.ends_at > now), None)


def _title_current(current: SheetStop | None, day: date, now: datetime) -> str | Promise:
    if current is None:
        return ""
    if day > now.date():
        return _("Première visite")
    return _("Maintenant") if current.starts_at <= now else _("Prochaine visite")


def _sketch(tour: TourView, tracks: Sequence[Track]) -> Sketch:
    volunteer = tour.volunteer
    homes = [stop.visit.resident for stop in tour.stops]
    return draw_sketch(
        Place(volunteer.base_lat_deg, volunteer.base_lon_deg, volunteer.base_label),
        [Place(one.lat_deg, one.lon_deg, one.commune.name) for one in homes],
        # With more to do than visits, drives lead elsewhere than from mark to mark.
        tracks if len(tracks) == len(homes) + 1 else (),
    )
