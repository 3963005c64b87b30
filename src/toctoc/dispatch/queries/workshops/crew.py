"""Who could run a session: each volunteer of those days, and why not where not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from toctoc.agenda.models import Place, Session, SessionVolunteer, Visit
from toctoc.dispatch.bridge import (
    DAY,
    LocalClock,
    Roster,
    VisitRow,
    find_settings,
    load_roster,
)
from toctoc.dispatch.bridge.stops import load_rows, load_session_rows
from toctoc.dispatch.queries.workshops.drives import drive_all
from toctoc.dispatch.sentences.crews import (
    on_day,
    say_absent,
    say_busy,
    say_late_after,
    say_late_before,
    say_minor_holiday,
    say_no_mission,
    say_off_hours,
)
from toctoc.people.models import Volunteer
from toctoc.planning.model import DAY_S, Interval, Point, ShiftKey
from toctoc.territory.models import Programme
from toctoc.territory.queries import holiday_name

type Moment = tuple[datetime, datetime]  # start and end, aware


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewChoice:
    """A volunteer and what stands in the way: she cannot, or she can and it costs something.

    Without sentences she is free, within her hours, every time.
    """

    volunteer: Volunteer
    can_come: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of some moments: who works, what each volunteer does already."""

    roster: Roster
    rows: Sequence[VisitRow]
    place: Point

    @property
    def clock(self) -> LocalClock:
        return self.roster.clock

    def day_of(self, wanted: Interval) -> date:
        return self.clock.date_of(wanted.start_s // DAY_S)

    def rows_of(self, volunteer: Volunteer) -> list[VisitRow]:
        own = (row for row in self.rows if row.volunteer_id == volunteer.pk)
        return sorted(own, key=lambda row: row.starts_s)


def list_crew_choices(
    programme: Programme,
    *,
    moments: Sequence[Moment],
    place: Place,
    now: datetime,
    without: Session | None = None,
) -> list[CrewChoice]:
    """Return every volunteer of those days, by name, with what stands in the way; six queries.

    Visits, other sessions, absences and the law forbid; hours outside the usual ones and a
    road too long to drive in time are told, and a person decides. `without` is a session that
    is being moved. Of several moments, each sentence says which day it is about.
    """
    if not moments:
        return []
    clock = LocalClock.from_week_of(now, programme.time_zone)
    days = _load(programme, moments, place, clock, without)
    wanted = [
        Interval(start_s=clock.seconds(start), end_s=clock.seconds(end))
        for start, end in moments
    ]
    return [_judge(one, wanted, days) for one in days.roster.volunteers.values()]


def _load(
    programme: Programme,
    moments: Sequence[Moment],
    place: Place,
    clock: LocalClock,
    without: Session | None,
) -> _Days:
    dates = [start.astimezone(clock.zone).date() for start, _end in moments]
    first, last = min(dates), max(dates)
    roster = load_roster(programme, find_settings(programme), clock, days=(first, last))
    start = datetime.combine(first, time(), tzinfo=clock.zone)
    end = datetime.combine(last + DAY, time(), tzinfo=clock.zone)
    around = {"starts_at__lt": end, "ends_at__gt": start}
    crew = SessionVolunteer.objects.filter(session__programme=programme, **around)
    if without is not None:
        crew = crew.exclude(session=without)
    visits = Visit.objects.filter(programme=programme, **around)
    rows = [*load_rows(visits, clock), *load_session_rows(crew, clock)]
    return _Days(roster, rows, Point(lat_deg=place.lat_deg, lon_deg=place.lon_deg))


def _judge(volunteer: Volunteer, wanted: Sequence[Interval], days: _Days) -> CrewChoice:
    told: list[str] = []
    can_come = True
    for moment in wanted:
        barriers = list(_barriers(volunteer, moment, days))
        can_come = can_come and not barriers
        sentences = barriers or list(_drawbacks(volunteer, moment, days))
        day = days.day_of(moment)
        told += [on_day(day, one) for one in sentences] if len(wanted) > 1 else sentences
    return CrewChoice(volunteer=volunteer, can_come=can_come, sentences=tuple(told))


def _barriers(volunteer: Volunteer, wanted: Interval, days: _Days) -> Iterator[str]:
    """Say what forbids: no mission, somewhere else to be, an absence, the law."""
    clock, day = days.clock, days.day_of(wanted)
    if not volunteer.is_on_mission(day):
        yield say_no_mission()
    for row in days.rows_of(volunteer):
        if row.starts_s < wanted.end_s and row.ends_s > wanted.start_s:
            yield say_busy(row, clock)
    for absence in days.roster.absences.get(volunteer.pk, ()):
        starts_s, ends_s = clock.seconds(absence.starts_at), clock.seconds(absence.ends_at)
        if starts_s < wanted.end_s and ends_s > wanted.start_s:
            yield say_absent()
    if volunteer.is_minor(day) and holiday_name(day):
        yield say_minor_holiday(holiday_name(day))


def _drawbacks(volunteer: Volunteer, wanted: Interval, days: _Days) -> Iterator[str]:
    """Say what a person should know before choosing: hours, roads."""
    clock, day = days.clock, wanted.start_s // DAY_S
    shift = days.roster.shifts.get(ShiftKey(volunteer.pk, day))
    if shift is None or wanted.start_s < shift.start_s or wanted.end_s > shift.end_s:
        yield say_off_hours(shift, clock)
    rows = [row for row in days.rows_of(volunteer) if row.starts_s // DAY_S == day]
    before = [row for row in rows if row.ends_s <= wanted.start_s]
    after = [row for row in rows if row.starts_s >= wanted.end_s]
    if before:
        travel_s = _drive_s(_point(before[-1]), days.place)
        if before[-1].ends_s + travel_s > wanted.start_s:
            yield say_late_after(before[-1], travel_s, clock)
    if after:
        travel_s = _drive_s(days.place, _point(after[0]))
        if wanted.end_s + travel_s > after[0].starts_s:
            yield say_late_before(after[0], travel_s, clock)


def _drive_s(here: Point, there: Point) -> int:
    return int(drive_all([here], [there]).travel_s[0, 0])


def _point(row: VisitRow) -> Point:
    return Point(lat_deg=row.lat_deg, lon_deg=row.lon_deg)
