"""E-mails about alarms: to coordinators when one is raised, to everyone in charge when louder.

No name in the subject: it shows on locked screens. What is sent is claimed before it is, so
that two processes never write twice; what the server refuses is claimed back and tried again.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException
from typing import Final

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone, translation

from toctoc.agenda.models import LoneAlarm
from toctoc.dispatch.queries.field import list_alarms
from toctoc.dispatch.sentences.alarms import alarm_body, alarm_subject
from toctoc.people.enums import Role
from toctoc.people.queries import list_memberships
from toctoc.territory.models import Programme

TOLD_FIRST: Final = frozenset({Role.COORDINATOR})
TOLD_LOUDER: Final = frozenset({Role.COORDINATOR, Role.AGENT, Role.ADMIN})
LANGUAGE: Final = "fr"

log = logging.getLogger(__name__)


def mail_alarms(programme: Programme, *, now: datetime) -> int:
    """Write of every standing alarm that nobody was written of yet; return how many mails.

    A refused mail is logged and tried again by the next round.
    """
    standing = list(list_alarms(programme))
    sent = 0
    for alarm in standing:
        if alarm.mailed_at is None:
            sent += _write(programme, alarm, "mailed_at", TOLD_FIRST, now=now)
        if alarm.escalated_at is not None and alarm.escalation_mailed_at is None:
            sent += _write(programme, alarm, "escalation_mailed_at", TOLD_LOUDER, now=now)
    return sent


def _write(
    programme: Programme,
    alarm: LoneAlarm,
    column: str,
    roles: Iterable[Role],
    *,
    now: datetime,
) -> bool:
    row: QuerySet[LoneAlarm] = LoneAlarm.objects.filter(pk=alarm.pk)
    if not row.filter(**{f"{column}__isnull": True}).update(**{column: now}):
        return False
    try:
        return _send(programme, alarm, _addresses(programme, roles, now=now))
    except (OSError, SMTPException) as error:
        log.warning("alarm %s not mailed: %s", alarm.pk, error)
        row.update(**{column: None})
        return False


def _addresses(programme: Programme, roles: Iterable[Role], *, now: datetime) -> list[str]:
    """Return whom to write to; agents where a programme has no coordinator."""
    held = list(list_memberships(programme, on=timezone.localtime(now).date()))
    active = [one for one in held if one.account.is_active]
    wanted = {one.account.email for one in active if one.role in set(roles)}
    fallback = {one.account.email for one in active if one.role == Role.AGENT}
    return sorted(wanted or fallback)


def _send(programme: Programme, alarm: LoneAlarm, addresses: list[str]) -> bool:
    if not addresses:
        log.error("alarm %s: nobody in programme %s to write to", alarm.pk, programme.slug)
        return False
    with translation.override(LANGUAGE), timezone.override(programme.time_zone):
        subject, body = alarm_subject(alarm), alarm_body(alarm)
    message = EmailMessage(subject, body, bcc=addresses)
    message.extra_headers = {"Importance": "high", "Auto-Submitted": "auto-generated"}
    return bool(message.send())
