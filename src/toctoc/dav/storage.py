"""Where Radicale finds what it serves: folders, calendars and events by their path."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import transaction
from radicale.item import Item
from radicale.pathutils import strip_path
from radicale.storage import BaseCollection, BaseStorage

from toctoc.dav.collections import CalendarCollection, Folder
from toctoc.dav.exchange import Exchange, current

FOLDER, CALENDAR, EVENT = 1, 2, 3  # parts of a path


class Storage(BaseStorage):
    """The agenda as folders. Nothing is made here but events; rights are asked before."""

    _supports_unicode = True
    _supports_trailing_whitespace = True
    _supports_problematic_chars = True

    def discover(
        self,
        path: str,
        depth: str = "0",
        child_context_manager: Any = None,  # noqa: ARG002 -- Radicale's signature
        user_groups: Iterable[str] = (),  # noqa: ARG002 -- same
    ) -> Iterator[BaseCollection | Item]:
        """Yield what stands at a path, and with a depth what stands right under it."""
        exchange, parts = current(), [part for part in strip_path(path).split("/") if part]
        if parts and parts[0] != exchange.user:
            return
        if len(parts) <= FOLDER:
            yield Folder("/".join(parts))
            if depth != "0":
                yield from _under_folder(parts, exchange)
            return
        calendar = exchange.calendars.get(parts[1])
        if calendar is None or len(parts) > EVENT:
            return
        collection = CalendarCollection("/".join(parts[:CALENDAR]), calendar, exchange)
        if len(parts) == EVENT:
            yield from (item for _name, item in collection.get_multi([parts[2]]) if item)
            return
        yield collection
        if depth != "0":
            yield from collection.get_all()

    def move(self, item: Item, to_collection: BaseCollection, to_href: str) -> None:  # noqa: ARG002 -- same
        """Refuse: an event changes its time, not its place."""
        raise ValueError(to_href)

    def create_collection(self, href: str, items: Any = None, props: Any = None) -> Any:  # noqa: ARG002 -- Radicale's signature
        """Refuse: who may see which calendar is decided elsewhere."""
        raise ValueError(href)

    @contextmanager
    def acquire_lock(
        self,
        mode: str,
        user: str = "",  # noqa: ARG002 -- same
        *_args: Any,
        **_told: Any,
    ) -> Iterator[None]:
        """Write in one transaction: all of a request or nothing. The operations lock rows."""
        with transaction.atomic() if mode == "w" else nullcontext():
            yield

    def verify(self) -> bool:
        return True


def _under_folder(parts: list[str], exchange: Exchange) -> Iterator[BaseCollection]:
    if not parts:
        if exchange.user:
            yield Folder(exchange.user)
        return
    for name, calendar in exchange.calendars.items():
        yield CalendarCollection(f"{parts[0]}/{name}", calendar, exchange)
