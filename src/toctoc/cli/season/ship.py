"""`toctoc season ship`: turn policy files into the module that ships them."""

import argparse
import json
import sys
from pathlib import Path
from typing import TextIO

from toctoc.cli.errors import CommandFailed
from toctoc.cli.season.files import read_text, write_whole
from toctoc.planning.errors import InvalidDocument
from toctoc.planning.season.policy_file import as_module, merge, read_document, read_policy


def add_parser(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the action."""
    parser = actions.add_parser(
        "ship", help="réunir des politiques et en faire le module que Toctoc embarque"
    )
    parser.add_argument("policies", nargs="+", type=Path, metavar="POLITIQUE.json")
    parser.add_argument("--join", type=Path, metavar="SORTIE.json", help="écrire leur réunion")
    parser.set_defaults(
        run=lambda options: ship(options.policies, sys.stdout, joined=options.join)
    )


def ship(paths: list[Path], stdout: TextIO, *, joined: Path | None = None) -> int:
    """Print the module of the policy the files make together, later files before earlier."""
    documents = []
    for path in paths:
        try:
            documents.append(read_document(read_text(path)))
            read_policy(read_text(path))
        except InvalidDocument as error:
            raise CommandFailed(f"{path}: {error}") from error
    text = json.dumps(merge(documents), ensure_ascii=False, indent=1) + "\n"
    if joined is not None:
        write_whole(joined, text)
    stdout.write(as_module(read_policy(text)))
    return 0
