"""Valhalla in this process, over tiles built by `toctoc roads build` (extra `roads`)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from toctoc.territory.enums import RoadMode
from toctoc.territory.errors import NoRoadNear, RoadsUnreachable
from toctoc.territory.roads.port import ALL_MODES, Matrix, Places, Route
from toctoc.territory.roads.tiles import Tiles, import_valhalla
from toctoc.territory.roads.valhalla_words import (
    OFF_ROAD,
    matrix_question,
    read_matrix,
    read_route,
    route_question,
)


class ValhallaEngine:
    """Answers from tiles on disk; some 300 MB of memory while it lives."""

    most_places = 100
    modes = ALL_MODES

    def __init__(self, tiles: Tiles) -> None:
        """Open the tiles. Raises RoadEngineMissing, RoadsUnreachable."""
        self._valhalla = import_valhalla()
        self.version = tiles.version
        self._actor = self._open(tiles.config)

    def _open(self, config: Path) -> Any:
        try:
            return self._valhalla.Actor(str(config))
        except (RuntimeError, OSError) as error:
            raise RoadsUnreachable(engine=self.version, reason=str(error)) from error

    def matrix(self, sources: Places, targets: Places, mode: RoadMode) -> Matrix:
        question = matrix_question(sources, targets, mode)
        return read_matrix(self._ask(self._actor.matrix, question))

    def route(
        self, start: tuple[float, float], goal: tuple[float, float], mode: RoadMode
    ) -> Route:
        return read_route(self._ask(self._actor.route, route_question(start, goal, mode)))

    def _ask(self, verb: Callable[[dict[str, Any]], Any], question: dict[str, Any]) -> Any:
        try:
            return verb(question)
        except self._valhalla.ValhallaError as error:
            if error.code in OFF_ROAD:
                raise NoRoadNear(engine=self.version) from error
            raise RoadsUnreachable(engine=self.version, reason=str(error)) from error
