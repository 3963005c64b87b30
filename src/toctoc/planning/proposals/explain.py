"""Why an offer is made, from the very terms of its score: only what is true of it.

Only kinds and figures: the French sentence is made where people read it.
"""

from dataclasses import dataclass
from enum import StrEnum

from toctoc.planning.model import Stop, Tour
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.proposals.policy import ScoreTerms
from toctoc.planning.travel import legs_along


class Motive(StrEnum):
    """What speaks for an offer. A closed list."""

    NEAR_STOP = "near_stop"  # a visit of the same tour is close by: `neighbour`, `neighbour_m`
    ON_THE_WAY = "on_the_way"  # hardly a detour: `added_m`
    SHARED_TOUR = "shared_tour"  # the tour is driven anyway: `added_m`
    EARLIEST = "earliest"  # no earlier half-day that suits is possible
    FUTURE_TOUR = (
        "future_tour"  # opens a tour that neighbours are expected to fill: `expected_m`
    )
    OPENED_TOUR = "opened_tour"  # opens a tour, and nothing else speaks for it
    CONTINUITY = "continuity"  # the volunteer the resident knows
    WAIT_LIMIT = "wait_limit"  # keeps the programme's promise to remote communes


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The main motive, everything else that is true (in a fixed order), and the figures.

    `neighbour` is the id of the stop driven from or to that is nearest; None in a new tour.
    """

    main: Motive
    also: tuple[Motive, ...]
    added_m: int
    expected_m: int
    lead_days: int
    neighbour: int | None = None
    neighbour_m: int | None = None

    @property
    def motives(self) -> tuple[Motive, ...]:
        """All that is true of the offer, the main one first."""
        return (self.main, *self.also)


def explain(
    terms: ScoreTerms,
    tour: Tour,
    stop: Stop,
    params: ProposalParams,
    *,
    is_earliest: bool,
    has_limit: bool,
) -> Explanation:
    """Explain an offer; `tour` holds `stop`, `has_limit` says that the limit decided."""
    neighbour, neighbour_m = nearest_neighbour(tour, stop)
    is_alone, expected_m = neighbour is None, terms.share_m + terms.future_m
    holds = {
        Motive.WAIT_LIMIT: has_limit,
        Motive.NEAR_STOP: neighbour_m is not None and neighbour_m <= params.near_m,
        Motive.ON_THE_WAY: neighbour is not None and terms.added_m <= params.on_the_way_m,
        Motive.CONTINUITY: terms.continuity_m < 0,
        Motive.EARLIEST: is_earliest,
        Motive.SHARED_TOUR: neighbour is not None,
        Motive.FUTURE_TOUR: is_alone and expected_m < 0,
        Motive.OPENED_TOUR: is_alone and expected_m >= 0,
    }
    main, *also = [motive for motive, is_true in holds.items() if is_true]
    return Explanation(
        main=main, also=tuple(also), added_m=terms.added_m, expected_m=round(expected_m),
        lead_days=terms.lead_days, neighbour=neighbour, neighbour_m=neighbour_m,
    )  # fmt: skip


def nearest_neighbour(tour: Tour, stop: Stop) -> tuple[int | None, int | None]:
    """Find the stop just before or after `stop` that is nearest as driven: id and metres."""
    at = next(i for i, other in enumerate(tour.stops) if other.id == stop.id)
    row = tour.stops[max(at - 1, 0) : at + 2]
    if len(row) == 1:
        return None, None
    metres = legs_along([other.point for other in row], tour.shift.travel).distance_m.tolist()
    beside = [other.id for other in row if other.id != stop.id]
    nearest_m, nearest = min(zip(metres, beside, strict=True))
    return nearest, nearest_m
