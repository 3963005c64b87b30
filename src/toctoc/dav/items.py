"""Events as Radicale wants them: named and dated at once, spelt out only where asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from radicale.item import Item
from radicale.item.filter import TIMESTAMP_MAX

from toctoc.agenda.ics.events import event_file, uid_of
from toctoc.agenda.models import CalendarChange
from toctoc.agenda.queries import Calendar, CalendarEntry
from toctoc.people.enums import CalendarDetail

HTTP_DATE = "%a, %d %b %Y %H:%M:%S GMT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How the events of a calendar are shown in one answer."""

    path: str
    calendar: Calendar
    detail: CalendarDetail
    is_expanded: bool = False  # each occurrence by itself, in UTC
    has_text: bool = True  # false where only numbers are asked for


class EventItem(Item):
    """An event of a calendar. Listing thousands of them reads no event, only their numbers."""

    def __init__(
        self,
        shown: Shown,
        name: str,
        change: CalendarChange | None,
        load: Callable[[], CalendarEntry],
    ) -> None:
        super().__init__(
            collection_path=shown.path,
            href=name,
            last_modified=http_date(change.changed_at if change else None),
            text="",  # spelt out by `serialize`
            etag=f'"{change.sequence if change else 0}-{shown.detail}"',
            name="VCALENDAR",
            # Radicale expands a VEVENT by parsing it; ours that occur once are so as they are.
            component_name="" if shown.is_expanded else "VEVENT",
        )
        self._shown, self._load = shown, load

    def serialize(self) -> str:
        """Spell the event out; Radicale asks for it even to tell a number alone."""
        return self._spell() if self._shown.has_text else ""

    def _spell(self) -> str:
        if not self._text:
            shown = self._shown
            self._text = event_file(
                self._load(), shown.calendar, shown.detail, in_utc=shown.is_expanded
            )
        return self._text

    @property
    def vobject_item(self) -> Any:
        self._spell()
        return super().vobject_item

    @property
    def uid(self) -> str:
        return uid_of(self._load().row, self._shown.calendar)

    @property
    def time_range(self) -> tuple[int, int]:
        """When the event lies in all, in seconds since 1970."""
        row = self._load().row
        ends = int(row.ends_at.timestamp()) if row.ends_at else TIMESTAMP_MAX
        return int(row.starts_at.timestamp()), max(ends, int(row.starts_at.timestamp()) + 1)


def http_date(moment: datetime | None) -> str:
    """Return a moment as HTTP headers write it."""
    return (moment or datetime.fromtimestamp(0, UTC)).astimezone(UTC).strftime(HTTP_DATE)
