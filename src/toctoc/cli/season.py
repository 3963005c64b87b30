"""`toctoc season`: play a season by the benchmark's protocol, or print its table."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from toctoc.cli.errors import CommandFailed
from toctoc.planning.errors import InvalidDocument
from toctoc.planning.proposals import ProposalParams, tuned_for
from toctoc.planning.season.bench import (
    PEER,
    PRACTICE,
    Board,
    FrontPoint,
    best_within,
    geometric_mean,
    read_scoreboard,
)
from toctoc.planning.season.instance import Instance, read_instance
from toctoc.planning.season.protocol import Dialogue
from toctoc.planning.season.referee import play_out

SCOREBOARD = "scoreboard.json"
# Kilometres that a working day of wait is worth, from patient to hurried.
WAIT_LADDER_KM = (
    0.3, 0.5, 0.7, 0.9, 1.2, 1.6, 2.2, 2.8, 3.5, 4.2, 5.0, 6.0, 7.5, 9.5, 12.0,
)  # fmt: skip
HEADER = (
    "instance",
    "à l’attente de",
    "réf. km",
    "attente",
    "Toctoc km",
    "attente",
    "rapport",
    "omniscient",
)
ROW = "{:<16} {:<15} {:>8} {:>8} {:>10} {:>8} {:>8} {:>11}"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `season play` and `season bench`."""
    parser = subparsers.add_parser("season", help="jouer des saisons d’appels (banc d’essai)")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    play_parser = actions.add_parser("play", help="répondre au protocole sur l’entrée standard")
    play_parser.add_argument(
        "--wait-weight", type=float, metavar="KM", help="kilomètres que vaut un jour d’attente"
    )
    play_parser.set_defaults(
        run=lambda options: play(sys.stdin, sys.stdout, wait_weight=options.wait_weight),
        needs_django=False,
    )
    bench_parser = actions.add_parser(
        "bench", help="tableau de toutes les saisons d’un dossier"
    )
    bench_parser.add_argument("folder", type=Path, metavar="DOSSIER")
    bench_parser.set_defaults(
        run=lambda options: bench(options.folder, sys.stdout), needs_django=False
    )


def play(stdin: TextIO, stdout: TextIO, *, wait_weight: float | None = None) -> int:
    """Speak the protocol of play_season.py until its end; one JSON object a line each way."""
    dialogue = Dialogue(params_at(wait_weight))
    for number, line in enumerate(stdin, start=1):
        try:
            message = json.loads(line)
        except ValueError as error:
            raise InvalidDocument(f"line {number}", f"not JSON ({error})") from error
        answer = dialogue.answer(message)
        if answer is not None:
            stdout.write(json.dumps(answer) + "\n")
            stdout.flush()
    return 0


def params_at(wait_weight: float | None) -> ProposalParams:
    """Return the policy at a wait weight (km a day); without one, the product's own."""
    if wait_weight is None:
        return ProposalParams()
    if not 0 <= wait_weight <= 1_000:
        raise CommandFailed(f"--wait-weight {wait_weight:g}: a number from 0 to 1000 is needed")
    return tuned_for(1_000 * wait_weight)


def bench(folder: Path, stdout: TextIO) -> int:
    """Print how the policy does on each instance of a folder, beside its scoreboard."""
    if not folder.is_dir():
        raise CommandFailed(f"{folder}: no such folder")
    boards = read_scoreboard(read_text(folder / SCOREBOARD))
    stdout.write(ROW.format(*HEADER) + "\n")
    ratios: dict[str, list[float]] = {PRACTICE: [], PEER: []}
    for name, instance in list_instances(folder):
        if name not in boards:
            raise CommandFailed(f"{folder / SCOREBOARD}: nothing about {name}")
        front = list(play_front(instance))
        for reference in (PRACTICE, PEER):
            row, ratio = compare(boards[name], reference, front)
            stdout.write(ROW.format(name, *row) + "\n")
            stdout.flush()
            if ratio is not None:
                ratios[reference].append(ratio)
    for reference, found in ratios.items():
        if found:
            mean = f"{geometric_mean(found):.3f}".replace(".", ",")
            stdout.write(f"moyenne géométrique, à l’attente de {reference} : {mean}\n")
    return 0


def play_front(instance: Instance) -> Iterator[FrontPoint]:
    """Play an instance at each rung of the wait ladder."""
    for weight_km in WAIT_LADDER_KM:
        params = tuned_for(1_000 * weight_km)
        yield FrontPoint(wait_m_per_day=params.wait_m_per_day, score=play_out(instance, params))


def compare(
    board: Board, reference: str, front: list[FrontPoint]
) -> tuple[tuple[str, ...], float | None]:
    """Return the cells of a row, and our metres over the reference's at no more wait."""
    known = board.references.get(reference)
    if known is None:
        raise CommandFailed(f"{SCOREBOARD}: {board.instance} has no reference {reference}")
    ours = best_within(front, known)
    cells = (reference, km(known.metres_per_visit), days(known.mean_wait_days))
    if ours is None:
        return (*cells, "–", "–", "–", km(board.all_knowing_m)), None
    ratio = ours.score.metres_per_visit / known.metres_per_visit
    return (
        *cells,
        km(ours.score.metres_per_visit),
        days(ours.score.mean_wait_days),
        f"{ratio:.3f}".replace(".", ","),
        km(board.all_knowing_m),
    ), ratio


def list_instances(folder: Path) -> Iterator[tuple[str, Instance]]:
    """Yield the instances of a folder by name; a broken one stops with its file's name."""
    paths = sorted(path for path in folder.glob("*.json") if path.name != SCOREBOARD)
    if not paths:
        raise CommandFailed(f"{folder}: no instance (*.json)")
    for path in paths:
        try:
            yield path.stem, read_instance(read_text(path))
        except InvalidDocument as error:
            raise CommandFailed(f"{path}: {error}") from error


def read_text(path: Path) -> str:
    """Read a file; a missing or unreadable one stops in one line."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise CommandFailed(f"{path}: no such file") from error
    except UnicodeDecodeError as error:
        raise CommandFailed(f"{path}: not UTF-8 text") from error


def km(metres: float) -> str:
    """Write kilometres the French way."""
    return f"{metres / 1_000:.2f}".replace(".", ",")


def days(count: float) -> str:
    """Write days the French way."""
    return f"{count:.2f}".replace(".", ",")
