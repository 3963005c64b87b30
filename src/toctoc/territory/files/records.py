"""A file parted in records: our fields, the values as written, and where each stands."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toctoc.territory.files.columns import Field, fields_of
from toctoc.territory.files.notices import Kind, Notice, Spot, error
from toctoc.territory.files.source import MAX_BYTES, SourceFile, decode

DELIMITERS = ";,\t|"
SHOWN_COLUMNS = 12
csv.field_size_limit(MAX_BYTES)  # a quote left open makes one cell of all the rest


@dataclass(frozen=True, slots=True)
class Record:
    """One commune's values, by field; a GeoJSON's geometry is not yet looked at."""

    spot: Spot
    values: Mapping[Field, Any]
    geometry: Any = None
    has_geometry: bool = False


type Parted = tuple[list[Record], list[Notice]]


def part(source: SourceFile) -> Parted:
    """Part a file in records, a JSON by its first character, else a table."""
    text, notices = decode(source)
    if not text:
        return [], notices
    is_json = text.lstrip()[:1] in {"{", "["}
    records, more = (_part_json if is_json else _part_table)(source.name, text)
    return records, notices + more


def _part_table(name: str, text: str) -> Parted:
    header = text.splitlines()[0] if text.splitlines() else ""
    delimiter = max(DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [column.strip() for column in next(reader, [])]
    refusal = _refuse_columns(name, columns)
    if refusal:
        return [], [refusal]
    fields = fields_of(columns)
    records: list[Record] = []
    notices: list[Notice] = []
    for cells in reader:
        spot = Spot(name, line=reader.line_num)
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            found = {"expected": len(columns), "found": len(cells)}
            notices.append(error(Kind.CELL_COUNT, spot, **found))
            continue
        row = dict(zip(columns, cells, strict=True))
        records.append(Record(spot, {field: row[column] for column, field in fields.items()}))
    return records, notices


def _refuse_columns(name: str, columns: list[str]) -> Notice | None:
    spot = Spot(name, line=1)
    if len(columns) < 2:
        return error(Kind.ONE_COLUMN, spot)
    known = fields_of(columns).values()
    missing = [field for field in (Field.CODE, Field.NAME) if field not in known]
    if Field.CODE in missing or (missing and not {Field.LAT, Field.POPULATION} & set(known)):
        shown = ", ".join(columns[:SHOWN_COLUMNS])
        return error(Kind.MISSING_COLUMN, spot, field=missing[0], columns=shown)
    return None


def _part_json(name: str, text: str) -> Parted:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as wrong:
        spot = Spot(name, line=wrong.lineno)
        return [], [error(Kind.BROKEN_JSON, spot, column=wrong.colno)]
    except RecursionError:
        return [], [error(Kind.BROKEN_JSON, Spot(name, line=1), column=1)]
    refusal = _refuse_json(name, content)
    if refusal:
        return [], [refusal]
    return [_record(Spot(name, feature=n), one) for n, one in _features(content)], []


def _refuse_json(name: str, content: Any) -> Notice | None:
    if isinstance(content, list):
        return None
    if content.get("type") == "Topology":
        return error(Kind.TOPOJSON, name)
    system = json.dumps(content.get("crs") or "")
    for number, kind in (("2154", Kind.LAMBERT), ("3857", Kind.MERCATOR)):
        if number in system:
            return error(kind, name)
    is_known = content.get("type") == "Feature" or isinstance(content.get("features"), list)
    return None if is_known else error(Kind.UNKNOWN_JSON, name)


def _features(content: Any) -> Iterator[tuple[int, Any]]:
    """Yield the features of a collection, or the communes of a plain list, numbered from 1."""
    if isinstance(content, dict):
        content = content.get("features", [content])
    yield from enumerate(content, start=1)


def _record(spot: Spot, one: Any) -> Record:
    if not isinstance(one, dict):
        return Record(spot, {})
    is_feature = one.get("type") == "Feature" or "geometry" in one
    properties = one.get("properties") if is_feature else one
    properties = properties if isinstance(properties, dict) else {}
    properties = _unfolded(properties)
    values = {field: properties[name] for name, field in fields_of(properties).items()}
    contour = one.get("geometry") if is_feature else values.pop(Field.CONTOUR, None)
    return Record(spot, values, contour, has_geometry=is_feature or contour is not None)


def _unfolded(properties: dict[str, Any]) -> dict[str, Any]:
    """Unfold what geo.api.gouv.fr answers as an object: {"epci": {"code": …, "nom": …}}."""
    epci = properties.get("epci")
    if not isinstance(epci, dict):
        return properties
    rest = {name: value for name, value in properties.items() if name != "epci"}
    return {"codeEpci": epci.get("code"), **rest, "nomEpci": epci.get("nom")}
