"""Pages set by Typst: tagged PDF (PDF/UA-1) from a page of `pages/` and plain JSON values.

Nobody's words ever become markup: they reach the page as data.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import typst

PAGES: Final = Path(__file__).parent / "pages"
# Copied here when the front end is built; without them Typst takes a font of the system.
FONTS: Final = Path(__file__).parent / "fonts"
STANDARD: Final = "ua-1"


def set_pdf(page: str, values: Mapping[str, object]) -> bytes:
    """Return a page of `pages/` as a tagged PDF; the same values always give the same words."""
    pdf = typst.compile(
        PAGES / f"{page}.typ",
        root=PAGES,
        font_paths=[FONTS],
        format="pdf",
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        pdf_standards=[STANDARD],
    )
    return bytes(pdf)
