"""What the task queue runs. Workers find tasks by name: one that moves loses those waiting."""

from django.tasks import task

from toctoc.cli.arguments import find_programme, read_clock
from toctoc.dispatch.operations import plan_eve


@task()
def look_at_eves(slug: str) -> list[str]:
    """Look a last time at a programme's days whose eve has come; return those looked at.

    Run twice, by whomever, it does nothing the second time.
    """
    made = plan_eve(find_programme(slug), now=read_clock())
    return [eve.day.isoformat() for eve in made]
