"""Writes on volunteers' absences, and the lock that every writer of their time takes.

An absence that is gone leaves no row that names who removed it: the log does, by ids.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from toctoc.agenda.enums import AbsenceKind
from toctoc.agenda.errors import InvalidPeriod, PersonalAbsence
from toctoc.agenda.law import PAID_KINDS
from toctoc.agenda.models import Absence
from toctoc.agenda.operations.lawful import check_work
from toctoc.people.models import Account, Volunteer

log = logging.getLogger(__name__)


def hold_volunteers(volunteer_ids: Iterable[int]) -> None:
    """Lock the volunteers' rows until the transaction ends: one writer at a time per agenda.

    In the order of their keys, so that two writers never wait for each other. The lock leaves
    foreign keys to these rows alone. SQLite needs none: a writer holds the whole file.
    """
    rows = Volunteer.objects.filter(pk__in=set(volunteer_ids)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


@transaction.atomic
def add_absence(
    volunteer: Volunteer,
    *,
    starts_at: datetime,
    ends_at: datetime,
    kind: AbsenceKind,
    by: Account,
    now: datetime,
) -> Absence:
    """Note a period in which the volunteer cannot visit.

    Visits already booked in it stay until a person moves them: `list_left_visits` has them.
    Raises InvalidPeriod where it ends before it starts, or is over already; OutsideLaw where
    it is training or a meeting at a time at which the volunteer may not work.
    """
    if ends_at <= starts_at or ends_at <= now:
        raise InvalidPeriod(starts_at=starts_at, ends_at=ends_at)
    hold_volunteers([volunteer.pk])
    if kind in PAID_KINDS:
        check_work(volunteer, starts_at, ends_at)
    return Absence.objects.create(
        volunteer=volunteer, starts_at=starts_at, ends_at=ends_at, kind=kind, created_by=by
    )


@transaction.atomic
def add_team_time(
    volunteers: Sequence[Volunteer],
    *,
    starts_at: datetime,
    ends_at: datetime,
    kind: AbsenceKind,
    by: Account,
    now: datetime,
) -> list[Absence]:
    """Note the same training or meeting of several volunteers: all of them, or none.

    Visits already booked in it stay until a person moves them. Raises InvalidPeriod,
    OutsideLaw.
    """
    hold_volunteers(volunteer.pk for volunteer in volunteers)
    return [
        add_absence(volunteer, starts_at=starts_at, ends_at=ends_at, kind=kind, by=by, now=now)
        for volunteer in volunteers
    ]


def remove_absence(absence: Absence, *, by: Account) -> None:
    """Take an absence back; its time is bookable at once.

    Raises PersonalAbsence of what the volunteer noted in her own phone, which would bring it
    back: it ends there.
    """
    if absence.personal_event_id is not None:
        raise PersonalAbsence(absence=absence)
    log.info("absence %s removed by account %s", absence.pk, by.pk)
    absence.delete()
