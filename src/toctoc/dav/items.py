"""Events as Radicale wants them: named and dated at once, spelt out only where asked for."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from radicale.item import Item
from radicale.item.filter import TIMESTAMP_MAX

from toctoc.agenda.ics.events import event_file, uid_of
from toctoc.agenda.models import CalendarChange
from toctoc.agenda.queries import Calendar, CalendarEntry
from toctoc.people.enums import CalendarDetail

HTTP_DATE = "%a, %d %b %Y %H:%M:%S GMT"


class EventItem(Item):
    """An event of a calendar. Listing thousands of them reads no event, only their numbers."""

    def __init__(
        self,
        *,
        path: str,
        calendar: Calendar,
        detail: CalendarDetail,
        name: str,
        change: CalendarChange | None,
        load: Callable[[], CalendarEntry],
    ) -> None:
        super().__init__(
            collection_path=path,
            href=name,
            last_modified=http_date(change.changed_at if change else None),
            text="",  # spelt out by `serialize`
            etag=f'"{change.sequence if change else 0}-{detail}"',
            name="VCALENDAR",
            component_name="VEVENT",
        )
        self._calendar, self._detail = calendar, detail
        self._load = load

    def serialize(self) -> str:
        if not self._text:
            self._text = event_file(self._load(), self._calendar, self._detail)
        return self._text

    @property
    def vobject_item(self) -> Any:
        self.serialize()
        return super().vobject_item

    @property
    def uid(self) -> str:
        return uid_of(self._load().row, self._calendar)

    @property
    def time_range(self) -> tuple[int, int]:
        """When the event lies in all, in seconds since 1970."""
        row = self._load().row
        ends = int(row.ends_at.timestamp()) if row.ends_at else TIMESTAMP_MAX
        return int(row.starts_at.timestamp()), max(ends, int(row.starts_at.timestamp()) + 1)


def http_date(moment: datetime | None) -> str:
    """Return a moment as HTTP headers write it."""
    return (moment or datetime.fromtimestamp(0, UTC)).astimezone(UTC).strftime(HTTP_DATE)
