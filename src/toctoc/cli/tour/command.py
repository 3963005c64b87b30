"""The arguments of `toctoc tour`; what needs Django is imported once it is set up."""

import argparse

from toctoc.cli.arguments import a_day, add_programme


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("tour", help="tournées d’un jour")
    parser.add_argument("day", type=a_day, metavar="JOUR", help="comme 2026-12-08")
    add_programme(parser)
    parser.add_argument("--volunteer", metavar="NOM", help="une seule personne")
    parser.add_argument("--json", action="store_true", help="réponse en JSON")
    parser.set_defaults(run=run, needs_django=True)


def run(options: argparse.Namespace) -> int:
    """Print the day's tours."""
    from toctoc.cli.tour.sheet import tell_tours  # noqa: PLC0415 -- apps first

    print(tell_tours(options))
    return 0
