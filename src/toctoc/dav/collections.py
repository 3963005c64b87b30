"""Folders and calendars as Radicale wants them, over the agenda's own tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
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
from toctoc.agenda.models import CalendarChange, PersonalEvent
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
from toctoc.dav.items import EventItem, Shown, http_date
from toctoc.dav.writing import remove_event, write_event

COLOURS = {"volunteer": "#0B5D66FF", "programme": "#B4440FFF", "workshops": "#56388CFF"}


class Folder(BaseCollection):
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
        self._shown = Shown(
            path=path,
            calendar=calendar,
            detail=calendar.detail_allowed(wanted),
            has_text=exchange.report is None or _asks(exchange.report, "C:calendar-data"),
        )

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
        head = f"urn:toctoc:sync:{self.calendar.key}:{self._shown.detail}:"
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
        found = {item.href: item for item in self._listed(names)}
        for name in names:
            yield name, found.get(name)

    def get_all(self) -> Iterable[Item]:
        return self._listed()

    def get_filtered(self, filters: Iterable[Element]) -> Iterator[tuple[Item, bool]]:
        """Return the events under way in the time asked for, found by the database.

        All match for sure but those that recur, which only a phone writes.
        """
        tag, start, end, simple = simplify_prefilters(filters, "VCALENDAR")
        if tag not in {None, "VEVENT"}:
            return
        expanded = self._expanded_time()
        if expanded is not None:
            start, end = expanded
        for entry in list_entries_between(
            self.calendar, start=_moment(start), end=_moment(end)
        ):
            is_single = not isinstance(entry.row, PersonalEvent)
            is_expanded = is_single and expanded is not None
            shown = replace(self._shown, is_expanded=is_expanded)
            item = self._item(shown, entry.name, entry.change, partial(_same, entry))
            yield item, (simple or is_expanded) and is_single

    def _expanded_time(self) -> tuple[int, int] | None:
        """Return the time of a report that expands: Radicale takes it out of the filter."""
        report = self._exchange.report
        if report is None or not _asks(report, "C:expand"):
            return None
        within = report.find(".//" + make_clark("C:time-range"))
        return None if within is None else time_range_timestamps(within)

    def has_uid(self, uid: str) -> bool:
        volunteer = self.calendar.volunteer
        if volunteer is not None and find_personal_event(volunteer, uid=uid):
            return True
        own = list_entries_named(self.calendar, [f"{uid.partition('@')[0]}.ics"])
        return any(uid_of(entry.row, self.calendar) == uid for entry in own)

    def upload(self, href: str, item: Item) -> tuple[Item, Item | None]:
        """Take an event that a program sends. Raises Refused."""
        found = list_entries_named(self.calendar, [href])
        known = found[0] if found else None
        write_event(self.calendar, href, item, known=known, exchange=self._exchange)
        return item, None

    def delete(self, href: str | None = None) -> None:
        """Take an event back. Raises Refused for all but one's own."""
        remove_event(self.calendar, href, exchange=self._exchange)

    def _listed(self, names: Iterable[str] | None = None) -> list[EventItem]:
        """Return events by their numbers alone; the first one spelt out reads them all."""
        changes = list_changes(self.calendar)
        if names is not None:
            changes = changes.filter(name__in=list(names))
        listed = list(changes)
        batch = _Batch(self.calendar, [change.name for change in listed])
        return [
            self._item(self._shown, change.name, change, partial(batch.load, change.name))
            for change in listed
        ]

    def _item(
        self,
        shown: Shown,
        name: str,
        change: CalendarChange | None,
        load: Callable[[], CalendarEntry],
    ) -> EventItem:
        item = EventItem(shown, name, change, load)
        item.collection = self
        return item


class _Batch:
    """Events listed together, read together when the first of them is spelt out."""

    def __init__(self, calendar: Calendar, names: list[str]) -> None:
        self._calendar, self._names = calendar, names
        self._entries: dict[str, CalendarEntry] | None = None

    def load(self, name: str) -> CalendarEntry:
        if self._entries is None:
            found = list_entries_named(self._calendar, self._names)
            self._entries = {entry.name: entry for entry in found}
        return self._entries[name]


def _same(entry: CalendarEntry) -> CalendarEntry:
    return entry


def _asks(report: Element, name: str) -> bool:
    return report.find(".//" + make_clark(name)) is not None


def _moment(timestamp: int) -> datetime | None:
    """Return a limit as a moment; None for no limit."""
    if timestamp in {TIMESTAMP_MIN, TIMESTAMP_MAX}:
        return None
    return datetime.fromtimestamp(timestamp, UTC)
