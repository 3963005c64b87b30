"""The season benchmark: our policy along the wait, beside the scoreboard."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toctoc.planning.errors import InvalidDocument
from toctoc.planning.season.document import Node
from toctoc.planning.season.fronts import FrontPoint
from toctoc.planning.season.score import SeasonScore

PRACTICE, PEER = "practice", "vroom"
MOST_SHORT = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a reference policy reached on an instance."""

    metres_per_visit: float
    mean_wait_days: float
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The references of one instance, and the best plan known to one who knew all calls."""

    instance: str
    references: dict[str, Reference]
    all_knowing_m: float


def read_scoreboard(text: str) -> dict[str, Board]:
    """Read scoreboard.json, by instance. Raises InvalidDocument."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InvalidDocument("scoreboard", f"not JSON ({error})") from error
    boards = [_board(node) for node in Node(document, "scoreboard").items()]
    return {board.instance: board for board in boards}


def _board(node: Node) -> Board:
    references = node.child("references")
    names: Any = references.value if isinstance(references.value, dict) else {}
    return Board(
        instance=node.text("instance"),
        references={name: _reference(references.child(name)) for name in names},
        all_knowing_m=1_000 * node.child("all_knowing").number("km_per_visit", least=0),
    )


def _reference(node: Node) -> Reference:
    return Reference(
        metres_per_visit=1_000 * node.number("km_per_visit", least=0),
        mean_wait_days=node.number("mean_wait_days", least=0),
        refused=node.whole("refused", least=0),
    )


def best_within(front: Sequence[FrontPoint], reference: Reference) -> FrontPoint | None:
    """Return the point with the fewest metres that counts beside a reference, if any.

    It waits no longer, refuses no more callers, and is short of offers for at most 5 % of them.
    """
    within = [point for point in front if _counts(point.score, reference)]
    return min(within, key=lambda point: point.score.metres_per_visit, default=None)


def _counts(score: SeasonScore, reference: Reference) -> bool:
    is_served = score.refused <= reference.refused and score.short <= MOST_SHORT * score.calls
    return is_served and score.mean_wait_days <= reference.mean_wait_days
