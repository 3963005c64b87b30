"""Tomorrow's tours planned a last time: proposed, then accepted or declined by a person.

Planning happens before the locks, deciding behind them: what is stored is what was shown, or
nothing is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction

from toctoc.agenda.operations import hold_volunteers
from toctoc.dispatch.bridge import is_frozen_day
from toctoc.dispatch.bridge.eve import EveScene, load_eve
from toctoc.dispatch.enums import DayPlanStatus
from toctoc.dispatch.errors import PlanAlreadyDecided, PlanOutdated
from toctoc.dispatch.models import DayPlan
from toctoc.dispatch.operations.hours import fix_hours
from toctoc.dispatch.operations.retiming import Change, crew_on, list_changes, store_changes
from toctoc.people.models import Account
from toctoc.planning import tours as planning
from toctoc.planning.model import ShiftKey, Tour
from toctoc.territory.models import Programme

MAX_ROUNDS = 5  # each leaves one more tour alone that cannot be kept whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Better tours for a day, found but not stored, and the state of the day they are for."""

    programme: Programme
    day: date
    state: str
    before_m: int
    after_m: int
    document: dict[str, object]


def propose_day_plan(
    programme: Programme, day: date, *, now: datetime, by: Account | None
) -> DayPlan | None:
    """Plan a day's tours anew across its volunteers, for somebody to decide.

    Every promise holds; visits change hands only where they may and where it pays (1 km at
    least), and tours under way are left alone. What was proposed for another state of the day
    is outdated by this. Returns None where nothing gains or repairs enough; what still stands
    to be decided is returned again.
    """
    draft = draft_day_plan(programme, day, now=now)
    return store_draft(programme, day, draft, by=by, now=now)


def accept_day_plan(plan: DayPlan, *, by: Account | None, now: datetime) -> DayPlan:
    """Let the tours be driven as proposed: who goes and when, each visit with its event.

    Behind the locks of all volunteers of the day, and only where the day is as it was when the
    plan was made and no tour concerned is under way. From the eve on the hours of wide promises
    are fixed too. Raises PlanOutdated (and marks the plan so), PlanAlreadyDecided.
    """
    with transaction.atomic():
        held = _hold(plan)
        scene = load_eve(held.programme, held.day, now=now)
        changes = _read_changes(held.document, scene)
        is_current = scene.state() == held.state and _can_be_driven(changes, scene)
        status = DayPlanStatus.ACCEPTED if is_current else DayPlanStatus.OUTDATED
        _decide(held, status, by=by, now=now)
        if is_current:
            store_changes(changes, by=by, now=now)
            _fix_hours_late(held, scene, by=by, now=now)
    if not is_current:
        raise PlanOutdated(plan=held)
    return held


def decline_day_plan(plan: DayPlan, *, by: Account, now: datetime) -> DayPlan:
    """Keep the tours as they are. From the eve on the hours of wide promises are fixed.

    Raises PlanAlreadyDecided.
    """
    with transaction.atomic():
        held = _hold(plan)
        _decide(held, DayPlanStatus.DECLINED, by=by, now=now)
        _fix_hours_late(held, load_eve(held.programme, held.day, now=now), by=by, now=now)
    return held


def draft_day_plan(programme: Programme, day: date, *, now: datetime) -> Draft | None:
    """Find better tours for a day, without storing or locking anything; seven queries."""
    scene = load_eve(programme, day, now=now)
    found = _plan(scene)
    changed = [new for old, new in zip(scene.tours, found.tours, strict=True) if old != new]
    changes = [change for tour in changed for change in list_changes(tour, scene.loaded)]
    if not changes:
        return None
    return Draft(
        programme=programme,
        day=day,
        state=scene.state(),
        before_m=found.distance_before_m,
        after_m=found.distance_after_m,
        document={
            "moves": [_move(change) for change in sorted(changes, key=lambda c: c.new_at)],
            "unserved": [*(one.stop.id for one in found.unserved), *scene.stranded_pairs],
        },
    )


@transaction.atomic
def store_draft(
    programme: Programme, day: date, draft: Draft | None, *, by: Account | None, now: datetime
) -> DayPlan | None:
    """Store a draft to be decided; whatever else was proposed for the day is outdated.

    The same draft proposed twice is one plan.
    """
    hold_volunteers(crew_on(programme, day))
    standing = _hold_standing(programme, day)
    if draft is not None and standing is not None and _is_same(standing, draft):
        return standing
    if standing is not None:
        _decide(standing, DayPlanStatus.OUTDATED, by=by, now=now)
    if draft is None:
        return None
    return DayPlan.objects.create(
        programme=programme,
        day=day,
        before_m=draft.before_m,
        after_m=draft.after_m,
        document=draft.document,
        state=draft.state,
        made_at=now,
        made_by=by,
    )


@transaction.atomic
def expire_day_plans(programme: Programme, day: date, *, now: datetime) -> None:
    """Outdate what nobody decided in time."""
    hold_volunteers(crew_on(programme, day))
    standing = _hold_standing(programme, day)
    if standing is not None:
        _decide(standing, DayPlanStatus.OUTDATED, by=None, now=now)


def _hold_standing(programme: Programme, day: date) -> DayPlan | None:
    """Lock the one plan of a day that is still to be decided."""
    plans = DayPlan.objects.select_for_update(no_key=True)
    return plans.filter(programme=programme, day=day, status=DayPlanStatus.PROPOSED).first()


def _is_same(plan: DayPlan, draft: Draft) -> bool:
    return (plan.state, plan.document) == (draft.state, draft.document)


def _plan(scene: EveScene) -> planning.DayPlan:
    """Plan the day; tours that would lose a visit are left as they are, for people to mend."""
    rules, problem = scene.rules(), scene.loaded.problem
    for _round in range(MAX_ROUNDS):
        found = planning.plan_day(problem, scene.number, rules)
        losing = {
            ShiftKey(one.from_volunteer, scene.number)
            for one in found.unserved
            if one.from_volunteer is not None
        }
        if not losing:
            return found
        rules = replace(rules, fixed=rules.fixed | losing)
    everything = frozenset(tour.shift.key for tour in scene.tours)
    return planning.plan_day(problem, scene.number, replace(rules, fixed=everything))


def _move(change: Change) -> dict[str, object]:
    return {
        "visit": change.visit,
        "volunteer_before": change.old_volunteer,
        "volunteer_after": change.new_volunteer,
        "starts_before": change.old_at.astimezone(UTC).isoformat(),
        "starts_after": change.new_at.astimezone(UTC).isoformat(),
    }


def _read_changes(document: Mapping[str, Any], scene: EveScene) -> list[Change]:
    """Return a plan's moves of visits that still stand on the day."""
    rows = {row.pk: row for held in scene.rows.values() for row in held}
    return [
        Change(
            visit=move["visit"],
            old_volunteer=move["volunteer_before"],
            new_volunteer=move["volunteer_after"],
            old_at=datetime.fromisoformat(move["starts_before"]),
            new_at=datetime.fromisoformat(move["starts_after"]),
            length=timedelta(seconds=row.ends_s - row.starts_s),
        )
        for move in document["moves"]
        if (row := rows.get(move["visit"])) is not None
    ]


def _can_be_driven(changes: Sequence[Change], scene: EveScene) -> bool:
    """Tell whether nobody concerned has left, and nothing kept so far would be broken.

    Hours of the week may have been used up by other days since the plan was made.
    """
    concerned = {ShiftKey(c.old_volunteer, scene.number) for c in changes}
    concerned |= {ShiftKey(c.new_volunteer, scene.number) for c in changes}
    return not concerned & scene.under_way and scene.breaks_nothing_more(
        _tours_after(changes, scene)
    )


def _tours_after(changes: Iterable[Change], scene: EveScene) -> list[Tour]:
    """Return the day's tours with the changes made, in the order of planned times."""
    moved = {change.visit: change for change in changes}
    stops = {stop.id: stop for tour in scene.tours for stop in tour.stops}
    stops |= {stop.id: stop for stop in scene.stranded}
    placed: dict[int, list[tuple[int, int]]] = {}
    for held in scene.rows.values():
        for row in held:
            change = moved.get(row.pk)
            volunteer = change.new_volunteer if change else row.volunteer_id
            starts_s = scene.loaded.clock.seconds(change.new_at) if change else row.starts_s
            placed.setdefault(volunteer, []).append((starts_s, row.stop_id))
    return [
        replace(
            tour,
            stops=tuple(
                stops[stop] for _at, stop in sorted(placed.get(tour.shift.volunteer, ()))
            ),
        )
        for tour in scene.tours
    ]


def _fix_hours_late(
    plan: DayPlan, scene: EveScene, *, by: Account | None, now: datetime
) -> None:
    """Fix the day's hours once its eve has come: they waited for this decision."""
    settings, zone = scene.loaded.settings, scene.loaded.clock.zone
    if is_frozen_day(settings, plan.day, zone=zone, now=now):
        fix_hours(plan.programme, plan.day, by=by, now=now)


def _hold(plan: DayPlan) -> DayPlan:
    """Lock everyone of the day, then the plan, which comes fresh and undecided."""
    hold_volunteers(crew_on(plan.programme, plan.day))
    plans = DayPlan.objects.select_for_update(no_key=True, of=("self",))
    held = plans.select_related("programme").get(pk=plan.pk)
    if held.status != DayPlanStatus.PROPOSED:
        raise PlanAlreadyDecided(plan=held, status=held.status)
    return held


def _decide(plan: DayPlan, status: DayPlanStatus, *, by: Account | None, now: datetime) -> None:
    plan.status, plan.decided_by, plan.decided_at = status, by, now
    plan.save(update_fields=["status", "decided_by", "decided_at"])
