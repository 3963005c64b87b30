"""Between moments (aware) and the core's seconds (local wall clock since midnight of day 0)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from toctoc.dispatch.errors import InvalidLocalTime
from toctoc.planning.model import DAY_S

SECOND = timedelta(seconds=1)
QUARTER_S = 900


@dataclass(frozen=True, slots=True)
class LocalClock:
    """The wall clock of a programme, counted from a Monday's midnight.

    >>> clock = LocalClock(date(2026, 10, 19), ZoneInfo("Europe/Paris"))
    >>> clock.moment(7 * DAY_S + 9 * 3600).isoformat()  # the Monday after the clock change
    '2026-10-26T09:00:00+01:00'
    """

    day_0: date
    zone: ZoneInfo

    @classmethod
    def from_week_of(cls, now: datetime, time_zone: str) -> Self:
        """Count from the Monday of the week of `now`."""
        return cls.from_week_of_day(now.astimezone(ZoneInfo(time_zone)).date(), time_zone)

    @classmethod
    def from_week_of_day(cls, day: date, time_zone: str) -> Self:
        """Count from the Monday of a local day's week."""
        return cls(day - timedelta(days=day.weekday()), ZoneInfo(time_zone))

    def seconds(self, moment: datetime) -> int:
        """Return where an aware moment lies; both passes through a repeated hour are one."""
        local = moment.astimezone(self.zone).replace(tzinfo=None)
        return (local - datetime.combine(self.day_0, time())) // SECOND

    def local_seconds(self, unix_s: int) -> int:
        """Return where a moment lies, given in seconds since 1970 UTC."""
        return unix_s + _offset_s(self.zone, unix_s // QUARTER_S) - _midnight_s(self.day_0)

    def moment(self, at_s: int) -> datetime:
        """Return the aware moment of a wall-clock second.

        Raises InvalidLocalTime in the hour a clock change skips. In the hour it repeats, the
        first pass is meant: nobody is late by taking the earlier one.
        """
        local = datetime.combine(self.day_0, time()) + timedelta(seconds=at_s)
        moment = local.replace(tzinfo=self.zone)
        if self.seconds(_through_utc(moment)) != at_s:
            raise InvalidLocalTime(at=local.isoformat(), zone=self.zone.key)
        return moment

    def promised_seconds(self, moment: datetime) -> int:
        """Return where a moment lies that will be said to someone.

        Raises InvalidLocalTime where what is said would mean another moment, or none.
        """
        at_s = self.seconds(moment)
        # Compared in UTC: Python calls a repeated time unequal to itself in another zone.
        if _through_utc(self.moment(at_s)) != _through_utc(moment):
            raise InvalidLocalTime(at=moment.isoformat(), zone=self.zone.key)
        return at_s

    def day_of(self, day: date) -> int:
        """Return a date's number; days before day 0 are negative."""
        return (day - self.day_0).days

    def date_of(self, day: int) -> date:
        """Return the date of a day's number."""
        return self.day_0 + timedelta(days=day)

    def at(self, day: date, clock: time) -> int:
        """Return where a clock time of a date lies."""
        midnight_s = self.day_of(day) * DAY_S
        return midnight_s + clock.hour * 3600 + clock.minute * 60 + clock.second


def local_day(moment: datetime, time_zone: str) -> date:
    """Return the date of a moment in a programme's time zone."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


@lru_cache(maxsize=8_192)
def _offset_s(zone: ZoneInfo, quarter: int) -> int:
    """Return by how much local time is ahead; no zone changes within a quarter of an hour."""
    offset = datetime.fromtimestamp(quarter * QUARTER_S, tz=zone).utcoffset()
    return 0 if offset is None else offset // SECOND


@lru_cache(maxsize=64)
def _midnight_s(day: date) -> int:
    return (day - date(1970, 1, 1)).days * DAY_S


def _through_utc(moment: datetime) -> datetime:
    """Settle a moment: what a skipped local time is read as differs from how it was written."""
    return moment.astimezone(ZoneInfo("UTC"))
