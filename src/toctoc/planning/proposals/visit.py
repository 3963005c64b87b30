"""What becomes of the tours when a visit joins them: who comes, when, what it adds."""

from dataclasses import dataclass

from toctoc.planning.model import Stop, Tour
from toctoc.planning.proposals.candidates import Call
from toctoc.planning.timeline import timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class TourChange:
    """Tours that change, as they would stand (the visit's own first), and what that adds."""

    tours: tuple[Tour, ...]
    volunteers: tuple[int, ...]
    planned_start_s: int
    position: int
    added_m: int
    added_work_s: int


def change_of(call: Call, stop: Stop, tours: tuple[Tour, ...]) -> TourChange:
    """Measure a change of tours against the problem's. `stop` is in at least one of them."""
    first = next(tour for tour in tours if stop in tour.stops)
    position = first.stops.index(stop)
    before = [timeline(call.problem.get_tour(tour.shift.key)) for tour in tours]
    after = [timeline(tour) for tour in tours]
    return TourChange(
        tours=tours,
        volunteers=tuple(tour.shift.volunteer for tour in tours if stop in tour.stops),
        planned_start_s=timeline(first).planned[position].start_s,
        position=position,
        added_m=sum(line.distance_m for line in after)
        - sum(line.distance_m for line in before),
        added_work_s=sum(line.work_s for line in after) - sum(line.work_s for line in before),
    )
