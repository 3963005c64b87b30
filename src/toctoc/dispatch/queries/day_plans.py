"""Reads of the eve: plans with the tours they would give, what is frozen, whom to tell."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Visit
from toctoc.agenda.queries import list_visits_to_tell, list_visits_with
from toctoc.dispatch.bridge import (
    DAY,
    LocalClock,
    Roster,
    find_settings,
    is_frozen_day,
    list_eve_days,
    load_roster,
)
from toctoc.dispatch.enums import DayPlanStatus
from toctoc.dispatch.models import DayPlan, Eve, PlanningSettings
from toctoc.dispatch.queries.tours import CrewsByDay, TourView, build_tour, everyone, load_crews
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme

# How long the coordinator has to decide, before people get their hour without it.
DECIDE_WITHIN: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMove:
    """A visit that would change volunteer, planned time, or both."""

    visit: Visit
    volunteer_before: Volunteer
    volunteer_after: Volunteer
    starts_before: datetime
    starts_after: datetime

    @property
    def changes_volunteer(self) -> bool:
        """Somebody else comes."""
        return self.volunteer_before != self.volunteer_after


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlanView:
    """A plan of a day, its moves in order of time, and the tours before and after.

    `unserved` are visits whose volunteer is away and that nobody else can make, those of two
    volunteers among them.
    """

    plan: DayPlan
    moves: tuple[PlannedMove, ...]
    unserved: tuple[Visit, ...]
    tours_before: tuple[TourView, ...]
    tours_after: tuple[TourView, ...]

    @property
    def before_m(self) -> int:
        """What the day drives without the plan."""
        return self.plan.before_m

    @property
    def after_m(self) -> int:
        """What the day drives with it."""
        return self.plan.after_m


def find_day_plan(programme: Programme, day: date) -> DayPlanView | None:
    """Return the newest plan of a day with its tours, by volunteer's name; eight queries.

    For whoever may see the programme's agenda. Visits cancelled since are in no tour, but
    their moves are still told.
    """
    plans = DayPlan.objects.filter(programme=programme, day=day)
    plan = plans.select_related("made_by", "decided_by").order_by("-made_at", "-pk").first()
    if plan is None:
        return None
    clock = LocalClock.from_week_of_day(day, programme.time_zone)
    roster = load_roster(programme, find_settings(programme), clock, days=(day, day))
    moves, unserved = plan.document["moves"], plan.document["unserved"]
    named = [*(move["visit"] for move in moves), *unserved]
    visits = {
        visit.pk: visit
        for visit in list_visits_with(
            programme,
            named,
            start=datetime.combine(day, time(), tzinfo=clock.zone),
            end=datetime.combine(day + DAY, time(), tzinfo=clock.zone),
        )
    }
    people, crews = _people(programme, moves), load_crews(programme, roster)
    return DayPlanView(
        plan=plan,
        moves=tuple(_move(move, visits, people) for move in moves if move["visit"] in visits),
        unserved=tuple(visits[pk] for pk in unserved if pk in visits),
        tours_before=tuple(_tours("before", moves, visits, people, crews, roster)),
        tours_after=tuple(_tours("after", moves, visits, people, crews, roster)),
    )


def list_days_to_decide(programme: Programme, *, today: date) -> list[date]:
    """Return the days to come with a plan that nobody has decided yet, in order; one query."""
    plans = DayPlan.objects.filter(
        programme=programme, day__gt=today, status=DayPlanStatus.PROPOSED
    )
    return list(plans.order_by("day").values_list("day", flat=True))


def is_frozen(programme: Programme, day: date, *, now: datetime) -> bool:
    """Tell whether a day's visits change volunteer only by a person's act; one query."""
    zone = ZoneInfo(programme.time_zone)
    return is_frozen_day(find_settings(programme), day, zone=zone, now=now)


def list_hours_to_tell(programme: Programme, day: date) -> list[Visit]:
    """Return the visits of a day whose hour was fixed and not told yet, one a home; one query.

    By planned time, with the same people as any list of visits.
    """
    zone = ZoneInfo(programme.time_zone)
    start = datetime.combine(day, time(), tzinfo=zone)
    end = datetime.combine(day + DAY, time(), tzinfo=zone)
    visits = list_visits_to_tell(programme, start=start, end=end)
    return list(visits.filter(hour_fixed_at__isnull=False))


def list_overdue_eves(programme: Programme, *, now: datetime) -> list[Eve]:
    """Return the looks whose plan nobody decided in time, for days to come; one query."""
    today = now.astimezone(ZoneInfo(programme.time_zone)).date()
    waiting = Eve.objects.filter(
        programme=programme,
        hours_fixed_at=None,
        planned_at__lte=now - DECIDE_WITHIN,
        day__gt=today,
    )
    return list(waiting.select_related("programme").order_by("day"))


def list_programmes_due(*, now: datetime) -> list[Programme]:
    """Return the programmes with a day to look at, or hours to fix; three queries.

    For the clock that starts the looks: across programmes, without a single name.
    """
    settings = {one.programme_id: one for one in PlanningSettings.objects.all()}
    yesterday = now.date() - DAY  # whatever the time zone, its today is not before
    eves: dict[int, dict[date, Eve]] = {}
    for eve in Eve.objects.filter(day__gte=yesterday):
        eves.setdefault(eve.programme_id, {})[eve.day] = eve
    return [
        programme
        for programme in Programme.objects.order_by("slug")
        if _is_due(
            settings.get(programme.pk) or PlanningSettings(programme=programme),
            eves.get(programme.pk, {}),
            zone=ZoneInfo(programme.time_zone),
            now=now,
        )
    ]


def _is_due(
    settings: PlanningSettings, eves: Mapping[date, Eve], *, zone: ZoneInfo, now: datetime
) -> bool:
    days = list_eve_days(settings, zone=zone, now=now)
    today = now.astimezone(zone).date()
    return any(day not in eves for day in days) or any(
        eve.day > today and eve.hours_fixed_at is None and eve.planned_at <= now - DECIDE_WITHIN
        for eve in eves.values()
    )


def _people(programme: Programme, moves: Iterable[Mapping[str, Any]]) -> dict[int, Volunteer]:
    """Return the volunteers a plan speaks of; one query."""
    keys = {move[f"volunteer_{side}"] for move in moves for side in ("before", "after")}
    return Volunteer.objects.filter(programme=programme).in_bulk(keys)


def _move(
    move: Mapping[str, Any], visits: Mapping[int, Visit], people: Mapping[int, Volunteer]
) -> PlannedMove:
    return PlannedMove(
        visit=visits[move["visit"]],
        volunteer_before=people[move["volunteer_before"]],
        volunteer_after=people[move["volunteer_after"]],
        starts_before=datetime.fromisoformat(move["starts_before"]),
        starts_after=datetime.fromisoformat(move["starts_after"]),
    )


def _tours(
    side: str,
    moves: Iterable[Mapping[str, Any]],
    visits: Mapping[int, Visit],
    people: Mapping[int, Volunteer],
    crews: CrewsByDay,
    roster: Roster,
) -> Iterable[TourView]:
    """Yield the day's tours as they were or would be, whatever has been stored meanwhile."""
    meant = {move["visit"]: move for move in moves}
    placed: dict[int, list[Visit]] = {}
    for visit in visits.values():
        if visit.status == VisitStatus.CANCELLED:
            continue
        seen = _placed(visit, meant.get(visit.pk), side, people)
        if seen.starts_at.astimezone(roster.clock.zone).date() == roster.first:
            placed.setdefault(seen.volunteer_id, []).append(seen)
    by_day = {(pk, roster.first): held for pk, held in placed.items()}
    for volunteer in everyone(roster, by_day):
        held = sorted(placed.get(volunteer.pk, ()), key=lambda visit: visit.starts_at)
        sessions = crews.get((volunteer.pk, roster.first), ())
        tour = build_tour(volunteer, roster.first, held, roster, sessions=sessions)
        if tour.steps or tour.is_on_duty:
            yield tour


def _placed(
    visit: Visit, move: Mapping[str, Any] | None, side: str, people: Mapping[int, Volunteer]
) -> Visit:
    """Return the visit as one side of the plan has it; never to be saved."""
    if move is None:
        return visit
    seen = copy(visit)
    length = visit.ends_at - visit.starts_at
    seen.volunteer = people[move[f"volunteer_{side}"]]
    seen.starts_at = datetime.fromisoformat(move[f"starts_{side}"])
    seen.ends_at = seen.starts_at + length
    return seen
