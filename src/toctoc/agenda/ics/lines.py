"""Content lines of iCalendar (RFC 5545 §3.1), written without ceremony.

The icalendar library reads what comes in; writing with it takes a millisecond a line, and a
phone asks for hundreds of events at once. A test reads these back with it.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

MAX_OCTETS = 75
# RFC 5545 §3.3.11; a return alone or a NUL has no place in a text.
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": "", "\0": ""})


def text_line(name: str, text: str) -> str:
    """Return a line whose value is a text."""
    return f"{name}:{text.translate(ESCAPED)}"


def utc_line(name: str, moment: datetime) -> str:
    """Return a line whose value is a moment, in UTC."""
    return f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def join_lines(lines: Iterable[str]) -> bytes:
    """Return the lines as they are sent: folded, each with its end."""
    return b"".join(part for line in lines for part in _fold(line.encode()))


def _fold(line: bytes) -> Iterator[bytes]:
    """Cut a line that is too long, never inside a character; what follows begins by a space."""
    room, head = MAX_OCTETS, b""
    while len(line) > room:
        end = room
        while line[end] & 0xC0 == 0x80:  # the middle of a character in UTF-8
            end -= 1
        yield head + line[:end] + b"\r\n"
        line, room, head = line[end:], MAX_OCTETS - 1, b" "
    yield head + line + b"\r\n"
