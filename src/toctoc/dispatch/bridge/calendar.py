"""Which days are worked and bookable, and at which hours appointments are promised."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count, islice, takewhile
from zoneinfo import ZoneInfo

from toctoc.agenda.enums import PromiseKind
from toctoc.common.half_days import WORKING_DAYS
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.dispatch.models import PlanningSettings
from toctoc.planning.model import BookingRules, Horizon, Interval, PromiseRule
from toctoc.planning.model import PromiseKind as CorePromiseKind
from toctoc.territory.queries import holiday_name

DAY = timedelta(days=1)
WIDTHS_S = {PromiseKind.EXACT: 1_800, PromiseKind.WIDE: 7_200}


def is_working_day(day: date) -> bool:
    """Tell whether appointments are offered on a day: Monday to Friday, no public holiday."""
    return day.weekday() < WORKING_DAYS and not holiday_name(day)


def build_horizon(settings: PlanningSettings, clock: LocalClock, now: datetime) -> Horizon:
    """Return the bookable days: `lead_days` working days from today on, then `horizon_days`.

    Its working days run from the clock's Monday to the end of the last bookable week.
    """
    today = now.astimezone(clock.zone).date()
    start = today + DAY if settings.lead_days else today
    skipped = max(0, settings.lead_days - 1)
    worked = list(islice(_working_days(start), skipped + settings.horizon_days))
    first, last = worked[skipped], worked[-1]
    return Horizon(
        today=clock.day_of(today),
        first_day=clock.day_of(first),
        last_day=clock.day_of(last),
        working_days=tuple(
            day
            for day in range(clock.day_of(end_of_week(last)) + 1)
            if is_working_day(clock.date_of(day))
        ),
    )


def end_of_week(day: date) -> date:
    """Return the Sunday of a day's week."""
    return day + (6 - day.weekday()) * DAY


def build_rules(settings: PlanningSettings) -> BookingRules:
    """Return the hours at which appointments are promised, and how wide the promise is."""
    morning, afternoon = _halves(settings)
    return BookingRules(
        morning=morning,
        afternoon=afternoon,
        promise=build_promise(settings, PromiseKind(settings.promise)),
    )


def build_promise(settings: PlanningSettings, kind: PromiseKind) -> PromiseRule:
    """Return how wide a promise of a kind is in a programme."""
    half_day_s = min(half.length_s for half in _halves(settings))
    return PromiseRule(kind=CorePromiseKind(kind.value), width_s=WIDTHS_S.get(kind, half_day_s))


def eve_of(settings: PlanningSettings, day: date, zone: ZoneInfo) -> datetime:
    """Return when a day is planned for the last time: on the last day worked before it."""
    before = next(_working_days_back(day - DAY))
    return datetime.combine(before, settings.eve_at, tzinfo=zone)


def is_frozen_day(
    settings: PlanningSettings, day: date, *, zone: ZoneInfo, now: datetime
) -> bool:
    """Tell whether a day's visits change volunteer only by a person's act: from its eve on."""
    return eve_of(settings, day, zone) <= now


def list_eve_days(settings: PlanningSettings, *, zone: ZoneInfo, now: datetime) -> list[date]:
    """Return the days after today whose eve has come: up to the next day worked, in order.

    Saturday is among them on a Friday evening: a volunteer may be out then all the same.
    """
    today = now.astimezone(zone).date()
    ahead = (today + offset * DAY for offset in count(1))
    return list(takewhile(lambda day: is_frozen_day(settings, day, zone=zone, now=now), ahead))


def seconds_of_day(clock: time) -> int:
    """Return a clock time in seconds after midnight."""
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _halves(settings: PlanningSettings) -> tuple[Interval, Interval]:
    return (
        _clock_interval(settings.morning_starts_at, settings.morning_ends_at),
        _clock_interval(settings.afternoon_starts_at, settings.afternoon_ends_at),
    )


def _clock_interval(starts: time, ends: time) -> Interval:
    return Interval(start_s=seconds_of_day(starts), end_s=seconds_of_day(ends))


def _working_days(start: date) -> Iterator[date]:
    days = (start + offset * DAY for offset in count())
    return (day for day in days if is_working_day(day))


def _working_days_back(start: date) -> Iterator[date]:
    days = (start - offset * DAY for offset in count())
    return (day for day in days if is_working_day(day))
