"""Tours as they stand: order, legs and times of a volunteer's day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from toctoc.agenda.models import Session, SessionVolunteer, Visit
from toctoc.agenda.queries import list_crews, list_visits
from toctoc.dispatch.bridge import (
    DAY,
    LocalClock,
    Roster,
    find_settings,
    fixed_session,
    fixed_stop,
    hold_sessions,
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
class SessionView:
    """A session on a tour: the drive to it, and when it is."""

    part: SessionVolunteer
    leg_m: int
    leg_s: int
    arrives_at: datetime
    starts_at: datetime
    ends_at: datetime

    @property
    def session(self) -> Session:
        """What it is, and where."""
        return self.part.session


@dataclass(frozen=True, slots=True, kw_only=True)
class TourView:
    """A volunteer's day from the base and back; an empty one neither departs nor returns.

    `late_s` is by how much the worst planned time, or the end of the shift, cannot be kept; 0
    when all holds. `is_on_duty` is false where visits are left on a day nobody works. Sessions
    are driven to and paid like visits: legs, times and sums count them.
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
    sessions: tuple[SessionView, ...] = ()

    @property
    def steps(self) -> list[StopView | SessionView]:
        """Visits and sessions, in order of time."""
        return sorted([*self.stops, *self.sessions], key=lambda step: step.starts_at)


def get_tour(programme: Programme, volunteer: Volunteer, day: date) -> TourView:
    """Return a volunteer's tour of a day, empty where there is none: six queries."""
    clock = LocalClock.from_week_of_day(day, programme.time_zone)
    roster = load_roster(
        programme,
        find_settings(programme),
        clock,
        days=(day, day),
        volunteer_ids=[volunteer.pk],
    )
    visits = load_visits(programme, roster, volunteer=volunteer)
    crews = load_crews(programme, roster)
    key = (volunteer.pk, day)
    return build_tour(volunteer, day, visits.get(key, ()), roster, sessions=crews.get(key, ()))


def list_tours(programme: Programme, day: date) -> list[TourView]:
    """Return the tours of a day, by volunteer's name: six queries.

    Whoever is on duty or has visits has one, which may be empty.
    """
    clock = LocalClock.from_week_of_day(day, programme.time_zone)
    roster = load_roster(programme, find_settings(programme), clock, days=(day, day))
    visits, crews = load_visits(programme, roster), load_crews(programme, roster)
    tours = (
        build_tour(
            volunteer,
            day,
            visits.get((volunteer.pk, day), ()),
            roster,
            sessions=crews.get((volunteer.pk, day), ()),
        )
        for volunteer in everyone(roster, visits)
    )
    return [tour for tour in tours if tour.steps or tour.is_on_duty]


type VisitsByDay = dict[tuple[int, date], list[Visit]]
type CrewsByDay = dict[tuple[int, date], list[SessionVolunteer]]

# What a week shows of a visit. Rows are wide and many: reading all of each takes longer than
# everything else together.
SHOWN_IN_A_WEEK = (
    *("programme_id", "help_request_id", "volunteer_id", "kind", "need", "status", "is_tied"),
    *("promise", "promised_from", "promised_until", "starts_at", "ends_at", "hour_fixed_at"),
    *("told_at", "cancel_reason", "booked_by__name", "lead__volunteer__name"),
    *("resident__first_name", "resident__last_name", "resident__commune__name"),
    *("resident__lat_deg", "resident__lon_deg"),
    *("place__name", "place__lat_deg", "place__lon_deg", "place__commune__name"),
)


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


def load_week_visits(programme: Programme, roster: Roster) -> VisitsByDay:
    """Read what a week shows of its visits, by volunteer and day, in order.

    One query, and one more where somebody has visits whose mission is over.
    """
    zone = roster.clock.zone
    visits = list_visits(
        programme,
        start=datetime.combine(roster.first, time(), tzinfo=zone),
        end=datetime.combine(roster.last + DAY, time(), tzinfo=zone),
    )
    visits = visits.select_related(None).select_related(
        "resident__commune", "place__commune", "booked_by", "lead__volunteer"
    )
    found = list(visits.only(*SHOWN_IN_A_WEEK))
    left = {visit.volunteer_id for visit in found} - roster.volunteers.keys()
    people = {**roster.volunteers, **(Volunteer.objects.in_bulk(left) if left else {})}
    grouped: VisitsByDay = defaultdict(list)
    for visit in found:
        visit.programme, visit.volunteer = programme, people[visit.volunteer_id]
        grouped[visit.volunteer_id, visit.starts_at.astimezone(zone).date()].append(visit)
    return dict(grouped)


def load_crews(programme: Programme, roster: Roster) -> CrewsByDay:
    """Read the sessions of the roster's days, by volunteer and day, in order; one query."""
    zone = roster.clock.zone
    parts = list_crews(
        programme,
        start=datetime.combine(roster.first, time(), tzinfo=zone),
        end=datetime.combine(roster.last + DAY, time(), tzinfo=zone),
    )
    grouped: CrewsByDay = defaultdict(list)
    for part in parts:
        grouped[part.volunteer_id, part.starts_at.astimezone(zone).date()].append(part)
    return dict(grouped)


def everyone(roster: Roster, visits: VisitsByDay) -> list[Volunteer]:
    """Return who is on mission, and whoever has visits all the same, by name."""
    found = dict(roster.volunteers)
    for held in visits.values():
        found.setdefault(held[0].volunteer_id, held[0].volunteer)
    return sorted(found.values(), key=lambda volunteer: (volunteer.name, volunteer.pk))


def build_tour(
    volunteer: Volunteer,
    day: date,
    visits: Sequence[Visit],
    roster: Roster,
    *,
    sessions: Sequence[SessionVolunteer] = (),
) -> TourView:
    """Drive a day's visits and sessions at their planned times, in order."""
    clock = roster.clock
    number = clock.day_of(day)
    shift = roster.shifts.get(ShiftKey(volunteer.pk, number))
    held = [fixed_session(part, clock) for part in sessions]
    stops = sorted(
        [*(fixed_stop(visit, clock) for visit in visits), *held],
        key=lambda stop: stop.earliest_s,
    )
    free = shift or whole_day_shift(volunteer, number, roster.profiles)
    tour = Tour(shift=hold_sessions(free, held), stops=tuple(stops))
    driven = timeline(tour)
    planned = {one.stop.id: one for one in driven.planned}
    return TourView(
        volunteer=volunteer,
        day=day,
        stops=tuple(_stop_view(visit, planned[visit.pk], clock) for visit in visits),
        sessions=tuple(_session_view(part, planned[-part.pk], clock) for part in sessions),
        return_m=driven.return_distance_m,
        return_s=driven.return_travel_s,
        departs_at=clock.moment(driven.departure_s) if stops else None,
        returns_at=clock.moment(driven.return_s) if stops else None,
        distance_m=driven.distance_m,
        travel_s=driven.travel_s,
        work_s=driven.work_s,
        late_s=driven.late_s,
        is_on_duty=shift is not None,
        drives=drives_of(tour, driven),
    )


def _stop_view(visit: Visit, stop: PlannedStop, clock: LocalClock) -> StopView:
    return StopView(
        visit=visit,
        leg_m=stop.distance_m,
        leg_s=stop.travel_s,
        arrives_at=clock.moment(stop.arrival_s),
        starts_at=visit.starts_at.astimezone(clock.zone),
        ends_at=visit.ends_at.astimezone(clock.zone),
    )


def _session_view(part: SessionVolunteer, stop: PlannedStop, clock: LocalClock) -> SessionView:
    return SessionView(
        part=part,
        leg_m=stop.distance_m,
        leg_s=stop.travel_s,
        arrives_at=clock.moment(stop.arrival_s),
        starts_at=part.starts_at.astimezone(clock.zone),
        ends_at=part.ends_at.astimezone(clock.zone),
    )
