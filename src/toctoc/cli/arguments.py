"""Arguments several commands take: programmes, days, half-days; and the moment it is."""

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING

from toctoc.cli.errors import CommandFailed
from toctoc.common.half_days import HalfDays

if TYPE_CHECKING:
    from toctoc.territory.models import Programme


def add_programme(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which programme; the only one needs no naming."""
    parser.add_argument("--programme", metavar="SLUG", help="nom court du programme")


def find_programme(slug: str | None) -> "Programme":
    """Return the programme named, or the only one. Raises CommandFailed."""
    from toctoc.territory import queries  # noqa: PLC0415 -- apps first

    if slug is not None:
        found = queries.find_programme(slug)
        if found is None:
            raise CommandFailed(f"aucun programme ne s’appelle {slug!r}")
        return found
    programmes = list(queries.list_programmes()[:2])
    if len(programmes) != 1:
        slugs = ", ".join(one.slug for one in queries.list_programmes())
        raise CommandFailed(f"--programme est nécessaire, parmi : {slugs or 'aucun'}")
    return programmes[0]


def read_clock() -> datetime:
    """Return the moment it is, by the clock of the screens."""
    from django.conf import settings  # noqa: PLC0415 -- apps first
    from django.utils.module_loading import import_string  # noqa: PLC0415 -- apps first

    now: datetime = import_string(settings.CLOCK)()
    return now


def a_day(typed: str) -> date:
    """Read a day for argparse."""
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        message = f"{typed!r} n’est pas un jour, écrit 2026-12-08"
        raise argparse.ArgumentTypeError(message) from error


def half_days(typed: str) -> HalfDays:
    """Read ten flags for argparse: Monday morning to Friday afternoon."""
    try:
        return HalfDays.from_text(typed)
    except ValueError as error:
        message = f"{typed!r} ne dit pas les dix demi-journées par 0 ou 1"
        raise argparse.ArgumentTypeError(message) from error
