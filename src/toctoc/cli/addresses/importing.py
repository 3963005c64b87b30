"""`toctoc addresses import`: reading, storing, and saying what changed."""

import sys
from collections.abc import Collection
from pathlib import Path

from tqdm import tqdm

from toctoc.cli.errors import CommandFailed
from toctoc.territory.addresses.ban import read_ban
from toctoc.territory.addresses.book import Book
from toctoc.territory.addresses.operations import Changes, Imported, store_addresses
from toctoc.territory.errors import BadAddressFile


def import_addresses(path: Path, *, codes: Collection[str], dry_run: bool) -> int:
    """Import a file, or say what it would change. Raises CommandFailed, nothing written."""
    book = _read(path, codes)
    if not book.streets:
        raise CommandFailed(f"{path} : aucune adresse à garder")
    with _bar(book.doors, "Écriture", unit=" adresses") as bar:
        imported = store_addresses(book, dry_run=dry_run, advance=bar.update)
    print(_say(imported, dry_run=dry_run))
    return 0


def _read(path: Path, codes: Collection[str]) -> Book:
    try:
        with _bar(path.stat().st_size, "Lecture", unit="o", unit_scale=True) as bar:
            return read_ban(path, codes=codes, advance=bar.update)
    except FileNotFoundError as error:
        raise CommandFailed(f"{path} : ce fichier n’existe pas") from error
    except BadAddressFile as error:
        told = "\n  ".join(error.data["problems"])  # type: ignore[arg-type]  # a tuple of sentences
        message = f"toctoc: {path} : rien n’a été importé\n  {told}"
        print(message, file=sys.stderr)
        raise CommandFailed(
            "corrigez le fichier, ou demandez-en un autre exemplaire"
        ) from error


def _bar(total: int, name: str, **looks: object) -> "tqdm[None]":
    """Return a progress bar: on the error output, and only where somebody watches."""
    return tqdm(total=total, desc=name, leave=False, disable=None, **looks)


def _say(imported: Imported, *, dry_run: bool) -> str:
    streets, doors = imported.streets, imported.doors
    streets_said = _count(streets.total, "rue ou lieu-dit", "rues et lieux-dits")
    doors_said = f"{_count(doors.total, 'adresse')} ({_changes(doors)})"
    communes = _count(imported.communes, "commune")
    lines = [f"{communes} : {doors_said}, {streets_said} ({_changes(streets)})."]
    if imported.unplaced:
        lines.append(f"{_count(imported.unplaced, 'ligne')} sans position, laissées de côté.")
    if dry_run:
        lines.append("Essai seulement : rien n’a été écrit.")
    return "\n".join(lines)


def _changes(changes: Changes) -> str:
    told = (
        (changes.added, "ajoutées"),
        (changes.updated, "modifiées"),
        (changes.removed, "retirées"),
    )
    said = [f"{_grouped(count)} {words}" for count, words in told if count]
    return ", ".join(said) or "rien de changé"


def _count(count: int, one: str, many: str = "") -> str:
    return f"{_grouped(count)} {one if count < 2 else many or f'{one}s'}"


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")
