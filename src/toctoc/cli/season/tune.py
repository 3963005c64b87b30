"""`toctoc season tune`: search for a policy on generated seasons, and write it as a file.

For each rate (what a day of wait is worth in log km) CMA-ES moves the parameters; each round
its candidates race over the training seasons. A killed search goes on where it was.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from math import exp, log
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from toctoc.cli.errors import CommandFailed
from toctoc.cli.season.arguments import a_count, a_seed
from toctoc.cli.season.evolution import Evolution
from toctoc.cli.season.files import (
    OURS,
    SCOREBOARD,
    read_policy_named,
    read_season_file,
    write_whole,
)
from toctoc.cli.season.ground import add_communes, add_teams, draw_seasons, list_grounds
from toctoc.cli.season.playing import add_jobs, play_tasks
from toctoc.cli.season.tuning_state import TuningState, open_state
from toctoc.planning.model import PromiseKind
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.season.facts import Instance
from toctoc.planning.season.policy_file import FORMAT, as_module, plain_params, rounded
from toctoc.planning.season.score import SeasonScore
from toctoc.planning.season.search import (
    STEPS,
    Objective,
    first_share,
    moved,
    race_costs,
    survivors,
)
from toctoc.planning.season.writing import write_instance

OBJECTIVE = "mean log(km a visit) + rate × mean wait (days) + fairness × excess wait far out"
# What a day of wait costs where a search starts: near the sets found so far.
START_M_PER_RATE = 30_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is searched, and on what."""

    training: list[Instance]
    held_out: list[Instance]
    kind: PromiseKind
    rounds: int
    seed: int
    jobs: int


def add_parser(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the action."""
    parser = actions.add_parser("tune", help="chercher une politique sur des saisons tirées")
    parser.add_argument("policy", type=Path, metavar="SORTIE.json")
    parser.add_argument(
        "seasons", nargs="*", type=Path, metavar="SAISON.json", help="au lieu de --communes"
    )
    add_communes(parser, needed=False)
    parser.add_argument("--seeds", type=a_count, default=24, help="saisons d’entraînement")
    parser.add_argument("--first-seed", type=a_seed, default=20_000)
    parser.add_argument("--held-out", type=a_seed, default=30, help="saisons de contrôle")
    parser.add_argument("--first-held-out", type=a_seed, default=30_000)
    add_teams(parser)
    parser.add_argument("--rates", type=float, nargs="+", default=[0.02, 0.08])
    parser.add_argument("--fairness", type=float, default=0.0)
    parser.add_argument("--rounds", type=a_seed, default=24)
    parser.add_argument("--seed", type=a_seed, default=1, help="du tirage de la recherche")
    parser.add_argument("--start", default=OURS, metavar="POLITIQUE", help="d’où partir")
    parser.add_argument("--state", type=Path, help="où garder l’état (SORTIE.state sinon)")
    add_jobs(parser)
    parser.set_defaults(run=lambda options: tune(options, sys.stdout))


def tune(options: argparse.Namespace, stdout: TextIO) -> int:
    """Search at each rate and write the policy file."""
    search = prepare(options)
    asked = describe(options, search)
    state = open_state(options.state or options.policy.with_suffix(".state"), asked)
    start = read_policy_named(options.start)
    sets: list[dict[str, Any]] = []
    for rate in sorted(options.rates):
        objective = Objective(rate=rate, fairness=options.fairness)
        begun = start.at(START_M_PER_RATE * rate, search.kind)
        found = search_at(search, objective, begun, state, stdout)
        told = tell_set(search, objective, begun, found)
        stdout.write(f"taux {rate:g} : {json.dumps(told['held_out'])}\n")
        sets.append(told)
    sets.sort(key=lambda one: float(one["params"]["wait_m_per_day"]))
    document = {
        "format": FORMAT,
        "date": datetime.now(tz=UTC).date().isoformat(),
        "toctoc": version("toctoc"),
        "fronts": [{"promise": search.kind.value, "search": asked, "sets": sets}],
    }
    write_whole(options.policy, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    return 0


def prepare(options: argparse.Namespace) -> Search:
    """Draw or read the seasons. Raises CommandFailed for none, or the benchmark's own."""
    if bool(options.seasons) == bool(options.communes):
        raise CommandFailed("season tune: either seasons or --communes is needed")
    if options.seasons:
        training, held_out = [read_training(path) for path in options.seasons], []
    else:
        grounds = list_grounds(options)
        training = draw_seasons(grounds, options.first_seed, options.seeds)
        held_out = draw_seasons(grounds, options.first_held_out, options.held_out)
    kinds = {instance.season.tuned_as for instance in training}
    if len(kinds) != 1:
        raise CommandFailed("season tune: seasons of one kind of promise are needed")
    return Search(
        training=training,
        held_out=held_out,
        kind=kinds.pop(),
        rounds=options.rounds,
        seed=options.seed,
        jobs=options.jobs,
    )


def read_training(path: Path) -> Instance:
    """Read a season to train on; never one of a benchmark's folder."""
    if (path.parent / SCOREBOARD).exists():
        raise CommandFailed(f"{path}: lies beside a {SCOREBOARD}: never tune on a benchmark")
    return read_season_file(path)


def describe(options: argparse.Namespace, search: Search) -> dict[str, Any]:
    """Return all that decides the outcome, as it is written into state and policy."""
    return {
        "objective": OBJECTIVE,
        "fairness": options.fairness,
        "method": "CMA-ES (library cma), candidates raced over the training seasons",
        "rates": sorted(options.rates),
        "rounds": options.rounds,
        "seed": options.seed,
        "start": read_policy_named(options.start).date,
        "fingerprint": fingerprint(options, search),
        "training": [instance.season.name for instance in search.training],
        "held_out": [instance.season.name for instance in search.held_out],
    }


def fingerprint(options: argparse.Namespace, search: Search) -> str:
    """Return what changes with the seasons' own content, the start and the steps."""
    told = [write_instance(instance) for instance in search.training]
    told += [as_module(read_policy_named(options.start)), repr(STEPS)]
    return sha256("\n".join(told).encode()).hexdigest()[:16]


def search_at(
    search: Search,
    objective: Objective,
    start: ProposalParams,
    state: TuningState,
    stdout: TextIO,
) -> ProposalParams:
    """Search at one rate; rounds already in the state are told, not played, again."""
    evolution = Evolution(len(STEPS), search.seed)
    done = state.rounds_of(objective.rate)
    for turn in range(search.rounds):
        points = evolution.ask()
        if turn >= len(done):
            candidates = [moved(start, point) for point in points]
            label = f"taux {objective.rate:g}, manche {turn + 1}/{search.rounds}"
            costs = race(search, objective, candidates, evolution.counted, label)
            state.add(objective.rate, costs)
            stdout.write(f"{label} : {min(costs):.4f}\n")
            stdout.flush()
        evolution.tell(done[turn])
    return rounded(moved(start, evolution.centre))


def race(
    search: Search,
    objective: Objective,
    candidates: Sequence[ProposalParams],
    counted: int,
    label: str,
) -> list[float]:
    """Return the candidates' costs; those clearly behind after a first share leave."""
    share = first_share(len(search.training))
    first = costs_of(search, objective, search.training[:share], candidates, label)
    kept = survivors(first, counted)
    others = search.training[share:]
    rest = costs_of(search, objective, others, [candidates[i] for i in kept], label)
    return race_costs(first, {i: list(rest[row]) for row, i in enumerate(kept)})


def costs_of(
    search: Search,
    objective: Objective,
    seasons: Sequence[Instance],
    candidates: Sequence[ProposalParams],
    label: str,
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return costs, shape (candidates, seasons)."""
    played = play_tasks([(one, candidates) for one in seasons], jobs=search.jobs, label=label)
    costs = [[objective.cost(score) for score in scores] for scores in played]
    return np.array(costs, np.float64).reshape(len(seasons), len(candidates)).T


def tell_set(
    search: Search, objective: Objective, start: ProposalParams, found: ProposalParams
) -> dict[str, Any]:
    """Return a set as the file holds it, with its figures and those of where it started."""
    told: dict[str, Any] = {"rate": objective.rate, "params": plain_params(found)}
    for name, seasons in (("training", search.training), ("held_out", search.held_out)):
        played = play_tasks(
            [(one, (start, found)) for one in seasons], jobs=search.jobs, label=name
        )
        told[name] = dict(figures(objective, [scores[1] for scores in played]))
        told[f"{name}_start"] = dict(figures(objective, [scores[0] for scores in played]))
    return told


def figures(objective: Objective, scores: Sequence[SeasonScore]) -> Iterator[tuple[str, float]]:
    """Yield what seasons come to."""
    if not scores:
        return
    count = len(scores)
    yield "cost", round(sum(objective.cost(s) for s in scores) / count, 5)
    km = exp(sum(log(max(1.0, s.metres_per_visit)) for s in scores) / count) / 1_000
    yield "km_per_visit", round(km, 3)
    yield "mean_wait_days", round(sum(s.mean_wait_days for s in scores) / count, 3)
    yield "remote_ratio", round(sum(s.remote_ratio for s in scores) / count, 3)
    yield "refused", sum(s.refused for s in scores)
    yield "short", sum(s.short for s in scores)
