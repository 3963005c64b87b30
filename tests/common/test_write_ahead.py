"""Files of the old way are switched, and processes that open one together all get in."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
READ = """
import django
django.setup()
from django.db import connection
input()
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM thing")
    print(cursor.fetchone()[0])
"""


def open_file(folder):
    environment = {
        "TOCTOC_DATA": str(folder),
        "TOCTOC_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "toctoc.config.settings_test",
        "PYTHONPATH": str(ROOT / "src"),
    }
    return subprocess.Popen(
        [sys.executable, "-c", READ],
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def mode_of(path):
    with closing(sqlite3.connect(path)) as file:
        return file.execute("PRAGMA journal_mode").fetchone()[0]


@pytest.mark.processes
def test_processes_that_open_an_old_file_together_all_read_it(tmp_path):
    path = tmp_path / "toctoc.sqlite3"
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE thing (id)")
        file.execute("INSERT INTO thing VALUES (1)")
        file.commit()
    assert mode_of(path) == "delete"
    processes = [open_file(tmp_path) for _process in range(3)]
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate(timeout=60)[0].strip() for process in processes] == ["1"] * 3
    with open_file(tmp_path) as later:
        assert later.communicate("\n", timeout=60)[0].strip() == "1"
    assert mode_of(path) == "wal"
