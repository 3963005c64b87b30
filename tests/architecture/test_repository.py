"""What git keeps: no address of a package registry, no path of a machine, pinned packages."""

import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import ROOT, expect_none, name_of, text_of, tracked_files

REGISTRY = re.compile(r'"resolved": *"http|--(?:extra-)?index-url|/simple/?["\' ]')
MACHINE_PATH = re.compile(
    r"""(?:^|["'=(\s])/(?:work|farm|root|home/\w+|Users/\w+)/""", re.MULTILINE
)
TEXT_FILES = {".css", ".csv", ".html", ".js", ".json", ".md", ".mjs", ".po", ".py", ".scss"}
TEXT_FILES |= {".svg", ".toml", ".txt", ".yml", "", ".example"}
REQUIREMENT = re.compile(r"^[A-Za-z0-9][\w.-]*(?:\[[\w,-]+\])?==\S+", re.MULTILINE)
CONTRIBUTING_WORDS = 1000  # two printed pages


def addresses(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if REGISTRY.search(line) or MACHINE_PATH.search(line):
            yield f"{name}:{number} {line.strip()[:100]}"


def unpinned(name: str, text: str) -> Iterator[str]:
    """Find requirements without `==` or without the hashes that follow in their block."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    for block in filter(str.strip, blocks):
        first = block.strip().splitlines()[0]
        if not REQUIREMENT.match(first) or "--hash=sha256:" not in block:
            yield f"{name}: {first}"


def test_no_registry_address_and_no_machine_path_is_kept():
    # this file and the Makefile name what they look for
    kept = [path for path in tracked_files() if path.suffix in TEXT_FILES]
    kept = [path for path in kept if path.name not in {"test_repository.py", "Makefile"}]
    found = (line for path in kept for line in addresses(name_of(path), text_of(path)))
    expect_none(found)


def test_every_required_package_is_pinned_with_its_hashes():
    files = sorted((ROOT / "requirements").glob("*.txt"))
    assert files
    found = (line for path in files for line in unpinned(path.name, text_of(path)))
    expect_none(found)


def test_contributing_fits_two_pages():
    assert len(text_of(ROOT / "CONTRIBUTING.md").split()) <= CONTRIBUTING_WORDS


@pytest.mark.parametrize(
    ("line", "is_seen"),
    [
        ('"resolved": "https://registry.example/a.tgz"', True),
        ("data = '/root/toctoc'", True),
        ("see /roots/of/evil and work/shared", False),
        ("https://example.org/work/", False),
    ],
)
def test_address_is_seen(line, is_seen):
    assert bool(list(addresses("a.txt", line))) is is_seen


def test_package_without_hash_is_seen():
    text = (
        "# made by make\na==1 \\\n    --hash=sha256:00\nb==2\nc>=3 \\\n    --hash=sha256:00\n"
    )
    assert list(unpinned("app.txt", text)) == ["app.txt: b==2", "app.txt: c>=3 \\"]
