"""The story of a visit, told anew and written down: times, outcome, wish, news of alarms."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from toctoc.agenda.enums import (
    FieldEntryKind,
    FieldEntrySource,
    FieldEntryState,
    KeptReason,
    VisitEventKind,
    VisitStatus,
)
from toctoc.agenda.errors import AlreadyBooked
from toctoc.agenda.models import FieldEntry, Visit, VisitEvent
from toctoc.agenda.operations import note_outcome, note_times, reopen_visit, wish_visit
from toctoc.common.half_days import HalfDays
from toctoc.dispatch.operations.alarms import end_alarms
from toctoc.dispatch.operations.field.story import (
    TOLD,
    VERDICTS,
    OfficeWord,
    Story,
    Told,
    tell,
)
from toctoc.people.models import Account
from toctoc.people.operations import note_contact

OUTCOMES = {
    VisitEventKind.DONE: VisitStatus.DONE,
    VisitEventKind.NO_SHOW: VisitStatus.NO_SHOW,
    VisitEventKind.REOPENED: None,
}


def retell(rows: Sequence[Visit], *, by: Account, now: datetime) -> None:
    """Tell a visit's story from all its entries, and bring its rows to what it says.

    `rows` are locked by the caller, lead first. Entries the story contradicts become KEPT,
    those it comes to agree with APPLIED.
    """
    lead = rows[0]
    entries = {(entry.visit_id or 0, entry.key): entry for entry in _list_entries(rows)}
    word = _office_word(lead, entries.values())
    story = tell((_told(entry) for entry in entries.values()), word=word, lead=lead.pk)
    for name, verdict in story.verdicts.items():
        _judge(entries[name], verdict)
    for row in rows:
        chapter = story.chapter(row.pk)
        arrival, departure = chapter.arrival, chapter.departure
        note_times(
            row,
            arrived_at=arrival.done_at if arrival else None,
            left_at=departure.done_at if departure else None,
            by=by,
            now=now,
        )
    _bring_to(lead, story.outcome, by=by, now=now)
    _note_wish(lead, story, entries, by=by, now=now)
    end_alarms(rows, has_ended=story.outcome is not None, now=now)
    seen = [entry.done_at for entry in entries.values() if entry.kind != FieldEntryKind.NO_SHOW]
    if seen:
        note_contact(lead.resident, at=max(seen))


def _list_entries(rows: Sequence[Visit]) -> Iterable[FieldEntry]:
    of_the_story = Q(state=FieldEntryState.APPLIED) | Q(reason__in=VERDICTS)
    return FieldEntry.objects.filter(of_the_story, visit__in=rows, kind__in=TOLD)


def _told(entry: FieldEntry) -> Told:
    return Told(
        key=entry.key,
        number=entry.pk,
        visit=entry.visit_id or 0,
        kind=FieldEntryKind(entry.kind),
        source=FieldEntrySource(entry.source),
        device=entry.device,
        done_at=entry.done_at,
        received_at=entry.received_at,
        data=entry.data,
    )


def _office_word(lead: Visit, entries: Iterable[FieldEntry]) -> OfficeWord | None:
    """Find what the office itself last said of the outcome.

    What an entry brought about has the very moment it was received.
    """
    ours = {entry.received_at for entry in entries}
    events = VisitEvent.objects.filter(visit=lead, kind__in=OUTCOMES).order_by("-at", "-pk")
    said = list(events)
    for event in said:
        if event.at not in ours:
            return OfficeWord(OUTCOMES[VisitEventKind(event.kind)], event.at)
    if not said and lead.status != VisitStatus.BOOKED:
        return OfficeWord(VisitStatus(lead.status), lead.booked_at)
    return None


def _judge(entry: FieldEntry, verdict: KeptReason | None) -> None:
    if entry.reason == (verdict or ""):
        return
    entry.reason = verdict or ""
    entry.state = FieldEntryState.KEPT if verdict else FieldEntryState.APPLIED
    entry.save(update_fields=["reason", "state"])


def _bring_to(lead: Visit, outcome: VisitStatus | None, *, by: Account, now: datetime) -> None:
    if outcome is not None:
        note_outcome(lead, outcome=outcome, by=by, now=now)
    elif lead.status != VisitStatus.BOOKED:
        with suppress(AlreadyBooked):  # answered by another visit: it keeps its outcome
            reopen_visit(lead, by=by, now=now)


def _note_wish(
    lead: Visit,
    story: Story,
    entries: Mapping[tuple[int, UUID], FieldEntry],
    *,
    by: Account,
    now: datetime,
) -> None:
    wish = story.said.get((lead.pk, FieldEntryKind.WANTS_MORE))
    if wish is None:
        return
    half_days = HalfDays.from_text(str(wish.data["half_days"]))
    details = str(wish.data.get("note", ""))
    if wish_visit(lead, half_days=half_days, details=details, by=by, now=now) is None:
        _judge(entries[wish.name], KeptReason.ANSWERED)
