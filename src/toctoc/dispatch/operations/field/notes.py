"""What comes in from the spot, and whether it can be read; nothing here touches the agenda."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from toctoc.agenda.enums import ConsentText, FieldEntryKind, FieldEntrySource
from toctoc.common.credentials import mask_credentials
from toctoc.common.half_days import HalfDays

# A phone's clock is trusted to this; what it is wrong by beyond is taken off.
CLOCK_TRUST: Final = timedelta(minutes=2)
LATE_MIN: Final = range(5, 241)
MAX_POINTS: Final = 4_000
BOX: Final = range(1_001)  # a signature is drawn in a box of 1,000 by 1,000


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNote:
    """One thing noted on the spot, as it was sent.

    `key` names it for ever; `done_at` and `sent_at` are by the phone's clock. `data` is what
    its kind takes (docs/flows/field.md).
    """

    key: UUID
    kind: FieldEntryKind
    done_at: datetime
    sent_at: datetime | None = None
    visit_pk: int | None = None
    device: str = ""
    source: FieldEntrySource = FieldEntrySource.PHONE
    data: Mapping[str, object]

    def clock_offset(self, received_at: datetime) -> timedelta:
        """Return by how much the phone's clock is behind ours; nothing where it is near."""
        if self.sent_at is None:
            return timedelta(0)
        offset = received_at - self.sent_at
        return offset if abs(offset) > CLOCK_TRUST else timedelta(0)

    def corrected(self, received_at: datetime) -> datetime:
        """Return when it was done by our clock: never after it was received."""
        return min(self.done_at + self.clock_offset(received_at), received_at)


def is_readable(kind: FieldEntryKind, data: Mapping[str, object]) -> bool:
    """Tell whether the data hold what the kind of entry needs."""
    check = _CHECKS.get(kind)
    return check is None or check(data)


def masked(value: Any) -> Any:
    """Return JSON values with what looks like a password, a card or a national number hidden.

    No field is meant for those (RULES.md); whoever wrote offline cannot be asked again, so the
    rest of the text is kept.
    """
    if isinstance(value, str):
        return mask_credentials(value)
    if isinstance(value, Mapping):
        return {str(name): masked(part) for name, part in value.items()}
    if isinstance(value, list):
        return [masked(part) for part in value]
    return value


def _is_report(data: Mapping[str, object]) -> bool:
    themes = data.get("themes", [])
    texts = (data.get("done", ""), data.get("next", ""))
    return (
        isinstance(themes, list)
        and all(isinstance(theme, str) for theme in themes)
        and all(isinstance(text, str) for text in texts)
        and any((themes, *texts))
    )


def _is_wish(data: Mapping[str, object]) -> bool:
    half_days = data.get("half_days")
    if not isinstance(half_days, str) or not isinstance(data.get("note", ""), str):
        return False
    try:
        return bool(HalfDays.from_text(half_days))
    except ValueError:
        return False


def _is_signature(data: Mapping[str, object]) -> bool:
    strokes = data.get("strokes")
    if data.get("version") not in ConsentText.values or not isinstance(strokes, list):
        return False
    points = [point for stroke in strokes if isinstance(stroke, list) for point in stroke]
    is_given = bool(points) or _is_said(data)
    return is_given and len(points) <= MAX_POINTS and all(_is_point(one) for one in points)


def _is_said(data: Mapping[str, object]) -> bool:
    """Tell whether somebody who cannot draw agreed by name: typed, and ticked."""
    name = data.get("name")
    return data.get("agrees") is True and isinstance(name, str) and bool(name.strip())


def _is_point(point: object) -> bool:
    return (
        isinstance(point, list)
        and len(point) == 2
        and all(isinstance(axis, int) and axis in BOX for axis in point)
    )


def _is_delay(data: Mapping[str, object]) -> bool:
    minutes = data.get("minutes")
    return isinstance(minutes, int) and minutes in LATE_MIN


def _is_note(data: Mapping[str, object]) -> bool:
    text = data.get("text")
    return isinstance(text, str) and bool(text.strip())


_CHECKS: Final[Mapping[FieldEntryKind, Callable[[Mapping[str, object]], bool]]] = {
    FieldEntryKind.REPORT: _is_report,
    FieldEntryKind.WANTS_MORE: _is_wish,
    FieldEntryKind.SIGNATURE: _is_signature,
    FieldEntryKind.LATE: _is_delay,
    FieldEntryKind.NOTE: _is_note,
}
