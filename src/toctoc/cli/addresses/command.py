"""The words of `toctoc addresses import` and `toctoc addresses find`."""

import argparse
import os
import re
from pathlib import Path

from toctoc.cli.arguments import add_programme
from toctoc.cli.demo.folder import demo_environment, find_folder
from toctoc.cli.django_apps import set_up_django

CODE_INSEE = re.compile(r"\d[\dAB]\d{3}")
MOST = 50


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("addresses", help="adresses : importer, chercher")
    verbs = parser.add_subparsers(required=True, metavar="VERBE")
    _add_import(verbs)
    _add_find(verbs)


def _add_import(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "import",
        help="lit un fichier de la Base Adresse Nationale ; tout ou rien",
        description="Fichiers « adresses-64.csv.gz » ou « lieux-dits-64-beta.csv.gz » de "
        "adresse.data.gouv.fr, ou la base locale d’une commune. Les communes du fichier sont "
        "mises à jour : ce qui n’y est plus est retiré.",
    )
    parser.add_argument("file", type=Path, metavar="FICHIER.csv[.gz]")
    parser.add_argument(
        "--dry-run", action="store_true", help="dit ce qui changerait, sans rien écrire"
    )
    parser.add_argument(
        "--communes",
        nargs="+",
        type=_code_insee,
        default=[],
        metavar="CODE",
        help="seulement ces communes (codes INSEE)",
    )
    _add_demo(parser)
    parser.set_defaults(run=_import)


def _add_find(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("find", help="cherche une adresse comme à l’écran")
    parser.add_argument("text", metavar="TEXTE")
    parser.add_argument("--json", action="store_true", help="écrit du JSON")
    parser.add_argument("--limit", type=_how_many, default=8, metavar="N")
    add_programme(parser)
    _add_demo(parser)
    parser.set_defaults(run=_find)


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demo", type=Path, metavar="DOSSIER", help="dans la démonstration de ce dossier"
    )


def _open(demo: Path | None) -> None:
    """Load the apps over the database of the settings, or a demo's."""
    if demo:
        find_folder(demo)
        os.environ |= demo_environment(demo)
    set_up_django()


def _import(options: argparse.Namespace) -> int:
    _open(options.demo)
    from toctoc.cli.addresses.importing import import_addresses  # noqa: PLC0415 -- apps first

    return import_addresses(options.file, codes=options.communes, dry_run=options.dry_run)


def _find(options: argparse.Namespace) -> int:
    _open(options.demo)
    from toctoc.cli.addresses.finding import find_address  # noqa: PLC0415 -- apps first

    return find_address(options)


def _code_insee(typed: str) -> str:
    if not CODE_INSEE.fullmatch(typed):
        message = f"{typed!r} n’est pas un code INSEE (cinq caractères, comme 64405)"
        raise argparse.ArgumentTypeError(message)
    return typed


def _how_many(typed: str) -> int:
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST:
        message = f"{typed!r} : un nombre de 1 à {MOST}"
        raise argparse.ArgumentTypeError(message)
    return int(typed)
