"""Reading the files of the national address base: addresses or hamlets, plain or gzipped.

Formats: adresse.data.gouv.fr "adresses-csv" (one row a door) and "lieux-dits" (one row a
hamlet); a commune's own file (BAL) is read too, by its names of the same columns. Columns are
found by name, so that older and newer editions pass. See docs/algorithms/addresses.md.
"""

import csv
import gzip
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, TextIO

from django.utils.translation import gettext as _

from toctoc.territory.addresses.book import Book, Door, Point, StreetDraft
from toctoc.territory.enums import AddressFile, StreetKind
from toctoc.territory.errors import BadAddressFile

GZIP_MAGIC = b"\x1f\x8b"
UNNUMBERED = frozenset({"", "0", "99999", "9999"})  # how files say that there is no number
MAX_PROBLEMS = 10
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "cle_interop": "id",
        "voie_nom": "nom_voie",
        "suffixe": "rep",
        "commune_insee": "code_insee",
        "commune_nom": "nom_commune",
        "commune_deleguee_nom": "nom_ancienne_commune",
        "lieudit_complement_nom": "nom_ld",
        "long": "lon",
        "code_post": "code_postal",
    }
)
NEEDED = ("id", "code_insee", "nom_commune", "lon", "lat")
NAME_OF: Mapping[AddressFile, str] = MappingProxyType(
    {AddressFile.ADDRESSES: "nom_voie", AddressFile.LOCALITIES: "nom_lieu_dit"}
)
KIND_OF: Mapping[AddressFile, StreetKind] = MappingProxyType(
    {AddressFile.ADDRESSES: StreetKind.STREET, AddressFile.LOCALITIES: StreetKind.LOCALITY}
)
type Advance = Callable[[int], object]
type Row = Mapping[str, str]


@dataclass
class _Reading:
    """What has been read so far, and what was wrong on the way."""

    book: Book
    codes: frozenset[str]
    problems: list[str] = field(default_factory=list)

    def add(self, line: int, row: Row) -> None:
        if self.codes and row["code_insee"] not in self.codes:
            return
        try:
            self._add(row)
        except ValueError as error:
            self.problems.append(_at_line(line, str(error)))
            if len(self.problems) >= MAX_PROBLEMS:
                self.check()

    def check(self) -> None:
        """Refuse the whole file where anything in it was wrong."""
        if self.problems:
            raise BadAddressFile(problems=tuple(self.problems))

    def _add(self, row: Row) -> None:
        name = row[NAME_OF[self.book.file]].strip()
        if not name or not row["id"] or len(row["code_insee"]) != 5:
            missing = _("le nom, l’identifiant ou le code INSEE (5 caractères) manque")
            raise ValueError(missing)
        if not row["lat"] or not row["lon"]:
            self.book.unplaced += 1
            return
        self._place(row, name, _position(row))

    def _place(self, row: Row, name: str, point: Point) -> None:
        street = self._street(row, name)
        number = row.get("numero", "").strip()
        if self.book.file is AddressFile.LOCALITIES or number in UNNUMBERED:
            street.points.append(point)
            return
        suffix = row.get("rep", "").strip()[:20]
        self.book.add_door(street, Door(row["id"], _number(number), suffix, *point))
        former = _former(row)
        self.book.place_hamlet(street, row.get("nom_ld", "").strip(), point, former=former)
        self.book.place_hamlet(street, former, point)

    def _street(self, row: Row, name: str) -> StreetDraft:
        ban_id = "_".join(row["id"].split("_")[:2])
        known = self.book.streets.get(ban_id)
        if known:
            return known
        return self.book.street(
            ban_id,
            kind=KIND_OF[self.book.file],
            name=name,
            code_insee=row["code_insee"],
            commune_name=row["nom_commune"].strip(),
            postcode=row.get("code_postal", "").strip()[:5],
            former_commune=_former(row),
        )


def read_ban(path: Path, *, codes: Collection[str] = (), advance: Advance = int) -> Book:
    """Return what a file holds, of the communes `codes` only where some are named.

    `advance` is told of bytes read. Rows without a position are counted, not kept. Raises
    BadAddressFile with the lines of what is wrong (the first ten), OSError.
    """
    with _open_text(path, advance) as text:
        lines = _decoded(text)
        header = next(lines, "")
        columns = _columns(header)
        kept = {name: index for index, name in enumerate(columns)}
        reading = _Reading(Book(file=_kind_of(kept)), frozenset(codes))
        rows = csv.reader(lines, delimiter=_delimiter(header), strict=True)
        for line, cells in _numbered(rows, len(columns)):
            reading.add(line, {name: cells[index] for name, index in kept.items()})
        reading.check()
    return reading.book


@contextmanager
def _open_text(path: Path, advance: Advance) -> Iterator[TextIO]:
    """Open a plain or gzipped file as text; what it is stands in its first bytes."""
    with path.open("rb") as raw:
        is_gzipped = raw.read(2) == GZIP_MAGIC
        raw.seek(0)
        watched = _Watched(raw, advance)
        plain = gzip.GzipFile(fileobj=watched) if is_gzipped else watched
        yield io.TextIOWrapper(io.BufferedReader(plain, 1 << 20), "utf-8-sig", newline="")


class _Watched(io.RawIOBase):
    """A file that tells how far it has been read."""

    def __init__(self, raw: BinaryIO, advance: Advance) -> None:
        self.raw = raw
        self.advance = advance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # any writable buffer
        taken = self.raw.read(len(buffer))
        buffer[: len(taken)] = taken
        self.advance(len(taken))
        return len(taken)

    def read(self, size: int | None = -1) -> bytes:
        taken = self.raw.read(-1 if size is None else size)
        self.advance(len(taken))
        return taken


def _decoded(text: TextIO) -> Iterator[str]:
    """Yield the lines; bytes that are no UTF-8, or a broken archive, are told by their line."""
    line = 0
    try:
        for line, content in enumerate(text, start=1):  # noqa: B007 -- told where it breaks
            yield content
    except UnicodeDecodeError as error:
        problem = _("après la ligne %(line)d : le fichier n’est pas en UTF-8") % {"line": line}
        raise BadAddressFile(problems=(problem,)) from error
    except (EOFError, gzip.BadGzipFile, OSError) as error:
        told = {"line": line, "error": error}
        problem = _("après la ligne %(line)d : archive abîmée ou incomplète (%(error)s)") % told
        raise BadAddressFile(problems=(problem,)) from error


def _numbered(rows: Iterator[list[str]], width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its line, counted as an editor counts them; the header is line 1."""
    try:
        for line, cells in enumerate(rows, start=2):
            if len(cells) == width:
                yield line, cells
            elif any(cells):
                told = {"found": len(cells), "width": width}
                problem = _("%(found)d colonnes au lieu de %(width)d") % told
                raise BadAddressFile(problems=(_at_line(line, problem),))
    except csv.Error as error:
        problem = _("guillemets mal fermés (%(error)s)") % {"error": error}
        raise BadAddressFile(problems=(problem,)) from error


def _delimiter(header: str) -> str:
    return max(";,\t", key=header.count)


def _columns(header: str) -> list[str]:
    names = next(csv.reader([header], delimiter=_delimiter(header)), [])
    plain = [name.strip().lower() for name in names]
    return [ALIASES.get(name, name) for name in plain]


def _kind_of(columns: Collection[str]) -> AddressFile:
    """Tell which of the two files it is. Raises BadAddressFile naming the missing columns."""
    kind = next((kind for kind, name in NAME_OF.items() if name in columns), None)
    missing = [name for name in NEEDED if name not in columns]
    if kind is None:
        missing.insert(0, "nom_voie / nom_lieu_dit")
    if kind is None or missing:
        problem = _("il manque les colonnes %(names)s") % {"names": ", ".join(missing)}
        raise BadAddressFile(problems=(_at_line(1, problem),))
    return kind


def _former(row: Row) -> str:
    """Return the merged commune that a row lies in; "" where it kept its name."""
    former = row.get("nom_ancienne_commune", "").strip()
    return "" if former == row["nom_commune"].strip() else former


def _position(row: Row) -> Point:
    try:
        lat_deg, lon_deg = float(row["lat"]), float(row["lon"])
    except ValueError:
        told = {"lat": row["lat"], "lon": row["lon"]}
        message = _("lat « %(lat)s » et lon « %(lon)s » ne sont pas des nombres") % told
        raise ValueError(message) from None
    if not (-90 <= lat_deg <= 90 and -180 <= lon_deg <= 180):
        told = {"lat": row["lat"], "lon": row["lon"]}
        message = _("(%(lat)s, %(lon)s) n’est pas sur terre : il faut des degrés") % told
        raise ValueError(message)
    return lat_deg, lon_deg


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 5:
        message = _("numéro « %(text)s » illisible") % {"text": text}
        raise ValueError(message)
    return int(text)


def _at_line(line: int, problem: str) -> str:
    return _("ligne %(line)d : %(problem)s") % {"line": line, "problem": problem}
