"""Tours as planning left them, stored: who goes, and when inside each promise.

Everything here runs inside the caller's transaction, behind the locks of every volunteer whose
tours change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from toctoc.agenda.enums import VisitEventKind, VisitStatus
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.dispatch.bridge import (
    NEW_STOP,
    LoadedProblem,
    build_stop,
    fixed_stop,
    load_problem,
    local_day,
)
from toctoc.people.models import Account, Volunteer
from toctoc.planning.model import Tour
from toctoc.planning.timeline import timeline
from toctoc.territory.models import Programme


class Change(NamedTuple):
    """Who makes a visit and when it is planned, before and after."""

    visit: int
    old_volunteer: int
    new_volunteer: int
    old_at: datetime
    new_at: datetime
    length: timedelta


def crew_on(programme: Programme, day: date) -> frozenset[int]:
    """Return every volunteer a day's plan may send, by key: their agendas change together."""
    crew = Volunteer.objects.filter(
        programme=programme, mission_starts_on__lte=day, mission_ends_on__gte=day
    )
    return frozenset(crew.values_list("pk", flat=True))


def store_tours(
    tours: Iterable[Tour], loaded: LoadedProblem, *, by: Account | None, now: datetime
) -> None:
    """Store what changes in tours for visits they hold already; the new one is the caller's."""
    store_changes(
        [change for tour in tours for change in list_changes(tour, loaded)], by=by, now=now
    )


def store_changes(
    changes: Iterable[Change], *, by: Account | None, now: datetime
) -> list[Change]:
    """Store who goes and when. Promises stay as they are; each visit gets an event.

    All step aside first, whatever their new order, so that no two overlap between two writes.
    """
    held = list(changes)
    step_aside([change.visit for change in held], now=now)
    for change in held:
        Visit.objects.filter(pk=change.visit).update(
            volunteer=change.new_volunteer,
            starts_at=change.new_at,
            ends_at=change.new_at + change.length,
            status=VisitStatus.BOOKED,
            cancelled_at=None,
        )
    VisitEvent.objects.bulk_create(event_of(change, by=by, now=now) for change in held)
    return held


def retime_rest(visits: Iterable[Visit], *, by: Account | None, now: datetime) -> None:
    """Let the tours that visits have left go back to their own times.

    What was pushed aside for one that is gone comes when it would have without it. Tours under
    way stay as the volunteer knows them, and so do those that cannot be kept anyway.
    """
    for left in visits:
        loaded = load_problem(
            left.programme, now=now, week_of=left.starts_at, volunteer_ids=[left.volunteer_id]
        )
        day = loaded.clock.day_of(local_day(left.starts_at, left.programme.time_zone))
        for tour in loaded.problem.tours:
            is_meant = tour.shift.day == day and timeline(tour).late_s == 0
            if is_meant and not _had_left(tour, left, loaded, now=now):
                store_tours([tour], loaded, by=by, now=now)


def _had_left(tour: Tour, left: Visit, loaded: LoadedProblem, *, now: datetime) -> bool:
    """Tell whether the volunteer was on the way already, to the visit that is gone."""
    rows = [loaded.find_row(stop.id, tour.shift.volunteer) for stop in tour.stops]
    stops = [fixed_stop(left, loaded.clock), *(build_stop(row, is_fixed=True) for row in rows)]
    as_it_was = replace(tour, stops=tuple(sorted(stops, key=lambda stop: stop.earliest_s)))
    return timeline(as_it_was).departure_s <= loaded.clock.seconds(now)


def step_aside(visits: Iterable[int], *, now: datetime) -> None:
    """Free the times of visits that get others before the transaction ends.

    The database lets no two visits overlap, not even between two statements; cancelled ones
    fill no time. Nobody outside the transaction sees them so.
    """
    Visit.objects.filter(pk__in=list(visits)).update(
        status=VisitStatus.CANCELLED, cancelled_at=now
    )


def list_changes(tour: Tour, loaded: LoadedProblem) -> Iterator[Change]:
    """Yield the visits of a tour that another volunteer held or another time, in order.

    Only booked visits ever do: the others have started, and stay where they are. So do
    sessions, whose keys are negative.
    """
    volunteer, clock = tour.shift.volunteer, loaded.clock
    for planned in timeline(tour).planned:
        if planned.stop.id <= NEW_STOP:
            continue
        row = loaded.find_row(planned.stop.id, volunteer)
        if (row.volunteer_id, row.starts_s) != (volunteer, planned.start_s):
            yield Change(
                visit=row.pk,
                old_volunteer=row.volunteer_id,
                new_volunteer=volunteer,
                old_at=clock.moment(row.starts_s),
                new_at=clock.moment(planned.start_s),
                length=timedelta(seconds=planned.stop.length_s),
            )


def event_of(change: Change, *, by: Account | None, now: datetime) -> VisitEvent:
    """Return what a visit's history keeps of a change; not stored yet."""
    before: dict[str, object] = {"starts_at": change.old_at.astimezone(UTC).isoformat()}
    after: dict[str, object] = {"starts_at": change.new_at.astimezone(UTC).isoformat()}
    kind = VisitEventKind.RETIMED
    if change.old_volunteer != change.new_volunteer:
        kind = VisitEventKind.REASSIGNED
        before["volunteer"], after["volunteer"] = change.old_volunteer, change.new_volunteer
    return VisitEvent(
        visit_id=change.visit,
        kind=kind,
        at=now,
        by=by,
        data={"before": before, "after": after},
    )
