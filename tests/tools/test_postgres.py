"""A throw-away PostgreSQL serves one command, hands on its exit status, and leaves nothing."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "postgres"
SERVER = shutil.which("initdb") or next(Path("/usr/lib/postgresql").glob("*/bin/initdb"), None)
pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(SERVER is None, reason="PostgreSQL is not installed"),
]
ASK = """
import os, psycopg
from urllib.parse import parse_qs, urlsplit
folder = parse_qs(urlsplit(os.environ["TOCTOC_DATABASE_URL"]).query)["host"][0]
with psycopg.connect(host=folder, user="postgres", dbname="postgres") as connection:
    print(folder, connection.execute("select 6 * 7").fetchone()[0])
raise SystemExit(3)
"""


def test_command_has_its_server_and_leaves_no_folder():
    command = [sys.executable, TOOL, "run", "--", sys.executable, "-c", ASK]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 3, ended.stderr
    folder, answer = ended.stdout.split()
    assert answer == "42"
    assert not Path(folder).exists()


def test_unknown_words_are_told_how_to_be_written():
    ended = subprocess.run([sys.executable, TOOL], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "tools/postgres run -- " in ended.stderr
