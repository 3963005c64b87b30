"""The last look at a day, once, on its eve: tours planned, hours fixed, then frozen.

Everything a look stores is one transaction with the row that says it was made: whatever stops
it half-way leaves nothing, and the next look starts afresh.
"""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from toctoc.agenda.operations import hold_volunteers
from toctoc.dispatch.bridge import find_settings, list_eve_days
from toctoc.dispatch.enums import EvePlanning
from toctoc.dispatch.errors import PlanOutdated
from toctoc.dispatch.models import Eve
from toctoc.dispatch.operations.day_plans import (
    Draft,
    accept_day_plan,
    draft_day_plan,
    expire_day_plans,
    store_draft,
)
from toctoc.dispatch.operations.hours import fix_hours
from toctoc.dispatch.operations.retiming import crew_on
from toctoc.dispatch.queries.day_plans import list_overdue_eves
from toctoc.territory.models import Programme

ATTEMPTS: Final = 3


def plan_eve(programme: Programme, *, now: datetime) -> list[Eve]:
    """Look a last time at every day whose eve has come, each once; return the looks made.

    As the programme chose, better tours are stored at once, proposed to the coordinator, or not
    looked for. Then people with wide promises get their hour; where somebody has to decide
    first, with the decision, or an hour later without it: the tours then stay. Idempotent, and
    safe to call from several processes at once.
    """
    settings = find_settings(programme)
    zone = ZoneInfo(programme.time_zone)
    days = list_eve_days(settings, zone=zone, now=now)
    looked = Eve.objects.filter(programme=programme, day__in=days).values_list("day", flat=True)
    mode = EvePlanning(settings.eve_planning)
    to_look = sorted(set(days) - set(looked))
    made = [look_at(programme, day, mode=mode, now=now) for day in to_look]
    for eve in list_overdue_eves(programme, now=now):
        settle_hours(eve, now=now)
    return [eve for eve in made if eve is not None]


def look_at(programme: Programme, day: date, *, mode: EvePlanning, now: datetime) -> Eve | None:
    """Look a last time at one day; None where that was done already, by whoever.

    Planning takes its time before any lock is held. Where somebody books meanwhile it starts
    over, a few times; then the tours stay as they are.
    """
    for _attempt in range(ATTEMPTS):
        draft = None if mode is EvePlanning.OFF else draft_day_plan(programme, day, now=now)
        try:
            return _look(programme, day, draft, mode=mode, now=now)
        except PlanOutdated:
            continue
    return _look(programme, day, None, mode=mode, now=now)


@transaction.atomic
def settle_hours(eve: Eve, *, now: datetime) -> None:
    """Fix the hours although nobody decided on the plan: people are to be told today.

    What was proposed is outdated by it; the tours stay.
    """
    expire_day_plans(eve.programme, eve.day, now=now)
    fix_hours(eve.programme, eve.day, by=None, now=now)


@transaction.atomic
def _look(
    programme: Programme, day: date, draft: Draft | None, *, mode: EvePlanning, now: datetime
) -> Eve | None:
    hold_volunteers(crew_on(programme, day))
    eve, is_first = Eve.objects.get_or_create(
        programme=programme, day=day, defaults={"planned_at": now}
    )
    if not is_first:
        return None
    plan = store_draft(programme, day, draft, by=None, now=now)
    if plan is not None and mode is EvePlanning.PROPOSE:
        return eve
    if plan is not None:
        accept_day_plan(plan, by=None, now=now)
    fix_hours(programme, day, by=None, now=now)
    eve.refresh_from_db()
    return eve
