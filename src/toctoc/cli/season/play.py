"""`toctoc season play`: speak the benchmark's protocol on standard input and output."""

import argparse
import json
import sys
from typing import TextIO

from toctoc.cli.errors import CommandFailed
from toctoc.planning.errors import InvalidDocument
from toctoc.planning.proposals import ProposalParams, tuned_for
from toctoc.planning.season.protocol import Dialogue

MOST_KM = 1_000


def add_parser(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the action."""
    parser = actions.add_parser("play", help="répondre au protocole sur l’entrée standard")
    parser.add_argument(
        "--wait-weight", type=float, metavar="KM", help="kilomètres que vaut un jour d’attente"
    )
    parser.set_defaults(
        run=lambda options: play(sys.stdin, sys.stdout, wait_weight=options.wait_weight)
    )


def play(stdin: TextIO, stdout: TextIO, *, wait_weight: float | None = None) -> int:
    """Speak the protocol of play_season.py until its end; one JSON object a line each way."""
    weight_m = wait_m_per_day(wait_weight)
    dialogue = Dialogue(lambda season: tuned_for(weight_m, season.tuned_as))
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


def wait_m_per_day(wait_weight_km: float | None) -> float:
    """Return a wait weight (km a day) in metres; without one, the product's own."""
    if wait_weight_km is None:
        return ProposalParams().wait_m_per_day
    if not 0 <= wait_weight_km <= MOST_KM:
        raise CommandFailed(
            f"--wait-weight {wait_weight_km:g}: a number from 0 to {MOST_KM} is needed"
        )
    return 1_000 * wait_weight_km
