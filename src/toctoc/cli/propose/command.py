"""The arguments of `toctoc propose`; what needs Django is imported once it is set up."""

import argparse

from toctoc.cli.arguments import a_day, add_programme, half_days
from toctoc.people.enums import Need

EXAMPLE = "exemple : toctoc propose --commune Morlaàs --need technical --length 60"
DEFAULT_LENGTH_MIN = 60


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "propose", help="rendez-vous possibles pour une personne ou une commune", epilog=EXAMPLE
    )
    add_programme(parser)
    home = parser.add_mutually_exclusive_group(required=True)
    home.add_argument("--commune", metavar="NOM", help="nom ou code INSEE")
    home.add_argument("--resident", type=int, metavar="N", help="numéro de la fiche")
    parser.add_argument("--lat", type=float, metavar="DEGRÉS", help="avec --commune")
    parser.add_argument("--lon", type=float, metavar="DEGRÉS", help="avec --commune")
    parser.add_argument("--need", choices=Need.values, required=True, help="besoin")
    parser.add_argument("--length", type=int, default=DEFAULT_LENGTH_MIN, metavar="MINUTES")
    parser.add_argument(
        "--suits", type=half_days, metavar="DIX", help="demi-journées qui conviennent"
    )
    parser.add_argument("--not-before", type=a_day, metavar="JOUR", help="pas avant ce jour")
    parser.add_argument("--json", action="store_true", help="réponse en JSON")
    parser.set_defaults(run=run, needs_django=True)


def run(options: argparse.Namespace) -> int:
    """Print the offers, or why there is none; both are answers, so both end well."""
    from toctoc.cli.propose.answer import propose  # noqa: PLC0415 -- apps first

    print(propose(options))
    return 0
