"""`toctoc prepare`: what an installation needs before it serves, and after each upgrade."""

import argparse


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "prepare",
        help="prépare la base et les fichiers de l’installation, à refaire à chaque version",
    )
    parser.set_defaults(run=run, needs_django=True)


def run(_options: argparse.Namespace) -> int:
    """Bring tables, cache and files to the installed version; run again, it changes nothing."""
    from django.conf import settings  # noqa: PLC0415 -- apps first
    from django.core.management import call_command  # noqa: PLC0415 -- apps first

    from toctoc.dispatch.queries import prepare_offers  # noqa: PLC0415 -- slow import

    say("Tables de la base…")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if settings.STATIC_ROOT is not None:  # else they are served from where they lie
        say("Fichiers des écrans…")
        call_command("collectstatic", interactive=False, verbosity=0)
    say("Calculs (une minute, la première fois)…")
    prepare_offers()
    say("Prêt.")
    return 0


def say(line: str) -> None:
    print(line, flush=True)
