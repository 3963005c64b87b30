"""`toctoc roads build`: tiles from an extract, with a bar that moves as files grow."""

import time
from pathlib import Path

from tqdm import tqdm

from toctoc.cli.errors import CommandFailed
from toctoc.territory.errors import BadRoadFile, RoadEngineMissing
from toctoc.territory.roads.tiles import build_tiles


def build_roads(source: Path, folder: Path) -> None:
    """Build and put in use. Raises CommandFailed in one line, nothing replaced."""
    if not source.is_file():
        raise CommandFailed(f"{source} : ce fichier n’existe pas")
    start = time.monotonic()
    try:
        with tqdm(
            desc="Construction des routes", unit="o", unit_scale=True, leave=False, disable=None
        ) as bar:
            tiles = build_tiles(source, folder, advance=lambda done: _move(bar, done))
    except RoadEngineMissing as error:
        raise CommandFailed(
            f"il manque le moteur de routes : {error.data['install']}"
        ) from error
    except BadRoadFile as error:
        raise CommandFailed(
            f"{source} : pas un extrait d’OpenStreetMap lisible ({error.data['reason']})"
        ) from error
    took_s = round(time.monotonic() - start)
    print(f"Routes construites en {took_s} s et mises en service : {tiles.version}.")


def _move(bar: "tqdm[None]", done: int) -> None:
    """Let the bar say how much is written: how much there will be, nobody knows."""
    bar.n = max(bar.n, done)
    bar.refresh()
