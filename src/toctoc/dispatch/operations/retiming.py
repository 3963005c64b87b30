"""Planned times shifted inside their promises, so that one more visit finds its place."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from toctoc.agenda.enums import VisitEventKind
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.dispatch.bridge import NEW_STOP, LoadedProblem
from toctoc.people.models import Account
from toctoc.planning.model import Tour
from toctoc.planning.timeline import timeline


class Change(NamedTuple):
    """A visit's planned start before and after, in seconds."""

    visit: int
    old_s: int
    new_s: int
    length_s: int


def retime(tours: Iterable[Tour], loaded: LoadedProblem, *, by: Account, now: datetime) -> None:
    """Store the planned times of the other visits of tours that take one more.

    Promises stay as they are. The order of the writes never lets two visits overlap, not even
    between two of them; each visit that moves gets an event.
    """
    for tour in tours:
        for change in in_safe_order(list_changes(tour, loaded)):
            before = loaded.clock.moment(change.old_s)
            after = loaded.clock.moment(change.new_s)
            Visit.objects.filter(pk=change.visit).update(
                starts_at=after, ends_at=after + timedelta(seconds=change.length_s)
            )
            VisitEvent.objects.create(
                visit_id=change.visit,
                kind=VisitEventKind.RETIMED,
                at=now,
                by=by,
                data={
                    "before": {"starts_at": before.isoformat()},
                    "after": {"starts_at": after.isoformat()},
                },
            )


def list_changes(tour: Tour, loaded: LoadedProblem) -> list[Change]:
    """Return the visits of a tour whose planned time is not the stored one, in order."""
    changes = []
    for planned in timeline(tour).planned:
        if planned.stop.id != NEW_STOP:
            row = loaded.rows[tour.shift.volunteer, planned.stop.id]
            if planned.start_s != row.starts_s:
                length_s = planned.stop.length_s
                changes.append(Change(row.pk, row.starts_s, planned.start_s, length_s))
    return changes


def in_safe_order(changes: Iterable[Change]) -> Iterator[Change]:
    """Order changes of one tour so that none runs into a visit not yet changed.

    Delays from the last to the first, then advances from the first to the last: each moves into
    time that its neighbour has left or never enters.
    """
    ordered = list(changes)
    yield from (change for change in reversed(ordered) if change.new_s > change.old_s)
    yield from (change for change in ordered if change.new_s < change.old_s)
