"""The made-up valley as Valhalla's tiles, built once a run."""

import pytest

from tests.territory.roads.valley import write_valley
from toctoc.territory.roads.tiles import build_tiles
from toctoc.territory.roads.valhalla import ValhallaEngine


@pytest.fixture(scope="session")
def valley_tiles(tmp_path_factory):
    pytest.importorskip("valhalla", reason="the extra roads is not installed")
    folder = tmp_path_factory.mktemp("valley")
    return build_tiles(write_valley(folder / "valley.osm.pbf"), folder / "roads")


@pytest.fixture(scope="session")
def valley(valley_tiles):
    return ValhallaEngine(valley_tiles)
