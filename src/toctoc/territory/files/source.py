"""A file as it came: its name and its bytes, turned to text whatever saved it."""

from dataclasses import dataclass
from pathlib import Path

from toctoc.territory.files.notices import Kind, Notice, error, warning

MAX_BYTES = 30_000_000  # contours of a whole region are about half of that
# What begins like this is no text, or not the right one.
SIGNATURES = (
    (b"PK\x03\x04", Kind.WORKBOOK_OR_ARCHIVE),
    (b"\xd0\xcf\x11\xe0", Kind.WORKBOOK_OR_ARCHIVE),
    (b"\x1f\x8b", Kind.COMPRESSED),
    (b"\x00\x00\x27\x0a", Kind.SHAPEFILE),
    (b"SQLite format 3", Kind.GEOPACKAGE),
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file given to be read; `name` is only shown and told from others."""

    name: str
    content: bytes


def read_path(path: Path) -> SourceFile:
    """Return the file at a path; an OSError is the caller's to tell."""
    return SourceFile(name=path.name, content=path.read_bytes())


def decode(source: SourceFile) -> tuple[str, list[Notice]]:
    """Return the text of a file, empty where it is none, and what is to be said of it.

    UTF-8 with or without its mark, UTF-16 with its mark, else Windows' Latin alphabet, which
    old spreadsheets write and which any bytes can be: it is said.
    """
    refusal = _refusal(source)
    if refusal:
        return "", [error(refusal, source.name)]
    if source.content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source.content.decode("utf-16", errors="replace"), []
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = source.content.decode("cp1252", errors="replace")
        return text, [warning(Kind.LATIN_1, source.name)]
    if text.lstrip()[:1] == "<":
        return "", [error(Kind.WEB_PAGE, source.name)]
    return text, []


def _refusal(source: SourceFile) -> Kind | None:
    if not source.content.strip():
        return Kind.EMPTY_FILE
    if len(source.content) > MAX_BYTES:
        return Kind.TOO_LARGE
    for beginning, kind in SIGNATURES:
        if source.content.startswith(beginning):
            return kind
    return None
