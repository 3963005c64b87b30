"""How fast addresses are imported and completed: made-up ones over the communes shipped.

    python benchmarks/addresses.py                     SQLite, a file in WAL mode
    TOCTOC_DATABASE_URL=postgres://… python benchmarks/addresses.py

Imports a file of 300,000 addresses, imports it again, then completes what people might type on
an index of 50,000 through `find_addresses`, the function behind the screens: a beginning, a
whole address, one with two slips of the fingers (a letter missed, added, changed or swapped).
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
FOLDER = tempfile.TemporaryDirectory()
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings_test"
os.environ["TOCTOC_DATA"] = FOLDER.name

import django  # noqa: E402 -- the environment is set first

django.setup()

from django.db import connection  # noqa: E402 -- after set-up

from tests.factories import ProgrammeFactory  # noqa: E402 -- after set-up
from tests.territory.addresses import made_up  # noqa: E402 -- after set-up
from toctoc.territory.addresses.ban import read_ban  # noqa: E402 -- after set-up
from toctoc.territory.addresses.book import Book, Door, StreetDraft  # noqa: E402 -- after set-up
from toctoc.territory.addresses.operations import (  # noqa: E402 -- after set-up
    clear_addresses,
    store_addresses,
)
from toctoc.territory.addresses.queries import find_addresses  # noqa: E402 -- after set-up
from toctoc.territory.models import Programme  # noqa: E402 -- after set-up

LETTERS = "abcdefghilmnoprstuv"
type Pick = tuple[StreetDraft, Door]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--imported", type=int, default=300_000)
    parser.add_argument("--indexed", type=int, default=50_000)
    parser.add_argument("--typed", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if connection.vendor == "sqlite":
        # In memory there would be no file to read, which would flatter.
        connection.settings_dict["TEST"]["NAME"] = f"{FOLDER.name}/benchmark.sqlite3"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        rng = random.Random(options.seed)
        communes = made_up.communes_of()
        programme = ProgrammeFactory(communes=communes)
        measure_imports(communes, options.imported, rng)
        book = index(communes, options.indexed, rng)
        measure_typing(programme, book, options.typed, rng)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure_imports(communes, count: int, rng: random.Random) -> None:
    path = made_up.write_ban(
        Path(FOLDER.name) / "addresses.csv", made_up.draw_rows(communes, count, rng)
    )
    for label in ("first import", "same file again"):
        began, began_cpu = perf_counter(), process_time()
        imported = store_addresses(read_ban(path))
        spent_s, spent_cpu_s = perf_counter() - began, process_time() - began_cpu
        print(
            f"{connection.vendor}: {label}, {imported.doors.total:,} addresses: "
            f"{spent_s:.1f} s by the clock, {spent_cpu_s:.1f} s of our processor time"
        )
    clear_addresses()


def index(communes, count: int, rng: random.Random) -> Book:
    """Fill the index anew and let the database tidy up, as it does by itself in a minute."""
    rows = made_up.draw_rows(communes, count, rng)
    book = read_ban(made_up.write_ban(Path(FOLDER.name) / "addresses.csv", rows))
    store_addresses(book)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    return book


def measure_typing(programme: Programme, book: Book, count: int, rng: random.Random) -> None:
    doors = [(street, door) for street in book.streets.values() for door in street.doors]
    picks = rng.sample(doors, count)
    kinds: dict[str, Callable[[Pick], str]] = {
        "beginning": lambda pick: whole(pick)[: rng.randint(8, 24)],
        "whole": whole,
        "two slips": lambda pick: f"{pick[1].number} {slip(slip(words(pick), rng), rng)}",
    }
    for kind, write in kinds.items():
        typed = [(pick, write(pick)) for pick in picks]
        for _pick, text in typed[:10]:
            find_addresses(text, programme=programme)
        report(kind, [ask(programme, pick, text) for pick, text in typed])


def words(pick: Pick) -> str:
    return f"{pick[0].name} {pick[0].commune_name}"


def whole(pick: Pick) -> str:
    return f"{pick[1].number} {words(pick)}"


def slip(text: str, rng: random.Random) -> str:
    """Let the fingers slip on one letter of a word, not between words."""
    at = rng.choice([i for i in range(len(text) - 1) if text[i : i + 2].isalpha()])
    wrong = rng.choice(LETTERS)
    return rng.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + wrong + text[at:],
            text[:at] + wrong + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
    )


def ask(programme: Programme, pick: Pick, text: str) -> tuple[float, float, bool]:
    """Return the milliseconds by the clock and of our processor; whether it came first."""
    began, began_cpu = perf_counter(), process_time()
    found = find_addresses(text, programme=programme)
    spent_ms = (perf_counter() - began) * 1000, (process_time() - began_cpu) * 1000
    return *spent_ms, bool(found) and found[0].ban_id in {pick[0].ban_id, pick[1].ban_id}


def report(kind: str, answers: list[tuple[float, float, bool]]) -> None:
    clock, processor, first = zip(*answers, strict=True)
    right = (
        f", the right one first {sum(first) / len(first):.0%}" if kind != "beginning" else ""
    )
    print(f"{connection.vendor}: {kind}, {len(answers)} times{right}")
    for name, column in (("clock", clock), ("processor", processor)):
        cuts = statistics.quantiles(column, n=100)
        print(
            f"  {name:9} p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, max {max(column):.1f} ms"
        )


if __name__ == "__main__":
    main()
