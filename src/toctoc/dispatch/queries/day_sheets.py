"""What volunteers' days come to: road and mission time, as counted or as corrected.

A day is counted from the tour as it was done: arrivals and departures noted on the spot, the
plan where nothing was noted.
"""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from toctoc.agenda.enums import OCCUPYING, VisitStatus
from toctoc.agenda.models import DaySheet, Visit
from toctoc.dispatch.bridge import DAY, LocalClock, find_settings, load_roster
from toctoc.dispatch.queries.tours import (
    TourView,
    build_tour,
    everyone,
    load_crews,
    load_visits,
)
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme

# How long one waits at a closed door, where the moment of leaving is not known.
AT_A_CLOSED_DOOR: Final = timedelta(minutes=15)
# What phones without signal send late, and paper typed in later, still changes the count.
RECOUNTED: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """What one volunteer's day comes to; `sheet` is its row once the day was counted."""

    volunteer: Volunteer
    day: date
    distance_m: int
    work_s: int
    visit_count: int
    sheet: DaySheet | None = None

    @property
    def is_corrected(self) -> bool:
        """A person gave other figures than those counted."""
        return self.sheet is not None and self.sheet.corrected_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSheet:
    """A volunteer's month: its days in order, and their sums."""

    volunteer: Volunteer
    days: tuple[DayCount, ...]

    @property
    def distance_m(self) -> int:
        """Metres of the month."""
        return sum(day.distance_m for day in self.days)

    @property
    def work_s(self) -> int:
        """Seconds of mission of the month."""
        return sum(day.work_s for day in self.days)

    @property
    def visit_count(self) -> int:
        """Visits of the month, doors that stayed closed included."""
        return sum(day.visit_count for day in self.days)


def day_sheets(programme: Programme, *, first: date, last: date) -> list[DayCount]:
    """Return what days come to between two dates (both included), by volunteer's name and day.

    The corrected figures where a person corrected them, those counted once the day was over,
    else what the tour comes to as it stands now: also for days to come. Days without a tour
    have no row unless they have a sheet. A fixed number of queries, whatever the length.
    """
    held = DaySheet.objects.filter(
        volunteer__programme=programme, day__range=(first, last)
    ).select_related("volunteer", "corrected_by")
    sheets = {(sheet.volunteer_id, sheet.day): sheet for sheet in held}
    rows = [
        _row(tour, sheets.pop((tour.volunteer.pk, tour.day), None))
        for tour in tours_as_done(programme, first=first, last=last)
    ]
    rows += [_alone(sheet) for sheet in sheets.values()]
    return sorted(rows, key=lambda row: (row.volunteer.name, row.volunteer.pk, row.day))


def month_sheets(programme: Programme, month: date) -> list[MonthSheet]:
    """Return each volunteer's month, by name; a fixed number of queries.

    `month` is any of its days. Only volunteers who went out.
    """
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - DAY
    grouped: dict[Volunteer, list[DayCount]] = defaultdict(list)
    for row in day_sheets(programme, first=first, last=last):
        grouped[row.volunteer].append(row)
    return [
        MonthSheet(volunteer=volunteer, days=tuple(days)) for volunteer, days in grouped.items()
    ]


def list_counted_work(
    programme: Programme, *, first: date, last: date
) -> dict[tuple[int, date], int]:
    """Return the mission seconds of days counted or corrected, by volunteer and day; one query.

    For the weekly counter: what was done goes before what was planned.
    """
    sheets = DaySheet.objects.filter(volunteer__programme=programme, day__range=(first, last))
    return {(sheet.volunteer_id, sheet.day): _work_s(sheet) for sheet in sheets}


def list_programmes_to_count(*, now: datetime) -> list[Programme]:
    """Return the programmes that went out in the last two weeks, before today; one query.

    For the clock: across programmes, without a single name.
    """
    since = now - RECOUNTED - DAY
    went_out = Programme.objects.filter(
        visits__status__in=OCCUPYING, visits__starts_at__range=(since, now)
    )
    return list(went_out.distinct().order_by("slug"))


def tours_as_done(programme: Programme, *, first: date, last: date) -> list[TourView]:
    """Return the tours of some days as they were driven, empty ones left out.

    Visits in the order of what was noted on the spot, else of the plan.
    """
    clock = LocalClock.from_week_of_day(first, programme.time_zone)
    roster = load_roster(programme, find_settings(programme), clock, days=(first, last))
    visits = load_visits(programme, roster, with_notes=False)
    crews = load_crews(programme, roster)
    return [
        build_tour(
            volunteer,
            day,
            _as_done(visits.get((volunteer.pk, day), ())),
            roster,
            sessions=crews.get((volunteer.pk, day), ()),
        )
        for volunteer in everyone(roster, visits)
        for day in roster.days()
        if (volunteer.pk, day) in visits or (volunteer.pk, day) in crews
    ]


def _as_done(visits: Iterable[Visit]) -> list[Visit]:
    """Return the visits with the times that were noted; never to be saved."""
    return sorted(map(_with_real_times, visits), key=lambda visit: (visit.starts_at, visit.pk))


def _with_real_times(visit: Visit) -> Visit:
    seen = copy(visit)
    seen.starts_at = visit.arrived_at or visit.starts_at
    seen.ends_at = visit.left_at or _presumed_end(visit, seen.starts_at)
    if seen.ends_at <= seen.starts_at:
        seen.ends_at = seen.starts_at + timedelta(minutes=1)
    return seen


def _presumed_end(visit: Visit, starts_at: datetime) -> datetime:
    length = visit.ends_at - visit.starts_at
    if visit.status == VisitStatus.NO_SHOW:
        length = min(length, AT_A_CLOSED_DOOR)
    return starts_at + length


def _row(tour: TourView, sheet: DaySheet | None) -> DayCount:
    return DayCount(
        volunteer=tour.volunteer,
        day=tour.day,
        distance_m=_distance_m(sheet) if sheet else tour.distance_m,
        work_s=_work_s(sheet) if sheet else tour.work_s,
        visit_count=len(tour.stops),
        sheet=sheet,
    )


def _alone(sheet: DaySheet) -> DayCount:
    return DayCount(
        volunteer=sheet.volunteer,
        day=sheet.day,
        distance_m=_distance_m(sheet),
        work_s=_work_s(sheet),
        visit_count=0,
        sheet=sheet,
    )


def _distance_m(sheet: DaySheet) -> int:
    corrected = sheet.corrected_distance_m
    return sheet.distance_m if corrected is None else corrected


def _work_s(sheet: DaySheet) -> int:
    return sheet.work_s if sheet.corrected_work_s is None else sheet.corrected_work_s
