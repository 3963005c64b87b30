"""The arguments of `toctoc tick`; what needs Django is imported once it is set up."""

import argparse
import time

MOST_S = 3_600


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "tick", help="prépare les tournées du lendemain là où c’est l’heure (cron)"
    )
    parser.add_argument(
        "--enqueue-only",
        action="store_true",
        help="laisser le travail à d’autres processus (db_worker)",
    )
    parser.add_argument(
        "--every", type=seconds, metavar="SECONDES", help="recommencer sans fin, pas de cron"
    )
    parser.set_defaults(run=run, needs_django=True)


def run(options: argparse.Namespace) -> int:
    """Start what is due, once or for ever; 1 where something failed."""
    from toctoc.cli.tick.rounds import tick  # noqa: PLC0415 -- apps first

    while True:
        status = tick(enqueue_only=options.enqueue_only)
        if options.every is None:
            return status
        time.sleep(options.every)


def seconds(typed: str) -> int:
    """Read how long to pause, for argparse."""
    if not (typed.isdigit() and 1 <= int(typed) <= MOST_S):
        message = f"{typed!r} n’est pas un nombre de secondes de 1 à {MOST_S}"
        raise argparse.ArgumentTypeError(message)
    return int(typed)
