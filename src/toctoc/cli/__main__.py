"""`toctoc`: one word, one command. Whatever goes wrong is told in one line.

Exit status: 0 done, 1 failed, 2 misused, 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from toctoc.cli.django_apps import database_errors, set_up_django
from toctoc.cli.errors import CommandFailed
from toctoc.common.errors import ToctocError
from toctoc.common.kernels import keep_kernels
from toctoc.planning.errors import PlanningError

# Each is a module of toctoc.cli with `add_parser`, which sets `run` and says `needs_django`.
COMMANDS = (
    "prepare",
    "demo",
    "propose",
    "tour",
    "season",
    "sectors",
    "territory",
    "addresses",
    "roads",
    "tick",
)
FORESEEN: tuple[type[Exception], ...] = (CommandFailed, ToctocError, PlanningError, OSError)
INTERRUPTED = 130


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong in one line, without repeating how the whole command is used."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} ({self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command the arguments name and return its exit status."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words[:1] == ["season"]:  # no settings, so no data folder: the user's own cache
        keep_kernels(Path.home() / ".cache" / "toctoc")
    options = build_parser(words).parse_args(words)
    try:
        if options.needs_django:
            set_up_django()
        return int(options.run(options))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough: `toctoc tour … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (*FORESEEN, *database_errors()) as error:
        print(f"toctoc: {tell(error)}", file=sys.stderr)
        return 1


def build_parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of the command that is named, of all where none is.

    Only what is asked for is imported: the planning core alone takes a second.
    """
    named = [name for name in COMMANDS if name in words[:1]]
    parser = OneLineParser(prog="toctoc", description="Visites d’aide numérique à domicile.")
    parser.set_defaults(needs_django=False)
    subparsers = parser.add_subparsers(required=True, metavar="COMMANDE")
    for name in named or COMMANDS:
        import_module(f"toctoc.cli.{name}").add_parser(subparsers)
    return parser


def tell(error: Exception) -> str:
    """Return the one line for an error: its own words, after its name where those are data."""
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}" if isinstance(error, ToctocError) else words


if __name__ == "__main__":
    sys.exit(main())
