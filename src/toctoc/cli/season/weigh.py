"""`toctoc season weigh`: which weight of the wait holds a programme's mean wait at a target."""

import argparse
import sys
from collections.abc import Sequence
from typing import TextIO

from toctoc.cli.errors import CommandFailed
from toctoc.cli.season.arguments import a_count, a_seed
from toctoc.cli.season.ground import add_communes, add_teams, list_grounds
from toctoc.cli.season.playing import add_jobs, play_tasks
from toctoc.cli.season.wording import days, km, number
from toctoc.planning.proposals import tuned_for
from toctoc.planning.season.facts import Instance
from toctoc.planning.season.fronts import WAIT_LADDER_M
from toctoc.planning.season.paired import geometric_mean
from toctoc.planning.season.score import SeasonScore
from toctoc.planning.season.weighing import Weighing, weight_for_wait

ROW = "{:>14} {:>14} {:>12} {:>10}"
HEADER = ("poids (km/jour)", "attente (jours)", "km/visite", "loin/près")


def add_parser(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the action."""
    parser = actions.add_parser(
        "weigh", help="trouver le poids de l’attente qui tient une attente moyenne"
    )
    add_communes(parser, needed=True)
    parser.add_argument("--wait", type=float, required=True, metavar="JOURS")
    add_teams(parser)
    parser.add_argument("--seeds", type=a_count, default=8, help="saisons tirées")
    parser.add_argument("--first-seed", type=a_seed, default=50_000)
    add_jobs(parser)
    parser.set_defaults(run=lambda options: weigh(options, sys.stdout))


def weigh(options: argparse.Namespace, stdout: TextIO) -> int:
    """Print the front of the programme's seasons, and the weight that holds the wait."""
    ground, *others = list_grounds(options)
    if others and (options.team or len(options.epci) > 1):
        raise CommandFailed("season weigh: one --epci and one --team at most")
    seasons = [ground.draw(options.first_seed + i) for i in range(options.seeds)]
    played = play_at(seasons, WAIT_LADDER_M, jobs=options.jobs)
    stdout.write(ROW.format(*HEADER) + "\n")
    rows = [cells(*rung) for rung in zip(WAIT_LADDER_M, played, strict=True)]
    stdout.writelines(ROW.format(*row) + "\n" for row in rows)

    def mean_wait_days(weight_m: float) -> float:
        (scores,) = play_at(seasons, (weight_m,), jobs=options.jobs)
        return mean_wait(scores)

    found = weight_for_wait(mean_wait_days, options.wait)
    stdout.write(sentence(found, options.wait) + "\n")
    return 0


def play_at(
    seasons: Sequence[Instance], weights_m: Sequence[float], *, jobs: int
) -> list[list[SeasonScore]]:
    """Play the same seasons at each weight; scores by weight, then season."""
    tasks = [
        (one, [tuned_for(weight_m, one.season.tuned_as) for weight_m in weights_m])
        for one in seasons
    ]
    played = play_tasks(tasks, jobs=jobs, label="saisons")
    return [list(scores) for scores in zip(*played, strict=True)]


def mean_wait(scores: Sequence[SeasonScore]) -> float:
    """Return the mean wait over seasons, each counting alike."""
    return sum(score.mean_wait_days for score in scores) / len(scores)


def cells(weight_m: float, scores: Sequence[SeasonScore]) -> tuple[str, ...]:
    """Return a row: what a weight brings."""
    far = sum(score.remote_ratio for score in scores) / len(scores)
    metres = geometric_mean([max(1.0, score.metres_per_visit) for score in scores])
    return number(weight_m / 1_000, 1), days(mean_wait(scores)), km(metres), days(far)


def sentence(found: Weighing, target_days: float) -> str:
    """Tell the weight found."""
    weight = number(found.wait_m_per_day / 1_000, 2)
    wait = days(found.mean_wait_days)
    if not found.is_reached:
        return f"{days(target_days)} jours : hors d’atteinte ; au plus court {wait} jours"
    return (
        f"{days(target_days)} jours : poids {weight} km/jour (attente simulée : {wait} jours)"
    )
