"""What a caller needs, what the programme promises, and by which rules it offers times."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model.hours import DAY_S, HalfDay, Interval
from toctoc.planning.model.place import Point

MORNING = Interval(start_s=32_400, end_s=41_400)
AFTERNOON = Interval(start_s=48_600, end_s=57_600)


class PromiseKind(StrEnum):
    """What is said to the resident; the width of the arrival window is the rule's."""

    EXACT = "exact"
    WIDE = "wide"
    HALF_DAY = "half_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRule:
    """The promise made: the volunteer starts within `width_s` of the promised start.

    `HALF_DAY` promises start only with the half-day; the others on the programme's grid.
    """

    kind: PromiseKind = PromiseKind.EXACT
    width_s: int = 1_800

    def __post_init__(self) -> None:
        """Refuse a window that ends before it starts."""
        if self.width_s < 0:
            raise InvalidParameter("width_s", self.width_s, "at least 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRules:
    """How times are offered: promised starts lie in a half-day, ends included, on the grid.

    `morning` and `afternoon` are clock times of a day (seconds after its midnight).
    """

    morning: Interval = field(default=MORNING)
    afternoon: Interval = field(default=AFTERNOON)
    grid_s: int = 1_800
    promise: PromiseRule = field(default_factory=PromiseRule)

    def __post_init__(self) -> None:
        """Refuse an empty grid and halves that overlap."""
        if self.grid_s <= 0:
            raise InvalidParameter("grid_s", self.grid_s, "more than 0")
        if self.afternoon.start_s <= self.morning.end_s:
            raise InvalidParameter(
                "afternoon", self.afternoon, "starts after the morning's end"
            )

    def starts_s(self, half_day: HalfDay, promise: PromiseRule) -> Iterator[int]:
        """Yield the times that may be promised in a half-day, in order."""
        half = self.afternoon if half_day.is_afternoon else self.morning
        midnight_s = half_day.day * DAY_S
        if promise.kind is PromiseKind.HALF_DAY:
            yield midnight_s + half.start_s
            return
        first_s = -(-half.start_s // self.grid_s) * self.grid_s
        for clock_s in range(first_s, half.end_s + 1, self.grid_s):
            yield midnight_s + clock_s

    def half_day_of(self, start_s: int) -> HalfDay | None:
        """Find the half-day in which a promised start lies; None between the halves."""
        day, clock_s = divmod(start_s, DAY_S)
        for is_afternoon, half in ((False, self.morning), (True, self.afternoon)):
            if half.start_s <= clock_s <= half.end_s:
                return HalfDay(day=day, is_afternoon=is_afternoon)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A caller's need. `half_days` are the ones that suit; `id` names the stop it would become.

    `openings`, where given, are when the place is open: the visit lies inside one of them.
    `wait_limit_days` is the programme's promise to remote communes (working days): offers
    within it come before all others whatever they cost.
    """

    id: int
    point: Point
    length_s: int
    half_days: frozenset[HalfDay]
    not_before_day: int = 0
    skills: frozenset[str] = field(default_factory=frozenset)
    needs_pair: bool = False
    preferred_volunteer: int | None = None
    wait_limit_days: int | None = None
    promise: PromiseRule | None = None
    is_movable: bool = False
    openings: tuple[Interval, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse a visit without length and a negative limit."""
        if self.length_s <= 0:
            raise InvalidParameter("length_s", self.length_s, "more than 0")
        if self.wait_limit_days is not None and self.wait_limit_days < 0:
            raise InvalidParameter("wait_limit_days", self.wait_limit_days, "at least 0")

    def starts_s(
        self, half_day: HalfDay, rules: BookingRules, promise: PromiseRule
    ) -> Iterator[int]:
        """Yield the times that may be promised in a half-day, in order."""
        for start_s in rules.starts_s(half_day, promise):
            if self.is_open(start_s, promise.width_s):
                yield start_s

    def is_open(self, start_s: int, width_s: int) -> bool:
        """Tell whether the visit lies in one opening, begun up to `width_s` after its start."""
        end_s = start_s + width_s + self.length_s
        return self.openings is None or any(
            opening.start_s <= start_s and end_s <= opening.end_s for opening in self.openings
        )
