"""How offers are ranked; docs/algorithms/proposals.md says how this was tuned."""

from dataclasses import dataclass

from toctoc.planning.errors import InvalidParameter


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalParams:
    """The cost-function rule: metres for everything, so that terms add up.

    With τ the lead in working days, p = min(1, τ / `ramp_days`), n the stops already in the
    tour and Δ the added metres: score = Δ·(1 − θₙ·p) + `wait_m_per_day`·τ + `opening_m`·[n = 0]
    + `crowd_m`·n·p + `idle_m_per_h`·(hours of work that are neither drive nor visit) −
    `continuity_m`·[same volunteer], where θ₀ = `share_empty_ratio`, θ₁ = `share_single_ratio`,
    θₙ = 0 beyond.
    """

    share_empty_ratio: float = 0.72
    share_single_ratio: float = 0.2
    ramp_days: float = 8.0
    wait_m_per_day: float = 1_500.0
    opening_m: float = -4_000.0
    crowd_m: float = 0.0
    idle_m_per_h: float = 0.0
    continuity_m: float = 2_000.0
    offers: int = 3
    early_lead_days: int = 5
    near_m: int = 5_000
    on_the_way_m: int = 2_000

    def __post_init__(self) -> None:
        """Refuse shares outside [0, 1], an empty offer set and negative distances."""
        for name in ("share_empty_ratio", "share_single_ratio"):
            if not 0 <= getattr(self, name) <= 1:
                raise InvalidParameter(name, getattr(self, name), "a ratio lies in [0, 1]")
        for name in (
            "wait_m_per_day",
            "continuity_m",
            "early_lead_days",
            "near_m",
            "on_the_way_m",
        ):
            if not getattr(self, name) >= 0:
                raise InvalidParameter(name, getattr(self, name), "at least 0")
        if not self.ramp_days > 0:
            raise InvalidParameter("ramp_days", self.ramp_days, "more than 0")
        if self.offers < 1:
            raise InvalidParameter("offers", self.offers, "at least 1")
