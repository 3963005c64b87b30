"""The call's question: which three half-days to offer, best first."""

from dataclasses import dataclass

from toctoc.planning.insertion import Need
from toctoc.planning.model import HalfDay, Problem, PromiseRule, Request, Stop, Tour
from toctoc.planning.proposals.candidates import Candidate, Search, search
from toctoc.planning.proposals.explain import Explanation, explain
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.proposals.policy import ScoreTerms, score
from toctoc.planning.proposals.refusals import RefusalReport, report_refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One appointment to say: store `stop` for these volunteers, and the tours become `tours`.

    `tours` are those that change, as they would stand; `position` is the stop's place in the
    first.
    """

    half_day: HalfDay
    volunteers: tuple[int, ...]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    candidate: Candidate
    terms: ScoreTerms
    is_beyond_limit: bool

    @property
    def rank(self) -> tuple[bool, float, int, int, tuple[int, ...]]:
        fit = self.candidate.fits[0]
        volunteers = tuple(tour.shift.volunteer for tour in self.candidate.tours)
        return (
            self.is_beyond_limit,
            self.terms.score_m,
            fit.promised_s,
            fit.position,
            volunteers,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """What all offers of one call share."""

    need: Need
    promise: PromiseRule
    params: ProposalParams
    earliest: HalfDay | None
    has_waits_beyond_limit: bool


def propose(problem: Problem, request: Request, params: ProposalParams) -> Proposal:
    """Find the offers for a request. Deterministic; breaks no promise, shift or limit."""
    found = search(problem, request)
    ranked = _best_per_half_day(found, problem, request, params)
    call = _Call(
        need=found.need,
        promise=request.promise or problem.rules.promise,
        params=params,
        earliest=min((scored.candidate.half_day for scored in ranked), default=None),
        has_waits_beyond_limit=any(scored.is_beyond_limit for scored in ranked),
    )
    offers = tuple(_offer(scored, call) for scored in _keep_one_early(ranked, params))
    is_short = len(offers) < params.offers
    return Proposal(
        offers=offers, refusals=report_refusals(found.verdicts) if is_short else None
    )


def _best_per_half_day(
    found: Search, problem: Problem, request: Request, params: ProposalParams
) -> list[_Scored]:
    """Return the best candidate of each half-day, best first; those beyond the limit last."""
    best: dict[HalfDay, _Scored] = {}
    for candidate in found.candidates:
        terms = score(candidate, request, problem.horizon, params)
        limit = request.wait_limit_days
        beyond = limit is not None and terms.lead_days > limit
        scored = _Scored(candidate=candidate, terms=terms, is_beyond_limit=beyond)
        kept = best.get(candidate.half_day)
        if kept is None or scored.rank < kept.rank:
            best[candidate.half_day] = scored
    return sorted(best.values(), key=lambda scored: scored.rank)


def _keep_one_early(ranked: list[_Scored], params: ProposalParams) -> list[_Scored]:
    """Keep the first offers; where none is early the last gives way to the best early one."""
    kept = ranked[: params.offers]
    early = [scored for scored in ranked if scored.terms.lead_days <= params.early_lead_days]
    if early and not any(scored in early for scored in kept):
        kept[-1] = early[0]
    return kept


def _offer(scored: _Scored, call: _Call) -> Offer:
    candidate, first = scored.candidate, scored.candidate.fits[0]
    stop, tours = candidate.stop(call.need), candidate.tours_after(call.need)
    return Offer(
        half_day=candidate.half_day,
        volunteers=tuple(tour.shift.volunteer for tour in tours),
        promised_start_s=first.promised_s,
        promised_end_s=first.promised_s + call.promise.width_s,
        planned_start_s=first.planned_s,
        position=first.position,
        added_m=candidate.added_m,
        added_work_s=candidate.added_work_s,
        stop=stop,
        tours=tours,
        terms=scored.terms,
        explanation=explain(
            scored.terms,
            tours[0],
            stop,
            call.params,
            is_earliest=candidate.half_day == call.earliest,
            has_limit=call.has_waits_beyond_limit and not scored.is_beyond_limit,
        ),
    )
