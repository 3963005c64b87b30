"""Sectors as RDV Service Public exchanges them, read and written.

A table of sector_id, city_name, city_code and, for streets in another sector than their
commune, street_name and street_code.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase

from django.utils.translation import gettext as _

from toctoc.common.names import fold
from toctoc.territory.errors import BadSectorFile
from toctoc.territory.models import Commune, SectorCommune, SectorPlan, SectorStreet

LETTERS = ascii_uppercase[:8]  # as many as there are colours and hatchings
NEEDED = ("sector_id", "city_name", "city_code")
COLUMNS = (*NEEDED, "street_name", "street_code")
MOST_BYTES = 5_000_000
LONGEST_NAME = 60

type Problem = tuple[int | None, str]  # line in the file, sentence


@dataclass(slots=True)
class SectorFile:
    """What a file says, as a draft keeps it; `missing` are communes it does not name."""

    sectors: dict[str, str] = field(default_factory=dict)
    placements: dict[str, str] = field(default_factory=dict)
    streets: list[dict[str, str]] = field(default_factory=list)
    missing: list[Commune] = field(default_factory=list)


def read_sector_file(content: bytes, communes: Iterable[Commune]) -> SectorFile:
    """Read a file of sectors over a programme's communes; no query, nothing is stored.

    Raises BadSectorFile with every problem and its line, the header being line 1. Comma,
    semicolon or tab, UTF-8 or the Latin of spreadsheets.
    """
    known = {commune.code_insee: commune for commune in communes}
    reader = _Reader(known)
    for number, row in _rows(content):
        reader.take(number, row)
    if reader.problems:
        raise BadSectorFile(problems=tuple(reader.problems))
    if not reader.found.placements:
        raise BadSectorFile(problems=((None, _("Aucune commune n’est dans ce fichier.")),))
    placed = reader.found.placements
    reader.found.missing = [each for code, each in known.items() if code not in placed]
    return reader.found


def write_sector_file(plan: SectorPlan) -> str:
    """Return a plan as such a file, the letter as sector_id; two queries."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    placed = SectorCommune.objects.filter(plan=plan).select_related("sector", "commune")
    for one in placed.order_by("sector__letter", "commune__name_folded"):
        commune = one.commune
        writer.writerow([one.sector.letter, commune.name, commune.code_insee, "", ""])
    streets = SectorStreet.objects.filter(plan=plan).select_related("sector", "commune")
    for street in streets:
        commune = street.commune
        writer.writerow(
            [street.sector.letter, commune.name, commune.code_insee, street.name, street.code]
        )
    return sheet.getvalue()


class _Reader:
    """Takes row after row; keeps what is said and what is wrong."""

    def __init__(self, known: Mapping[str, Commune]) -> None:
        self.known = known
        self.by_name: dict[str, list[str]] = {}
        for code, commune in known.items():
            self.by_name.setdefault(fold(commune.name), []).append(code)
        self.found = SectorFile()
        self.letters: dict[str, str] = {}
        self.lines: dict[tuple[str, str], int] = {}
        self.problems: list[Problem] = []

    def take(self, number: int, row: Mapping[str, str]) -> None:
        """Note what a row says, or what is wrong with it."""
        letter = self._letter(number, row["sector_id"])
        code = self._code(number, row)
        if not (letter and code):
            return
        key = (code, fold(row["street_name"]))
        if key in self.lines:
            self._twice(number, row, key, letter)
            return
        self.lines[key] = number
        if row["street_name"]:
            self.found.streets.append(
                {
                    "commune": code,
                    "name": row["street_name"][:120],
                    "code": row["street_code"][:20],
                    "letter": letter,
                }
            )
        else:
            self.found.placements[code] = letter

    def _letter(self, number: int, sector_id: str) -> str:
        if not sector_id:
            self.problems.append((number, _("Il manque le secteur (sector_id).")))
            return ""
        if sector_id not in self.letters:
            if len(self.letters) == len(LETTERS):
                values = {"most": len(LETTERS), "sector": sector_id}
                told = _("« %(sector)s » est un secteur de trop : %(most)s au plus.") % values
                self.problems.append((number, told))
                return ""
            letter = LETTERS[len(self.letters)]
            self.letters[sector_id] = letter
            self.found.sectors[letter] = sector_id[:LONGEST_NAME]
        return self.letters[sector_id]

    def _code(self, number: int, row: Mapping[str, str]) -> str:
        code, name = row["city_code"], row["city_name"]
        if code in self.known:
            return code
        named = self.by_name.get(fold(name), [])
        if not code and len(named) == 1:
            return named[0]
        told = _("« %(name)s » (%(code)s) n’est pas une commune du programme.")
        self.problems.append((number, told % {"name": name, "code": code or "?"}))
        return ""

    def _twice(
        self, number: int, row: Mapping[str, str], key: tuple[str, str], letter: str
    ) -> None:
        """Say that a place is named twice, unless both say the same."""
        before = self.found.placements.get(key[0]) if not key[1] else None
        if before == letter:
            return
        values = {"name": row["street_name"] or row["city_name"], "line": self.lines[key]}
        told = _("%(name)s a déjà un secteur, à la ligne %(line)s.") % values
        self.problems.append((number, told))


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with its line and all columns, those missing empty."""
    text = _text(content)
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    header = [name.strip().lower() for name in next(reader, [])]
    lacking = [name for name in NEEDED if name not in header]
    if lacking:
        told = _("Il manque les colonnes : %(names)s.") % {"names": ", ".join(lacking)}
        raise BadSectorFile(problems=((1, told),))
    for cells in reader:
        if any(cell.strip() for cell in cells):
            said = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            yield reader.line_num, {name: said.get(name, "") for name in COLUMNS}


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BadSectorFile(problems=((None, _("Ce fichier dépasse 5 Mo.")),))
    if content.startswith((b"PK", b"\xd0\xcf")):
        told = _("C’est un classeur : enregistrez-le d’abord au format CSV.")
        raise BadSectorFile(problems=((None, told),))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
