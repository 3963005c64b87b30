"""The words of `toctoc territory import`."""

import argparse
import os
import re
from pathlib import Path

from toctoc.cli.demo.folder import demo_environment, find_folder
from toctoc.cli.django_apps import set_up_django

SIREN = re.compile(r"\d{9}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("territory", help="communes et programmes")
    verbs = parser.add_subparsers(required=True, metavar="VERBE")
    importing = verbs.add_parser(
        "import",
        help="lit des communes de fichiers officiels (CSV, GeoJSON) ; tout ou rien",
        description="Plusieurs fichiers se complètent : un tableau et des contours. Sans "
        "fichier, l’EPCI est demandé à l’annuaire national, s’il est réglé.",
    )
    importing.add_argument("files", nargs="*", type=Path, metavar="FICHIER")
    importing.add_argument("--epci", type=siren, metavar="SIREN", help="seulement cet EPCI")
    importing.add_argument(
        "--dry-run", action="store_true", help="dit ce qui changerait, sans rien écrire"
    )
    importing.add_argument(
        "--demo", type=Path, metavar="DOSSIER", help="dans la démonstration de ce dossier"
    )
    add_programme_words(importing)
    importing.set_defaults(run=run)


def add_programme_words(parser: argparse.ArgumentParser) -> None:
    """Let the command also create a programme, or add communes to one."""
    words = parser.add_argument_group("programme, créé s’il n’existe pas")
    words.add_argument("--programme", type=slug, metavar="NOM-COURT")
    words.add_argument("--name", default="", metavar="NOM", help="le nom qui s’affiche")
    words.add_argument("--phone", default="", metavar="NUMÉRO", help="téléphone du service")
    words.add_argument(
        "--admin", default="", metavar="COURRIEL", help="qui administrera le programme"
    )


def run(options: argparse.Namespace) -> int:
    """Import, or say what an import would change; here, or in a demo's folder."""
    if options.demo:
        find_folder(options.demo)
        os.environ |= demo_environment(options.demo)
    set_up_django()
    from toctoc.cli.territory.importing import import_territory  # noqa: PLC0415 -- apps first

    options.epci = options.epci or ""  # argparse would read a default as if it were typed
    return import_territory(options)


def siren(typed: str) -> str:
    """Read the SIREN of an intercommunality for argparse."""
    digits = typed.replace(" ", "")
    if not SIREN.fullmatch(digits):
        message = f"{typed!r} n’est pas un SIREN (neuf chiffres)"
        raise argparse.ArgumentTypeError(message)
    return digits


def slug(typed: str) -> str:
    """Read a programme's short name for argparse."""
    if not SLUG.fullmatch(typed):
        message = f"{typed!r} : des minuscules, des chiffres et des tirets seulement"
        raise argparse.ArgumentTypeError(message)
    return typed
