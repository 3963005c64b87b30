"""Entries from the spot, each stored once: applied where they can be, else kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid5

from django.db import transaction

from toctoc.agenda.enums import (
    FieldEntryKind,
    FieldEntrySource,
    FieldEntryState,
    KeptReason,
    VisitStatus,
)
from toctoc.agenda.errors import EntryNotKept
from toctoc.agenda.models import FieldEntry, Visit
from toctoc.agenda.operations import hold_visits, hold_volunteers
from toctoc.dispatch.bridge import local_day
from toctoc.dispatch.operations.alarms import raise_call_me
from toctoc.dispatch.operations.field.notes import FieldNote, is_readable, masked
from toctoc.dispatch.operations.field.story import ENDINGS, TOLD
from toctoc.dispatch.operations.field.telling import retell
from toctoc.dispatch.operations.lateness import running_late
from toctoc.people.models import Account, Volunteer

# A delay heard of later than this helps nobody any more.
TIMELY: Final = timedelta(hours=1)
MAX_DEVICE: Final = 40  # characters, as the column has it
OF_A_VISIT: Final = frozenset({*TOLD, FieldEntryKind.SIGNATURE})
# What a person may decide against: the rest has no visit any more to be applied to.
BY_HAND: Final = frozenset(
    {
        KeptReason.OTHER_VOLUNTEER,
        KeptReason.OTHER_DEVICE,
        KeptReason.OFFICE_SAID,
        KeptReason.IMPOSSIBLE_TIMES,
    }
)
AT_THE_DOOR: Final = frozenset({FieldEntryKind.ARRIVED, *ENDINGS})


@dataclass(frozen=True, slots=True)
class Subject:
    """The visit an entry speaks of: all its rows, locked, and the volunteer's own."""

    rows: Sequence[Visit] = ()
    named: Visit | None = None
    own: Visit | None = None

    @property
    def visit(self) -> Visit | None:
        return self.own or self.named


@transaction.atomic
def record_entry(
    volunteer: Volunteer, *, note: FieldNote, by: Account, now: datetime
) -> FieldEntry:
    """Store what was noted on the spot and bring it into the agenda; once, however often sent.

    The same key of a volunteer is the same entry: sent again, it comes back as it stands and
    nothing else happens. What the agenda contradicts is stored too, KEPT with its reason, and
    waits for a person; nothing is refused and nothing lost. What a visit comes to does not
    depend on the order in which entries arrive. Sends nothing but for an alarm.
    """
    subject = _hold(volunteer, note)
    known = FieldEntry.objects.filter(volunteer=volunteer, key=note.key).first()
    if known is not None:
        return known
    entry = _build(volunteer, note, by=by, now=now)
    entry.visit = subject.visit
    entry.reason = _objection(entry, subject) or ""
    entry.state = FieldEntryState.KEPT if entry.reason else FieldEntryState.APPLIED
    entry.save()
    if not entry.reason:
        _take_effect(entry, subject, by=by, now=now)
    return entry


@transaction.atomic
def settle_entry(entry: FieldEntry, *, apply: bool, by: Account, now: datetime) -> FieldEntry:
    """Close a kept entry: applied on a person's word, or read and left as it is.

    Applied, it becomes the office's own entry of the same content and moment, which goes before
    what phones say; that one is returned. Raises EntryNotKept of an entry that is applied or
    settled already.
    """
    held = FieldEntry.objects.select_for_update(no_key=True, of=("self",)).get(pk=entry.pk)
    if held.state != FieldEntryState.KEPT or held.settled_at is not None:
        raise EntryNotKept(entry=held)
    held.settled_at, held.settled_by = now, by
    held.save(update_fields=["settled_at", "settled_by"])
    if not apply or held.visit is None or held.reason not in BY_HAND:
        return held
    note = FieldNote(
        key=uuid5(held.key, "office"),
        kind=FieldEntryKind(held.kind),
        visit_pk=held.visit_id,
        done_at=held.done_at,
        source=FieldEntrySource.OFFICE,
        data=held.data,
    )
    return record_entry(held.visit.volunteer, note=note, by=by, now=now)


def _hold(volunteer: Volunteer, note: FieldNote) -> Subject:
    """Lock the visit with all its rows, or the volunteer: one writer of a key at a time."""
    visits = Visit.objects.filter(programme=volunteer.programme_id, pk=note.visit_pk or 0)
    named = visits.select_related("help_request").first()
    if named is None:
        hold_volunteers([volunteer.pk])
        return Subject()
    rows = hold_visits(
        named, volunteer_ids=frozenset({volunteer.pk}), statuses=tuple(VisitStatus)
    )
    own = next((row for row in rows if row.volunteer_id == volunteer.pk), None)
    return Subject(rows=rows, named=named, own=own)


def _build(volunteer: Volunteer, note: FieldNote, *, by: Account, now: datetime) -> FieldEntry:
    return FieldEntry(
        key=note.key,
        volunteer=volunteer,
        kind=note.kind,
        source=note.source,
        device=note.device[:MAX_DEVICE],
        done_at=note.corrected(now),
        received_at=now,
        clock_offset_s=round(note.clock_offset(now).total_seconds()),
        data=masked(note.data),
        by=by,
    )


def _objection(entry: FieldEntry, subject: Subject) -> KeptReason | None:
    """Return why an entry cannot be applied to the agenda as it stands."""
    kind = FieldEntryKind(entry.kind)
    if not is_readable(kind, entry.data):
        return KeptReason.UNREADABLE
    if kind == FieldEntryKind.LATE and entry.received_at - entry.done_at > TIMELY:
        return KeptReason.TOO_LATE
    return _visit_objection(entry, subject) if kind in OF_A_VISIT else None


def _visit_objection(entry: FieldEntry, subject: Subject) -> KeptReason | None:
    if subject.named is None:
        return KeptReason.UNKNOWN_VISIT
    own = subject.own
    if own is None or own.status == VisitStatus.CANCELLED:
        is_off = subject.rows[0].status == VisitStatus.CANCELLED
        return KeptReason.CANCELLED if is_off else KeptReason.OTHER_VOLUNTEER
    zone = own.programme.time_zone
    done_on, planned_on = local_day(entry.done_at, zone), local_day(own.starts_at, zone)
    # A report may be written on a later day; nobody stands at a door on another.
    is_moved = done_on != planned_on if entry.kind in AT_THE_DOOR else done_on < planned_on
    return KeptReason.MOVED if is_moved else None


def _take_effect(entry: FieldEntry, subject: Subject, *, by: Account, now: datetime) -> None:
    if entry.kind in TOLD:
        retell(subject.rows, by=by, now=now)
        entry.refresh_from_db(fields=["state", "reason"])
    elif entry.kind == FieldEntryKind.CALL_ME:
        raise_call_me(entry.volunteer, visit=subject.own, at=entry.done_at, now=now)
    elif entry.kind == FieldEntryKind.LATE:
        day = local_day(entry.done_at, entry.volunteer.programme.time_zone)
        minutes = int(str(entry.data["minutes"]))
        running_late(entry.volunteer, day, minutes=minutes, by=by, now=now)
