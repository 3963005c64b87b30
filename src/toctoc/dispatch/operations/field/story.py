"""What happened at a visit, told from all that was noted of it: one story in any order.

Phones send late, twice and out of order, and two may speak of one visit. So nothing is applied
entry by entry: each time one comes in, the whole story is told again from all of them, in the
order in which things were done. Who is right, and when: docs/flows/field.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from toctoc.agenda.enums import FieldEntryKind, FieldEntrySource, KeptReason, VisitStatus

AGREES_WITHIN: Final = timedelta(minutes=10)  # two devices that mean one moment
ENDINGS: Final = {
    FieldEntryKind.LEFT: VisitStatus.DONE,
    FieldEntryKind.NO_SHOW: VisitStatus.NO_SHOW,
}
SAID_ONCE: Final = (FieldEntryKind.REPORT, FieldEntryKind.WANTS_MORE)
TOLD: Final = (FieldEntryKind.ARRIVED, *ENDINGS, *SAID_ONCE)
# A verdict of the story is passed anew with every entry; other reasons stand.
VERDICTS: Final = (
    KeptReason.OTHER_DEVICE,
    KeptReason.OFFICE_SAID,
    KeptReason.IMPOSSIBLE_TIMES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One entry as the story needs it."""

    key: UUID
    number: int  # in the order of coming in
    visit: int
    kind: FieldEntryKind
    source: FieldEntrySource
    device: str
    done_at: datetime
    received_at: datetime
    data: Mapping[str, object]

    @property
    def is_office(self) -> bool:
        return self.source != FieldEntrySource.PHONE

    @property
    def name(self) -> tuple[int, UUID]:
        """Keys are each volunteer's own, and each has a row of the visit."""
        return self.visit, self.key

    @property
    def order(self) -> tuple[bool, datetime, int]:
        """Office first, as it was typed; then phones, in the order things were done."""
        if self.is_office:
            return (False, self.received_at, self.number)
        return (True, self.done_at, self.key.int)

    def is_same_hand(self, other: "Told") -> bool:
        return (self.is_office, self.device) == (other.is_office, other.device)


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """What the office last said of a visit's outcome on its own screen, and when."""

    outcome: VisitStatus | None  # None: that nothing is known yet
    at: datetime


@dataclass(slots=True)
class Chapter:
    """What was noted of one volunteer's row of a visit."""

    arrival: Told | None = None
    departure: Told | None = None


@dataclass(slots=True)
class Story:
    """What stands once everything is told; `verdicts` has one for each entry."""

    word: OfficeWord | None
    ending: Told | None = None
    chapters: dict[int, Chapter] = field(default_factory=dict)
    said: dict[tuple[int, FieldEntryKind], Told] = field(default_factory=dict)
    verdicts: dict[tuple[int, UUID], KeptReason | None] = field(default_factory=dict)

    @property
    def outcome(self) -> VisitStatus | None:
        """What became of the visit; None where nothing was said of it."""
        if self.ending is not None:
            return ENDINGS[self.ending.kind]
        return self.word.outcome if self.word else None

    @property
    def departure(self) -> Told | None:
        """That one of the volunteers left, the visit being made."""
        left = (chapter.departure for chapter in self.chapters.values())
        return next((departure for departure in left if departure), None)

    def chapter(self, visit: int) -> Chapter:
        return self.chapters.setdefault(visit, Chapter())


def tell(entries: Iterable[Told], *, word: OfficeWord | None, lead: int) -> Story:
    """Tell the story of a visit (of a pair: of both rows, `lead` first) from its entries."""
    story = Story(word)
    for entry in sorted(entries, key=lambda entry: entry.order):
        if entry.kind == FieldEntryKind.ARRIVED:
            verdict = _arrive(story, entry)
        elif entry.kind in ENDINGS:
            verdict = _end(story, entry)
        else:
            verdict = _say(story, entry, lead)
        story.verdicts[entry.name] = verdict
    return story


def _arrive(story: Story, entry: Told) -> KeptReason | None:
    chapter = story.chapter(entry.visit)
    held = chapter.arrival
    if held is not None and not held.is_same_hand(entry):
        return None if _agree(held, entry) else _contradicted(held, entry)
    ending = story.ending
    if ending is not None and entry.done_at > ending.done_at:
        if not ending.is_same_hand(entry):
            return _contradicted(ending, entry)
        chapter.departure = None  # back again: the visit goes on, unless the other left too
        story.ending = story.departure
        chapter.arrival = entry if entry.is_office else held or entry
    elif chapter.departure is not None and entry.done_at > chapter.departure.done_at:
        return KeptReason.IMPOSSIBLE_TIMES
    else:
        chapter.arrival = entry
    return None


def _end(story: Story, entry: Told) -> KeptReason | None:
    if story.word is not None and not entry.is_office:
        if entry.received_at <= story.word.at:
            return None  # the office spoke after it, knowing it
        if story.word.outcome not in {None, ENDINGS[entry.kind]}:
            return KeptReason.OFFICE_SAID
    held, chapter = story.ending, story.chapter(entry.visit)
    if held is not None and not held.is_same_hand(entry):
        return _second(story, held, entry)
    if _is_before_arrival(chapter, entry):
        return KeptReason.IMPOSSIBLE_TIMES
    story.ending = entry
    if entry.kind == FieldEntryKind.LEFT:
        chapter.departure = entry
    else:
        for each in story.chapters.values():
            each.departure = None
    return None


def _second(story: Story, held: Told, entry: Told) -> KeptReason | None:
    """Hear another device on an outcome that is known: it agrees, or is kept."""
    chapter = story.chapter(entry.visit)
    if held.kind != entry.kind:
        return _contradicted(held, entry)
    if entry.kind == FieldEntryKind.NO_SHOW:
        return None
    departure = chapter.departure
    if departure is not None and not departure.is_same_hand(entry):
        return None if _agree(departure, entry) else _contradicted(departure, entry)
    if _is_before_arrival(chapter, entry):
        return KeptReason.IMPOSSIBLE_TIMES
    chapter.departure = entry  # the other of two volunteers
    return None


def _say(story: Story, entry: Told, lead: int) -> KeptReason | None:
    """Hear a report, or that the person wishes another visit: one wish for both of a pair."""
    subject = lead if entry.kind == FieldEntryKind.WANTS_MORE else entry.visit
    held = story.said.get((subject, entry.kind))
    if held is not None and not held.is_same_hand(entry):
        return None if held.data == entry.data else _contradicted(held, entry)
    story.said[subject, entry.kind] = entry
    return None


def _is_before_arrival(chapter: Chapter, entry: Told) -> bool:
    return (
        entry.kind == FieldEntryKind.LEFT
        and chapter.arrival is not None
        and entry.done_at < chapter.arrival.done_at
    )


def _agree(held: Told, entry: Told) -> bool:
    return abs(held.done_at - entry.done_at) <= AGREES_WITHIN


def _contradicted(held: Told, entry: Told) -> KeptReason | None:
    """Name who had said otherwise. What the office typed knowing the entry settles it."""
    if not held.is_office:
        return KeptReason.OTHER_DEVICE
    return None if entry.received_at <= held.received_at else KeptReason.OFFICE_SAID
