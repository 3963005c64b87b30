"""Official files of communes (CSV, GeoJSON) read as they are published; nothing is stored here.

`source` turns bytes to text, `records` parts it, `interpret` reads values, `places` weighs
coordinates, `reading` puts files together; `notices` is all that can be said, `sentences` how.
"""

from toctoc.territory.files.notices import Kind, Level, Notice, Spot, error, warning
from toctoc.territory.files.reading import Reading, read_files
from toctoc.territory.files.rows import CommuneRow, FormerRow
from toctoc.territory.files.sentences import say
from toctoc.territory.files.source import MAX_BYTES, SourceFile, read_path

__all__ = [
    "MAX_BYTES",
    "CommuneRow",
    "FormerRow",
    "Kind",
    "Level",
    "Notice",
    "Reading",
    "SourceFile",
    "Spot",
    "error",
    "read_files",
    "read_path",
    "say",
    "warning",
]
