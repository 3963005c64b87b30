"""`toctoc season`: play, make, measure, tune, compare and weigh seasons of phone calls."""

import argparse

from toctoc.cli.season.bench import add_parser as add_bench
from toctoc.cli.season.compare import add_parser as add_compare
from toctoc.cli.season.make import add_parser as add_make
from toctoc.cli.season.play import add_parser as add_play
from toctoc.cli.season.score import add_parser as add_score
from toctoc.cli.season.ship import add_parser as add_ship
from toctoc.cli.season.tune import add_parser as add_tune
from toctoc.cli.season.weigh import add_parser as add_weigh

ACTIONS = (
    add_play, add_bench, add_score, add_make, add_tune, add_compare, add_weigh, add_ship,
)  # fmt: skip


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the actions on seasons; none needs a database."""
    parser = subparsers.add_parser("season", help="jouer des saisons d’appels (banc d’essai)")
    parser.set_defaults(needs_django=False)
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    for add_action in ACTIONS:
        add_action(actions)
