"""Recurring visits to one person: booked together, moved or cancelled from one on.

Each visit answers a request of its own, so that each may go its own way. What does not fit
stays an open request, told with its reason: nothing is dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from toctoc.agenda import operations as agenda
from toctoc.agenda.enums import CancelReason, MoveReason, RequestStatus, VisitStatus
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.agenda.operations import SeriesPlan
from toctoc.agenda.queries import list_following_requests, list_following_visits
from toctoc.common.errors import ToctocError
from toctoc.dispatch.errors import InfeasibleSlot
from toctoc.dispatch.operations.booking import book_visit, move_visit
from toctoc.dispatch.operations.cancelling import cancel_visit
from toctoc.dispatch.queries.moments import Moment, find_nearest_moment
from toctoc.people.models import Account, Volunteer

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesStep:
    """One visit of a series: when it was wanted, and the visit or why there is none (French).

    `error` is what refused it, None where a sentence of the search says why.
    """

    help_request: HelpRequest
    wanted_from: datetime
    visit: Visit | None = None
    refusal: str = ""
    error: ToctocError | None = None


def book_series(
    help_request: HelpRequest,
    *,
    plan: SeriesPlan,
    promised_from: datetime,
    volunteers: Sequence[Volunteer] = (),
    by: Account,
    now: datetime,
) -> list[SeriesStep]:
    """Book a visit and those to come after it: one step each, the first included.

    A request that has its visit already begins the series with it. Later ones are wanted on
    the same weekday at the same hour, with the volunteer of the first; where that cannot be,
    at the nearest moment of the week that suits, with anybody. All that fit are stored; the
    others stay open requests. Raises AlreadyInSeries, and for the first what `book_visit` does.
    """
    first = _first_visit(help_request) or book_visit(
        help_request, promised_from=promised_from, volunteers=volunteers, by=by, now=now
    )
    known = first.volunteer if plan.keeps_volunteer else None
    requests = agenda.open_series(help_request, plan=plan, volunteer=known, by=by, now=now)
    steps = [SeriesStep(help_request=help_request, wanted_from=promised_from, visit=first)]
    for number, later in enumerate(requests, start=1):
        wanted = _weeks_later(first, number * plan.every_weeks)
        steps.append(_book_step(later, wanted, known, by=by, now=now))
    return steps


def move_following_visits(
    visit: Visit, *, promised_from: datetime, reason: MoveReason, by: Account, now: datetime
) -> list[SeriesStep]:
    """Move a visit of a series, and those after it by as much: one step each.

    The weekday and the hour follow; each stays with its volunteer where it is tied. One that
    cannot be moved stays where it was promised, and its step says why. Raises for the first
    what `move_visit` does.
    """
    following = list(list_following_visits(visit))
    local = [_local(one, one.promised_from) for one in (visit, *following)]
    shift = _local(visit, promised_from).replace(tzinfo=None) - local[0].replace(tzinfo=None)
    moved = _move(visit, promised_from, reason=reason, by=by, now=now)
    steps = [
        SeriesStep(help_request=visit.help_request, wanted_from=promised_from, visit=moved)
    ]
    for later, was in zip(following, local[1:], strict=True):
        wanted = (was.replace(tzinfo=None) + shift).replace(tzinfo=was.tzinfo)
        steps.append(_move_step(later, wanted, reason=reason, by=by, now=now))
    return steps


@transaction.atomic
def cancel_following_visits(
    visit: Visit, *, reason: CancelReason, by: Account, now: datetime
) -> list[Visit]:
    """Cancel a visit of a series and all booked after it; requests still open are closed.

    Each tour goes back to its own times. Sends nothing. Raises VisitAlreadyStarted,
    VisitNotBooked.
    """
    following = list(list_following_visits(visit))
    waiting = list(list_following_requests(visit))
    cancelled = [
        cancel_visit(one, reason=reason, by=by, now=now) for one in (visit, *following)
    ]
    for request in waiting:
        agenda.answer_request(
            request, status=RequestStatus.CLOSED, note=request.outcome_note, by=by, now=now
        )
    return cancelled


def _first_visit(help_request: HelpRequest) -> Visit | None:
    booked = help_request.visits.filter(status=VisitStatus.BOOKED, lead=None)
    return booked.select_related("programme", "volunteer").first()


def _book_step(
    later: HelpRequest, wanted: datetime, known: Volunteer | None, *, by: Account, now: datetime
) -> SeriesStep:
    found = find_nearest_moment(later, wanted=wanted, known=known, now=now)
    if not isinstance(found, Moment):
        agenda.note_reason(later, reason=found)
        return SeriesStep(help_request=later, wanted_from=wanted, refusal=found)
    try:
        visit = book_visit(
            later,
            promised_from=found.promised_from,
            volunteers=found.volunteers,
            by=by,
            now=now,
        )
    except ToctocError as error:  # somebody was a moment faster
        return SeriesStep(
            help_request=later, wanted_from=wanted, refusal=_sentence(error), error=error
        )
    return SeriesStep(help_request=later, wanted_from=wanted, visit=visit)


def _move_step(
    visit: Visit, wanted: datetime, *, reason: MoveReason, by: Account, now: datetime
) -> SeriesStep:
    try:
        moved = _move(visit, wanted, reason=reason, by=by, now=now)
    except ToctocError as error:
        return SeriesStep(
            help_request=visit.help_request,
            wanted_from=wanted,
            visit=visit,
            refusal=_sentence(error),
            error=error,
        )
    return SeriesStep(help_request=visit.help_request, wanted_from=wanted, visit=moved)


def _move(
    visit: Visit, promised_from: datetime, *, reason: MoveReason, by: Account, now: datetime
) -> Visit:
    going = [
        visit.volunteer,
        *(one.volunteer for one in visit.companions.filter(status=visit.status)),
    ]
    return move_visit(
        visit,
        promised_from=promised_from,
        volunteers=going if visit.is_tied else (),
        reason=reason,
        by=by,
        now=now,
    )


def _sentence(error: ToctocError) -> str:
    """Return the core's sentence where it has one; others are worded by the screens."""
    return str(error.data.get("sentence", "")) if isinstance(error, InfeasibleSlot) else ""


def _weeks_later(first: Visit, weeks: int) -> datetime:
    """Return the same hour of the wall clock, weeks later, whatever the clocks do between."""
    local = _local(first, first.promised_from)
    day: date = local.date() + weeks * WEEK
    return datetime.combine(day, local.time(), tzinfo=local.tzinfo)


def _local(visit: Visit, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(visit.programme.time_zone))
