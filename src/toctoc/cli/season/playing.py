"""Plays many seasons at many parameters, over the machine's cores, with a bar on a terminal."""

import argparse
import sys
from collections.abc import Sequence
from functools import lru_cache

from tqdm import tqdm

from toctoc.cli.season.arguments import some_jobs
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.season.engine import Player, make_player
from toctoc.planning.season.facts import Instance
from toctoc.planning.season.score import SeasonScore

# Seasons a process keeps laid out: a search plays the same ones again and again.
MOST_KEPT = 96

type Task = tuple[Instance, Sequence[ProposalParams]]


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """Let a command be told how many processes to use."""
    parser.add_argument(
        "--jobs",
        type=some_jobs,
        default=-1,
        metavar="N",
        help="processus (tous les cœurs sinon)",
    )


def play_tasks(
    tasks: Sequence[Task], *, jobs: int, label: str, is_checked: bool = False
) -> list[list[SeasonScore]]:
    """Return, for each task, the scores of its season at each of its parameters, in order.

    The same whatever the number of processes; with one, all is played here. `is_checked`: by
    the functions of the call screen, promises checked one by one; slower.
    """
    from joblib import Parallel, delayed  # noqa: PLC0415 -- slow import

    if jobs == 1 or len(tasks) == 1:
        played = (_play(*task, is_checked=is_checked) for task in tasks)
    else:
        parallel = Parallel(n_jobs=jobs, return_as="generator")
        played = parallel(delayed(_play)(*task, is_checked=is_checked) for task in tasks)
    bar = tqdm(played, total=len(tasks), desc=label, leave=False, disable=None, file=sys.stderr)
    return list(bar)


def _play(
    instance: Instance, params: Sequence[ProposalParams], *, is_checked: bool
) -> list[SeasonScore]:
    player = _player(instance, is_checked=is_checked)
    return [player(one) for one in params]


@lru_cache(maxsize=MOST_KEPT)
def _player(instance: Instance, *, is_checked: bool) -> Player:
    return make_player(instance, is_checked=is_checked)
