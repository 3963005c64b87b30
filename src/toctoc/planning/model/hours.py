"""Days, half-days and intervals on the horizon's clock (seconds since midnight of day 0)."""

from dataclasses import dataclass
from enum import StrEnum

from toctoc.planning.errors import InvalidParameter

DAY_S = 86_400


class Half(StrEnum):
    """The two halves of a working day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class HalfDay:
    """One half of one day; ordered in time."""

    day: int
    is_afternoon: bool

    @property
    def half(self) -> Half:
        """The half as a word."""
        return Half.AFTERNOON if self.is_afternoon else Half.MORNING


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Interval:
    """A stretch of time from `start_s` to `end_s`, not empty unless it is one instant."""

    start_s: int
    end_s: int

    def __post_init__(self) -> None:
        """Refuse an interval that runs backwards."""
        if self.end_s < self.start_s:
            raise InvalidParameter("end_s", self.end_s, f"not before start_s ({self.start_s})")

    @property
    def length_s(self) -> int:
        """How long it lasts."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The days that can be booked, and which days count when one counts the wait.

    `today` is the day of the call (may be negative); bookable days run from `first_day` to
    `last_day` included; `working_days` lists, in order, the days on which somebody works.
    """

    today: int
    first_day: int
    last_day: int
    working_days: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse days in the past and an unordered calendar."""
        if self.first_day < self.today:
            raise InvalidParameter(
                "first_day", self.first_day, f"not before today ({self.today})"
            )
        if list(self.working_days) != sorted(set(self.working_days)):
            raise InvalidParameter("working_days", self.working_days, "in order, each day once")

    def lead_days(self, day: int) -> int:
        """Count the working days a caller waits for `day`: those after today, up to it."""
        return sum(1 for worked in self.working_days if self.today < worked <= day)
