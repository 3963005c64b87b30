"""Days of a rule: RFC 5545 recurrence on whole days, expanded once a year and remembered.

Local dates only: hours are laid over them later, so that 9 h stays 9 h across a clock change.
Most rules of a programme are the same few texts, shared by its volunteers and by every call.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from dateutil.rrule import rrule, rrulestr

# The Monday from which a week without a beginning is counted.
EVER: Final = date(2018, 1, 1)
CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ONCE: Final = "FREQ=DAILY;COUNT=1"
LAST: Final = -1  # "le dernier … du mois"


def weekly_rule(
    weekdays: Iterable[int], *, every_weeks: int = 1, until: date | None = None
) -> str:
    """Return the rule of some weekdays (Monday 0), every so many weeks.

    >>> weekly_rule([3, 0], every_weeks=2, until=date(2026, 12, 18))
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20261218'
    """
    pace = f";INTERVAL={every_weeks}" if every_weeks > 1 else ""
    days = ",".join(CODES[weekday] for weekday in sorted(set(weekdays)))
    return f"FREQ=WEEKLY{pace};BYDAY={days}{_until(until)}"


def monthly_rule(weekdays: Iterable[int], *, place: int, until: date | None = None) -> str:
    """Return the rule of the first (1) to fourth (4) or last (-1) weekday of each month.

    >>> monthly_rule([0], place=1)
    'FREQ=MONTHLY;BYDAY=1MO'
    """
    days = ",".join(f"{place}{CODES[weekday]}" for weekday in sorted(set(weekdays)))
    return f"FREQ=MONTHLY;BYDAY={days}{_until(until)}"


def first_weekday(weekday: int, since: date | None = None) -> date:
    """Return the first such weekday from a date on; since ever, where there is none."""
    start = since or EVER
    return start + timedelta((weekday - start.weekday()) % 7)


def list_days(rule: str, starts_on: date, first: date, last: date) -> list[date]:
    """Return the days of a rule between two dates, both included, in order.

    >>> first, last = date(2026, 12, 1), date(2027, 1, 31)
    >>> list_days("FREQ=MONTHLY;BYDAY=1MO", first, first, last)
    [datetime.date(2026, 12, 7), datetime.date(2027, 1, 4)]
    """
    return sorted(
        day
        for year in range(first.year, last.year + 1)
        for day in days_of_year(rule, starts_on, year)
        if first <= day <= last
    )


def holds_on(rule: str, starts_on: date, day: date) -> bool:
    """Tell whether a day is one of a rule's."""
    return day in days_of_year(rule, starts_on, day.year)


@lru_cache(maxsize=2_048)
def days_of_year(rule: str, starts_on: date, year: int) -> frozenset[date]:
    """Return a rule's days in one year: expanded once, whoever asks and how often."""
    first = datetime.combine(date(year, 1, 1), time())
    last = datetime.combine(date(year, 12, 31), time())
    return frozenset(
        moment.date() for moment in _parse(rule, starts_on).between(first, last, inc=True)
    )


def find_first(rule: str, starts_on: date) -> date | None:
    """Return the first day of a rule, or None where it has none. Raises ValueError."""
    first = next(iter(_parse(rule, starts_on)), None)
    return first.date() if first else None


def without_until(rule: str) -> str:
    """Return a rule without its end."""
    return ";".join(part for part in rule.split(";") if not part.startswith("UNTIL="))


def until_of(rule: str) -> date | None:
    """Return the last day on which a rule may hold, where it says one."""
    text = parts_of(rule).get("UNTIL")
    return date.fromisoformat(text[:8]) if text else None


def parts_of(rule: str) -> dict[str, str]:
    """Return a rule's parts by name.

    >>> parts_of("FREQ=WEEKLY;BYDAY=MO,TU")
    {'FREQ': 'WEEKLY', 'BYDAY': 'MO,TU'}
    """
    return dict(part.split("=", 1) for part in rule.split(";"))


def weekdays_of(rule: str) -> tuple[int, ...]:
    """Return the weekdays that a rule names (Monday 0)."""
    days = parts_of(rule).get("BYDAY", "")
    return tuple(CODES.index(code[-2:]) for code in days.split(",") if code)


def is_every_week(rule: str) -> bool:
    """Tell whether a rule holds on its weekdays in each week, for as long as it holds."""
    parts = parts_of(rule)
    known = {"FREQ", "BYDAY", "UNTIL"}
    return parts["FREQ"] == "WEEKLY" and set(parts) <= known


def _parse(rule: str, starts_on: date) -> rrule:
    parsed = rrulestr(rule, dtstart=datetime.combine(starts_on, time()))
    if not isinstance(parsed, rrule):
        raise TypeError(rule)
    return parsed


def _until(until: date | None) -> str:
    return f";UNTIL={until:%Y%m%d}" if until else ""
