"""SQLite's write-ahead log: whoever reads and the one who writes do not wait for each other."""

import sqlite3
from contextlib import suppress

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def keep_write_ahead_log() -> None:
    """Have every SQLite file that is opened keep a write-ahead log; called once a process."""
    connection_created.connect(_switch, dispatch_uid="write-ahead log")


def _switch(connection: BaseDatabaseWrapper, **_signal: object) -> None:
    """Switch a file that still works the old way, such as a backup just put back.

    The mode belongs to the file, and changing it needs the file alone: of two processes that
    open it together one may be refused, without waiting. It then works with whatever mode the
    other leaves; a process that comes later asks again.
    """
    if connection.vendor != "sqlite":
        return
    file = connection.connection
    with suppress(sqlite3.OperationalError):
        if file.execute("PRAGMA journal_mode").fetchone()[0] == "delete":
            file.execute("PRAGMA journal_mode=WAL")
