"""Where the offers lie: the home among the visits already planned on the offered tours."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toctoc.agenda.models import Visit
from toctoc.agenda.queries import list_visits
from toctoc.dispatch.queries import commune_cells
from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs
from toctoc.web.templatetags.human import clock, day_short
from toctoc.web.views.call import find_call
from toctoc.web.views.call_draft import draft_place
from toctoc.web.views.call_screen import CallScreen
from toctoc.web.views.territory import draw

type Point = dict[str, Any]
type Tour = tuple[int, date]  # volunteer, local day


@require_safe
@needs(Action.ANSWER_CALLS)
def show_offer_map(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the home, the bases and the offered tours' other visits, as the map's JSON.

    Visits are named by their hour and commune only; each bears the number of its offer.
    """
    screen = CallScreen(request, find_call(request, pk))
    ranks = dict(_ranks(screen))
    points = [*_home(screen), *_bases(screen, ranks), *_visits(screen, ranks)]
    ground = draw(commune_cells(request.programme, on=request.today))
    return JsonResponse({**ground, "points": points, "focus": "points"})


def _ranks(screen: CallScreen) -> Iterator[tuple[Tour, int]]:
    """Yield each offered tour with the rank of the best offer on it, worst first."""
    for card in reversed(screen.panel.cards):
        yield from ((tour, card.rank) for tour in card.tours)


def _home(screen: CallScreen) -> list[Point]:
    place = draft_place(screen.form)
    if place is None:
        return []
    return [_point(*place, _("Chez la personne"), kind="placed")]


def _bases(screen: CallScreen, ranks: dict[Tour, int]) -> list[Point]:
    going = {pk for pk, _day in ranks}
    return [
        _point(one.base_lat_deg, one.base_lon_deg, one.base_label, kind="base")
        for one in screen.volunteers
        if one.pk in going
    ]


def _visits(screen: CallScreen, ranks: dict[Tour, int]) -> list[Point]:
    if not ranks:
        return []
    zone = ZoneInfo(screen.request.programme.time_zone)
    days = sorted(day for _pk, day in ranks)
    found = list_visits(
        screen.request.programme,
        start=datetime.combine(days[0], time(), tzinfo=zone),
        end=datetime.combine(days[-1] + timedelta(days=1), time(), tzinfo=zone),
    )
    keyed = [((one.volunteer_id, _local_day(one, zone)), one) for one in found]
    return [_stop(visit, ranks[key]) for key, visit in keyed if key in ranks]


def _local_day(visit: Visit, zone: ZoneInfo) -> date:
    return visit.starts_at.astimezone(zone).date()


def _stop(visit: Visit, rank: int) -> Point:
    resident = visit.resident
    name = _("%(day)s à %(hour)s, %(commune)s") % {
        "day": day_short(visit.starts_at),
        "hour": clock(visit.starts_at),
        "commune": resident.commune.name,
    }
    return {**_point(resident.lat_deg, resident.lon_deg, name, kind="visit"), "mark": str(rank)}


def _point(lat_deg: float, lon_deg: float, name: str, *, kind: str) -> Point:
    return {"lat": lat_deg, "lon": lon_deg, "name": name, "kind": kind}
