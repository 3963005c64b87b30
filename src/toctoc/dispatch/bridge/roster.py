"""Who works when: the shifts of a programme's volunteers over some days, in three queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from toctoc.agenda.enums import AbsenceKind
from toctoc.agenda.models import Absence, Availability
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.dispatch.bridge.roads import PROFILES, Profiles, travel_profiles
from toctoc.dispatch.bridge.shifts import (
    HOUR_S,
    MINOR_WEEK_S,
    DayPlan,
    build_shift,
    paid_absence_s,
)
from toctoc.dispatch.models import PlanningSettings
from toctoc.people.models import Volunteer
from toctoc.planning.model import Interval, Shift, ShiftKey
from toctoc.territory.models import Programme

DAY = timedelta(days=1)
# Compulsory training and team meetings are mission time (RULES.md); leave and illness are not.
PAID_KINDS = frozenset({AbsenceKind.TRAINING, AbsenceKind.TEAM})


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Volunteers, their weeks and absences between two dates (both included)."""

    clock: LocalClock
    settings: PlanningSettings
    first: date
    last: date
    volunteers: Mapping[int, Volunteer]
    availabilities: Mapping[int, Sequence[Availability]]
    absences: Mapping[int, Sequence[Absence]]
    profiles: Profiles = PROFILES

    @cached_property
    def shifts(self) -> dict[ShiftKey, Shift]:
        """Every shift of the period, in order of volunteer, then day."""
        return {shift.key: shift for shift in self._build()}

    @cached_property
    def _absent(self) -> dict[int, list[Interval]]:
        return {
            volunteer_id: [self._interval(absence) for absence in held]
            for volunteer_id, held in self.absences.items()
        }

    def days(self) -> Iterator[date]:
        """Yield the dates of the period."""
        return (
            self.first + offset * DAY for offset in range((self.last - self.first).days + 1)
        )

    def limit_s(self, volunteer: Volunteer, monday: date) -> int:
        """Return how long the volunteer may work in a week; minors at most 35 h."""
        limit_s = volunteer.weekly_hours * HOUR_S
        return min(limit_s, MINOR_WEEK_S) if volunteer.is_minor(monday) else limit_s

    def paid_s(self, volunteer: Volunteer, monday: date) -> int:
        """Return the hours of training and meetings in the part of a week that is loaded."""
        paid = [
            self._interval(absence)
            for absence in self.absences.get(volunteer.pk, ())
            if absence.kind in PAID_KINDS
        ]
        if not paid:
            return 0
        days = (monday + offset * DAY for offset in range(7))
        return sum(
            paid_absence_s(self._plan(volunteer, day), paid, self.clock)
            for day in days
            if volunteer.is_on_mission(day)
        )

    def _build(self) -> Iterator[Shift]:
        for volunteer in self.volunteers.values():
            for day in self.days():
                plan = self._plan(volunteer, day)
                shift = build_shift(volunteer, plan, self.settings, self.clock, self.profiles)
                if shift is not None:
                    yield shift

    def _plan(self, volunteer: Volunteer, day: date) -> DayPlan:
        return DayPlan(
            day=day,
            stretches=[
                self._stretch(day, worked.starts_at, worked.ends_at)
                for worked in self.availabilities.get(volunteer.pk, ())
                if worked.weekday == day.weekday() and _is_valid(worked, day)
            ],
            absences=self._absent.get(volunteer.pk, ()),
            lunch=self._lunch(day),
        )

    def _lunch(self, day: date) -> Interval | None:
        starts, ends = self.settings.lunch_starts_at, self.settings.lunch_ends_at
        return self._stretch(day, starts, ends) if starts < ends else None

    def _stretch(self, day: date, starts: time, ends: time) -> Interval:
        return Interval(start_s=self.clock.at(day, starts), end_s=self.clock.at(day, ends))

    def _interval(self, absence: Absence) -> Interval:
        # A backward clock change could fold a short night absence onto itself.
        start_s = self.clock.seconds(absence.starts_at)
        return Interval(
            start_s=start_s, end_s=max(start_s, self.clock.seconds(absence.ends_at))
        )


def load_roster(
    programme: Programme,
    settings: PlanningSettings,
    clock: LocalClock,
    *,
    days: tuple[date, date],
    volunteer_ids: Collection[int] | None = None,
) -> Roster:
    """Load who works between two dates (both included): three queries."""
    first, last = days
    volunteers = programme.volunteers.filter(
        mission_starts_on__lte=last, mission_ends_on__gte=first
    )
    if volunteer_ids is not None:
        volunteers = volunteers.filter(pk__in=volunteer_ids)
    by_id = {volunteer.pk: volunteer for volunteer in volunteers.order_by("name", "pk")}
    availabilities = Availability.objects.filter(volunteer__in=by_id)
    start = datetime.combine(first, time(), tzinfo=clock.zone)
    end = datetime.combine(last + DAY, time(), tzinfo=clock.zone)
    absences = Absence.objects.filter(volunteer__in=by_id, starts_at__lt=end, ends_at__gt=start)
    return Roster(
        clock=clock,
        settings=settings,
        first=first,
        last=last,
        volunteers=by_id,
        profiles=travel_profiles(programme),
        availabilities=_by_volunteer(availabilities.order_by("weekday", "starts_at")),
        absences=_by_volunteer(absences.order_by("starts_at")),
    )


def _by_volunteer[Row: (Availability, Absence)](rows: Collection[Row]) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.volunteer_id].append(row)
    return dict(grouped)


def _is_valid(worked: Availability, day: date) -> bool:
    return (worked.valid_from is None or worked.valid_from <= day) and (
        worked.valid_until is None or day <= worked.valid_until
    )
