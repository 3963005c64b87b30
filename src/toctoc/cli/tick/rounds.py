"""One round of the clock: what is due is queued, then worked off here or by workers."""

import sys
from datetime import datetime
from typing import Final

from django.core.management import call_command
from django.tasks import TaskResult, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from toctoc.cli.arguments import read_clock
from toctoc.cli.tick.tasks import look_at_eves
from toctoc.dispatch.queries import list_programmes_due

type Look = TaskResult[[str], list[str]]
KEPT_DAYS: Final = 7  # of what the queue did


def tick(*, enqueue_only: bool) -> int:
    """Queue one look for each programme that is due, and work the queue off unless told not to.

    Returns 1 where a look failed: the next round starts it again, since nothing of it is kept.
    """
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
    """Queue a look for each programme due, unless one waits in the queue already."""
    waiting = DBTaskResult.objects.ready().filter(task_path=look_at_eves.module_path)
    queued = {tuple(kept["args"]) for kept in waiting.values_list("args_kwargs", flat=True)}
    return [
        look_at_eves.enqueue(programme.slug)
        for programme in list_programmes_due(now=now)
        if (programme.slug,) not in queued
    ]


def tell(look: Look) -> int:
    """Say what came of a look; 1 where it failed."""
    look.refresh()
    (slug,) = look.args
    if look.status == TaskResultStatus.FAILED:
        print(f"toctoc: {slug} : {look.errors[0].traceback}", file=sys.stderr)
        return 1
    if look.status == TaskResultStatus.SUCCESSFUL and look.return_value:
        print(f"{slug} : tournées regardées pour {', '.join(look.return_value)}")
    return 0
