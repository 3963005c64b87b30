"""Cells of table files: what people wrote must never become a formula in a spreadsheet."""

from typing import Final

# What makes a spreadsheet compute instead of showing (OWASP, CSV injection).
STARTERS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """Return a text that a spreadsheet shows as it is.

    >>> safe_cell("=1+1"), safe_cell("Alix")
    ("'=1+1", 'Alix')
    """
    return f"'{text}" if text.lstrip(" \u00a0").startswith(STARTERS) else text
