"""Planned times shifted inside their promises, so that one more visit finds its place."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from toctoc.agenda.enums import VisitEventKind, VisitStatus
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.dispatch.bridge import NEW_STOP, LoadedProblem
from toctoc.people.models import Account
from toctoc.planning.model import Tour
from toctoc.planning.timeline import timeline


class Change(NamedTuple):
    """A visit's planned start before and after, in the clock's seconds."""

    visit: int
    old_s: int
    new_s: int
    length_s: int


def retime(tours: Iterable[Tour], loaded: LoadedProblem, *, by: Account, now: datetime) -> None:
    """Store the planned times of the other visits of tours that take one more.

    Promises stay as they are. All that change step aside first, whatever their new order, so
    that no two overlap between two writes. Each gets an event.
    """
    changes = [change for tour in tours for change in list_changes(tour, loaded)]
    step_aside([change.visit for change in changes], now=now)
    for change in changes:
        before, after = loaded.clock.moment(change.old_s), loaded.clock.moment(change.new_s)
        Visit.objects.filter(pk=change.visit).update(
            starts_at=after,
            ends_at=after + timedelta(seconds=change.length_s),
            status=VisitStatus.BOOKED,
            cancelled_at=None,
        )
        VisitEvent.objects.create(
            visit_id=change.visit,
            kind=VisitEventKind.RETIMED,
            at=now,
            by=by,
            data={
                "before": {"starts_at": before.astimezone(UTC).isoformat()},
                "after": {"starts_at": after.astimezone(UTC).isoformat()},
            },
        )


def step_aside(visits: Iterable[int], *, now: datetime) -> None:
    """Free the times of visits that get others before the transaction ends.

    The database lets no two visits overlap, not even between two statements; cancelled ones
    fill no time. Nobody outside the transaction sees them so.
    """
    Visit.objects.filter(pk__in=list(visits)).update(
        status=VisitStatus.CANCELLED, cancelled_at=now
    )


def list_changes(tour: Tour, loaded: LoadedProblem) -> Iterator[Change]:
    """Yield the visits of a tour whose planned time is not the stored one, in driving order.

    Only booked visits ever do: the others have started, and stay where they are.
    """
    for planned in timeline(tour).planned:
        if planned.stop.id == NEW_STOP:
            continue
        row = loaded.rows[tour.shift.volunteer, planned.stop.id]
        if planned.start_s != row.starts_s:
            yield Change(row.pk, row.starts_s, planned.start_s, planned.stop.length_s)
