"""Notes from the spot, made short for tests."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

from toctoc.agenda.enums import FieldEntryKind
from toctoc.dispatch.operations import FieldNote

SPACE = UUID("5b6a2f5e-6b1c-4f0e-9d0b-0f2c6d5a4e3b")
DATA = {
    FieldEntryKind.REPORT: {"themes": ["mail"], "done": "Boîte créée", "next": ""},
    FieldEntryKind.WANTS_MORE: {"half_days": "1000000001", "note": "Pour les photos"},
    FieldEntryKind.SIGNATURE: {
        "version": "2026-11",
        "name": "Odette Lafictive",
        "strokes": [[[10, 20], [30, 40]]],
    },
    FieldEntryKind.LATE: {"minutes": 15},
    FieldEntryKind.NOTE: {"text": "Le chemin est inondé."},
}


def key(name: str) -> UUID:
    return uuid5(SPACE, name)


def note(kind: FieldEntryKind, visit: object, done_at: datetime, **more) -> FieldNote:
    """Make a note; its key follows from what it says unless it has a `name` of its own."""
    visit_pk = getattr(visit, "pk", visit)
    moment = done_at.astimezone(UTC).isoformat()
    device = more.setdefault("device", "telephone")
    name = more.pop("name", f"{kind} {visit_pk} {moment} {device}")
    more.setdefault("data", DATA.get(kind, {}))
    return FieldNote(key=key(name), kind=kind, visit_pk=visit_pk, done_at=done_at, **more)
