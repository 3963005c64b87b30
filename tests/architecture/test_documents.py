"""Documents point at what is there: links, pictures, and the paths the map names."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import (
    PACKAGE,
    ROOT,
    expect_none,
    name_of,
    text_of,
    tracked_files,
)

LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(#[^)\s]+)?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# `web/views/call.py`, `planning/days/`: not `make demo`, not `<area>`
NAMED_PATH = re.compile(r"`([a-z_-]+(?:/[\w.-]+)*(?:\.(?:py|js|mjs|md|toml)|/))`")
PATHS_ARE_NAMED_IN = ("docs/map.md", "docs/flows/call.md", "CONTRIBUTING.md")


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, made as GitHub makes them."""
    titles = (re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(text))
    return {f"#{title.replace(' ', '-')}" for title in titles}


def broken_links(page: Path) -> Iterator[str]:
    for path, anchor in LINK.findall(text_of(page)):
        target = page.parent / path if path else page
        if not target.exists():
            yield f"{name_of(page)}: {path}"
        elif anchor and anchor not in anchors(text_of(target)):
            yield f"{name_of(page)}: {path}{anchor}"


def lost_paths(name: str, text: str) -> Iterator[str]:
    for path in NAMED_PATH.findall(text):
        if not any((folder / path).exists() for folder in (ROOT, PACKAGE)):
            yield f"{name}: {path}"


def test_every_link_leads_somewhere():
    pages = [path for path in tracked_files() if path.suffix == ".md"]
    expect_none(line for page in pages for line in broken_links(page))


def test_every_path_named_exists():
    pages = [ROOT / name for name in PATHS_ARE_NAMED_IN]
    expect_none(line for page in pages for line in lost_paths(name_of(page), text_of(page)))


def test_broken_link_is_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# Lire l’agenda\n[a](page.md) [b](#lire-lagenda) [c](#lire) [d](gone.md) [e](https://x.y)\n",
        encoding="utf-8",
    )
    assert [line.rpartition(": ")[2] for line in broken_links(page)] == ["#lire", "gone.md"]


def test_lost_path_is_seen():
    text = (
        "`people/permissions.py` `people/gone.py` `web/` `attic/` `make test` `app/<area>.py`"
    )
    assert list(lost_paths("a.md", text)) == ["a.md: people/gone.py", "a.md: attic/"]
