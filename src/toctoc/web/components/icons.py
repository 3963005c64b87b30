"""Icons: drawn into the page from the file that the build makes of frontend/icons.json.

An icon is always hidden from screen readers: a word stands beside it.
"""

import json
from functools import cache

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from toctoc.common.errors import ToctocError

DRAWINGS = "toctoc/icons.json"


class FrontEndNotBuilt(ToctocError):
    """The built front end is missing: `npm ci && npm run build` makes it."""


class UnknownIcon(ToctocError):
    """The icon is not in frontend/icons.json; carries its name."""


@cache
def _load_drawings() -> dict[str, str]:
    path = finders.find(DRAWINGS)
    if path is None:
        raise FrontEndNotBuilt(missing=DRAWINGS, remedy="npm ci && npm run build")
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 -- the finder answers text
        drawings: dict[str, str] = json.load(file)
    return drawings


def draw_icon(name: str) -> SafeString:
    """Return the SVG of a lucide icon, sized and coloured by the text around it."""
    try:
        drawing = _load_drawings()[name]
    except KeyError as error:
        raise UnknownIcon(name=name) from error
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(drawing),
    )
