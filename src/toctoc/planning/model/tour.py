"""A shift, the stops of its tour, and the hours a volunteer may still work in a week."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model.hours import Interval
from toctoc.planning.model.place import Point, TravelProfile


class ShiftKey(NamedTuple):
    """What names a shift: a volunteer has at most one a day (gaps in it are breaks)."""

    volunteer: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One volunteer's working time on one day, from `base` back to `base`.

    During `breaks` (lunch, a meeting at the base) no visit is under way and a drive pauses.
    They do not count as work here: paid ones belong in the week's `used_s`. Something to do
    elsewhere at a fixed time is a stop with a zero-width window. `max_work_s` limits the day's
    tour (7 h for minors).
    """

    volunteer: int
    day: int
    week: int
    start_s: int
    end_s: int
    base: Point
    breaks: tuple[Interval, ...] = ()
    max_visits: int = 6
    max_work_s: int | None = None
    skills: frozenset[str] = field(default_factory=frozenset)
    travel: TravelProfile = field(default_factory=TravelProfile)

    def __post_init__(self) -> None:
        """Refuse a shift that runs backwards and breaks out of order or outside it."""
        if self.end_s < self.start_s:
            raise InvalidParameter("end_s", self.end_s, f"not before start_s ({self.start_s})")
        if self.max_visits < 0:
            raise InvalidParameter("max_visits", self.max_visits, "at least 0")
        for before, after in pairwise(self.breaks):
            if after.start_s <= before.end_s:
                raise InvalidParameter("breaks", self.breaks, "in order and apart")
        if self.breaks and not (
            self.start_s <= self.breaks[0].start_s and self.breaks[-1].end_s <= self.end_s
        ):
            raise InvalidParameter("breaks", self.breaks, "inside the shift")

    @property
    def key(self) -> ShiftKey:
        """The shift's name."""
        return ShiftKey(self.volunteer, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A visit on a tour. It starts within [`earliest_s`, `latest_s`]: the promise made.

    `is_movable` says that another volunteer may be sent instead (never true of a pair's visit).
    """

    id: int
    point: Point
    length_s: int
    earliest_s: int
    latest_s: int
    skills: frozenset[str] = field(default_factory=frozenset)
    is_movable: bool = False

    def __post_init__(self) -> None:
        """Refuse a stop without length and a window that runs backwards."""
        if self.length_s <= 0:
            raise InvalidParameter("length_s", self.length_s, "more than 0")
        if self.latest_s < self.earliest_s:
            raise InvalidParameter("latest_s", self.latest_s, "not before earliest_s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """A shift and its stops in driving order; no stops: the volunteer is free that day."""

    shift: Shift
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLimit:
    """Hours of one volunteer's week: `used_s` outside the problem's tours, `limit_s` in all."""

    volunteer: int
    week: int
    limit_s: int
    used_s: int = 0
