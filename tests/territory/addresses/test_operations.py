"""Storing addresses: updates, removals, all or nothing, even killed."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from tests.dispatch.test_races import shared_database
from tests.territory.addresses.made_up import communes_of, draw_rows, write_ban
from toctoc.territory.addresses.ban import read_ban
from toctoc.territory.addresses.book import Book, Door, StreetDraft
from toctoc.territory.addresses.operations import Changes, clear_addresses, store_addresses
from toctoc.territory.addresses.queries import find_addresses
from toctoc.territory.enums import AddressFile, StreetKind
from toctoc.territory.models import Address, Street, StreetWord

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.django_db


def street(key="0120", name="Chemin Fictif", numbers=(12, 14), code="64405") -> StreetDraft:
    draft = StreetDraft(
        ban_id=f"{code}_{key}", kind=StreetKind.STREET, name=name, code_insee=code,
        commune_name="Morlaàs", postcode="64160",
    )  # fmt: skip
    draft.doors = [Door(f"{code}_{key}_{n:05d}", n, "", 43.35, -0.26) for n in numbers]
    return draft


def test_import_adds_and_says_so():
    told = []
    imported = store_addresses(Book.of([street()]), advance=told.append)
    assert (imported.streets, imported.doors) == (Changes(1, 1, 0, 0), Changes(2, 2, 0, 0))
    assert (imported.communes, sum(told)) == (1, 2)
    assert Street.objects.get().doors == Address.objects.count() == 2


def test_same_file_again_changes_nothing():
    store_addresses(Book.of([street()]))
    again = store_addresses(Book.of([street()]))
    assert (again.streets, again.doors) == (Changes(1, 0, 0, 0), Changes(2, 0, 0, 0))


def test_newer_file_updates_and_removes_what_vanished():
    store_addresses(Book.of([street(), street("0130", "Rue Supposée", (1,))]))
    newer = street(name="Chemin Imaginaire", numbers=(14, 16))
    newer.doors[0] = newer.doors[0]._replace(lat_deg=43.36)
    imported = store_addresses(Book.of([newer]))
    assert (imported.streets, imported.doors) == (Changes(1, 0, 1, 1), Changes(2, 1, 1, 2))
    assert find_addresses("rue supposee") == find_addresses("chemin fictif") == []
    assert str(find_addresses("14 chemin imaginaire")[0]).startswith("14 Chemin Imaginaire")
    assert set(StreetWord.objects.values_list("word", flat=True)) == {
        "CHEMIN", "IMAGINAIRE", "MORLAAS",
    }  # fmt: skip


def test_other_communes_and_the_other_file_stay():
    hamlet = Book(AddressFile.LOCALITIES)
    hamlet.streets["64405_B1"] = replace(street("B1", "Cazaubon"), points=[(43.3, -0.2)])
    hamlet.streets["64405_B1"].doors.clear()
    store_addresses(hamlet)
    store_addresses(Book.of([street("9", "Rue d’Ailleurs", code="64331")]))
    store_addresses(Book.of([street()]))
    assert set(Street.objects.values_list("name", flat=True)) == {
        "Cazaubon", "Rue d’Ailleurs", "Chemin Fictif",
    }  # fmt: skip


def test_dry_run_counts_and_writes_nothing():
    imported = store_addresses(Book.of([street()]), dry_run=True)
    assert (imported.doors.added, Street.objects.count()) == (2, 0)


def test_cleared_index_is_empty():
    store_addresses(Book.of([street()]))
    assert clear_addresses() == 1
    assert not StreetWord.objects.exists()
    assert find_addresses("chemin fictif") == []


def test_database_keeps_its_index_whoever_writes():
    store_addresses(Book.of([street()]))
    Street.objects.update(text="RUE AUTREMENT / MORLAAS 64160", name="Rue Autrement")
    assert find_addresses("autrement")[0].street == "Rue Autrement"
    assert find_addresses("chemin fictif") == []
    Street.objects.all().delete()
    assert find_addresses("autrement") == []


def test_place_of_a_street_is_on_it():
    bent = street(numbers=())
    bent.doors = [Door(str(n), n, "", 43.0 + n, -0.2) for n in (1, 2, 6)]
    assert bent.place() == (45.0, -0.2)


KILLED = """
import os, signal, sys, django
django.setup()
from pathlib import Path
from toctoc.territory.addresses.ban import read_ban
from toctoc.territory.addresses.operations import store_addresses
book = read_ban(Path(sys.argv[1]))
store_addresses(book, advance=lambda _written: os.kill(os.getpid(), signal.SIGKILL))
"""
COUNTS = (
    "SELECT (SELECT count(*) FROM territory_street), (SELECT count(*) FROM territory_address),"
    " (SELECT count(*) FROM territory_streetword)"
)


def count_rows(folder: Path) -> tuple[int, int, int]:
    """Count what is stored where the other process wrote: for SQLite, in a copy."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "toctoc.sqlite3")) as copy:
            return copy.execute(COUNTS).fetchone()
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        return cursor.fetchone()


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_import_killed_in_the_middle_leaves_the_old_index_whole(tmp_path):
    communes, rng = communes_of()[:3], Random(1)
    store_addresses(read_ban(write_ban(tmp_path / "1.csv", draw_rows(communes, 50, rng))))
    newer = write_ban(tmp_path / "2.csv", draw_rows(communes, 5_000, rng))
    environment = shared_database(tmp_path)
    before = count_rows(tmp_path)
    settings = {
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "toctoc.config.settings_test",
    }
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(newer)],
        env=os.environ | environment | settings,
        check=False,
        timeout=180,
    )
    assert killed.returncode == -signal.SIGKILL
    assert count_rows(tmp_path) == before
    assert before[1] == 50
