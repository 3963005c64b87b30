"""Everything the core knows when a call comes in."""

from dataclasses import dataclass, field

from toctoc.planning.errors import InvalidParameter, UnknownShift
from toctoc.planning.model.hours import Horizon
from toctoc.planning.model.place import Point
from toctoc.planning.model.request import BookingRules
from toctoc.planning.model.tour import ShiftKey, Tour, WeekLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandPoint:
    """A place calls come from (a commune's centre) and how often, relative to the others."""

    point: Point
    weight: float

    def __post_init__(self) -> None:
        """Refuse a negative weight."""
        if not self.weight >= 0:
            raise InvalidParameter("weight", self.weight, "at least 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One tour per shift (empty ones included), the weeks' limits, the rules and the horizon.

    A tour outside the bookable days still counts against its week. `demand` tells where calls
    are still to come from; without it offers look no further than their own detour.
    """

    horizon: Horizon
    tours: tuple[Tour, ...]
    rules: BookingRules = field(default_factory=BookingRules)
    weeks: tuple[WeekLimit, ...] = ()
    demand: tuple[DemandPoint, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two tours for one shift and two limits for one week."""
        keys = [tour.shift.key for tour in self.tours]
        if len(set(keys)) < len(keys):
            raise InvalidParameter("tours", sorted(keys), "one tour per volunteer and day")
        weeks = [(week.volunteer, week.week) for week in self.weeks]
        if len(set(weeks)) < len(weeks):
            raise InvalidParameter("weeks", sorted(weeks), "one limit per volunteer and week")

    def get_tour(self, key: ShiftKey) -> Tour:
        """Return the tour of a shift. Raises UnknownShift where there is none."""
        for tour in self.tours:
            if tour.shift.key == key:
                return tour
        raise UnknownShift(key.volunteer, key.day)
