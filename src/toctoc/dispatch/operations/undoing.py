"""Taking a change back: a visit, and those moved aside for it, as they were just before.

What they were is read from their own history, which every change by hand writes; nothing is
taken from whoever asks.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from toctoc.agenda.enums import VisitEventKind, VisitStatus
from toctoc.agenda.errors import SlotTaken
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.agenda.operations import hold_visits
from toctoc.dispatch.errors import ChangedSince, SlotInThePast
from toctoc.dispatch.operations.retiming import step_aside
from toctoc.dispatch.operations.standing import check_standing
from toctoc.people.models import Account

CHANGES = frozenset(
    {
        VisitEventKind.MOVED,
        VisitEventKind.RETIMED,
        VisitEventKind.REASSIGNED,
        VisitEventKind.RESIZED,
    }
)
# After one of these the visit is no longer what the change left.
OVERTAKEN_BY = CHANGES | {
    VisitEventKind.CANCELLED,
    VisitEventKind.HOUR_FIXED,
    VisitEventKind.DONE,
    VisitEventKind.NO_SHOW,
    VisitEventKind.ARRIVED,
}
MOMENTS = ("promised_from", "promised_until", "starts_at", "told_at", "hour_fixed_at")
NO_OVERLAP = "no_overlap"


@contextmanager
def noting_events(*, by: Account, now: datetime) -> Iterator[list[int]]:
    """Collect the keys of the events that changes by hand write, in one transaction.

    The list is filled when the block ends; it stays empty where the changes cannot be undone
    as they were (a second volunteer came or went).
    """
    with transaction.atomic():
        last = VisitEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        noted: list[int] = []
        yield noted
        written = VisitEvent.objects.filter(pk__gt=last, at=now, by=by)
        kinds = dict(written.values_list("pk", "kind"))
        told = {pk for pk, kind in kinds.items() if kind == VisitEventKind.TOLD}
        changes = {pk for pk, kind in kinds.items() if kind in CHANGES}
        if changes | told == kinds.keys():
            noted += sorted(changes)


def undo_changes(
    visit: Visit, *, event_ids: Collection[int], by: Account, now: datetime
) -> Visit:
    """Put a visit, and those moved with it, back where their events found them.

    One transaction, behind the locks of everyone concerned; the tours are checked as they
    would stand again. Who had been told of the old promise still is, unless a new one was told
    since. Raises ChangedSince where anything happened after the change, SlotInThePast,
    SlotTaken, InfeasibleSlot, VisitNotBooked and VisitAlreadyStarted.
    """
    try:
        with transaction.atomic():
            return _undo(visit, event_ids, by=by, now=now)
    except IntegrityError as error:
        if NO_OVERLAP in str(error):
            raise SlotTaken(volunteer=visit.volunteer, at=visit.starts_at) from error
        raise


def _undo(visit: Visit, event_ids: Collection[int], *, by: Account, now: datetime) -> Visit:
    events = list(VisitEvent.objects.filter(pk__in=event_ids).order_by("-pk"))
    if not events or len(events) != len(event_ids):
        raise ChangedSince(visit=visit)
    held = hold_visits(visit, now=now, volunteer_ids=_crew(events))
    rows = _lock_rows(visit, events, now)
    if held[0].pk not in rows:
        raise ChangedSince(visit=visit)
    for event in events:
        _put_back(rows[event.visit_id], event)
    _check_to_come(rows.values(), now)
    step_aside(rows, now=now)
    for row in rows.values():
        row.save()
    check_standing(list(rows.values()), now=now)
    VisitEvent.objects.bulk_create(
        _reversed(event, by=by, now=now) for event in reversed(events)
    )
    return rows[held[0].pk]


def _crew(events: Sequence[VisitEvent]) -> frozenset[int]:
    """Return the volunteers whose agendas change back."""
    sides = [event.data.get(side, {}) for event in events for side in ("before", "after")]
    named = {side["volunteer"] for side in sides if "volunteer" in side}
    holders = Visit.objects.filter(pk__in={event.visit_id for event in events})
    return frozenset({*named, *holders.values_list("volunteer_id", flat=True)})


def _lock_rows(visit: Visit, events: Sequence[VisitEvent], now: datetime) -> dict[int, Visit]:
    """Lock and return the rows of the events; ChangedSince where one has moved on."""
    keys = {event.visit_id for event in events}
    found = Visit.objects.filter(pk__in=keys, programme=visit.programme)
    found = found.select_for_update(no_key=True, of=("self",))
    found = found.select_related("help_request", "resident", "programme")
    rows = {row.pk: row for row in found.order_by("pk")}
    later = VisitEvent.objects.filter(
        visit__in=keys, pk__gt=events[0].pk, kind__in=OVERTAKEN_BY
    )
    is_gone = any(
        row.status != VisitStatus.BOOKED or row.starts_at <= now for row in rows.values()
    )
    if rows.keys() != keys or is_gone or later.exists():
        raise ChangedSince(visit=visit)
    return rows


def _put_back(row: Visit, event: VisitEvent) -> None:
    """Undo one event on its row, the last one first."""
    before: dict[str, Any] = {**event.data["before"], **event.data.get("left", {})}
    length = timedelta(seconds=row.length_s)
    if "length_min" in before:
        length = timedelta(minutes=before["length_min"])
        row.help_request.length_min = before["length_min"]
        row.help_request.save(update_fields=["length_min"])
    for name in MOMENTS:
        if name in before:
            setattr(row, name, before[name] and datetime.fromisoformat(before[name]))
    for name in ("is_tied", "promise", "told_channel"):
        setattr(row, name, before.get(name, getattr(row, name)))
    row.volunteer_id = before.get("volunteer", row.volunteer_id)
    row.ends_at = row.starts_at + length
    if event.kind == VisitEventKind.MOVED and _was_told_since(event):
        row.told_channel, row.told_at = "", None


def _was_told_since(event: VisitEvent) -> bool:
    told = VisitEvent.objects.filter(visit_id=event.visit_id, kind=VisitEventKind.TOLD)
    return told.filter(pk__gt=event.pk).exists()


def _check_to_come(rows: Collection[Visit], now: datetime) -> None:
    for row in rows:
        if row.starts_at <= now:
            raise SlotInThePast(at=row.starts_at, now=now)


def _reversed(event: VisitEvent, *, by: Account, now: datetime) -> VisitEvent:
    data = {
        **{key: value for key, value in event.data.items() if key != "left"},
        "before": event.data["after"],
        "after": event.data["before"],
        "undoes": event.pk,
    }
    return VisitEvent(visit_id=event.visit_id, kind=event.kind, at=now, by=by, data=data)
