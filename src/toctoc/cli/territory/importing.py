"""Importing communes at the command line: read, say, then take all or nothing."""

import argparse
import sys
from collections.abc import Sequence
from typing import TextIO

from django.db import transaction

from toctoc.cli.arguments import read_clock
from toctoc.cli.errors import CommandFailed
from toctoc.cli.territory.programme import describe_programme, settle_programme
from toctoc.territory.errors import DirectoryUnreachable, UnknownTerritory
from toctoc.territory.files import MAX_BYTES, Notice, Reading, read_files, read_path, say
from toctoc.territory.gateways import find_directory
from toctoc.territory.operations import import_communes
from toctoc.territory.queries import ImportPlan, plan_import, read_stored

SHOWN = 50  # lines of one kind; a file wrong from end to end need not scroll for ever
NO_SOURCE = "donnez un fichier, ou --epci avec l’annuaire national (TOCTOC_COMMUNES_API)"


def import_territory(options: argparse.Namespace) -> int:
    """Import what the words name; with --dry-run, say what that would change."""
    reading = _read(options)
    plan = plan_import(reading, siren=options.epci)
    _say_warnings(plan)
    _stop_at_errors(plan.errors)
    print(_summary(plan))
    if options.dry_run:
        describe_programme(options, plan.communes)
        print("Essai seulement : rien n’est écrit.")
        return 0
    with transaction.atomic():
        taken = import_communes(reading, siren=options.epci)
        settle_programme(options, taken.communes, now=read_clock())
    print("C’est fait.")
    return 0


def _read(options: argparse.Namespace) -> Reading:
    if options.files:
        for path in options.files:
            if path.stat().st_size > MAX_BYTES:
                raise CommandFailed(f"{path} : plus de 30 Mo, prenez un département")
            print(f"Lecture de {path}…", flush=True)
        return read_files([read_path(path) for path in options.files])
    if not options.epci:
        raise CommandFailed(NO_SOURCE)
    stored = read_stored(options.epci)
    return stored if stored.rows else _fetch(options.epci)


def _fetch(siren: str) -> Reading:
    directory = find_directory()
    if directory is None:
        raise CommandFailed(NO_SOURCE)
    print(f"Demande à {directory.base_url}…", flush=True)
    try:
        return read_files([directory.fetch_communes(siren)])
    except UnknownTerritory as error:
        raise CommandFailed(f"l’annuaire ne connaît pas d’EPCI {siren}") from error
    except DirectoryUnreachable as error:
        raise CommandFailed(f"l’annuaire ne répond pas ({error.data['reason']})") from error


def _say_warnings(plan: ImportPlan) -> None:
    _say([each for each in plan.notices if each not in plan.errors], "Attention : ", sys.stdout)


def _stop_at_errors(errors: Sequence[Notice]) -> None:
    if errors:
        _say(errors, "toctoc: ", sys.stderr)
        count = f"{len(errors)} erreurs" if len(errors) > 1 else "une erreur"
        raise CommandFailed(f"{count} : rien n’est importé")


def _say(notices: Sequence[Notice], before: str, stream: TextIO) -> None:
    for notice in notices[:SHOWN]:
        print(f"{before}{say(notice)}", file=stream)
    if len(notices) > SHOWN:
        print(f"{before}… et {len(notices) - SHOWN} autres.", file=stream)


def _summary(plan: ImportPlan) -> str:
    people = f"{sum(one.population for one in plan.communes):,}".replace(",", " ")
    return (
        f"Communes : {len(plan.communes)} (nouvelles {len(plan.created)}, "
        f"modifiées {len(plan.changed)}, inchangées {plan.unchanged}). "
        f"Contours : {len(plan.contours)}. Habitants : {people}."
    )
