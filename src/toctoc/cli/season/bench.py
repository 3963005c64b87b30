"""`toctoc season bench`: how the policy does on a folder of seasons, beside its scoreboard."""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from toctoc.cli.errors import CommandFailed
from toctoc.cli.season.charts import chart
from toctoc.cli.season.drawing import Panel, draw_panels
from toctoc.cli.season.files import SCOREBOARD, list_instances, read_text, write_whole
from toctoc.cli.season.playing import add_jobs, play_tasks
from toctoc.cli.season.score import tell as tell_score
from toctoc.cli.season.wording import days, km, ratio
from toctoc.planning.proposals import tuned_for
from toctoc.planning.season.bench import (
    PEER,
    PRACTICE,
    Board,
    Reference,
    best_within,
    read_scoreboard,
)
from toctoc.planning.season.facts import Instance
from toctoc.planning.season.fronts import WAIT_LADDER_M, FrontPoint, best_points
from toctoc.planning.season.paired import geometric_mean

HEADER = (
    "instance", "à l’attente de", "réf. km", "attente", "Toctoc km", "attente", "rapport",
    "omniscient", "loin/près", "plus longue",
)  # fmt: skip
ROW = "{:<16} {:<15} {:>8} {:>8} {:>10} {:>8} {:>8} {:>11} {:>10} {:>12}"
NOTHING = "–"
NAMES = {
    "practice": "pratique actuelle",
    "practice-cheapest": "pratique, au plus court",
    "earliest": "au plus tôt",
    "myopic": "insertion au plus court",
    "vroom": "VROOM",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """An instance's front and what it is compared with."""

    name: str
    board: Board
    front: list[FrontPoint]

    def reference(self, name: str) -> Reference:
        """Return what a reference reached."""
        return self.board.references[name]


def add_parser(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the action."""
    parser = actions.add_parser("bench", help="tableau de toutes les saisons d’un dossier")
    parser.add_argument("folder", type=Path, metavar="DOSSIER")
    parser.add_argument("--draw", type=Path, metavar="FICHIER.svg", help="dessiner les fronts")
    parser.add_argument("--json", action="store_true", help="tout, en JSON")
    add_jobs(parser)
    parser.set_defaults(
        run=lambda options: bench(
            options.folder,
            sys.stdout,
            drawing=options.draw,
            as_json=options.json,
            jobs=options.jobs,
        )
    )


def bench(
    folder: Path,
    stdout: TextIO,
    *,
    drawing: Path | None = None,
    as_json: bool = False,
    jobs: int = 1,
) -> int:
    """Play every instance along the wait; print the table and the fronts, or JSON."""
    played = play_folder(folder, jobs=jobs)
    if drawing is not None:
        write_whole(drawing, draw_panels([panel_of(one) for one in played]))
    if as_json:
        told = [tell(one) for one in played]
        stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return 0
    stdout.write(ROW.format(*HEADER) + "\n")
    lines = [(one.name, *row(one, name)) for one in played for name in (PRACTICE, PEER)]
    stdout.writelines(ROW.format(*line) + "\n" for line in lines)
    for reference in (PRACTICE, PEER):
        found = [share for one in played if (share := ratio_to(one, reference)) is not None]
        if found:
            mean = ratio(geometric_mean(found))
            stdout.write(f"moyenne géométrique, à l’attente de {reference} : {mean}\n")
    stdout.writelines("\n" + chart(panel_of(one)) for one in played)
    return 0


def play_folder(folder: Path, *, jobs: int) -> list[Played]:
    """Play all instances of a folder. Raises CommandFailed where the scoreboard lacks one."""
    if not folder.is_dir():
        raise CommandFailed(f"{folder}: no such folder")
    boards = read_scoreboard(read_text(folder / SCOREBOARD))
    instances = list(list_instances(folder))
    unknown = [name for name, _ in instances if name not in boards]
    if unknown:
        raise CommandFailed(f"{folder / SCOREBOARD}: nothing about {unknown[0]}")
    for name, _ in instances:
        check_references(boards[name])
    fronts = play_fronts([instance for _, instance in instances], jobs=jobs)
    return [
        Played(name=name, board=boards[name], front=front)
        for (name, _), front in zip(instances, fronts, strict=True)
    ]


def check_references(board: Board) -> None:
    """Check, before anything is played, that there is something to compare with."""
    for name in (PRACTICE, PEER):
        if name not in board.references:
            raise CommandFailed(f"{SCOREBOARD}: {board.instance} has no reference {name}")


def play_fronts(instances: list[Instance], *, jobs: int) -> list[list[FrontPoint]]:
    """Play each instance at each rung of the wait ladder, with the product's own policy.

    Visit by visit, by the functions of the call screen, and checked: what is published.
    """
    tasks = [
        (one, [tuned_for(weight_m, one.season.tuned_as)])
        for one in instances
        for weight_m in WAIT_LADDER_M
    ]
    scores = [
        played[0] for played in play_tasks(tasks, jobs=jobs, label="saisons", is_checked=True)
    ]
    points = [
        FrontPoint(wait_m_per_day=params[0].wait_m_per_day, score=score)
        for (_, params), score in zip(tasks, scores, strict=True)
    ]
    rungs = len(WAIT_LADDER_M)
    return [points[start : start + rungs] for start in range(0, len(points), rungs)]


def row(one: Played, name: str) -> tuple[str, ...]:
    """Return the cells of a row: ours at no more wait than the reference's, and how fair."""
    known, ours = one.reference(name), best_within(one.front, one.reference(name))
    cells = (name, km(known.metres_per_visit), days(known.mean_wait_days))
    all_knowing = km(one.board.all_knowing_m)
    if ours is None:
        return (*cells, NOTHING, NOTHING, NOTHING, all_knowing, NOTHING, NOTHING)
    return (
        *cells,
        km(ours.score.metres_per_visit),
        days(ours.score.mean_wait_days),
        ratio(ours.score.metres_per_visit / known.metres_per_visit),
        all_knowing,
        days(ours.score.remote_ratio),
        f"{ours.score.longest_wait_days} j",
    )


def ratio_to(one: Played, name: str) -> float | None:
    """Return our metres over a reference's at no more wait; None: never so short."""
    known, ours = one.reference(name), best_within(one.front, one.reference(name))
    return None if ours is None else ours.score.metres_per_visit / known.metres_per_visit


def panel_of(one: Played) -> Panel:
    """Return what is drawn of an instance, in days and kilometres."""
    return Panel(
        title=one.name,
        front=[
            (point.score.mean_wait_days, point.score.metres_per_visit / 1_000)
            for point in best_points(one.front)
        ],
        references={
            NAMES.get(name, name): (known.mean_wait_days, known.metres_per_visit / 1_000)
            for name, known in one.board.references.items()
        },
        floor_km=one.board.all_knowing_m / 1_000,
    )


def tell(one: Played) -> dict[str, Any]:
    """Return all there is to say of an instance."""
    return {
        "instance": one.name,
        "ratios": {name: ratio_to(one, name) for name in (PRACTICE, PEER)},
        "front": [
            {"wait_m_per_day": point.wait_m_per_day} | tell_score(point.score)
            for point in one.front
        ],
    }
