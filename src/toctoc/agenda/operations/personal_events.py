"""Writes on volunteers' own events: what a phone sends becomes absences, and follows it.

One transaction each: an event and its absences are stored together or not at all.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from toctoc.agenda.enums import AbsenceKind
from toctoc.agenda.ics.incoming import IncomingEvent, Interval, read_event
from toctoc.agenda.models import Absence, PersonalEvent
from toctoc.agenda.operations.team import hold_volunteers
from toctoc.people.models import Account, Volunteer

# Endless events are laid out so far ahead, and further when half of it is gone.
AHEAD = timedelta(days=400)
SINCE = timedelta(days=1)


@transaction.atomic
def save_personal_event(
    volunteer: Volunteer, *, name: str, content: str, by: Account, now: datetime
) -> PersonalEvent:
    """Store an event as a phone sent it, new or changed; its time is taken at once.

    Only coming occurrences become absences, those of more than 400 days ahead later
    (`extend_personal_events`). Visits already booked under them stay until a person moves
    them, as under any absence. Raises UnreadableEvent.
    """
    read = _read(volunteer, content, now)
    hold_volunteers([volunteer.pk])
    event, _created = PersonalEvent.objects.update_or_create(
        volunteer=volunteer,
        name=name,
        defaults={
            "uid": read.uid,
            "content": content,
            "starts_at": read.starts_at,
            "ends_at": read.ends_at,
            "expanded_until": now + AHEAD if _goes_beyond(read, now) else None,
        },
        create_defaults={
            "uid": read.uid,
            "content": content,
            "starts_at": read.starts_at,
            "ends_at": read.ends_at,
            "expanded_until": now + AHEAD if _goes_beyond(read, now) else None,
            "created_by": by,
            "created_at": now,
        },
    )
    _replace_absences(event, read.busy, by=by, now=now)
    return event


@transaction.atomic
def remove_personal_event(event: PersonalEvent, *, by: Account) -> None:  # noqa: ARG001 -- every write says who
    """Take an event back with its absences; their time is bookable at once."""
    hold_volunteers([event.volunteer_id])
    event.delete()


def extend_personal_events(*, now: datetime) -> int:
    """Lay events without end out further, where half of what was laid out is gone.

    Returns how many; run by the clock (`toctoc tick`), one transaction an event.
    """
    due = PersonalEvent.objects.filter(expanded_until__lt=now + AHEAD / 2)
    due = due.select_related("volunteer__programme", "created_by")
    for event in due:
        _extend(event, now)
    return len(due)


@transaction.atomic
def _extend(event: PersonalEvent, now: datetime) -> None:
    hold_volunteers([event.volunteer_id])
    read = _read(event.volunteer, event.content, now)
    event.expanded_until = now + AHEAD if _goes_beyond(read, now) else None
    event.save(update_fields=["expanded_until"])
    _replace_absences(event, read.busy, by=event.created_by, now=now)


def _read(volunteer: Volunteer, content: str, now: datetime) -> IncomingEvent:
    zone = ZoneInfo(volunteer.programme.time_zone)
    return read_event(content, zone=zone, start=now - SINCE, end=now + AHEAD)


def _goes_beyond(read: IncomingEvent, now: datetime) -> bool:
    return read.ends_at is None or read.ends_at > now + AHEAD


def _replace_absences(
    event: PersonalEvent, busy: Iterable[Interval], *, by: Account, now: datetime
) -> None:
    """Keep the absences that stay as they are: to others' calendars they have not changed."""
    wanted = set(busy)
    coming = event.occurrences.filter(ends_at__gt=now - SINCE)
    kept = {(one.starts_at, one.ends_at): one.pk for one in coming}
    gone = [pk for interval, pk in kept.items() if interval not in wanted]
    event.occurrences.filter(pk__in=gone).delete()
    Absence.objects.bulk_create(
        Absence(
            volunteer_id=event.volunteer_id,
            starts_at=starts_at,
            ends_at=ends_at,
            kind=AbsenceKind.OTHER,
            personal_event=event,
            created_by=by,
        )
        for starts_at, ends_at in sorted(wanted - kept.keys())
    )
