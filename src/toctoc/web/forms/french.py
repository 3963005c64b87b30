"""Readers of French writing: "8/12", "8 décembre", "14 h 30", "1 h 30". Pure text to values.

Generous in what is read, strict in what it means: an impossible day or hour is an error, never
repaired.
"""

import re
from datetime import date, time, timedelta

from toctoc.common.errors import ToctocError
from toctoc.common.names import fold

# A day written without its year is the next one, unless it lies this close behind us: someone
# who types yesterday's date means yesterday, and must be told that it is past.
RECENT = timedelta(days=60)
HOUR_MIN = 60

_MONTHS = ("JAN", "FEV", "MAR", "AVR", "MAI", "JUIN", "JUIL", "AOU", "SEP", "OCT", "NOV", "DEC")
_DAY = re.compile(r"(\d{1,2})(?: ?ER)? (\d{1,2}|[A-Z]+)(?: (\d{4}|\d{2}))?$")
_ISO_DAY = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})$")
_DIGITS_DAY = re.compile(r"(\d{2})(\d{2})(\d{4})$")
_WEEKDAY = re.compile(r"^(?:LE )?(?:(?:LUN|MAR|MER|JEU|VEN|SAM|DIM)[A-Z]* )?(?:LE )?")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:h|heures?|:|\.)?\s*(\d{2})?\s*(?:min|mn)?$", re.IGNORECASE)
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*(?:h|heures?|:)\s*(?P<rest>\d{1,2})?|(?P<minutes>\d{1,3}))"
    r"\s*(?:min|mn|minutes?|')?$",
    re.IGNORECASE,
)


# A year outside these is a slip of the fingers, and calendars end soon after 9999.
YEARS = range(1900, 2200)


class UnreadableDay(ToctocError):
    """No day of the calendar is written so. Data: `typed`."""


class YearMissing(ToctocError):
    """The day has no year, and nothing tells which. Data: `typed`."""


class UnreadableHour(ToctocError):
    """No hour of the day is written so. Data: `typed`."""


class UnreadableLength(ToctocError):
    """No length of time is written so. Data: `typed`."""


def read_day(typed: str, *, today: date | None = None) -> date:
    """Read a day in French order or in ISO; without a year, the next such day (see RECENT).

    >>> read_day("8/12", today=date(2026, 11, 30)), read_day("1er février 27")
    (datetime.date(2026, 12, 8), datetime.date(2027, 2, 1))

    Raises UnreadableDay, YearMissing.
    """
    text = _WEEKDAY.sub("", fold(typed))
    if iso := _ISO_DAY.match(text):
        year, month, day = iso.groups()
    elif digits := _DIGITS_DAY.match(text):
        day, month, year = digits.groups()
    elif french := _DAY.match(text):
        day, month, year = french.groups()
    else:
        raise UnreadableDay(typed=typed)
    if year is None:
        return _next_day(int(day), _read_month(month, typed), today=today, typed=typed)
    century = 2000 if len(year) == 2 else 0
    return _make_day(int(day), _read_month(month, typed), century + int(year), typed)


def read_hour(typed: str) -> time:
    """Read an hour of the day.

    >>> [str(read_hour(text)) for text in ("14h30", "14:30", "14 h 30", "9 h", "9", "0930")]
    ['14:30:00', '14:30:00', '14:30:00', '09:00:00', '09:00:00', '09:30:00']

    Raises UnreadableHour.
    """
    found = _CLOCK.match(typed.replace("\u00a0", " ").strip())
    if not found:
        raise UnreadableHour(typed=typed)
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError as error:
        raise UnreadableHour(typed=typed) from error


def read_length_min(typed: str) -> int:
    """Read a length of time, in minutes.

    >>> [read_length_min(text) for text in ("60", "45 min", "1 h", "1h30", "1:30")]
    [60, 45, 60, 90, 90]

    Raises UnreadableLength.
    """
    found = _LENGTH.match(typed.replace("\u00a0", " ").strip())
    if not found:
        raise UnreadableLength(typed=typed)
    if found["minutes"]:
        return int(found["minutes"])
    return int(found["hours"]) * HOUR_MIN + int(found["rest"] or 0)


def _read_month(text: str, typed: str) -> int:
    if text.isdigit():
        return int(text)
    for number, start in enumerate(_MONTHS, start=1):
        if text.startswith(start):
            return number
    raise UnreadableDay(typed=typed)


def _make_day(day: int, month: int, year: int, typed: str) -> date:
    if year not in YEARS:
        raise UnreadableDay(typed=typed)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise UnreadableDay(typed=typed) from error


def _next_day(day: int, month: int, *, today: date | None, typed: str) -> date:
    if today is None:
        raise YearMissing(typed=typed)
    for year in range(today.year - 1, today.year + 5):  # a 29 February is at most 4 years away
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today - RECENT:
            return found
    raise UnreadableDay(typed=typed)
