"""Candidates where two volunteers must come together: the same promise fits into two tours.

Tours stay as they are here; both visits start exactly at the promised time, so that neither
tour depends on the other.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from toctoc.planning.insertion import Fit, Verdict, covers, find_fits, insert
from toctoc.planning.model import HalfDay, Stop, Tour
from toctoc.planning.proposals.candidates import Call, Candidate
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.proposals.policy import ScoreTerms

type TourFit = tuple[Tour, Fit]


def find_best_pairs(call: Call, params: ProposalParams) -> list[Candidate]:
    """Return the best pair of each half-day that has one, in order of time."""
    best = []
    for half_day in call.half_days():
        if call.is_bookable(half_day):
            pairs = [
                _candidate(call, params, half_day, pair) for pair in _pairs(call, half_day)
            ]
            best += sorted(pairs, key=lambda candidate: candidate.rank)[:1]
    return best


def _pairs(call: Call, half_day: HalfDay) -> Iterator[tuple[TourFit, TourFit]]:
    """Yield every two tours that can both be there at one promised time."""
    starts_s = call.starts_s(half_day)
    at: dict[int, dict[int, TourFit]] = defaultdict(dict)
    for tour in call.problem.tours:
        if not covers(tour.shift, half_day, call.problem.rules):
            continue
        fits = find_fits(tour, call.need, starts_s, call.week_left_s.get(tour.shift.key))
        if isinstance(fits, Verdict):
            continue
        for fit in sorted(fits, key=lambda fit: (fit.added_m, fit.position)):
            at[fit.promised_s].setdefault(tour.shift.volunteer, (tour, fit))
    for promised_s in sorted(at):
        yield from combinations(at[promised_s].values(), 2)


def _candidate(
    call: Call, params: ProposalParams, half_day: HalfDay, pair: tuple[TourFit, TourFit]
) -> Candidate:
    """Score a pair: no looking ahead, the emptier of the two tours counts."""
    added_m = sum(fit.added_m for _, fit in pair)
    lead_days = call.problem.horizon.lead_days(half_day.day)
    stops_before = min(len(tour.stops) for tour, _ in pair)
    shares = (params.share_empty_ratio, params.share_single_ratio)
    share = shares[stops_before] if stops_before < len(shares) else 0.0
    nearness = min(1.0, lead_days / params.ramp_days)
    far = 1 + params.far_wait_ratio * call.farness
    volunteers = {tour.shift.volunteer for tour, _ in pair}
    is_known = call.request.preferred_volunteer in volunteers
    return Candidate(
        half_day=half_day,
        promised_s=pair[0][1].promised_s,
        terms=ScoreTerms(
            added_m=added_m,
            share_m=-share * nearness * added_m,
            wait_m=params.wait_m_per_day * far * lead_days,
            opening_m=params.opening_m if stops_before == 0 else 0.0,
            crowd_m=params.crowd_m * stops_before * nearness,
            idle_m=0.0,
            continuity_m=-params.continuity_m if is_known else 0.0,
            future_m=0.0,
            lead_days=lead_days,
            stops_before=stops_before,
            opens_tour=stops_before == 0,
        ),
        tours_after=lambda stop: tuple(insert_both(pair, stop)),
    )


def insert_both(pair: tuple[TourFit, TourFit], stop: Stop) -> Iterator[Tour]:
    """Yield both tours with the visit in them."""
    for tour, fit in pair:
        yield insert(tour, fit.position, stop)
