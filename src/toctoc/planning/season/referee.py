"""Plays a season in process: draws which offer each caller takes, checks the tours, measures.

The rules of choice and the figures are those of the benchmark's `play_season.py`; the tours are
checked by `evaluate`, from scratch.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from toctoc.planning.errors import PlanningError
from toctoc.planning.evaluate import evaluate
from toctoc.planning.proposals import Offer, ProposalParams
from toctoc.planning.season.instance import Call, Instance
from toctoc.planning.season.play import SeasonPlay

FULL_SET = 3


class BrokenSeason(PlanningError):
    """Tours broke a promise or a rule: a fault of the policy, never of the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonScore:
    """How a season went. Waits in working days; `short` calls had fewer than 3 offers."""

    calls: int
    served: int
    refused: int
    short: int
    tours: int
    distance_m: int
    mean_wait_days: float
    p95_wait_days: int

    @property
    def metres_per_visit(self) -> float:
        """The yardstick."""
        return self.distance_m / max(1, self.served)


def play_out(instance: Instance, params: ProposalParams) -> SeasonScore:
    """Play all calls of an instance. Raises BrokenSeason where the tours break anything."""
    play = SeasonPlay(instance.season, params)
    waits: list[int] = []
    short = 0
    for call in instance.calls:
        offers = play.propose(call).offers
        short += len(offers) < FULL_SET
        taken = choose(call, offers, instance.season.choice_probabilities)
        if taken is not None:
            play.book(taken)
            waits.append(taken.day - call.day)
    checked = evaluate(tuple(play.tours.values()))
    visits = sum(len(tour.stops) for tour in play.tours.values())
    if checked.violations or visits != len(waits):
        raise BrokenSeason(f"{len(checked.violations)} violations, {visits} visits made")
    return SeasonScore(
        calls=len(instance.calls),
        served=len(waits),
        refused=len(instance.calls) - len(waits),
        short=short,
        tours=sum(1 for tour in play.tours.values() if tour.stops),
        distance_m=checked.distance_m,
        mean_wait_days=sum(waits) / max(1, len(waits)),
        p95_wait_days=sorted(waits)[int(0.95 * (len(waits) - 1))] if waits else 0,
    )


def choose(call: Call, offers: Sequence[Offer], probabilities: Sequence[float]) -> Offer | None:
    """Return the offer the caller takes, by the call's draw; None where there is none."""
    if not offers:
        return None
    chances = probabilities[: len(offers)]
    threshold, reached = (call.draw or 0.0) * sum(chances), 0.0
    for offer, chance in zip(offers, chances, strict=True):
        reached += chance
        if threshold <= reached:
            return offer
    return offers[-1]
