"""Which engine answers: named by the settings or on the command line.

"model", "valhalla" (tiles built here), or an address: `osrm+https://…`, `valhalla+https://…`,
`openrouteservice+https://…`; a plain one is asked what it is.
"""

import json
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from toctoc.territory.errors import RoadEngineMissing, UnknownEngine
from toctoc.territory.gateways.fetching import NotFetched, fetch
from toctoc.territory.roads.http import (
    HttpEngine,
    OpenRouteServiceEngine,
    OsrmEngine,
    ValhallaHttpEngine,
)
from toctoc.territory.roads.model import ModelEngine
from toctoc.territory.roads.port import RoadEngine
from toctoc.territory.roads.tiles import Tiles
from toctoc.territory.roads.valhalla import ValhallaEngine

MODEL, VALHALLA = "model", "valhalla"
FORMATS: tuple[type[HttpEngine], ...] = (
    OsrmEngine,
    ValhallaHttpEngine,
    OpenRouteServiceEngine,
)
KNOCK_S, KNOCK_BYTES = 5.0, 100_000
BUILD = "toctoc roads build FICHIER.osm.pbf"


def chosen_engine() -> RoadEngine | None:
    """Return the engine of the settings; None where the core's own model is all there is.

    Nothing said: tiles where they were built. Raises RoadEngineMissing, RoadsUnreachable,
    UnknownEngine.
    """
    name, folder = settings.ROADS, settings.ROADS_FOLDER
    if name == MODEL or (not name and Tiles.find(folder) is None):
        return None
    return engine_named(
        name or VALHALLA, folder, key=settings.ROADS_KEY, timeout_s=settings.ROADS_TIMEOUT_S
    )


def has_engine() -> bool:
    """Tell whether roads are asked of an engine, without waking it."""
    name = settings.ROADS
    return name != MODEL and (bool(name) or Tiles.find(settings.ROADS_FOLDER) is not None)


def engine_named(
    name: str, folder: Path, *, key: str = "", timeout_s: float = 30.0
) -> RoadEngine:
    """Return the engine of that name. Raises as `chosen_engine` does."""
    if name == MODEL:
        return ModelEngine()
    if name == VALHALLA:
        tiles = Tiles.find(folder)
        if tiles is None:
            raise RoadEngineMissing(install=BUILD)
        return ValhallaEngine(tiles)
    said, _plus, url = name.rpartition("+")
    if urlsplit(url).scheme not in {"http", "https"}:
        raise UnknownEngine(typed=name)
    kinds = {kind.name: kind for kind in FORMATS}
    kind = kinds.get(said) if said else _recognise(url)
    if kind is None:
        raise UnknownEngine(typed=name)
    return kind(url, key=key, timeout_s=timeout_s)


def _recognise(url: str) -> type[HttpEngine]:
    """Ask an address which of the three it is: only OSRM has no page that says so."""
    base = url.rstrip("/")
    if "tileset_last_modified" in _knock(f"{base}/status"):
        return ValhallaHttpEngine
    if "openrouteservice" in base or "status" in _knock(f"{base}/v2/health"):
        return OpenRouteServiceEngine
    return OsrmEngine


def _knock(url: str) -> dict[str, object]:
    try:
        answer = json.loads(fetch(url, timeout_s=KNOCK_S, max_bytes=KNOCK_BYTES))
    except (NotFetched, ValueError):
        return {}
    return answer if isinstance(answer, dict) else {}
