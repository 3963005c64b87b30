"""One gesture on the agenda: another time, volunteer or length, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from toctoc.agenda.enums import MoveReason
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import note_told
from toctoc.dispatch.operations.booking import move_visit
from toctoc.dispatch.operations.placing import place_visit
from toctoc.dispatch.operations.resizing import resize_visit
from toctoc.dispatch.operations.undoing import noting_events
from toctoc.people.enums import Channel
from toctoc.people.models import Account, Volunteer

MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPromise:
    """What the person was asked: why another moment, and how they said yes (None: not yet)."""

    reason: MoveReason
    channel: Channel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a visit is wanted. `volunteers` stand lead first; none: whoever goes already."""

    starts_at: datetime
    length_min: int
    volunteers: Sequence[Volunteer] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rearranged:
    """A visit in its new place, and what `undo_changes` needs; no events: nothing to undo."""

    visit: Visit
    event_ids: tuple[int, ...]


def rearrange_visit(
    visit: Visit,
    *,
    place: Place,
    by: Account,
    now: datetime,
    promise: NewPromise | None = None,
) -> Rearranged:
    """Give a visit the place someone pointed at; nothing of it is stored unless all of it fits.

    Inside the promise nobody has to be told; outside, `promise` says that the person was asked,
    and the visit gets a new one. A length alone keeps hour and volunteers as they are. Sends
    nothing. Raises OutsidePromise without a `promise` where one is needed, and what
    `place_visit`, `move_visit`, `resize_visit` and `note_told` do.
    """
    with noting_events(by=by, now=now) as event_ids:
        changed = visit
        if _is_elsewhere(visit, place):
            changed = _put(visit, place, promise, by=by, now=now)
        if place.length_min * MINUTE_S != visit.length_s:
            changed = resize_visit(changed, length_min=place.length_min, by=by, now=now)
    return Rearranged(visit=changed, event_ids=tuple(event_ids))


def _is_elsewhere(visit: Visit, place: Place) -> bool:
    goers = [volunteer.pk for volunteer in place.volunteers]
    return place.starts_at != visit.starts_at or bool(goers)


def _put(
    visit: Visit, place: Place, promise: NewPromise | None, *, by: Account, now: datetime
) -> Visit:
    if promise is None:
        return place_visit(
            visit, starts_at=place.starts_at, volunteers=place.volunteers, by=by, now=now
        )
    moved = move_visit(
        visit,
        promised_from=place.starts_at,
        volunteers=place.volunteers,
        reason=promise.reason,
        by=by,
        now=now,
    )
    if promise.channel is None:
        return moved
    return note_told(moved, channel=promise.channel, by=by, now=now)
