"""The state of a search, on disk after every round, so that a killed one goes on as if not.

What is kept is what was asked and each round's costs: the search is deterministic, and comes
to the very same point when it is told them again.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toctoc.cli.errors import CommandFailed
from toctoc.cli.season.files import read_text, write_whole
from toctoc.planning.errors import InvalidDocument
from toctoc.planning.season.document import Node

FORMAT = "tune-1"

type Rounds = list[list[float]]


@dataclass(kw_only=True)
class TuningState:
    """What was asked, and the costs of each round so far, by rate."""

    path: Path
    asked: dict[str, Any]
    rounds: dict[str, Rounds] = field(default_factory=dict)

    def rounds_of(self, rate: float) -> Rounds:
        """Return the rounds done at a rate."""
        return self.rounds.setdefault(repr(rate), [])

    def add(self, rate: float, costs: list[float]) -> None:
        """Keep a round's costs, on disk before anything else happens."""
        self.rounds_of(rate).append(costs)
        document = {"format": FORMAT, "asked": self.asked, "rounds": self.rounds}
        write_whole(self.path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def open_state(path: Path, asked: dict[str, Any]) -> TuningState:
    """Go on from a file, or begin. Raises CommandFailed where it tells of another search."""
    if not path.exists():
        return TuningState(path=path, asked=asked)
    try:
        root = Node(json.loads(read_text(path)), "state")
        root.one_of("format", [FORMAT])
        rounds = {
            rate: [_costs(row) for row in root.child("rounds").list_of(rate)]
            for rate in root.child("rounds").names()
        }
        kept = root.child("asked").value
    except (ValueError, InvalidDocument) as error:
        raise CommandFailed(f"{path}: {error}") from error
    # Through JSON, where tuples become lists.
    if kept != json.loads(json.dumps(asked)):
        raise CommandFailed(f"{path}: belongs to another search; name another --state")
    return TuningState(path=path, asked=asked, rounds=rounds)


def _costs(row: Node) -> list[float]:
    return [cost.number_itself() for cost in row.items(least=1)]
