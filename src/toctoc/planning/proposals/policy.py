"""The score of a candidate, term by term: metres now against calls still to come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTerms:
    """The terms of a score, in metres (less is better), and the facts they derive from.

    `share_m`: what neighbours who have yet to call are taken to pay of the detour. `future_m`:
    what callers to come would save thanks to this visit (negative) or lose by it, all they
    count. `opens_tour`: one more volunteer goes out that day.
    """

    added_m: int
    share_m: float
    wait_m: float
    opening_m: float
    crowd_m: float
    idle_m: float
    continuity_m: float
    future_m: float
    lead_days: int
    stops_before: int
    opens_tour: bool

    @property
    def score_m(self) -> float:
        """The sum."""
        beside_m = self.wait_m + self.opening_m + self.crowd_m + self.idle_m + self.continuity_m
        return self.added_m + self.share_m + beside_m + self.future_m
