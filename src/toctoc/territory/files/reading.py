"""Reading official files of communes, one or several at once, as they are published.

Everything wrong is found, not only the first; nothing is stored here. Several files complete
each other: a table of names and people, a GeoJSON of contours.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toctoc.common.names import fold
from toctoc.territory.files.interpret import Interpreter
from toctoc.territory.files.notices import Kind, Level, Notice, error, warning
from toctoc.territory.files.places import weigh_places
from toctoc.territory.files.records import part
from toctoc.territory.files.rows import CommuneRow, FormerRow
from toctoc.territory.files.source import SourceFile


@dataclass(frozen=True, slots=True)
class Reading:
    """What files say, and what is to be said of them; with errors, rows are not to be taken."""

    rows: tuple[CommuneRow, ...]
    formers: tuple[FormerRow, ...]
    notices: tuple[Notice, ...]

    @property
    def errors(self) -> tuple[Notice, ...]:
        return tuple(each for each in self.notices if each.level is Level.ERROR)

    @property
    def warnings(self) -> tuple[Notice, ...]:
        return tuple(each for each in self.notices if each.level is Level.WARNING)


@dataclass(frozen=True, slots=True)
class OneFile:
    """The rows of one file, each code once."""

    name: str
    rows: dict[str, CommuneRow]
    formers: list[FormerRow]
    notices: list[Notice]

    @property
    def draws_contours(self) -> bool:
        return any(row.geometry for row in self.rows.values())


def read_files(sources: Sequence[SourceFile]) -> Reading:
    """Read files of communes together, whatever is wrong with them."""
    files = [_read_one(source) for source in sources]
    notices = [notice for file in files for notice in file.notices]
    formers = {one.code: one for one in _named_last(files)}
    rows = _merge(files, notices)
    rows = _without_formers(rows, formers, notices)
    notices += _same_names(rows.values())
    if sources and not rows and not any(each.level is Level.ERROR for each in notices):
        notices.append(error(Kind.NO_COMMUNE, sources[-1].name))
    ordered = sorted(rows.values(), key=lambda row: row.code)
    known = tuple(one for one in formers.values() if one.code not in rows)
    return Reading(tuple(row.measured() for row in ordered), known, tuple(notices))


def _read_one(source: SourceFile) -> OneFile:
    records, notices = part(source)
    rows: list[CommuneRow] = []
    formers: list[FormerRow] = []
    for record in records:
        interpreter = Interpreter(record)
        for row in interpreter.rows():
            if isinstance(row, CommuneRow):
                rows.append(row)
            else:
                formers.append(row)
        notices += interpreter.notices
    rows, more = weigh_places(source.name, rows)
    by_code, twice = _once(rows)
    said = sorted([*notices, *more, *twice], key=lambda each: each.line or each.feature or 0)
    return OneFile(source.name, by_code, formers, said)


def _named_last(files: Iterable[OneFile]) -> list[FormerRow]:
    """Order former communes so that of two words on one, the one with its name is kept."""
    return sorted(
        (one for file in files for one in file.formers), key=lambda one: one.name != ""
    )


def _once(rows: Iterable[CommuneRow]) -> tuple[dict[str, CommuneRow], list[Notice]]:
    """Keep each code once: a line written twice is said, two that differ are refused."""
    kept: dict[str, CommuneRow] = {}
    notices = []
    for row in rows:
        first = kept.setdefault(row.code, row)
        if first is row:
            continue
        is_same = replace(row, spot=first.spot) == first
        values = {"code": row.code, "name": row.name, "first": first.spot.number}
        if is_same:
            notices.append(warning(Kind.TWICE_ALIKE, row.spot, about=row.code, **values))
        else:
            notices.append(error(Kind.TWICE, row.spot, **values))
    return kept, notices


def _merge(files: Sequence[OneFile], notices: list[Notice]) -> dict[str, CommuneRow]:
    """Complete the communes of each file by those of the others.

    Beside a table, a file of contours only draws: it brings no commune the table does not know,
    which would be one that has since been merged.
    """
    tables = [file for file in files if file.rows and not file.draws_contours]
    drawings = [file for file in files if file.draws_contours]
    merged: dict[str, CommuneRow] = {}
    for file in [*tables, *drawings]:
        for code, row in file.rows.items():
            if code in merged:
                notices += _differing_names(merged[code], row)
                merged[code] = merged[code].completed_by(row)
            elif tables and file in drawings:
                notices.append(warning(Kind.CONTOUR_ONLY, row.spot, code=code, name=row.name))
            else:
                merged[code] = row
    if tables and drawings:
        notices += list(_undrawn(merged.values(), notices))
    return merged


def _differing_names(kept: CommuneRow, other: CommuneRow) -> Iterator[Notice]:
    if kept.name and other.name and fold(kept.name) != fold(other.name):
        values = {"code": kept.code, "name": kept.name, "other": other.name}
        yield warning(Kind.OTHER_NAME, other.spot, about=kept.code, **values)


def _undrawn(rows: Iterable[CommuneRow], notices: Sequence[Notice]) -> Iterator[Notice]:
    """Say which communes no file draws, but for those a file of contours named itself."""
    told = {each.about for each in notices if each.kind is Kind.NO_CONTOUR}
    for row in rows:
        if row.geometry is None and row.code not in told:
            name = row.name or row.code
            yield warning(Kind.NO_CONTOUR, row.spot, about=row.code, name=name)


def _without_formers(
    rows: dict[str, CommuneRow], formers: dict[str, FormerRow], notices: list[Notice]
) -> dict[str, CommuneRow]:
    """Leave out communes that the files themselves say are now part of another one."""
    kept = {}
    for code, row in rows.items():
        former = formers.get(code)
        if former is None or former.chief not in rows:
            kept[code] = row
            continue
        values = {"code": code, "name": row.name, "chief": rows[former.chief].name}
        notices.append(warning(Kind.MERGED, row.spot, **values))
    return kept


def _same_names(rows: Iterable[CommuneRow]) -> Iterator[Notice]:
    """Say which communes of one department bear one name: one code is likely an old one."""
    named: dict[tuple[str, str], list[CommuneRow]] = defaultdict(list)
    for row in rows:
        if row.name:
            named[row.code[:2], fold(row.name)].append(row)
    for namesakes in named.values():
        for row in namesakes[1:]:
            values = {"name": row.name, "codes": ", ".join(one.code for one in namesakes)}
            yield warning(Kind.SAME_NAME, row.spot, about=row.code, **values)
