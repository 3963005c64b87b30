"""The call's question: which appointments to offer, and why not others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from toctoc.agenda.enums import Urgency, VisitKind
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.dispatch.bridge import (
    LoadedProblem,
    build_params,
    build_request,
    check_complete,
    keep_sector_days,
    load_problem,
    split_by_base,
)
from toctoc.dispatch.sentences import (
    Asked,
    Neighbour,
    Search,
    nearest_sentence,
    offer_sentence,
    refusal_sentences,
)
from toctoc.people.models import Volunteer
from toctoc.planning.model import DAY_S, Request
from toctoc.planning.proposals import (
    Explanation,
    Motive,
    Offer,
    Proposal,
    join_proposals,
    propose,
    warm_up,
)
from toctoc.territory.enums import SectorDays

ENOUGH = 3  # offers


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """One appointment to say.

    `volunteers` are two where nobody goes alone, and what is added counts both. `asked_for` is
    whom to name when it is booked: nobody where whoever the day's plan sends goes, else those
    the visit is then tied to. `half` is "morning" or "afternoon".
    """

    rank: int
    volunteers: tuple[Volunteer, ...]
    asked_for: tuple[Volunteer, ...]
    promised_from: datetime
    promised_until: datetime
    starts_at: datetime
    half: str
    added_m: int
    added_s: int
    sentence: str
    motive: Motive


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSet:
    """At most three offers in different half-days, best first; why there are not more.

    `refusals` and `nearest` are French sentences, empty where three offers were found; nothing
    is said twice.
    """

    offers: tuple[OfferRow, ...]
    refusals: tuple[str, ...]
    nearest: str
    horizon_ends_on: date


def list_offers(
    help_request: HelpRequest,
    *,
    now: datetime,
    moving: Visit | None = None,
    pair: Sequence[Volunteer] = (),
) -> OfferSet:
    """Find what to offer for a request: eight queries, whatever the size of the agenda.

    Three more where days are given to sectors (`Programme.sector_days`).

    The request and its resident need not be stored. With `moving`, its visit's time is free and
    its half-day is not offered again: the person cannot, or does not want to. With `pair`, two
    volunteers go together, and only moments that both can make are offered. Every volunteer
    of the programme is considered otherwise; what is offered breaks no promise, shift, limit
    or law.
    Raises IncompleteRequest.
    """
    check_complete(help_request)
    without = () if moving is None else (moving.lead_id or moving.pk,)
    loaded = load_problem(help_request.programme, now=now, without=without)
    request = build_request(help_request, loaded, now=now)
    if moving is not None:
        request = _without_half_day(request, loaded, moving)
    if pair:
        request, loaded = replace(request, needs_pair=True), _only(pair, loaded)
    return _as_set(_propose(request, help_request, loaded), help_request, loaded)


def _propose(request: Request, help_request: HelpRequest, loaded: LoadedProblem) -> Proposal:
    """Propose, on the days of the home's sector where the programme gives days to sectors.

    As a preference, other days come back where these leave fewer than three offers. Only homes
    have a sector: who is helped by phone or in a place is helped on any day.
    """
    rule = help_request.programme.sector_days
    if rule == SectorDays.NONE or help_request.kind != VisitKind.HOME:
        return _ask(request, help_request, loaded)
    own = keep_sector_days(request, help_request, loaded)
    proposal = _ask(own, help_request, loaded)
    is_short = len(proposal.offers) < ENOUGH and own.half_days != request.half_days
    if rule == SectorDays.PREFER and is_short:
        return _ask(request, help_request, loaded)
    return proposal


def _ask(request: Request, help_request: HelpRequest, loaded: LoadedProblem) -> Proposal:
    """Ask the core; of help by phone, once for each base from which somebody could phone."""
    params = build_params(loaded.settings, request.promise)
    found = [
        propose(part.problem, asked, params)
        for asked, part in split_by_base(request, help_request, loaded)
    ]
    return found[0] if len(found) == 1 else join_proposals(found, params)


@cache
def prepare_offers() -> None:
    """Load, and compile where that was never done, what the first offer would wait for.

    Once a process: asked again, nothing happens.
    """
    warm_up()


def _only(volunteers: Sequence[Volunteer], loaded: LoadedProblem) -> LoadedProblem:
    """Return the problem with the tours of some volunteers alone."""
    named = {volunteer.pk for volunteer in volunteers}
    tours = tuple(tour for tour in loaded.problem.tours if tour.shift.volunteer in named)
    return replace(loaded, problem=replace(loaded.problem, tours=tours))


def _without_half_day(request: Request, loaded: LoadedProblem, moving: Visit) -> Request:
    at_s = loaded.clock.seconds(moving.promised_from)
    old = loaded.problem.rules.half_day_of(at_s)
    return replace(request, half_days=request.half_days - {old})


def _as_set(proposal: Proposal, help_request: HelpRequest, loaded: LoadedProblem) -> OfferSet:
    horizon = loaded.problem.horizon
    asked = Asked(
        is_by_phone=help_request.kind == VisitKind.PHONE,
        is_urgent=help_request.urgency != Urgency.NORMAL,
    )
    offers = tuple(
        _as_row(rank, offer, asked, loaded)
        for rank, offer in enumerate(proposal.offers, start=1)
    )
    search = Search(
        clock=loaded.clock,
        today=loaded.clock.date_of(horizon.today),
        horizon_ends_on=loaded.clock.date_of(horizon.last_day),
        team=len(loaded.roster.volunteers),
        need=help_request.need,
        length_s=(help_request.length_min or 0) * 60,
        first_offer=min((offer.half_day for offer in proposal.offers), default=None),
    )
    report = proposal.refusals
    refusals = refusal_sentences(report, search) if report else ()
    return OfferSet(
        offers=offers,
        refusals=refusals,
        nearest=nearest_sentence(report, search, told=refusals) if report else "",
        horizon_ends_on=search.horizon_ends_on,
    )


def _as_row(rank: int, offer: Offer, asked: Asked, loaded: LoadedProblem) -> OfferRow:
    clock = loaded.clock
    return OfferRow(
        rank=rank,
        volunteers=tuple(loaded.roster.volunteers[pk] for pk in offer.volunteers),
        asked_for=tuple(loaded.roster.volunteers[pk] for pk in offer.asked),
        promised_from=clock.moment(offer.promised_start_s),
        promised_until=clock.moment(offer.promised_end_s),
        starts_at=clock.moment(offer.planned_start_s),
        half=offer.half_day.half.value,
        added_m=offer.added_m,
        added_s=offer.added_work_s,
        sentence=offer_sentence(
            offer.explanation,
            day=clock.date_of(offer.day),
            is_afternoon=offer.half_day.is_afternoon,
            today=clock.date_of(loaded.problem.horizon.today),
            neighbour=_neighbour(offer.volunteer, offer.explanation, loaded),
            asked=asked,
        ),
        motive=offer.explanation.main,
    )


def _neighbour(
    volunteer: int, explanation: Explanation, loaded: LoadedProblem
) -> Neighbour | None:
    if explanation.neighbour is None:
        return None
    row = loaded.find_row(explanation.neighbour, volunteer)
    afternoon_s = loaded.problem.rules.afternoon.start_s
    return Neighbour(commune=row.commune, is_afternoon=row.starts_s % DAY_S >= afternoon_s)
