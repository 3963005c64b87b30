"""A volunteer runs late: people are expected later and told, the order may change.

A promise is never changed here. Inside it the planned time moves; beyond it the visit keeps its
planned time, and says beside it when the volunteer is expected: somebody has to tell.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from django.db import transaction

from toctoc.agenda.enums import VisitEventKind, VisitStatus
from toctoc.agenda.errors import VisitNotBooked
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.agenda.operations import hold_volunteers
from toctoc.dispatch.errors import OrderOutdated
from toctoc.dispatch.operations.retiming import Change, store_changes
from toctoc.dispatch.queries.lateness import Expected, RestOfTour, load_rest
from toctoc.people.enums import Channel
from toctoc.people.errors import UnreachableChannel
from toctoc.people.models import Account, Volunteer
from toctoc.people.queries import NEEDED, find_reach


@transaction.atomic
def running_late(
    volunteer: Volunteer, day: date, *, minutes: int, by: Account, now: datetime
) -> list[Expected]:
    """Let whatever comes next on a volunteer's day be that much later, and push the rest.

    Returns every visit to come with when it is expected; those beyond their promise are to be
    told (`is_to_tell`). Said twice, it counts twice. Sends nothing.
    """
    rest = _hold(volunteer, day, now=now)
    expected = list(rest.after(minutes))
    _store(expected, minutes=minutes, by=by, now=now)
    return expected


@transaction.atomic
def accept_order(
    volunteer: Volunteer, day: date, *, visits: Sequence[int], by: Account, now: datetime
) -> list[Expected]:
    """Drive the rest of the day in the order that was proposed: more promises are kept.

    `visits` are the keys in that order. Raises OrderOutdated where the day has changed since,
    and another order, or none, is better now.
    """
    rest = _hold(volunteer, day, now=now)
    expected = list(rest.better_order())
    if not expected or [one.visit.pk for one in expected] != list(visits):
        raise OrderOutdated(volunteer=volunteer, day=day)
    _store(expected, minutes=0, by=by, now=now)
    return expected


@transaction.atomic
def note_late_told(visit: Visit, *, channel: Channel, by: Account, now: datetime) -> Visit:
    """Note that the person was told of the delay, and by which channel.

    Raises VisitNotBooked where nobody is late there (any more), and UnreachableChannel.
    """
    hold_volunteers([visit.volunteer_id])
    row = Visit.objects.select_for_update(no_key=True, of=("self",)).select_related("resident")
    held = row.get(pk=visit.pk)
    if held.status != VisitStatus.BOOKED or held.expected_at is None:
        raise VisitNotBooked(visit=held, status=held.status)
    if channel != Channel.PHONE and channel not in find_reach(held.resident).channels:
        raise UnreachableChannel(channel=channel, missing=NEEDED[channel])
    held.expected_told_at = now
    held.save(update_fields=["expected_told_at"])
    VisitEvent.objects.create(
        visit=held,
        kind=VisitEventKind.TOLD,
        at=now,
        by=by,
        data={"channel": str(channel), "expected_at": _iso(held.expected_at)},
    )
    return held


def _hold(volunteer: Volunteer, day: date, *, now: datetime) -> RestOfTour:
    """Lock the volunteer, then read what is left of the day."""
    hold_volunteers([volunteer.pk])
    return load_rest(volunteer.programme, volunteer, day, now=now)


def _store(expected: Sequence[Expected], *, minutes: int, by: Account, now: datetime) -> None:
    """Move planned times inside promises, and note when people are expected beyond them."""
    planned = _planned_times(expected)
    changes = [
        Change(
            visit=one.visit.pk,
            old_volunteer=one.visit.volunteer_id,
            new_volunteer=one.visit.volunteer_id,
            old_at=one.visit.starts_at,
            new_at=at,
            length=one.visit.ends_at - one.visit.starts_at,
        )
        for one, at in zip(expected, planned, strict=True)
        if at != one.visit.starts_at
    ]
    store_changes(changes, by=by, now=now)
    for one, at in zip(expected, planned, strict=True):
        _note_expected(one, at, minutes=minutes, by=by, now=now)


def _planned_times(expected: Sequence[Expected]) -> list[datetime]:
    """Return a planned time for each visit: when it is expected, where its promise holds.

    Others keep theirs, and so does a visit of two, whose time is its other volunteer's too.
    From the last to the first, so that no two overlap.
    """
    times: list[datetime] = []
    for one in reversed(expected):
        visit = one.visit
        ends_at = one.at + (visit.ends_at - visit.starts_at)
        has_room = not one.is_outside and (not times or ends_at <= times[-1])
        times.append(one.at if has_room and not _is_of_two(visit) else visit.starts_at)
    return times[::-1]


def _is_of_two(visit: Visit) -> bool:
    return visit.lead_id is not None or bool(visit.companions.all())


def _note_expected(
    one: Expected, planned_at: datetime, *, minutes: int, by: Account, now: datetime
) -> None:
    visit = one.visit
    wanted = one.at if one.at > planned_at else None
    if wanted == visit.expected_at:
        return
    visit.expected_at, visit.expected_told_at = wanted, None
    rows: Iterable[int] = [visit.pk, *(c.pk for c in visit.companions.all())]
    Visit.objects.filter(pk__in=rows).update(expected_at=wanted, expected_told_at=None)
    VisitEvent.objects.create(
        visit=visit,
        kind=VisitEventKind.LATE,
        at=now,
        by=by,
        data={"minutes": minutes, "expected_at": _iso(wanted)},
    )


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
