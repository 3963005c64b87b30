"""Tours as they stand: order, legs and times of a volunteer's day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from toctoc.agenda.models import Visit
from toctoc.agenda.queries import list_visits
from toctoc.dispatch.bridge import (
    DAY,
    LocalClock,
    Roster,
    find_settings,
    fixed_stop,
    load_roster,
    whole_day_shift,
)
from toctoc.dispatch.queries.drives import Drives, drives_of
from toctoc.people.models import Volunteer
from toctoc.planning.model import ShiftKey, Tour
from toctoc.planning.timeline import PlannedStop, timeline
from toctoc.territory.models import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class StopView:
    """A visit on its tour: the drive to it, and when it is planned."""

    visit: Visit
    leg_m: int
    leg_s: int
    arrives_at: datetime
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TourView:
    """A volunteer's day from the base and back; an empty one neither departs nor returns.

    `late_s` is by how much the worst planned time, or the end of the shift, cannot be kept; 0
    when all holds. `is_on_duty` is false where visits are left on a day nobody works.
    """

    volunteer: Volunteer
    day: date
    stops: tuple[StopView, ...]
    drives: Drives
    return_m: int
    return_s: int
    departs_at: datetime | None
    returns_at: datetime | None
    distance_m: int
    travel_s: int
    work_s: int
    late_s: int
    is_on_duty: bool


def get_tour(programme: Programme, volunteer: Volunteer, day: date) -> TourView:
    """Return a volunteer's tour of a day, empty where there is none: five queries."""
    clock = LocalClock.from_week_of_day(day, programme.time_zone)
    roster = load_roster(
        programme,
        find_settings(programme),
        clock,
        days=(day, day),
        volunteer_ids=[volunteer.pk],
    )
    visits = load_visits(programme, roster, volunteer=volunteer)
    return build_tour(volunteer, day, visits.get((volunteer.pk, day), ()), roster)


def list_tours(programme: Programme, day: date) -> list[TourView]:
    """Return the tours of a day, by volunteer's name: five queries.

    Whoever is on duty or has visits has one, which may be empty.
    """
    clock = LocalClock.from_week_of_day(day, programme.time_zone)
    roster = load_roster(programme, find_settings(programme), clock, days=(day, day))
    visits = load_visits(programme, roster)
    tours = (
        build_tour(volunteer, day, visits.get((volunteer.pk, day), ()), roster)
        for volunteer in everyone(roster, visits)
    )
    return [tour for tour in tours if tour.stops or tour.is_on_duty]


type VisitsByDay = dict[tuple[int, date], list[Visit]]


def load_visits(
    programme: Programme,
    roster: Roster,
    *,
    volunteer: Volunteer | None = None,
    with_notes: bool = True,
) -> VisitsByDay:
    """Read the visits of the roster's days, by volunteer and day, in order; one query."""
    zone = roster.clock.zone
    visits = list_visits(
        programme,
        start=datetime.combine(roster.first, time(), tzinfo=zone),
        end=datetime.combine(roster.last + DAY, time(), tzinfo=zone),
        volunteer=volunteer,
    )
    if not with_notes:
        visits = visits.defer("resident__access_note")
    grouped: VisitsByDay = defaultdict(list)
    for visit in visits:
        grouped[visit.volunteer_id, visit.starts_at.astimezone(zone).date()].append(visit)
    return dict(grouped)


def everyone(roster: Roster, visits: VisitsByDay) -> list[Volunteer]:
    """Return who is on mission, and whoever has visits all the same, by name."""
    found = dict(roster.volunteers)
    for held in visits.values():
        found.setdefault(held[0].volunteer_id, held[0].volunteer)
    return sorted(found.values(), key=lambda volunteer: (volunteer.name, volunteer.pk))


def build_tour(
    volunteer: Volunteer, day: date, visits: Sequence[Visit], roster: Roster
) -> TourView:
    """Drive a day's visits at their planned times, in order."""
    clock = roster.clock
    number = clock.day_of(day)
    shift = roster.shifts.get(ShiftKey(volunteer.pk, number))
    tour = Tour(
        shift=shift or whole_day_shift(volunteer, number, roster.profiles),
        stops=tuple(fixed_stop(visit, clock) for visit in visits),
    )
    driven = timeline(tour)
    return TourView(
        volunteer=volunteer,
        day=day,
        stops=tuple(_stop_views(visits, driven.planned, clock)),
        return_m=driven.return_distance_m,
        return_s=driven.return_travel_s,
        departs_at=clock.moment(driven.departure_s) if visits else None,
        returns_at=clock.moment(driven.return_s) if visits else None,
        distance_m=driven.distance_m,
        travel_s=driven.travel_s,
        work_s=driven.work_s,
        late_s=driven.late_s,
        is_on_duty=shift is not None,
        drives=drives_of(tour, driven),
    )


def _stop_views(
    visits: Iterable[Visit], planned: Iterable[PlannedStop], clock: LocalClock
) -> Iterable[StopView]:
    for visit, stop in zip(visits, planned, strict=True):
        yield StopView(
            visit=visit,
            leg_m=stop.distance_m,
            leg_s=stop.travel_s,
            arrives_at=clock.moment(stop.arrival_s),
            starts_at=visit.starts_at.astimezone(clock.zone),
            ends_at=visit.ends_at.astimezone(clock.zone),
        )
