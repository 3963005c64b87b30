"""`toctoc season compare`: two policies on the same fresh seasons, at equal wait."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from toctoc.cli.errors import CommandFailed
from toctoc.cli.season.arguments import a_count, a_seed
from toctoc.cli.season.files import read_policy_named, read_season_file
from toctoc.cli.season.ground import add_communes, add_teams, draw_seasons, list_grounds
from toctoc.cli.season.playing import add_jobs, play_tasks
from toctoc.cli.season.wording import number
from toctoc.planning.proposals.params import ProposalParams, TunedPolicy
from toctoc.planning.season.facts import Instance
from toctoc.planning.season.fronts import WAIT_LADDER_M, FrontPoint, metres_at
from toctoc.planning.season.paired import PairedResult, compare_ratios

# Mean waits (working days) near those of VROOM re-solving and of today's practice.
WAITS_DAYS = (3.5, 6.0)

type Fronts = tuple[list[FrontPoint], list[FrontPoint]]


def add_parser(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the action."""
    parser = actions.add_parser(
        "compare", help="comparer deux politiques sur les mêmes saisons, à attente égale"
    )
    parser.add_argument("first", metavar="A", help="fichier de politique, ou « toctoc »")
    parser.add_argument("second", metavar="B", help="fichier de politique, ou « toctoc »")
    add_communes(parser, needed=False)
    parser.add_argument("--seasons", nargs="+", type=Path, default=[], metavar="SAISON.json")
    parser.add_argument("--seeds", type=a_count, default=30, help="nombre de saisons tirées")
    parser.add_argument("--first-seed", type=a_seed, default=40_000)
    add_teams(parser)
    parser.add_argument("--waits", type=float, nargs="+", default=WAITS_DAYS, metavar="JOURS")
    parser.add_argument("--json", action="store_true", help="le détail, en JSON")
    add_jobs(parser)
    parser.set_defaults(run=lambda options: compare(options, sys.stdout))


def compare(options: argparse.Namespace, stdout: TextIO) -> int:
    """Print, for each wait, the ratio of B's kilometres to A's and whether it is chance."""
    policies = read_policy_named(options.first), read_policy_named(options.second)
    seasons = gather(options)
    fronts = play_fronts(policies, seasons, jobs=options.jobs)
    results = [(wait, *compare_at(fronts, wait)) for wait in options.waits]
    if options.json:
        full = [tell(seasons, *result) for result in results]
        stdout.write(json.dumps(full, ensure_ascii=False, indent=1) + "\n")
        return 0
    told = [sentence(wait, len(seasons), kept, result) for wait, kept, result in results]
    stdout.writelines(line + "\n" for line in told)
    return 0


def gather(options: argparse.Namespace) -> list[Instance]:
    """Read or draw the seasons to compare on."""
    if bool(options.seasons) == bool(options.communes):
        raise CommandFailed("season compare: either --seasons or --communes is needed")
    if options.seasons:
        return [read_season_file(path) for path in options.seasons]
    return draw_seasons(list_grounds(options), options.first_seed, options.seeds)


def play_fronts(
    policies: tuple[TunedPolicy, TunedPolicy], seasons: Sequence[Instance], *, jobs: int
) -> list[Fronts]:
    """Play every season along the wait under both policies."""
    tasks: list[tuple[Instance, list[ProposalParams]]] = [
        (
            season,
            [
                policy.at(weight_m, season.season.tuned_as)
                for policy in policies
                for weight_m in WAIT_LADDER_M
            ],
        )
        for season in seasons
    ]
    rungs = len(WAIT_LADDER_M)
    fronts: list[Fronts] = []
    for scores in play_tasks(tasks, jobs=jobs, label="saisons"):
        points = [
            FrontPoint(wait_m_per_day=weight_m, score=score)
            for weight_m, score in zip((*WAIT_LADDER_M, *WAIT_LADDER_M), scores, strict=True)
        ]
        fronts.append((points[:rungs], points[rungs:]))
    return fronts


def compare_at(
    fronts: Sequence[Fronts], wait_days: float
) -> tuple[list[int], PairedResult | None]:
    """Return which seasons both policies reach a wait in, and how they compare there."""
    reached = [
        (i, first_m, second_m)
        for i, (first, second) in enumerate(fronts)
        if (first_m := metres_at(first, wait_days)) is not None
        and (second_m := metres_at(second, wait_days)) is not None
    ]
    ratios = [second_m / first_m for _, first_m, second_m in reached]
    return [i for i, _, _ in reached], compare_ratios(ratios) if ratios else None


def sentence(
    wait_days: float, seasons: int, kept: list[int], result: PairedResult | None
) -> str:
    """Tell a result in one line."""
    head = f"à {number(wait_days, 1)} jours d’attente : "
    if result is None:
        return head + "aucune saison où les deux politiques attendent si peu"
    chance = f"{result.p:.2g}".replace(".", ",")
    return (
        f"{head}B/A {number(result.mean_ratio, 4)} (moyenne géométrique sur {len(kept)} "
        f"saisons de {seasons}), B meilleure sur {result.better}, p = {chance}"
    )


def tell(
    seasons: Sequence[Instance], wait_days: float, kept: list[int], result: PairedResult | None
) -> dict[str, Any]:
    """Tell a result in full."""
    told: dict[str, Any] = {"wait_days": wait_days, "seasons": len(kept)}
    if result is None:
        return told
    ratios = {
        seasons[i].season.name: round(r, 5) for i, r in zip(kept, result.ratios, strict=True)
    }
    return told | {
        "mean_ratio": result.mean_ratio,
        "better": result.better,
        "p": result.p,
        "ratios": ratios,
    }
