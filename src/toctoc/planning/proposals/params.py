"""How offers are ranked; docs/algorithms/proposals.md says how this was tuned."""

from dataclasses import dataclass

from toctoc.planning.errors import InvalidParameter

RATIOS = ("share_empty_ratio", "share_single_ratio", "suits_ratio")
NOT_NEGATIVE = (
    "wait_m_per_day", "continuity_m", "future_calls", "future_opening_ratio", "early_lead_days",
    "near_m", "on_the_way_m",
)  # fmt: skip
POSITIVE = ("ramp_days", "offers")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalParams:
    """A cost-function rule that looks ahead: metres for everything, so that terms add up.

    With τ the lead in working days, p = min(1, τ / `ramp_days`), n the other stops of the tour,
    Δ the metres added to the day's best plan and G the metres the next caller is expected to
    save thanks to this visit: score = Δ·(1 − θₙ·p) + `wait_m_per_day`·τ + (`opening_m` in a
    tour of its own, `first_tour_m` if that is the day's first, `further_tour_m` if one more) +
    `crowd_m`·n·p + `idle_m_per_h`·(idle hours beside it) − `continuity_m`·[volunteer known] −
    `future_calls`·G, where θ₀ = `share_empty_ratio`, θ₁ = `share_single_ratio`, θₙ = 0 beyond.
    The next caller, whom a half-day suits with `suits_ratio`, would pay for sending somebody
    out `future_opening_m` + `future_opening_ratio` × the way there and back.
    """

    share_empty_ratio: float = 0.61
    share_single_ratio: float = 0.044
    ramp_days: float = 10.4
    wait_m_per_day: float = 670.0
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
