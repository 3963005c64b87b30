"""The project's files as the tests of this folder read them: paths, texts, syntax trees."""

import ast
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "toctoc"
TEMPLATES = PACKAGE / "web" / "templates"
CODE_FOLDERS = ("src", "tests", "benchmarks", "tools")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below the folders (default: all code), without migrations."""
    found = (
        path
        for folder in folders or CODE_FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
    )
    return [path for path in found if "migrations" not in path.parts]


def template_files() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def tracked_files() -> list[Path]:
    """Return the files git keeps, as they stand in the work tree."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


@cache
def pyproject() -> dict[str, dict]:
    return tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]


def ladder() -> list[list[str]]:
    """Return the rungs from the top, each a list of packages, as pyproject.toml says."""
    contract = pyproject()["importlinter"]["contracts"][0]
    return [[name.strip(" ()") for name in rung.split("|")] for rung in contract["layers"]]


def name_of(path: Path) -> str:
    """Return the path as expect_none show it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def expect_none(found: Iterable[str]) -> None:
    """Fail where something was found, naming all of it, one a line."""
    lines = sorted(found)
    assert not lines, "\n" + "\n".join(lines)
