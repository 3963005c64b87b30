"""Files of the season commands: read whole, written whole or not at all."""

import os
from collections.abc import Iterator
from pathlib import Path

from toctoc.cli.errors import CommandFailed
from toctoc.planning.errors import InvalidDocument
from toctoc.planning.proposals.params import TunedPolicy
from toctoc.planning.proposals.shipped import SHIPPED
from toctoc.planning.season.instance import Instance, read_instance
from toctoc.planning.season.policy_file import read_policy

SCOREBOARD = "scoreboard.json"
# Names the policy that is shipped, where a policy file is asked for.
OURS = "toctoc"


def read_text(path: Path) -> str:
    """Read a file; a missing or unreadable one stops in one line."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise CommandFailed(f"{path}: no such file") from error
    except UnicodeDecodeError as error:
        raise CommandFailed(f"{path}: not UTF-8 text") from error


def write_whole(path: Path, text: str) -> None:
    """Write a file so that whoever reads it, even after a crash, finds all of it or the old."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)


def read_season_file(path: Path) -> Instance:
    """Read an instance; a broken one stops with its file's name."""
    try:
        return read_instance(read_text(path))
    except InvalidDocument as error:
        raise CommandFailed(f"{path}: {error}") from error


def list_instances(folder: Path) -> Iterator[tuple[str, Instance]]:
    """Yield the instances of a folder by name."""
    paths = sorted(path for path in folder.glob("*.json") if path.name != SCOREBOARD)
    if not paths:
        raise CommandFailed(f"{folder}: no instance (*.json)")
    for path in paths:
        yield path.stem, read_season_file(path)


def read_policy_named(name: str) -> TunedPolicy:
    """Read a policy file, or take the shipped one where it is named `toctoc`."""
    if name == OURS:
        return SHIPPED
    try:
        return read_policy(read_text(Path(name)))
    except InvalidDocument as error:
        raise CommandFailed(f"{name}: {error}") from error
