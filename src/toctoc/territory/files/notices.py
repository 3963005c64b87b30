"""What is to be said about a file: where in it, what, and whether it stops the import.

The sentences, in French, are in `sentences`.
"""

from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum, auto
from typing import Any


class Level(Enum):
    ERROR = auto()  # nothing is imported while one stands
    WARNING = auto()  # said, and lived with


class Kind(StrEnum):
    """All that can be said; one sentence each."""

    # the file
    EMPTY_FILE = auto()
    TOO_LARGE = auto()
    WORKBOOK_OR_ARCHIVE = auto()
    COMPRESSED = auto()
    SHAPEFILE = auto()
    GEOPACKAGE = auto()
    WEB_PAGE = auto()
    LATIN_1 = auto()
    BROKEN_JSON = auto()
    UNKNOWN_JSON = auto()
    TOPOJSON = auto()
    NO_COMMUNE = auto()
    # columns
    ONE_COLUMN = auto()
    MISSING_COLUMN = auto()
    CELL_COUNT = auto()
    # values
    NO_CODE = auto()
    BAD_CODE = auto()
    ZERO_LOST = auto()
    NO_NAME = auto()
    LONG_NAME = auto()
    BAD_NUMBER = auto()
    NO_POPULATION = auto()
    BAD_POSTCODE = auto()
    BAD_EPCI = auto()
    # places
    BAD_GEOMETRY = auto()
    NO_CONTOUR = auto()
    LAMBERT = auto()
    MERCATOR = auto()
    SWAPPED_ALL = auto()
    SWAPPED_ONE = auto()
    OFF_EARTH = auto()
    OUT_OF_FRANCE = auto()
    # communes among themselves
    TWICE_ALIKE = auto()
    TWICE = auto()
    SAME_NAME = auto()
    OTHER_NAME = auto()
    MERGED = auto()
    CONTOUR_ONLY = auto()
    DISTRICT = auto()
    ORPHAN = auto()
    # what the table of communes adds
    NO_PLACE = auto()
    NO_AREA = auto()
    NO_PEOPLE = auto()
    NO_POSTCODE = auto()
    NEW_CODE = auto()
    EPCI_ASSUMED = auto()
    EPCI_NOT_THERE = auto()


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say; `line` in a table, `feature` in a GeoJSON, both from 1, or neither.

    `about` is the code of the commune it is worth saying for, empty where it is for the file.
    """

    level: Level
    kind: Kind
    file: str = ""
    line: int | None = None
    feature: int | None = None
    data: dict[str, Any] = field(default_factory=dict)
    about: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a file: a line of a table or a feature of a GeoJSON."""

    file: str
    line: int | None = None
    feature: int | None = None

    @property
    def number(self) -> int | None:
        return self.line or self.feature


def error(kind: Kind, where: str | Spot = "", **data: Any) -> Notice:
    return _notice(Level.ERROR, kind, where, data)


def warning(kind: Kind, where: str | Spot = "", *, about: str = "", **data: Any) -> Notice:
    return replace(_notice(Level.WARNING, kind, where, data), about=about)


def _notice(level: Level, kind: Kind, where: str | Spot, data: dict[str, Any]) -> Notice:
    spot = Spot(where) if isinstance(where, str) else where
    return Notice(level, kind, spot.file, spot.line, spot.feature, data)
