"""`toctoc season`: play, make, measure, tune, compare and weigh seasons of phone calls."""

import argparse

from toctoc.cli.season import bench, compare, make, play, ship, tune, weigh


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the actions on seasons; none needs a database."""
    parser = subparsers.add_parser("season", help="jouer des saisons d’appels (banc d’essai)")
    parser.set_defaults(needs_django=False)
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for action in (play, bench, make, tune, compare, weigh, ship):
        action.add_parser(actions)
