"""Storing addresses: a file replaces what was known of its communes, whole or not at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Final

from django.db import connection, transaction
from django.db.models import QuerySet

from toctoc.territory.addresses.book import Book, StreetDraft
from toctoc.territory.enums import AddressFile
from toctoc.territory.models import Address, Street, StreetWord

BATCH: Final = 5_000
STREET_FIELDS = (
    "ban_id",
    "kind",
    "name",
    "code_insee",
    "commune_name",
    "postcode",
    "former_commune",
    "text",
    "doors",
    "lat_deg",
    "lon_deg",
)
DOOR_FIELDS = ("ban_id", "number", "suffix", "lat_deg", "lon_deg")
type Advance = Callable[[int], object]
type Values = tuple[str | int | float, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file changed among streets and hamlets, or doors."""

    total: int
    added: int
    updated: int
    removed: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do."""

    communes: int
    streets: Changes
    doors: Changes
    unplaced: int


@dataclass(frozen=True, slots=True)
class _Difference:
    """Rows by identifier: those to write, and the identifiers that vanished."""

    wanted: Mapping[str, Values]
    held: Mapping[str, Values]

    @property
    def to_write(self) -> list[Values]:
        return [row for key, row in self.wanted.items() if self.held.get(key) != row]

    @property
    def vanished(self) -> list[str]:
        return [key for key in self.held if key not in self.wanted]

    def count(self) -> Changes:
        added = sum(1 for key in self.wanted if key not in self.held)
        updated = len(self.to_write) - added
        return Changes(len(self.wanted), added, updated, len(self.vanished))


def store_addresses(book: Book, *, dry_run: bool = False, advance: Advance = int) -> Imported:
    """Make the index of the book's communes what the book says: add, update, remove.

    Only what came from the same kind of file is replaced, so that addresses and hamlets can be
    imported in any order; communes the book does not tell of stay as they are. One transaction:
    interrupted, even killed, the old index stays whole. `advance` is told of doors written;
    `dry_run` counts and writes nothing.
    """
    with transaction.atomic():
        streets = _Difference(_street_rows(book), _held_streets(book))
        doors = _Difference(_door_rows(book), _held_doors(book))
        if not dry_run:
            _remove(Address.objects.all(), doors.vanished)
            _remove(Street.objects.all(), streets.vanished)
            _write_streets(streets.to_write, book.file)
            _write_doors(doors.to_write, _street_ids(book), advance)
            if streets.to_write or streets.vanished:
                _write_words()
    return Imported(len(book.codes), streets.count(), doors.count(), book.unplaced)


@transaction.atomic
def clear_addresses() -> int:
    """Empty the index; return how many streets and hamlets it held."""
    count = Street.objects.count()
    for model in (Address, Street, StreetWord):
        model.objects.all().delete()
    return count


def _street_rows(book: Book) -> dict[str, Values]:
    return {street.ban_id: _street_row(street) for street in book.streets.values()}


def _street_row(street: StreetDraft) -> Values:
    return (
        street.ban_id,
        street.kind.value,
        street.name,
        street.code_insee,
        street.commune_name,
        street.postcode,
        street.former_commune,
        street.text(),
        len(street.doors),
        *street.place(),
    )


def _door_rows(book: Book) -> dict[str, Values]:
    """Return each door after the identifier of its street."""
    return {
        door.ban_id: (street.ban_id, *door)
        for street in book.streets.values()
        for door in street.doors
    }


def _held(book: Book) -> QuerySet[Street]:
    return Street.objects.filter(file=book.file, code_insee__in=book.codes)


def _held_streets(book: Book) -> dict[str, Values]:
    rows = _held(book).values_list(*STREET_FIELDS)
    return {row[0]: row for row in rows.iterator(BATCH)}


def _held_doors(book: Book) -> dict[str, Values]:
    doors = Address.objects.filter(street__in=_held(book))
    rows = doors.values_list("street__ban_id", *DOOR_FIELDS)
    return {row[1]: row for row in rows.iterator(BATCH)}


def _street_ids(book: Book) -> dict[str, int]:
    return dict(_held(book).values_list("ban_id", "pk"))


def _remove(rows: QuerySet[Address] | QuerySet[Street], ban_ids: Iterable[str]) -> None:
    for some in batched(ban_ids, BATCH):
        rows.filter(ban_id__in=some).delete()


def _write_streets(rows: Iterable[Values], file: AddressFile) -> None:
    with_file = ((*row, file.value) for row in rows)
    for some in batched(with_file, BATCH):
        _upsert("territory_street", (*STREET_FIELDS, "file"), some)


def _write_doors(rows: Iterable[Values], ids: Mapping[str, int], advance: Advance) -> None:
    with_street = ((ids[str(street)], *values) for street, *values in rows)
    for some in batched(with_street, BATCH):
        _upsert("territory_address", ("street_id", *DOOR_FIELDS), some)
        advance(len(some))


def _upsert(table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Insert rows, or bring those of the same identifier up to date.

    By hand, since a department is 300,000 rows: instances would take three times as long.
    """
    names = ", ".join(columns)
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "ban_id")
    insert = f"INSERT INTO {table} ({names})"
    or_update = f"ON CONFLICT (ban_id) DO UPDATE SET {updates}"
    with connection.cursor() as cursor:
        if (
            connection.vendor == "postgresql"
        ):  # COPY is the fastest way in, and knows no conflict
            cursor.execute(f"CREATE TEMPORARY TABLE incoming (LIKE {table}) ON COMMIT DROP")
            cursor.execute("ALTER TABLE incoming ALTER id DROP NOT NULL")
            with cursor.copy(f"COPY incoming ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute(f"{insert} SELECT {names} FROM incoming {or_update}")  # noqa: S608 -- our own names
            cursor.execute("DROP TABLE incoming")
        else:
            one = f"({', '.join(['%s'] * len(columns))})"
            cursor.executemany(f"{insert} VALUES {one} {or_update}", rows)


def _write_words() -> None:
    """Make the list of words that of the streets' texts as they now are; numbers stay out."""
    texts = Street.objects.values_list("text", flat=True).iterator(BATCH)
    wanted = {word for text in texts for word in text.split() if word.isalpha()}
    held = set(StreetWord.objects.values_list("word", flat=True))
    for some in batched(sorted(held - wanted), BATCH):
        StreetWord.objects.filter(word__in=some).delete()
    StreetWord.objects.bulk_create(
        [StreetWord(word=word[:60], padded=f" {word[:60]} ") for word in sorted(wanted - held)],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
