"""Hours of a week by volunteer: planned, done, left; what the law says before it is too late.

Visits, sessions, roads, training and meetings count, as in the search for appointments.
Volunteers come by name and are never compared: their status excludes subordination.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from toctoc.agenda.enums import AbsenceKind, LawRule
from toctoc.agenda.law import (
    MAX_DAYS,
    MINOR_DAY_S,
    MINOR_MAX_DAYS,
    count_leave_days,
    leave_days_of,
)
from toctoc.agenda.models import Absence
from toctoc.dispatch.bridge import (
    LoadedProblem,
    Roster,
    VisitRow,
    build_stop,
    hold_sessions,
    load_problem,
    whole_day_shift,
)
from toctoc.dispatch.queries.day_sheets import list_counted_work
from toctoc.dispatch.sentences import (
    say_days,
    say_hours_left,
    say_least,
    say_leave_left,
    say_minor_day,
)
from toctoc.people.models import Volunteer
from toctoc.people.models.volunteer import MIN_WEEKLY_HOURS
from toctoc.planning.model import DAY_S, ShiftKey, Tour
from toctoc.planning.timeline import Timeline, timeline
from toctoc.territory.models import Programme

HOUR_S = 3_600
NEAR_S = 4 * HOUR_S  # from here on the week is said to be nearly full
NEAR_DAY_S = HOUR_S
LEAVE_SOON = timedelta(days=60)
NOON = time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursWarning:
    """What a coordinator should know, in a sentence, and the rule it comes from."""

    rule: LawRule
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Days of leave of a whole mission: due by law, taken or noted; `left` may be below 0."""

    due: int
    taken: float

    @property
    def left(self) -> float:
        return self.due - self.taken


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekHours:
    """A volunteer's week: `planned_s` is all its work, `done_s` the part that is over."""

    volunteer: Volunteer
    planned_s: int
    done_s: int
    limit_s: int
    days: int
    most_days: int
    leave: Leave
    warnings: tuple[HoursWarning, ...]

    @property
    def left_s(self) -> int:
        """What may still be added; 0 where the week is full."""
        return max(0, self.limit_s - self.planned_s)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day's work: drives, visits and sessions, and what is paid beside them."""

    driven: Timeline | None
    paid_s: int
    counted_s: int | None = None  # as done, once the day is over

    @property
    def work_s(self) -> int:
        if self.counted_s is not None:
            return self.paid_s + self.counted_s
        return self.paid_s + (self.driven.work_s if self.driven else 0)


def weekly_hours(programme: Programme, monday: date, *, now: datetime) -> list[WeekHours]:
    """Return the hours of the week of `monday` by volunteer's name: nine queries.

    Days that are over count as they were done, or as a person corrected them.
    """
    noon = datetime.combine(monday, NOON, tzinfo=now.tzinfo)
    loaded = load_problem(programme, now=now, week_of=noon)
    taken = _leave_taken(programme, loaded.roster)
    rows = _by_day(loaded)
    counted = list_counted_work(programme, first=loaded.roster.first, last=loaded.roster.last)
    return [
        _count(volunteer, rows, loaded.roster, taken.get(volunteer.pk, ()), counted, now=now)
        for volunteer in loaded.roster.volunteers.values()
    ]


def _count(
    volunteer: Volunteer,
    rows: dict[ShiftKey, list[VisitRow]],
    roster: Roster,
    leave: Sequence[Absence],
    counted: Mapping[tuple[int, date], int],
    *,
    now: datetime,
) -> WeekHours:
    worked = {
        day: replace(
            _drive(volunteer, day, rows, roster), counted_s=counted.get((volunteer.pk, day))
        )
        for day in roster.days()
    }
    now_s = roster.clock.seconds(now)
    is_minor = volunteer.is_minor(roster.first)
    hours = WeekHours(
        volunteer=volunteer,
        planned_s=sum(one.work_s for one in worked.values()),
        done_s=sum(_done_s(day, one, roster, now_s) for day, one in worked.items()),
        limit_s=roster.limit_s(volunteer, roster.first),
        days=sum(one.work_s > 0 for one in worked.values()),
        most_days=MINOR_MAX_DAYS if is_minor else MAX_DAYS,
        leave=Leave(
            due=leave_days_of(volunteer),
            taken=count_leave_days([(one.starts_at, one.ends_at) for one in leave]),
        ),
        warnings=(),
    )
    return _with_warnings(hours, worked, roster)


def _with_warnings(hours: WeekHours, worked: dict[date, _Day], roster: Roster) -> WeekHours:
    found = (
        *_hour_warnings(hours, roster),
        *_day_warnings(hours, worked),
        *_leave_warnings(hours, roster.first),
    )
    return replace(hours, warnings=found)


def _hour_warnings(hours: WeekHours, roster: Roster) -> Iterator[HoursWarning]:
    volunteer, monday = hours.volunteer, roster.first
    if hours.planned_s > hours.limit_s - NEAR_S:
        is_minor = volunteer.is_minor(monday)
        rule = LawRule.MINOR_WEEK_HOURS if is_minor else LawRule.CONTRACT
        sentence = say_hours_left(hours.planned_s, hours.limit_s)
        yield HoursWarning(rule=rule, sentence=sentence)
    offered_s = _offered_s(volunteer, roster)
    if _is_whole(volunteer, roster) and offered_s < MIN_WEEKLY_HOURS * HOUR_S:
        yield HoursWarning(rule=LawRule.LEAST_HOURS, sentence=say_least(offered_s))


def _day_warnings(hours: WeekHours, worked: dict[date, _Day]) -> Iterator[HoursWarning]:
    is_minor = hours.volunteer.is_minor(min(worked))
    if hours.days >= hours.most_days:
        rule = LawRule.MINOR_DAYS if is_minor else LawRule.REST_DAY
        yield HoursWarning(rule=rule, sentence=say_days(hours.days, hours.most_days))
    for day, one in worked.items():
        if hours.volunteer.is_minor(day) and one.work_s > MINOR_DAY_S - NEAR_DAY_S:
            sentence = say_minor_day(day, one.work_s, MINOR_DAY_S)
            yield HoursWarning(rule=LawRule.MINOR_DAY, sentence=sentence)


def _leave_warnings(hours: WeekHours, monday: date) -> Iterator[HoursWarning]:
    ends_on, left = hours.volunteer.mission_ends_on, hours.leave.left
    is_soon = monday <= ends_on <= monday + LEAVE_SOON
    if left < 0 or (left > 0 and is_soon):
        yield HoursWarning(rule=LawRule.LEAVE, sentence=say_leave_left(left, ends_on))


def _offered_s(volunteer: Volunteer, roster: Roster) -> int:
    """Return the hours that a week lets a volunteer work, lunch apart."""
    shifts = (shift for key, shift in roster.shifts.items() if key.volunteer == volunteer.pk)
    open_s = sum(
        shift.end_s - shift.start_s - sum(pause.length_s for pause in shift.breaks)
        for shift in shifts
    )
    return open_s + roster.paid_s(volunteer, roster.first)


def _is_whole(volunteer: Volunteer, roster: Roster) -> bool:
    """Tell whether a week is one of a Civic Service mission that nothing cuts short."""
    is_civic = volunteer.weekly_hours >= MIN_WEEKLY_HOURS
    on_mission = all(volunteer.is_on_mission(day) for day in roster.days())
    return is_civic and on_mission and not roster.absences.get(volunteer.pk)


def _drive(
    volunteer: Volunteer, day: date, rows: dict[ShiftKey, list[VisitRow]], roster: Roster
) -> _Day:
    """Drive what a day holds at its planned times, as planning counts it."""
    key = ShiftKey(volunteer.pk, roster.clock.day_of(day))
    held = rows.get(key, [])
    paid_s = roster.paid_on_s(volunteer, day)
    if not held:
        return _Day(None, paid_s)
    stops = [build_stop(row, is_fixed=True) for row in held]
    sessions = [stop for stop, row in zip(stops, held, strict=True) if row.is_session]
    shift = roster.shifts.get(key) or whole_day_shift(volunteer, key.day)
    tour = Tour(shift=hold_sessions(shift, sessions), stops=tuple(stops))
    return _Day(timeline(tour), paid_s)


def _done_s(day: date, one: _Day, roster: Roster, now_s: int) -> int:
    """Return the part of a day's work that is over; of today, the visits that have ended."""
    number = roster.clock.day_of(day)
    if now_s >= (number + 1) * DAY_S:
        return one.work_s
    if one.driven is None or now_s < number * DAY_S:
        return 0
    if one.driven.return_s <= now_s:
        return one.driven.work_s
    over = [stop for stop in one.driven.planned if stop.end_s <= now_s]
    return sum(stop.travel_s + stop.end_s - stop.start_s for stop in over)


def _by_day(loaded: LoadedProblem) -> dict[ShiftKey, list[VisitRow]]:
    grouped: dict[ShiftKey, list[VisitRow]] = defaultdict(list)
    for row in sorted(loaded.rows.values(), key=lambda row: row.starts_s):
        grouped[ShiftKey(row.volunteer_id, row.starts_s // DAY_S)].append(row)
    return grouped


def _leave_taken(programme: Programme, roster: Roster) -> dict[int, list[Absence]]:
    """Read the leave of all missions that touch the week; one query."""
    found: dict[int, list[Absence]] = defaultdict(list)
    leave = Absence.objects.filter(
        volunteer__programme=programme,
        volunteer__in=roster.volunteers,
        kind=AbsenceKind.LEAVE,
    )
    for absence in leave.order_by("starts_at"):
        found[absence.volunteer_id].append(absence)
    return found
