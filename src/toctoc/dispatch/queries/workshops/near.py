"""The next workshops as seen from where a person lives."""

from dataclasses import dataclass
from datetime import datetime

from toctoc.agenda.models import Session
from toctoc.agenda.queries import capacity_of, find_cap, list_next_workshops
from toctoc.dispatch.queries.workshops.drives import drive_all
from toctoc.people.models import Resident
from toctoc.planning.model import Point


@dataclass(frozen=True, slots=True, kw_only=True)
class NearWorkshop:
    """A workshop, how far it is for the person, and how many seats are left."""

    session: Session
    distance_m: int
    travel_s: int
    free: int

    @property
    def is_full(self) -> bool:
        """Whether whoever enrols now waits."""
        return self.free <= 0


def list_near_workshops(resident: Resident, *, now: datetime) -> list[NearWorkshop]:
    """Return the workshops the person may still enrol in, the nearest first, then the soonest.

    Three queries, whatever their number.
    """
    sessions = list(list_next_workshops(resident.programme, now=now))
    if not sessions:
        return []
    cap = find_cap(resident.programme)
    home = Point(lat_deg=resident.lat_deg, lon_deg=resident.lon_deg)
    places = [_point(session) for session in sessions]
    legs = drive_all([home], places)
    found = [
        NearWorkshop(
            session=session,
            distance_m=distance_m,
            travel_s=travel_s,
            free=capacity_of(session, cap) - session.seated,  # type: ignore[attr-defined]  # counted by the query
        )
        for session, distance_m, travel_s in zip(
            sessions, legs.distance_m[0].tolist(), legs.travel_s[0].tolist(), strict=True
        )
    ]
    return sorted(found, key=lambda one: (one.travel_s, one.session.starts_at, one.session.pk))


def _point(session: Session) -> Point:
    return Point(lat_deg=session.place.lat_deg, lon_deg=session.place.lon_deg)
