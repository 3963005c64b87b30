"""Who works when: the shifts of a programme's volunteers over some days, in three queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby

from toctoc.agenda.law import PAID_KINDS, keep_rest, week_limit_s
from toctoc.agenda.models import Absence
from toctoc.agenda.queries import WeekRule, hours_on, load_week_rules
from toctoc.dispatch.bridge.calendar import end_of_week
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.dispatch.bridge.roads import PROFILES, Profiles, travel_profiles
from toctoc.dispatch.bridge.shifts import DayPlan, build_shift, is_worked, paid_absence_s
from toctoc.dispatch.models import PlanningSettings
from toctoc.people.models import Volunteer
from toctoc.planning.model import Interval, Shift, ShiftKey
from toctoc.territory.models import Programme

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Volunteers, their weeks and absences between two dates (both included)."""

    clock: LocalClock
    settings: PlanningSettings
    first: date
    last: date
    school_zone: str
    volunteers: Mapping[int, Volunteer]
    rules: Mapping[int, Sequence[WeekRule]]
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

    @cached_property
    def _paid(self) -> dict[int, list[Interval]]:
        """Training and meetings, which are work."""
        return {
            volunteer_id: [self._interval(one) for one in held if one.kind in PAID_KINDS]
            for volunteer_id, held in self.absences.items()
        }

    def days(self) -> Iterator[date]:
        """Yield the dates of the period."""
        return (
            self.first + offset * DAY for offset in range((self.last - self.first).days + 1)
        )

    def limit_s(self, volunteer: Volunteer, monday: date) -> int:
        """Return how long the volunteer may work in a week; minors at most 35 h."""
        return week_limit_s(volunteer, monday)

    def paid_s(self, volunteer: Volunteer, monday: date) -> int:
        """Return the hours of training and meetings in the part of a week that is loaded."""
        return sum(self.paid_on_s(volunteer, monday + offset * DAY) for offset in range(7))

    def paid_on_s(self, volunteer: Volunteer, day: date) -> int:
        """Return the hours of training and meetings of one day."""
        paid = self._paid.get(volunteer.pk)
        if not paid or not volunteer.is_on_mission(day):
            return 0
        return paid_absence_s(self._plan(volunteer, day), paid, self.clock)

    def worked_days(self, volunteer: Volunteer, monday: date) -> set[date]:
        """Return the days of a week that the volunteer may be out, the rest by law kept."""
        week = [monday + offset * DAY for offset in range(8)]  # and the Monday after
        planned = {day for day in week if self._is_worked(volunteer, day)}
        paid = {day for day in week if self.paid_on_s(volunteer, day)}
        return keep_rest(planned, paid, monday, is_minor=volunteer.is_minor(monday))

    def _is_worked(self, volunteer: Volunteer, day: date) -> bool:
        return is_worked(volunteer, day) and bool(self._hours(volunteer, day))

    def _build(self) -> Iterator[Shift]:
        for volunteer in self.volunteers.values():
            for monday, days in groupby(self.days(), key=_monday_of):
                worked = self.worked_days(volunteer, monday)
                yield from self._shifts(volunteer, (day for day in days if day in worked))

    def _shifts(self, volunteer: Volunteer, days: Iterable[date]) -> Iterator[Shift]:
        for day in days:
            plan = self._plan(volunteer, day)
            shift = build_shift(volunteer, plan, self.settings, self.clock, self.profiles)
            if shift is not None:
                yield shift

    def _plan(self, volunteer: Volunteer, day: date) -> DayPlan:
        return DayPlan(
            day=day,
            stretches=[
                self._stretch(day, starts, ends) for starts, ends in self._hours(volunteer, day)
            ],
            absences=self._absent.get(volunteer.pk, ()),
            paid=self._paid.get(volunteer.pk, ()),
            lunch=self._lunch(day),
        )

    def _hours(self, volunteer: Volunteer, day: date) -> list[tuple[time, time]]:
        known, key = self._known_hours, (volunteer.pk, day)
        if key not in known:
            known[key] = hours_on(self.rules.get(volunteer.pk, ()), day, self.school_zone)
        return known[key]

    @cached_property
    def _known_hours(self) -> dict[tuple[int, date], list[tuple[time, time]]]:
        """The hours by rules that were asked for: a day is asked for more than once."""
        return {}

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
    # Whole weeks: what rests one day is read in those around it.
    rules = load_week_rules(by_id, first=_monday_of(first), last=end_of_week(last) + DAY)
    start = datetime.combine(first, time(), tzinfo=clock.zone)
    end = datetime.combine(last + DAY, time(), tzinfo=clock.zone)
    absences = Absence.objects.filter(volunteer__in=by_id, starts_at__lt=end, ends_at__gt=start)
    return Roster(
        clock=clock,
        settings=settings,
        first=first,
        last=last,
        school_zone=programme.school_zone,
        volunteers=by_id,
        profiles=travel_profiles(programme),
        rules=rules,
        absences=_by_volunteer(absences.order_by("starts_at")),
    )


def _by_volunteer(absences: Iterable[Absence]) -> dict[int, list[Absence]]:
    grouped: dict[int, list[Absence]] = defaultdict(list)
    for absence in absences:
        grouped[absence.volunteer_id].append(absence)
    return dict(grouped)


def _monday_of(day: date) -> date:
    return day - day.weekday() * DAY
