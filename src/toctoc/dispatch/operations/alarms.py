"""Volunteers are out alone: alarms raised without news, taken in hand, escalated, ended.

All from the plan and from what was noted: a phone that is silent all day changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from toctoc.agenda.enums import AlarmKind
from toctoc.agenda.errors import AlarmOver
from toctoc.agenda.models import LoneAlarm, Visit
from toctoc.agenda.operations import hold_volunteers
from toctoc.dispatch.bridge import find_settings
from toctoc.dispatch.operations.alarm_mail import mail_alarms
from toctoc.dispatch.queries.field import (
    list_alarms_over,
    list_missed_moments,
    list_unheeded_alarms,
)
from toctoc.people.models import Account, Volunteer
from toctoc.territory.models import Programme


def raise_call_me(
    volunteer: Volunteer, *, visit: Visit | None, at: datetime, now: datetime
) -> LoneAlarm:
    """Raise an alarm because the volunteer asks to be called; mailed once it is stored.

    While one stands already, it is that one.
    """
    hold_volunteers([volunteer.pk])
    standing = LoneAlarm.objects.filter(
        volunteer=volunteer, kind=AlarmKind.CALL_ME, resolved_at=None
    ).first()
    if standing is not None:
        return standing
    alarm = LoneAlarm.objects.create(
        volunteer=volunteer, visit=visit, kind=AlarmKind.CALL_ME, due_at=at, raised_at=now
    )
    transaction.on_commit(partial(mail_alarms, volunteer.programme, now=now), robust=True)
    return alarm


def watch_volunteers(programme: Programme, *, now: datetime) -> list[LoneAlarm]:
    """Raise what is overdue, each missed moment once, and escalate what nobody took in hand.

    Alarms of visits that were told otherwise meanwhile end. Returns the alarms raised or
    escalated. Sends nothing: `mail_alarms` does. Safe to call from several processes at once.
    """
    settings = find_settings(programme)
    for alarm in list_alarms_over(programme, now=now):
        _end(alarm, now=now)
    raised = []
    if settings.watches_lone_visits:
        missed = list_missed_moments(
            programme, delay=timedelta(minutes=settings.lone_delay_min), now=now
        )
        raised = [_raise(*moment, now=now) for moment in missed]
    patience = timedelta(minutes=settings.lone_escalation_min)
    unheeded = list_unheeded_alarms(programme, patience=patience, now=now)
    escalated = [alarm for alarm in unheeded if _escalate(alarm, now=now)]
    return [alarm for alarm in raised if alarm is not None] + escalated


@transaction.atomic
def acknowledge_alarm(alarm: LoneAlarm, *, by: Account, now: datetime) -> LoneAlarm:
    """Take an alarm in hand: it will not be escalated. The first to say so stays named.

    Raises AlarmOver.
    """
    held = _hold(alarm)
    if held.acknowledged_at is None:
        held.acknowledged_at, held.acknowledged_by = now, by
        held.save(update_fields=["acknowledged_at", "acknowledged_by"])
    return held


@transaction.atomic
def resolve_alarm(alarm: LoneAlarm, *, note: str, by: Account, now: datetime) -> LoneAlarm:
    """End an alarm on a person's word, with what they found. Raises AlarmOver."""
    held = _hold(alarm)
    held.resolved_at, held.resolved_by, held.note = now, by, note
    if held.acknowledged_at is None:
        held.acknowledged_at, held.acknowledged_by = now, by
    held.save(
        update_fields=[
            "resolved_at", "resolved_by", "note", "acknowledged_at", "acknowledged_by",
        ]
    )  # fmt: skip
    return held


def end_alarms(rows: Sequence[Visit], *, has_ended: bool, now: datetime) -> None:
    """End the alarms that news from the spot answers: of arrival, or of the end of a visit."""
    kinds = (AlarmKind.NO_ARRIVAL, AlarmKind.NO_DEPARTURE)
    here = [row for row in rows if has_ended or row.arrived_at is not None]
    answered = kinds if has_ended else kinds[:1]
    LoneAlarm.objects.filter(visit__in=here, kind__in=answered, resolved_at=None).update(
        resolved_at=now
    )


def _hold(alarm: LoneAlarm) -> LoneAlarm:
    held = LoneAlarm.objects.select_for_update(no_key=True, of=("self",)).get(pk=alarm.pk)
    if held.resolved_at is not None:
        raise AlarmOver(alarm=held)
    return held


def _end(alarm: LoneAlarm, *, now: datetime) -> None:
    LoneAlarm.objects.filter(pk=alarm.pk, resolved_at=None).update(resolved_at=now)


@transaction.atomic
def _raise(
    visit: Visit, kind: AlarmKind, due_at: datetime, *, now: datetime
) -> LoneAlarm | None:
    """Store one alarm; None where one of this volunteer stands, or this moment had its own."""
    hold_volunteers([visit.volunteer_id])
    standing = LoneAlarm.objects.filter(volunteer=visit.volunteer_id, resolved_at=None)
    if standing.exclude(kind=AlarmKind.CALL_ME).exists():
        return None
    alarm, is_new = LoneAlarm.objects.get_or_create(
        visit=visit,
        kind=kind,
        due_at=due_at,
        defaults={"volunteer_id": visit.volunteer_id, "raised_at": now},
    )
    return alarm if is_new else None


def _escalate(alarm: LoneAlarm, *, now: datetime) -> bool:
    still = LoneAlarm.objects.filter(
        pk=alarm.pk, escalated_at=None, acknowledged_at=None, resolved_at=None
    )
    return bool(still.update(escalated_at=now))
