"""One round of the clock: what is due is queued, then worked off here or by workers."""

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.core.management import call_command
from django.tasks import Task, TaskResult, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from toctoc.agenda.operations import extend_personal_events
from toctoc.cli.arguments import read_clock
from toctoc.cli.tick.tasks import count_sheets, look_after_volunteers, look_at_eves
from toctoc.dispatch.operations.roads import refresh_roads
from toctoc.dispatch.queries import list_programmes_due
from toctoc.dispatch.queries.day_sheets import list_programmes_to_count
from toctoc.dispatch.queries.field import list_programmes_to_watch
from toctoc.territory.queries.roads import list_roads_due
from toctoc.territory.roads.choosing import has_engine

type Work = Task[..., list[str]]
type Look = TaskResult[..., list[str]]
KEPT_DAYS: Final = 7  # of what the queue did
ROADS_EVERY: Final = timedelta(minutes=15)  # new homes are asked for at once
SAID: Final = {
    look_at_eves.module_path: "tournées regardées pour",
    look_after_volunteers.module_path: "alertes :",
    count_sheets.module_path: "heures et kilomètres comptés avant le",
    refresh_roads.module_path: "routes :",
}


def tick(*, enqueue_only: bool) -> int:
    """Queue what is due for each programme, and work the queue off unless told not to.

    Returns 1 where something failed: the next round starts it again, since nothing of it is
    kept.
    """
    extend_personal_events(now=read_clock())
    looks = enqueue_looks(now=read_clock())
    if enqueue_only:
        return 0
    # No log of its own: what fails is told below, in one line each.
    call_command(
        "db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0
    )
    if looks:
        call_command("prune_db_task_results", min_age_days=KEPT_DAYS, verbosity=0)
    return max((tell(look) for look in looks), default=0)


def enqueue_looks(*, now: datetime) -> list[Look]:
    """Queue what is due, unless it waits in the queue already. Who is out alone comes first."""
    waiting = DBTaskResult.objects.ready()
    queued = {
        (path, *kept["args"]) for path, kept in waiting.values_list("task_path", "args_kwargs")
    }
    return [
        work.enqueue(*arguments)
        for work, *arguments in _list_due(now=now)
        if (work.module_path, *arguments) not in queued
    ]


def _list_due(*, now: datetime) -> Iterator[tuple[Work, *tuple[str, ...]]]:
    for programme in list_programmes_to_watch(now=now):
        yield look_after_volunteers, programme.slug
    for programme in list_programmes_due(now=now):
        yield look_at_eves, programme.slug
    if has_engine():
        for programme in list_roads_due(before=now - ROADS_EVERY):
            yield refresh_roads, programme.slug
    counted = _list_counted()
    for programme in list_programmes_to_count(now=now):
        today = now.astimezone(ZoneInfo(programme.time_zone)).date().isoformat()
        if (programme.slug, today) not in counted:
            yield count_sheets, programme.slug, today


def _list_counted() -> set[tuple[str, ...]]:
    """Return for whom the days before which date were counted: once a day is enough."""
    done = DBTaskResult.objects.successful().filter(task_path=count_sheets.module_path)
    return {tuple(kept["args"]) for kept in done.values_list("args_kwargs", flat=True)}


def tell(look: Look) -> int:
    """Say what came of a look; 1 where it failed."""
    look.refresh()
    slug, *_more = look.args
    if look.status == TaskResultStatus.FAILED:
        print(f"toctoc: {slug} : {look.errors[0].traceback}", file=sys.stderr)
        return 1
    if look.status == TaskResultStatus.SUCCESSFUL and look.return_value:
        said = SAID[look.task.module_path]
        print(f"{slug} : {said} {', '.join(look.return_value)}")
    return 0
