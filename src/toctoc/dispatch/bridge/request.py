"""A help request as the core's request: half-days become dates, remote homes get a limit.

Where it happens depends on its kind: at home; in a place, while that is open; on the phone, at
the base of whoever phones.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from toctoc.agenda.enums import PromiseKind, Urgency, VisitKind, VisitStatus
from toctoc.agenda.errors import IncompleteRequest
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.common.half_days import HALVES, HalfDays
from toctoc.dispatch.bridge.calendar import build_promise, is_working_day
from toctoc.dispatch.bridge.openings import list_openings
from toctoc.dispatch.bridge.problem import LoadedProblem
from toctoc.dispatch.models import PlanningSettings
from toctoc.people.models import Resident, Volunteer
from toctoc.planning.model import (
    DAY_S,
    HalfDay,
    Point,
    PromiseRule,
    Request,
    TravelProfile,
)
from toctoc.planning.model import PromiseKind as CorePromiseKind
from toctoc.planning.proposals import ProposalParams, tuned_for
from toctoc.planning.travel import legs_along

NEW_STOP = 0  # no visit has this key
# A home is remote when its nearest volunteer's base is farther by road than this.
REMOTE_M = 15_000
MINUTE_S = 60
# Working days within which offers come first, whatever they cost.
URGENT_WITHIN_DAYS: Mapping[str, int] = {Urgency.URGENT: 2, Urgency.SOON: 5}
# Whoever comes to a place comes at an hour.
AT_A_PLACE = PromiseRule(kind=CorePromiseKind.EXACT, width_s=0)
# Days looked at where none of the bookable ones suits, only to say why.
LOOK_BEYOND_DAYS = 7


def build_params(
    settings: PlanningSettings, promise: PromiseRule | None = None
) -> ProposalParams:
    """Return the ranking's parameters: tuned ones, moved along the km-against-wait front.

    Promises that leave the order of visits open have their own; exact ones without `promise`.
    """
    weight_m = ProposalParams().wait_m_per_day * settings.wait_weight
    return tuned_for(weight_m) if promise is None else tuned_for(weight_m, promise.kind)


def build_request(
    help_request: HelpRequest, loaded: LoadedProblem, *, now: datetime
) -> Request:
    """Turn a help request into the core's; one query (who came last time).

    Of help by phone the point is a base of the programme: see `list_bases`. Raises
    IncompleteRequest, with the names of the fields still missing.
    """
    resident, length_min = check_complete(help_request)
    point = point_of(help_request, loaded)
    not_before = help_request.not_before
    first_day = loaded.problem.horizon.first_day
    from_day = first_day if not_before is None else loaded.clock.day_of(not_before)
    is_remote = is_far(point, loaded.roster.volunteers.values())
    half_days = expand(help_request.half_days, loaded, from_day=max(first_day, from_day))
    return Request(
        id=NEW_STOP,
        point=point,
        length_s=length_min * MINUTE_S,
        half_days=frozenset(half for half in half_days if _is_to_come(half, loaded, now)),
        skills=frozenset({help_request.need}),
        needs_pair=needs_pair(help_request),
        preferred_volunteer=_last_visitor(resident, now=now),
        wait_limit_days=_wait_limit_days(help_request, loaded, is_remote=is_remote),
        promise=promise_of(help_request, loaded.settings),
        is_movable=loaded.settings.lets_volunteers_change,
        openings=list_openings(help_request.place, loaded.roster.days(), loaded.clock),
    )


def build_day_request(
    help_request: HelpRequest, loaded: LoadedProblem, *, key: int, day: date, now: datetime
) -> Request:
    """Turn a complete request into the core's for one day only, named `key`; no query.

    Half-days under way are left out.
    """
    _resident, length_min = check_complete(help_request)
    number, not_before = loaded.clock.day_of(day), help_request.not_before
    suits, is_open = help_request.half_days, not_before is None or not_before <= day
    dated = (HalfDay(day=number, is_afternoon=bool(half)) for half in range(len(HALVES)))
    return Request(
        id=key,
        point=point_of(help_request, loaded),
        length_s=length_min * MINUTE_S,
        half_days=frozenset(
            half_day
            for half_day in dated
            if is_open
            and is_working_day(day)
            and suits.suits(weekday=day.weekday(), half=int(half_day.is_afternoon))
            and _is_to_come(half_day, loaded, now)
        ),
        not_before_day=number,
        skills=frozenset({help_request.need}),
        needs_pair=needs_pair(help_request),
        promise=promise_of(help_request, loaded.settings),
        openings=list_openings(help_request.place, loaded.roster.days(), loaded.clock),
    )


def needs_pair(help_request: HelpRequest) -> bool:
    """Tell whether two must go: to a home where nobody goes alone, nowhere else."""
    resident = help_request.resident
    is_home = help_request.kind == VisitKind.HOME
    return is_home and resident is not None and resident.two_people_only


def point_of(help_request: HelpRequest, loaded: LoadedProblem) -> Point:
    """Return where the person is helped; by phone, at the programme's first base."""
    if help_request.kind == VisitKind.PHONE:
        return next(iter(list_bases(loaded)), Point(lat_deg=0, lon_deg=0))
    where = help_request.place or help_request.resident
    if where is None:
        raise IncompleteRequest(missing=["resident"])
    return Point(lat_deg=where.lat_deg, lon_deg=where.lon_deg)


def list_bases(loaded: LoadedProblem) -> list[Point]:
    """Return where tours leave from, each once, in order of the volunteers' names."""
    return list(dict.fromkeys(tour.shift.base for tour in loaded.problem.tours))


def split_by_base(
    request: Request, help_request: HelpRequest, loaded: LoadedProblem
) -> Iterator[tuple[Request, LoadedProblem]]:
    """Yield the request as each base sees it, with the tours that leave from there.

    Only help by phone depends on it: all else is one request and the whole problem.
    """
    bases = list_bases(loaded)
    if help_request.kind != VisitKind.PHONE or len(bases) <= 1:
        yield request, loaded
        return
    for base in bases:
        tours = tuple(tour for tour in loaded.problem.tours if tour.shift.base == base)
        problem = replace(loaded.problem, tours=tours)
        yield replace(request, point=base), replace(loaded, problem=problem)


def promise_kind(help_request: HelpRequest, settings: PlanningSettings) -> PromiseKind:
    """Return what this caller is told: the request's kind of promise, else the programme's.

    Whoever comes to a place is always told an hour.
    """
    if help_request.kind == VisitKind.PLACE:
        return PromiseKind.EXACT
    return PromiseKind(help_request.promise or settings.promise)


def promise_of(help_request: HelpRequest, settings: PlanningSettings) -> PromiseRule:
    """Return what is promised, and how wide the window is."""
    if help_request.kind == VisitKind.PLACE:
        return AT_A_PLACE
    return build_promise(settings, promise_kind(help_request, settings))


def check_complete(help_request: HelpRequest) -> tuple[Resident, int]:
    """Return whom to visit and for how many minutes.

    Raises IncompleteRequest, with the names of the fields still missing.
    """
    resident, length_min = help_request.resident, help_request.length_min
    missing = _missing(help_request)
    if resident is None or length_min is None or missing:
        raise IncompleteRequest(missing=missing)
    return resident, length_min


def expand(suits: HalfDays, loaded: LoadedProblem, *, from_day: int) -> frozenset[HalfDay]:
    """Return the dated half-days that suit, from a day to the end of the horizon.

    Where `from_day` lies beyond it, the week from there on, so that the core can say so.
    """
    last_day = loaded.problem.horizon.last_day
    if from_day > last_day:
        last_day = min(from_day + LOOK_BEYOND_DAYS - 1, loaded.clock.day_of(date.max))
    dates = {day: loaded.clock.date_of(day) for day in range(from_day, last_day + 1)}
    return frozenset(
        HalfDay(day=day, is_afternoon=bool(half))
        for day, on in dates.items()
        for half in range(len(HALVES))
        if is_working_day(on) and suits.suits(weekday=on.weekday(), half=half)
    )


def _wait_limit_days(
    help_request: HelpRequest, loaded: LoadedProblem, *, is_remote: bool
) -> int | None:
    """Return within how many working days somebody must be offered help first."""
    limits = [URGENT_WITHIN_DAYS.get(help_request.urgency)]
    if is_remote:
        limits.append(loaded.settings.remote_wait_limit_days)
    return min((one for one in limits if one is not None), default=None)


def _is_to_come(half_day: HalfDay, loaded: LoadedProblem, now: datetime) -> bool:
    """Leave out half-days under way, where the programme books for the same day."""
    rules = loaded.problem.rules
    half = rules.afternoon if half_day.is_afternoon else rules.morning
    return half_day.day * DAY_S + half.start_s > loaded.clock.seconds(now)


def is_far(point: Point, volunteers: Iterable[Volunteer]) -> bool:
    """Tell whether a home is remote; without volunteers nothing is."""
    bases = {(volunteer.base_lat_deg, volunteer.base_lon_deg) for volunteer in volunteers}
    by_road_m = [
        legs_along([Point(lat_deg=lat, lon_deg=lon), point], TravelProfile()).distance_m[0]
        for lat, lon in bases
    ]
    return bool(by_road_m) and min(by_road_m) > REMOTE_M


def _missing(help_request: HelpRequest) -> list[str]:
    given = {
        "resident": help_request.resident,
        "need": help_request.need,
        "length_min": help_request.length_min,
        "suits": help_request.half_days,
        "place": help_request.kind != VisitKind.PLACE or help_request.place_id,
    }
    return [name for name, value in given.items() if not value]


def _last_visitor(resident: Resident, *, now: datetime) -> int | None:
    """Return who came last: a visit that is over and was not cancelled counts as made."""
    if not resident.pk:
        return None
    made = Visit.objects.filter(resident=resident, ends_at__lte=now, lead=None).filter(
        status__in=(VisitStatus.BOOKED, VisitStatus.DONE)
    )
    return made.order_by("-starts_at").values_list("volunteer_id", flat=True).first()
