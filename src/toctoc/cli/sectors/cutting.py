"""Cutting a file's communes: the time, the progress, the end, and the answer."""

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from toctoc.cli.errors import CommandFailed
from toctoc.cli.sectors.answer import as_json, as_text, percent
from toctoc.cli.sectors.ground import Ground, read_ground, read_wishes
from toctoc.planning.sectors import (
    Obstacle,
    Progress,
    Rule,
    SectorDesign,
    SectorProblem,
    design_sectors,
    drives_between,
    expected_work,
)

RULES = {
    Rule.BALANCE: "l’équilibre demandé",
    Rule.CONTIGUITY: "des secteurs d’un seul tenant",
    Rule.TOGETHER: "--together",
    Rule.FIXED: "--fix",
    Rule.BASES: "--base",
}
PHASES = {"search": "recherche", "bound": "borne", "proof": "preuve"}


def cut_file(options: argparse.Namespace) -> int:
    """Read, cut, tell. Raises CommandFailed where no cut keeps the rules."""
    ground = read_ground(options.files, options.epci)
    for notice in ground.notices:
        print(f"Attention : {notice}", file=sys.stderr)
    problem = state_problem(ground, options)
    with interruptions() as is_interrupted:
        ends_at = time.monotonic() + options.time
        design = design_sectors(
            problem,
            rng=np.random.default_rng(options.seed),
            should_stop=lambda: is_interrupted() or time.monotonic() > ends_at,
            on_progress=tell_progress,
        )
    clear_progress()
    if not design.assessment.is_valid:
        raise CommandFailed(tell_obstacle(ground, problem, design))
    if options.json:
        print(json.dumps(as_json(ground, problem, design), ensure_ascii=False, indent=1))
    else:
        print("\n".join(as_text(ground, problem, design)))
    return 0


def state_problem(ground: Ground, options: argparse.Namespace) -> SectorProblem:
    """Return what the core cuts."""
    if options.sectors > len(ground.rows):
        raise CommandFailed(
            f"{len(ground.rows)} communes ne font pas {options.sectors} secteurs"
        )
    drive_s = drives_between(ground.centres)
    return SectorProblem(
        visits=ground.visits,
        drive_s=drive_s,
        work_s=expected_work(ground.visits, drive_s, options.sectors),
        neighbours=ground.adjacency.neighbours,
        sectors=options.sectors,
        balance_ratio=options.balance,
        wishes=read_wishes(
            ground,
            together=options.together,
            fixed=options.fix,
            bases=options.base,
            sectors=options.sectors,
        ),
    )


def tell_obstacle(ground: Ground, problem: SectorProblem, design: SectorDesign) -> str:
    """Say in a line which rule cannot hold, or was not held in time."""
    obstacle = design.obstacle or Obstacle(rule=Rule.BALANCE)
    verb = "n’existe" if design.outcome == "infeasible" else "n’a été trouvé à temps"
    asked = (
        f"aucun découpage en {problem.sectors} secteurs à ± {percent(problem.balance_ratio)}"
    )
    blamed = f"ce qui l’empêche : {RULES[obstacle.rule]}"
    names = ", ".join(ground.name(unit) for unit in obstacle.units)
    if obstacle.rule is Rule.BALANCE and obstacle.units:
        share = 1 + (obstacle.nearest_ratio or 0.0)
        weighs = "pèse à elle seule" if len(obstacle.units) == 1 else "pèsent ensemble"
        return f"{asked} {verb} ; {names} {weighs} {percent(share)} d’un secteur moyen"
    if obstacle.rule is Rule.BALANCE and obstacle.nearest_ratio is not None:
        nearest = percent(obstacle.nearest_ratio)
        return f"{asked} {verb} ; le plus équilibré trouvé est à ± {nearest}"
    return f"{asked} {verb} ; {blamed}{f' ({names})' if names else ''}"


@contextmanager
def interruptions() -> Iterator[Callable[[], bool]]:
    """Take Ctrl-C as "that will do": the best cut so far is told. A second one stops all."""
    asked: list[int] = []

    def note(number: int, _frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def tell_progress(progress: Progress) -> None:
    """Show on a terminal what is known so far."""
    if sys.stderr.isatty():
        known = ""
        if 0 < progress.bound_s <= progress.best_s < float("inf"):
            known = f", à {percent(1 - progress.bound_s / progress.best_s)} au plus du meilleur"
        print(f"\r\x1b[K{PHASES[progress.phase]}{known}", end="", file=sys.stderr, flush=True)


def clear_progress() -> None:
    """Leave the terminal as it was."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
