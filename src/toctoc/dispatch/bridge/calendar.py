"""Which days are worked and bookable, and at which hours appointments are promised."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import count, islice

import holidays

from toctoc.common.half_days import WORKING_DAYS
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.dispatch.enums import PromiseKind
from toctoc.dispatch.models import PlanningSettings
from toctoc.planning.model import BookingRules, Horizon, Interval, PromiseRule
from toctoc.planning.model import PromiseKind as CorePromiseKind

DAY = timedelta(days=1)
WIDTHS_S = {PromiseKind.EXACT: 1_800, PromiseKind.WIDE: 7_200}


@lru_cache(maxsize=32)
def _holidays_of(year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("FR", years=year, language="fr"))


def holiday_name(day: date) -> str:
    """Return the name of a French public holiday (metropolitan France); empty on other days."""
    return _holidays_of(day.year).get(day, "")


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
    morning = _clock_interval(settings.morning_starts_at, settings.morning_ends_at)
    afternoon = _clock_interval(settings.afternoon_starts_at, settings.afternoon_ends_at)
    kind = PromiseKind(settings.promise)
    half_day_s = min(morning.length_s, afternoon.length_s)
    return BookingRules(
        morning=morning,
        afternoon=afternoon,
        promise=PromiseRule(
            kind=CorePromiseKind(kind.value), width_s=WIDTHS_S.get(kind, half_day_s)
        ),
    )


def seconds_of_day(clock: time) -> int:
    """Return a clock time in seconds after midnight."""
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _clock_interval(starts: time, ends: time) -> Interval:
    return Interval(start_s=seconds_of_day(starts), end_s=seconds_of_day(ends))


def _working_days(start: date) -> Iterator[date]:
    days = (start + offset * DAY for offset in count())
    return (day for day in days if is_working_day(day))
