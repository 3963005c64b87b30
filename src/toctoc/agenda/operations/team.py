"""Writes on when volunteers can go out: their week, their absences.

Absences and weeks leave no row that names who changed them for good: the log does, by ids.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, time
from itertools import pairwise

from django.db import transaction

from toctoc.agenda.enums import AbsenceKind
from toctoc.agenda.errors import InvalidPeriod, InvalidWeek
from toctoc.agenda.models import Absence, Availability
from toctoc.people.models import Account, Volunteer

MAX_DAYS = 6  # code du service national, art. R.121-12

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

    Visits already booked in it stay until a person moves them: ask `overlapping_visits`.
    Raises InvalidPeriod where it ends before it starts, or is over already.
    """
    if ends_at <= starts_at or ends_at <= now:
        raise InvalidPeriod(starts_at=starts_at, ends_at=ends_at)
    hold_volunteers([volunteer.pk])
    return Absence.objects.create(
        volunteer=volunteer, starts_at=starts_at, ends_at=ends_at, kind=kind, created_by=by
    )


def remove_absence(absence: Absence, *, by: Account) -> None:
    """Take an absence back; its time is bookable at once."""
    log.info("absence %s removed by account %s", absence.pk, by.pk)
    absence.delete()


@transaction.atomic
def set_week(
    volunteer: Volunteer, *, availabilities: Iterable[tuple[int, time, time]], by: Account
) -> list[Availability]:
    """Replace the volunteer's week by (weekday, start, end) stretches, local times.

    Several stretches of one day must lie apart; at most six days a week. Booked visits stay.
    Raises InvalidWeek, InvalidPeriod.
    """
    stretches = sorted(availabilities)
    _check_week(volunteer, stretches)
    hold_volunteers([volunteer.pk])
    volunteer.availabilities.all().delete()
    log.info("week of volunteer %s set by account %s", volunteer.pk, by.pk)
    return Availability.objects.bulk_create(
        Availability(volunteer=volunteer, weekday=weekday, starts_at=starts, ends_at=ends)
        for weekday, starts, ends in stretches
    )


def _check_week(volunteer: Volunteer, stretches: list[tuple[int, time, time]]) -> None:
    for _weekday, starts, ends in stretches:
        if ends <= starts:
            raise InvalidPeriod(starts_at=starts, ends_at=ends)
    for (weekday, _starts, ends), (next_weekday, next_starts, _ends) in pairwise(stretches):
        if weekday == next_weekday and next_starts < ends:
            raise InvalidWeek(volunteer=volunteer, weekday=weekday)
    days = {weekday for weekday, _starts, _ends in stretches}
    if len(days) > MAX_DAYS or not days <= set(range(7)):
        raise InvalidWeek(volunteer=volunteer, weekday=max(days))
