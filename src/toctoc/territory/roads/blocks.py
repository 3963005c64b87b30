"""Drives between more places than an engine answers for at once, some of them off all roads."""

from collections.abc import Callable

import numpy as np

from toctoc.territory.enums import RoadMode
from toctoc.territory.errors import NoRoadNear
from toctoc.territory.roads.port import Matrix, Places, RoadEngine


def ask_matrix(
    engine: RoadEngine,
    sources: Places,
    targets: Places,
    mode: RoadMode,
    *,
    advance: Callable[[int], object] = lambda _pairs: None,
) -> Matrix:
    """Return all drives, asked for block by block; NO_WAY to and from what is off all roads.

    Raises RoadsUnreachable.
    """
    whole = Matrix.nothing(len(sources), len(targets))
    step = engine.most_places
    for row in range(0, len(sources), step):
        for column in range(0, len(targets), step):
            some, others = sources[row : row + step], targets[column : column + step]
            block = _ask_block(engine, some, others, mode)
            area = np.s_[row : row + len(some), column : column + len(others)]
            whole.distance_m[area], whole.travel_s[area] = block.distance_m, block.travel_s
            advance(len(some) * len(others))
    return whole


def _ask_block(engine: RoadEngine, sources: Places, targets: Places, mode: RoadMode) -> Matrix:
    """Halve what an engine refuses until the place is found that lies near no road."""
    try:
        return engine.matrix(sources, targets, mode)
    except NoRoadNear:
        if len(sources) == len(targets) == 1:
            return Matrix.nothing(1, 1)
    by_rows = len(sources) >= len(targets)
    split = sources if by_rows else targets
    halves = [
        _ask_block(engine, half if by_rows else sources, targets if by_rows else half, mode)
        for half in (split[: len(split) // 2], split[len(split) // 2 :])
    ]
    axis = 0 if by_rows else 1
    return Matrix(
        distance_m=np.concatenate([half.distance_m for half in halves], axis=axis),
        travel_s=np.concatenate([half.travel_s for half in halves], axis=axis),
    )
