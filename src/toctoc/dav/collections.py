"""Folders and calendars as Radicale wants them, over the agenda's own tables."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element

from radicale.item import Item
from radicale.item.filter import (
    TIMESTAMP_MAX,
    TIMESTAMP_MIN,
    simplify_prefilters,
    time_range_timestamps,
)
from radicale.storage import BaseCollection
from radicale.xmlutils import make_clark

from toctoc.agenda.ics.events import uid_of
from toctoc.agenda.ics.feed import calendar_title
from toctoc.agenda.models import CalendarChange
from toctoc.agenda.queries import (
    Calendar,
    CalendarEntry,
    find_personal_event,
    latest_sequence,
    list_changes,
    list_entries_between,
    list_entries_named,
)
from toctoc.dav.exchange import Exchange
from toctoc.dav.items import EventItem, http_date
from toctoc.dav.writing import remove_event, write_event

COLOURS = {"volunteer": "#0B5D66FF", "programme": "#B4440FFF", "workshops": "#56388CFF"}


class Folder(BaseCollection):  # type: ignore[misc]  # Radicale's classes have no types here
    """The root, or an account's own folder: holds calendars, never events."""

    def __init__(self, path: str) -> None:
        self._path = path

    @property
    def path(self) -> str:
        return self._path

    @property
    def etag(self) -> str:
        return '"folder"'

    @property
    def last_modified(self) -> str:
        return http_date(None)

    def get_multi(self, hrefs: Iterable[str]) -> Iterable[tuple[str, Item | None]]:
        return [(href, None) for href in hrefs]

    def get_all(self) -> Iterable[Item]:
        return []

    def get_meta(self, key: str | None = None) -> Any:
        return {} if key is None else None

    def set_meta(self, props: Mapping[str, str]) -> None:
        """Take a program's colour or order for this folder, and leave it there."""


class CalendarCollection(Folder):
    """One calendar, as one account may see it in this request."""

    def __init__(self, path: str, calendar: Calendar, exchange: Exchange) -> None:
        super().__init__(path)
        self.calendar, self._exchange = calendar, exchange
        wanted = exchange.device.detail if exchange.device else ""
        self._detail = calendar.detail_allowed(wanted)

    @property
    def etag(self) -> str:
        return f'"{self.calendar.key}-{latest_sequence(self.calendar)}"'

    @property
    def last_modified(self) -> str:
        latest = list_changes(self.calendar).order_by("-sequence").first()
        return http_date(latest.changed_at if latest else None)

    def get_meta(self, key: str | None = None) -> Any:
        meta = {
            "tag": "VCALENDAR",
            "D:displayname": calendar_title(self.calendar),
            "C:supported-calendar-component-set": "VEVENT",
            "ICAL:calendar-color": COLOURS[self.calendar.kind],
        }
        return meta if key is None else meta.get(key)

    def sync(self, old_token: str = "") -> tuple[str, Iterable[str]]:
        """Return the token of now, and what changed since another one, deletions included.

        The token is read first: a change that comes in between is told twice, never not at
        all. A token of another calendar, or of a time this database has not seen (it was put
        back from a copy), is refused, and the program asks for everything (RFC 6578 §3.2).
        """
        head = f"urn:toctoc:sync:{self.calendar.key}:{self._detail}:"
        latest = latest_sequence(self.calendar)
        since = None
        if old_token:
            seen = old_token.removeprefix(head)
            if not seen.isdecimal() or int(seen) > latest:
                message = "not a token of this calendar"
                raise ValueError(message)
            since = int(seen)
        changes = list_changes(self.calendar, since=since)
        return f"{head}{latest}", list(changes.values_list("name", flat=True))

    def get_multi(self, hrefs: Iterable[str]) -> Iterator[tuple[str, Item | None]]:
        names = list(hrefs)
        found = {entry.name: entry for entry in list_entries_named(self.calendar, names)}
        for name in names:
            yield name, self._item(found[name]) if name in found else None

    def get_all(self) -> Iterator[Item]:
        for change in list_changes(self.calendar):
            yield self._listed(change)

    def get_filtered(self, filters: Iterable[Element]) -> Iterator[tuple[Item, bool]]:
        """Return the events under way in the time asked for, found by the database.

        Whether one matches for sure is said for all but events that recur.
        """
        tag, start, end, simple = simplify_prefilters(filters, "VCALENDAR")
        if tag not in {None, "VEVENT"}:
            return
        if (start, end) == (TIMESTAMP_MIN, TIMESTAMP_MAX):
            start, end = self._expanded()
        entries = list_entries_between(self.calendar, start=_moment(start), end=_moment(end))
        for entry in entries:
            is_single = not hasattr(entry.row, "content")
            yield self._item(entry), simple and is_single

    def _expanded(self) -> tuple[int, int]:
        """Return the time of a report that expands: Radicale takes it out of the filter."""
        report = self._exchange.report
        if report is None or report.find(".//" + make_clark("C:expand")) is None:
            return TIMESTAMP_MIN, TIMESTAMP_MAX
        within = report.find(".//" + make_clark("C:time-range"))
        if within is None:
            return TIMESTAMP_MIN, TIMESTAMP_MAX
        start, end = time_range_timestamps(within)
        return int(start), int(end)

    def has_uid(self, uid: str) -> bool:
        volunteer = self.calendar.volunteer
        if volunteer is not None and find_personal_event(volunteer, uid=uid):
            return True
        own = list_entries_named(self.calendar, [f"{uid.partition('@')[0]}.ics"])
        return any(uid_of(entry.row, self.calendar) == uid for entry in own)

    def upload(self, href: str, item: Item) -> tuple[Item, Item | None]:
        """Take an event that a program sends. Raises Refused."""
        before = list_entries_named(self.calendar, [href])
        known = before[0] if before else None
        write_event(self.calendar, href, item, known=known, exchange=self._exchange)
        return item, self._item(known) if known else None

    def delete(self, href: str | None = None) -> None:
        """Take an event back. Raises Refused for all but one's own."""
        remove_event(self.calendar, href, exchange=self._exchange)

    def _item(self, entry: CalendarEntry) -> EventItem:
        return self._event(entry.name, entry.change, lambda: entry)

    def _listed(self, change: CalendarChange) -> EventItem:
        return self._event(
            change.name, change, lambda: list_entries_named(self.calendar, [change.name])[0]
        )

    def _event(self, name: str, change: CalendarChange | None, load: Any) -> EventItem:
        item = EventItem(
            path=self.path,
            calendar=self.calendar,
            detail=self._detail,
            name=name,
            change=change,
            load=load,
        )
        item.collection = self
        return item


def _moment(timestamp: int) -> datetime | None:
    """Return a limit as a moment; None for no limit."""
    if timestamp in {TIMESTAMP_MIN, TIMESTAMP_MAX}:
        return None
    return datetime.fromtimestamp(timestamp, UTC)
