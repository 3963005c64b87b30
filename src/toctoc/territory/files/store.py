"""A reading kept as plain values, between two screens: rows only, what was said apart."""

from dataclasses import fields
from typing import Any

from toctoc.territory.files.notices import Spot
from toctoc.territory.files.reading import Reading
from toctoc.territory.files.rows import CommuneRow, FormerRow

ROW_FIELDS = tuple(each.name for each in fields(CommuneRow) if each.name != "spot")
NOWHERE = Spot("")  # places in files are only for what is said, and that was said


def dump_reading(reading: Reading) -> dict[str, Any]:
    """Return a reading as values that JSON can hold."""
    return {
        "rows": [{name: getattr(row, name) for name in ROW_FIELDS} for row in reading.rows],
        "formers": [[one.code, one.name, one.chief] for one in reading.formers],
    }


def load_reading(kept: dict[str, Any]) -> Reading:
    """Return the reading that was kept, without its notices."""
    rows = tuple(_row(values) for values in kept["rows"])
    formers = tuple(
        FormerRow(code=code, name=name, chief=chief, spot=NOWHERE)
        for code, name, chief in kept["formers"]
    )
    return Reading(rows, formers, ())


def _row(values: dict[str, Any]) -> CommuneRow:
    return CommuneRow(**{**values, "measures": tuple(values["measures"])}, spot=NOWHERE)
