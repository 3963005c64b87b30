"""The score of a candidate, term by term: metres now against calls still to come."""

from dataclasses import dataclass

from toctoc.planning.model import Horizon, Request
from toctoc.planning.proposals.candidates import Candidate
from toctoc.planning.proposals.params import ProposalParams


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTerms:
    """The terms of a score, in metres (less is better), and the facts they derive from.

    `share_m` is what neighbours who have yet to call are expected to pay of the detour (≤ 0).
    """

    added_m: int
    share_m: float
    wait_m: float
    opening_m: float
    crowd_m: float
    idle_m: float
    continuity_m: float
    lead_days: int
    stops_before: int

    @property
    def score_m(self) -> float:
        """The sum."""
        return (
            self.added_m + self.share_m + self.wait_m + self.opening_m + self.crowd_m
            + self.idle_m + self.continuity_m
        )  # fmt: skip


def score(
    candidate: Candidate, request: Request, horizon: Horizon, params: ProposalParams
) -> ScoreTerms:
    """Score one candidate (docs/algorithms/proposals.md, "Score")."""
    lead_days = horizon.lead_days(candidate.half_day.day)
    nearness = min(1.0, lead_days / params.ramp_days)
    stops_before = min(len(tour.stops) for tour in candidate.tours)
    shares = (params.share_empty_ratio, params.share_single_ratio)
    share = shares[stops_before] if stops_before < len(shares) else 0.0
    volunteers = {tour.shift.volunteer for tour in candidate.tours}
    visits_s = request.length_s * len(candidate.tours)
    return ScoreTerms(
        added_m=candidate.added_m,
        share_m=-candidate.added_m * share * nearness,
        wait_m=params.wait_m_per_day * lead_days,
        opening_m=params.opening_m if stops_before == 0 else 0.0,
        crowd_m=params.crowd_m * stops_before * nearness,
        idle_m=params.idle_m_per_h * (candidate.added_work_s - visits_s) / 3_600,
        continuity_m=-params.continuity_m if request.preferred_volunteer in volunteers else 0.0,
        lead_days=lead_days,
        stops_before=stops_before,
    )
