"""What the task queue runs. Workers find tasks by name: one that moves loses those waiting."""

from django.tasks import task

from toctoc.cli.arguments import find_programme, read_clock
from toctoc.dispatch.operations import plan_eve
from toctoc.dispatch.operations.alarm_mail import mail_alarms
from toctoc.dispatch.operations.alarms import watch_volunteers
from toctoc.dispatch.operations.day_sheets import count_days


@task()
def look_at_eves(slug: str) -> list[str]:
    """Look a last time at a programme's days whose eve has come; return those looked at.

    Run twice, by whomever, it does nothing the second time.
    """
    made = plan_eve(find_programme(slug), now=read_clock())
    return [eve.day.isoformat() for eve in made]


@task()
def look_after_volunteers(slug: str) -> list[str]:
    """Raise, escalate and mail a programme's alarms; return the kinds that were raised.

    Run twice, by whomever, nobody is alarmed twice.
    """
    programme, now = find_programme(slug), read_clock()
    told = watch_volunteers(programme, now=now)
    mail_alarms(programme, now=now)
    return [alarm.kind for alarm in told]


@task()
def count_sheets(slug: str, day: str) -> list[str]:
    """Count the days that are over before a date; return it where anything changed."""
    return [day] if count_days(find_programme(slug), now=read_clock()) else []
