"""Real processes sending the same entries at the same time, on a real database: once."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import date

import pytest
from django.db import connection

from tests.dispatch.test_races import PATIENCE_S, ROOT, shared_database
from tests.factories import VisitFactory, at

DAY = date(2026, 12, 2)
KINDS = ["arrived", "report", "wants_more", "note", "left", "call_me"]

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def start(tmp_path):
    """Start senders on one database, each with its order, and end what is left of them."""
    started, environment = [], {}

    def start_all(*orders):
        if not environment:
            environment.update(shared_database(tmp_path))
        senders = [
            subprocess.Popen(
                [sys.executable, "-m", "tests.dispatch.field.sender"],
                cwd=ROOT,
                env=os.environ | environment | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for _order in orders
        ]
        started.extend(senders)
        assert [one.stdout.readline() for one in senders] == ["ready\n"] * len(orders)
        for sender, order in zip(senders, orders, strict=True):
            sender.stdin.write(json.dumps(order) + "\n")
            sender.stdin.flush()
        return senders

    yield start_all
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.close()


@pytest.fixture
def order(alix):
    visit = VisitFactory(programme=alix.programme, volunteer=alix)
    return {
        "volunteer": alix.pk,
        "visit": visit.pk,
        "done_at": at(DAY, 10, 30).isoformat(),
        "now": at(DAY, 18).isoformat(),
        "kinds": KINDS,
        "times": 5,
    }


def count(tmp_path, table):
    """Count the rows of a table where the processes wrote them."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(tmp_path / "toctoc.sqlite3")) as file:
            return file.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]  # noqa: S608 -- a constant
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608 -- a constant
        return cursor.fetchone()[0]


def totals(tmp_path):
    tables = ("agenda_fieldentry", "agenda_helprequest", "agenda_lonealarm")
    return [count(tmp_path, table) for table in tables]


def answers(senders):
    return [json.loads(one.communicate(timeout=PATIENCE_S)[0]) for one in senders]


def test_three_processes_sending_the_same_entries_apply_each_once(order, start, tmp_path):
    told = answers(start(order, order, {**order, "kinds": KINDS[::-1]}))
    assert told[0] == told[1] == told[2]
    # the visit's own request, and one wish
    assert totals(tmp_path) == [len(KINDS), 2, 1]


def test_a_process_killed_between_writing_and_keeping_leaves_nothing(order, start, tmp_path):
    [dying] = start({**order, "stop": True})
    assert dying.stdout.readline() == "in the middle\n"
    dying.kill()
    dying.wait()
    [told] = answers(start(order))
    assert len(told) == len(KINDS)
    assert totals(tmp_path) == [len(KINDS), 2, 1]
