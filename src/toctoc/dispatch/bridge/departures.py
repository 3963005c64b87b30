"""Who went out today to a visit that is no longer there: cancelled or moved after departure.

Without it, nobody would remember that the tour is under way: what is left of it would be
planned anew while its volunteer is on the road.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import Any

from toctoc.agenda.enums import VisitEventKind, VisitStatus
from toctoc.agenda.models import VisitEvent
from toctoc.dispatch.bridge.roster import Roster
from toctoc.dispatch.bridge.stops import where
from toctoc.planning.model import DAY_S, Point, ShiftKey
from toctoc.planning.travel import legs_along
from toctoc.territory.models import Programme

GONE = (VisitEventKind.CANCELLED, VisitEventKind.MOVED, VisitEventKind.REASSIGNED)


def list_left(roster: Roster, programme: Programme, *, now: datetime) -> frozenset[ShiftKey]:
    """Return today's tours that had left for a visit when it was taken off them; one query."""
    today = now.astimezone(roster.clock.zone).date()
    events = VisitEvent.objects.filter(
        visit__programme=programme,
        kind__in=GONE,
        at__gte=datetime.combine(today, time(), tzinfo=roster.clock.zone),
        at__lte=now,
    )
    rows = events.values_list(
        "kind",
        "at",
        "data",
        "visit__volunteer_id",
        "visit__starts_at",
        "visit__status",
        where("lat_deg", "visit__"),
        where("lon_deg", "visit__"),
    )
    found = _departures(rows, roster)
    return frozenset(key for key, gone_s, departed_s in found if departed_s <= gone_s)


def _departures(
    rows: Iterable[tuple[Any, ...]], roster: Roster
) -> Iterator[tuple[ShiftKey, int, int]]:
    """Yield each tour, when its visit went, and when one would have left for it."""
    clock = roster.clock
    for kind, at, data, volunteer_id, starts_at, status, lat_deg, lon_deg in rows:
        before = _before(kind, data, volunteer_id, starts_at, status)
        if before is None:
            continue
        starts_s, gone_s = clock.seconds(before[1]), clock.seconds(at)
        key = ShiftKey(before[0], starts_s // DAY_S)
        shift = roster.shifts.get(key)
        if shift is None or starts_s // DAY_S != gone_s // DAY_S:
            continue
        home = Point(lat_deg=lat_deg, lon_deg=lon_deg)
        drive_s = int(legs_along([shift.base, home], shift.travel).travel_s[0])
        yield key, gone_s, max(shift.start_s, starts_s - drive_s)


def _before(
    kind: str, data: Mapping[str, Any], volunteer_id: int, starts_at: datetime, status: str
) -> tuple[int, datetime] | None:
    """Return whose the visit was and when it was planned, before it went."""
    if kind == VisitEventKind.CANCELLED:
        return (volunteer_id, starts_at) if status == VisitStatus.CANCELLED else None
    before = data.get("before", {})
    if "volunteer" not in before or "starts_at" not in before:
        return None
    return before["volunteer"], datetime.fromisoformat(before["starts_at"])
