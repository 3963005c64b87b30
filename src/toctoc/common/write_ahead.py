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

    The mode belongs to the file, and changing it needs the file alone: whoever finds others in
    it leaves it as it is, at once, and the next one to open it tries again.
    """
    if connection.vendor != "sqlite":
        return
    file = connection.connection
    (patience_ms,) = file.execute("PRAGMA busy_timeout").fetchone()
    with suppress(sqlite3.OperationalError):
        if file.execute("PRAGMA journal_mode").fetchone() == ("delete",):
            file.execute("PRAGMA busy_timeout = 0")
            file.execute("PRAGMA journal_mode = WAL")
    file.execute(f"PRAGMA busy_timeout = {patience_ms:d}")
