"""The call's question: which three half-days to offer, best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from toctoc.planning.model import HalfDay, Problem, Request, Stop, Tour
from toctoc.planning.proposals.candidates import Call, Candidate
from toctoc.planning.proposals.explain import Explanation, explain
from toctoc.planning.proposals.pairs import find_best_pairs
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.proposals.policy import ScoreTerms
from toctoc.planning.proposals.refusals import RefusalReport, join_reports, report_refusals
from toctoc.planning.proposals.visit import TourChange, change_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One appointment to say: store `stop` for these volunteers, and the tours become `tours`.

    `tours` are those that change, as they would stand, the visit's own first; `position` is the
    stop's place in it. `added_m` is what the day as a whole drives more. `asked` is who must be
    named when it is booked: both of a pair, or the volunteer the resident knows where the day
    was planned for her to come; nobody where whoever makes the best plan goes.
    """

    half_day: HalfDay
    volunteers: tuple[int, ...]
    asked: tuple[int, ...]
    promised_start_s: int
    promised_end_s: int
    planned_start_s: int
    position: int
    added_m: int
    added_work_s: int
    stop: Stop
    tours: tuple[Tour, ...]
    terms: ScoreTerms
    explanation: Explanation

    @property
    def day(self) -> int:
        """The day of the visit."""
        return self.half_day.day

    @property
    def volunteer(self) -> int:
        """Who comes (the first of a pair)."""
        return self.volunteers[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """At most `params.offers` offers in different half-days, best first.

    `refusals` explains the half-days without offer; present when fewer offers than wanted were
    found.
    """

    offers: tuple[Offer, ...]
    refusals: RefusalReport | None


def propose(problem: Problem, request: Request, params: ProposalParams) -> Proposal:
    """Find the offers for a request. Deterministic; breaks no promise, shift or limit."""
    call = Call.of(problem, request)
    ranked = _rank(_find(call, params), request)
    earliest = min((candidate.half_day for candidate in ranked), default=None)
    offers = tuple(
        _offer(
            call, candidate, params, is_earliest=candidate.half_day == earliest, ranked=ranked
        )
        for candidate in _keep_one_early(ranked, params)
    )
    if len(offers) == params.offers:
        return Proposal(offers=offers, refusals=None)
    served = {candidate.half_day for candidate in ranked}
    return Proposal(offers=offers, refusals=report_refusals(call, served))


def join_proposals(proposals: Sequence[Proposal], params: ProposalParams) -> Proposal:
    """Join the answers to one need asked of several teams that do not mix.

    The best of each half-day, best first, in different half-days; an early one is kept where
    any team has it. A half-day is refused where every team refuses it.
    """
    every = (offer for proposal in proposals for offer in proposal.offers)
    best: dict[HalfDay, Offer] = {}
    for offer in sorted(every, key=lambda one: (one.terms.score_m, one.promised_start_s)):
        best.setdefault(offer.half_day, offer)
    ranked = list(best.values())
    kept = ranked[: params.offers]
    early = [one for one in ranked if one.terms.lead_days <= params.early_lead_days]
    if early and not any(one in early for one in kept):
        kept[-1] = early[0]
    if len(kept) == params.offers:
        return Proposal(offers=tuple(kept), refusals=None)
    reports = [one.refusals for one in proposals if one.refusals is not None]
    return Proposal(offers=tuple(kept), refusals=join_reports(reports))


def _find(call: Call, params: ProposalParams) -> list[Candidate]:
    if call.request.needs_pair:
        return find_best_pairs(call, params)
    from toctoc.planning.proposals.search import find_best  # noqa: PLC0415 -- slow import

    return find_best(call, params)


def _rank(found: list[Candidate], request: Request) -> list[Candidate]:
    """Put the best first; those beyond the programme's limit come after all within it."""
    return sorted(
        found, key=lambda candidate: (is_beyond_limit(candidate, request), candidate.rank)
    )


def is_beyond_limit(candidate: Candidate, request: Request) -> bool:
    """Tell whether a candidate waits longer than the programme allows."""
    limit = request.wait_limit_days
    return limit is not None and candidate.terms.lead_days > limit


def _keep_one_early(ranked: list[Candidate], params: ProposalParams) -> list[Candidate]:
    """Keep the first offers; where none is early the last gives way to the best early one."""
    kept = ranked[: params.offers]
    early = [found for found in ranked if found.terms.lead_days <= params.early_lead_days]
    if early and not any(found in early for found in kept):
        kept[-1] = early[0]
    return kept


def _offer(
    call: Call,
    candidate: Candidate,
    params: ProposalParams,
    *,
    is_earliest: bool,
    ranked: list[Candidate],
) -> Offer:
    stop = call.need.stop_at(candidate.promised_s)
    change: TourChange = change_of(call, stop, candidate.tours_after(stop))
    # The limit decided where something beyond it scored better.
    limit_decided = not is_beyond_limit(candidate, call.request) and any(
        is_beyond_limit(other, call.request) and other.rank < candidate.rank for other in ranked
    )
    explanation = explain(
        candidate.terms,
        change.tours[0],
        stop,
        params,
        is_earliest=is_earliest,
        has_limit=limit_decided,
    )
    return Offer(
        half_day=candidate.half_day,
        volunteers=change.volunteers,
        asked=change.volunteers
        if call.request.needs_pair or candidate.only is not None
        else (),
        promised_start_s=candidate.promised_s,
        promised_end_s=candidate.promised_s + call.promise.width_s,
        planned_start_s=change.planned_start_s,
        position=change.position,
        added_m=candidate.terms.added_m,
        added_work_s=change.added_work_s,
        stop=stop,
        tours=change.tours,
        terms=candidate.terms,
        explanation=explanation,
    )
