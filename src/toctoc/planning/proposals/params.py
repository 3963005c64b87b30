"""How offers are ranked; docs/algorithms/proposals.md says how this was tuned."""

from dataclasses import dataclass, fields, replace
from itertools import pairwise
from math import log
from typing import Any

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import PromiseKind

RATIOS = ("share_empty_ratio", "share_single_ratio", "suits_ratio")
NOT_NEGATIVE = (
    "wait_m_per_day", "far_wait_ratio", "continuity_m", "future_calls", "future_opening_ratio",
    "early_lead_days", "near_m", "on_the_way_m",
)  # fmt: skip
POSITIVE = ("ramp_days", "offers")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalParams:
    """A cost-function rule that looks ahead: metres for everything, so that terms add up.

    With τ the lead in working days, p = min(1, τ / `ramp_days`), n the other stops of the tour,
    f how far out the home lies (`farness`), Δ the metres added to the day's best plan and G the
    metres the next caller is expected to save thanks to this visit: score = Δ·(1 − θₙ·p) +
    `wait_m_per_day`·(1 + `far_wait_ratio`·f)·τ + (`opening_m` in a tour of its own,
    `first_tour_m` if that is the day's first, `further_tour_m` if one more) + `crowd_m`·n·p +
    `idle_m_per_h`·(idle hours beside it) − `continuity_m`·[volunteer known] −
    `future_calls`·G, where θ₀ = `share_empty_ratio`, θ₁ = `share_single_ratio`, θₙ = 0 beyond.
    The next caller, whom a half-day suits with `suits_ratio`, would pay for sending somebody
    out `future_opening_m` + `future_opening_ratio` × the way there and back.
    """

    share_empty_ratio: float = 0.61
    share_single_ratio: float = 0.044
    ramp_days: float = 10.4
    wait_m_per_day: float = 670.0
    far_wait_ratio: float = 0.0
    opening_m: float = -1_870.0
    first_tour_m: float = 926.0
    further_tour_m: float = 1_825.0
    crowd_m: float = 1_345.0
    idle_m_per_h: float = 18.0
    continuity_m: float = 2_000.0
    future_calls: float = 8.99
    future_opening_m: float = -1_634.0
    future_opening_ratio: float = 0.476
    suits_ratio: float = 0.287
    offers: int = 3
    early_lead_days: int = 7
    near_m: int = 5_000
    on_the_way_m: int = 2_000

    def __post_init__(self) -> None:
        """Refuse ratios outside [0, 1], negative distances and days, an empty offer set."""
        for name in RATIOS:
            if not 0 <= getattr(self, name) <= 1:
                raise InvalidParameter(name, getattr(self, name), "a ratio lies in [0, 1]")
        for name in NOT_NEGATIVE:
            if not getattr(self, name) >= 0:
                raise InvalidParameter(name, getattr(self, name), "at least 0")
        for name in POSITIVE:
            if not getattr(self, name) > 0:
                raise InvalidParameter(name, getattr(self, name), "more than 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class TunedPolicy:
    """Parameters found by search at several weights of the wait, for each kind of promise.

    `exact` serves promises of one hour; `wide` those that leave the order of visits open (two
    hours, half a day), as `exact` does where nothing was found for them. Each is in order of
    `wait_m_per_day`. `date` names the policy.
    """

    date: str
    exact: tuple[ProposalParams, ...]
    wide: tuple[ProposalParams, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a policy without parameters, and fronts out of order."""
        if not self.exact:
            raise InvalidParameter("exact", self.exact, "at least one set of parameters")
        for name in ("exact", "wide"):
            weights = [params.wait_m_per_day for params in getattr(self, name)]
            is_ordered = all(less < more for less, more in pairwise([0.0, *weights]))
            if not is_ordered:
                raise InvalidParameter(name, weights, "weights of the wait in order, above 0")

    def at(self, wait_m_per_day: float, kind: PromiseKind) -> ProposalParams:
        """Return the parameters where a working day of wait is worth so many metres.

        Between two sets parameters move with the logarithm of the weight; beyond the first and
        the last, only the weight itself changes.
        """
        sets = self.exact if kind is PromiseKind.EXACT or not self.wide else self.wide
        least, most = sets[0].wait_m_per_day, sets[-1].wait_m_per_day
        held = min(max(wait_m_per_day, least), most)
        found = sets[0]
        for before, after in pairwise(sets):
            if before.wait_m_per_day <= held:
                found = _between(before, after, held)
        return replace(found, wait_m_per_day=wait_m_per_day)


def _between(before: ProposalParams, after: ProposalParams, weight: float) -> ProposalParams:
    """Return the parameters at a weight between two sets' own (or at the second's)."""
    held = min(weight, after.wait_m_per_day)
    share = log(held / before.wait_m_per_day) / log(
        after.wait_m_per_day / before.wait_m_per_day
    )
    moved: dict[str, Any] = {
        name: getattr(before, name) + share * (getattr(after, name) - getattr(before, name))
        for name in tuned_names()
    }
    return replace(before, **moved)


def tuned_names() -> tuple[str, ...]:
    """Return the names of the parameters that are found by search: the real numbers."""
    return tuple(
        field.name for field in fields(ProposalParams) if isinstance(field.default, float)
    )
