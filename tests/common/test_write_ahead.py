"""Files of the old way are switched; whoever finds others in one gets in all the same."""

import sqlite3
from contextlib import closing

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper

from toctoc.config.environment import database_from_url


@pytest.fixture(autouse=True)
def _allowed(django_db_blocker):
    """Let these tests open files of their own; the tests' database is not touched."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def old_file(tmp_path):
    path = tmp_path / "toctoc.sqlite3"
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE thing (id)")
        file.execute("INSERT INTO thing VALUES (1)")
        file.commit()
        assert mode_of(file) == "delete"
    return path


def mode_of(file):
    return file.execute("PRAGMA journal_mode").fetchone()[0]


def open_as_toctoc(path):
    """Open a file with the settings of a programme that runs on it."""
    entry = database_from_url("", path.parent)
    defaults = {"TIME_ZONE": None, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    wrapper = DatabaseWrapper(
        {**defaults, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False, **entry}
    )
    return closing(wrapper)


def test_an_old_file_is_switched_when_it_is_opened(old_file):
    with open_as_toctoc(old_file) as connection:
        connection.ensure_connection()
        assert mode_of(connection.connection) == "wal"


def test_one_who_finds_a_reader_in_an_old_file_gets_in_without_waiting(old_file):
    with closing(sqlite3.connect(old_file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM thing").fetchone()
        with open_as_toctoc(old_file) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM thing")
            assert cursor.fetchone() == (1,)
            assert mode_of(connection.connection) == "delete"
            cursor.execute("PRAGMA busy_timeout")
            assert cursor.fetchone() == (20_000,)
    with open_as_toctoc(old_file) as connection:
        connection.ensure_connection()
        assert mode_of(connection.connection) == "wal"
