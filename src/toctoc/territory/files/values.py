"""Single values as files write them: codes, numbers with French commas, postcodes in lists."""

import json
import re
import unicodedata
from typing import Any

CODE = re.compile(r"(\d\d|2[AB])\d{3}")
POSTCODE = re.compile(r"\d{5}")
EPCI = re.compile(r"\d{9}")
ZERO_LOST = re.compile(r"\d{4}")
SPACES = re.compile(r"\s")  # the narrow and the unbreakable ones too


class Unreadable(ValueError):
    """A value that is there and cannot be what its column says."""


def text_of(value: Any) -> str:
    """Return a value as one line of composed text (a Mac writes é as e and an accent)."""
    if value is None:
        return ""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def code_of(value: Any) -> tuple[str, bool]:
    """Return an INSEE code, and whether a spreadsheet had taken its first zero away."""
    typed = text_of(value).upper().removesuffix(".0")
    was_short = bool(ZERO_LOST.fullmatch(typed))
    code = f"0{typed}" if was_short else typed
    if not CODE.fullmatch(code):
        raise Unreadable(typed)
    return code, was_short


def number_of(value: Any) -> float | None:
    """Return a number, None where there is none: "1 234", "43,29", 12.5."""
    if isinstance(value, bool | list | dict):
        raise Unreadable(text_of(value))
    typed = SPACES.sub("", text_of(value)).replace(",", ".")
    if typed.lower() in {"", "na", "nd", "n/d", "null", "none", "nan"}:
        return None
    try:
        number = float(typed)
    except ValueError as wrong:
        raise Unreadable(text_of(value)) from wrong
    if number in {float("inf"), float("-inf")}:
        raise Unreadable(text_of(value))
    return number


def whole_of(value: Any) -> int | None:
    """Return a count, None where there is none."""
    number = number_of(value)
    if number is None:
        return None
    if number < 0 or number != int(number):
        raise Unreadable(text_of(value))
    return int(number)


def postcode_of(value: Any) -> str:
    """Return the first postcode of a value or a list, however the list is written."""
    first = next(iter(list_of(value)), "")
    postcode = f"0{first}" if ZERO_LOST.fullmatch(first) else first
    if postcode and not POSTCODE.fullmatch(postcode):
        raise Unreadable(first)
    return postcode


def epci_of(value: Any) -> str:
    """Return the SIREN of an intercommunality; "ZZZZZZZZZ" is INSEE's word for none."""
    siren = SPACES.sub("", text_of(value)).removesuffix(".0")
    if not siren.strip("Z"):
        return ""
    if not EPCI.fullmatch(siren):
        raise Unreadable(siren)
    return siren


def list_of(value: Any) -> list[str]:
    """Return the values of a list, of a list in JSON, or parted by a bar, comma or space."""
    if isinstance(value, str) and value.startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            value = value.strip("[]")
    if isinstance(value, list):
        return [text_of(one) for one in value if text_of(one)]
    return [one for one in re.split(r"[|,;/\s]+", text_of(value).replace("'", "")) if one]
