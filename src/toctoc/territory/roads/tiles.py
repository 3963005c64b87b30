"""Roads of an OpenStreetMap extract as Valhalla's tiles: built once, read by every worker."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from toctoc.territory.errors import BadRoadFile, RoadEngineMissing

INSTALL = "pip install 'toctoc[roads]'"
POINTER, CONFIG, TILES = "current.json", "valhalla.json", "tiles"
CHUNK = 1 << 20
MOST_PAIRS = 1_000_000
LOG = "builder.log"
PAUSE_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Built tiles: where Valhalla's configuration lies, and what they were made from."""

    config: Path
    version: str

    @classmethod
    def find(cls, folder: Path) -> Self | None:
        """Return the tiles in use in a folder; None where none were built."""
        try:
            said = json.loads((folder / POINTER).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        config = folder / said["folder"] / CONFIG
        return cls(config=config, version=said["version"]) if config.exists() else None


def import_valhalla() -> Any:
    """Return the package. Raises RoadEngineMissing with what to install."""
    try:
        return import_module("valhalla")
    except ImportError as error:
        raise RoadEngineMissing(install=INSTALL) from error


def build_tiles(
    source: Path, folder: Path, *, advance: Callable[[int], object] = lambda _written: None
) -> Tiles:
    """Build tiles beside those in use, then put them in use; a failure changes nothing.

    `advance` hears now and then how many bytes are written. Raises RoadEngineMissing,
    BadRoadFile.
    """
    valhalla = import_valhalla()
    digest = _digest(source)
    name = f"{source.name.partition('.')[0]}-{digest}"
    version = f"valhalla {valhalla.VALHALLA_PRINT_VERSION}, {name}"
    made = folder / name
    fresh = folder / f"{name}.part"
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / TILES).mkdir(parents=True)
    config = _configure(valhalla, fresh)
    _run([_builder(valhalla), "-c", str(config), str(source)], source, fresh, advance)
    if not any((fresh / TILES).rglob("*.gph")):
        shutil.rmtree(fresh)
        raise BadRoadFile(path=str(source), reason="aucune route")
    _put_in_use(folder, fresh, made, version, valhalla)
    return Tiles(config=made / CONFIG, version=version)


def _digest(source: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()[:8]


def _configure(valhalla: Any, folder: Path) -> Path:
    """Write Valhalla's configuration for tiles in a folder, and return where."""
    config = valhalla.get_config(tile_extract="", tile_dir=str(folder / TILES))
    config["mjolnir"]["tile_extract"] = ""  # it resolves even an empty one
    for unused in ("traffic_extract", "admin", "timezone", "landmarks"):
        config["mjolnir"].pop(unused, None)
    for costing in ("auto", "bicycle", "pedestrian"):
        config["service_limits"][costing]["max_matrix_location_pairs"] = MOST_PAIRS
    path = folder / CONFIG
    path.write_text(json.dumps(config), encoding="utf-8")
    return path


def _builder(valhalla: Any) -> str:
    """Return the builder the wheel ships; its console script needs a PATH."""
    return str(Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles")


def _run(
    command: list[str], source: Path, folder: Path, advance: Callable[[int], object]
) -> None:
    """Run the builder to its end; it says nothing on the way, so its files are watched."""
    log = folder / LOG
    with (
        log.open("wb") as told,
        subprocess.Popen(  # noqa: S603 -- of the installed package, no shell
            command, stdout=told, stderr=told
        ) as process,
    ):
        while process.poll() is None:
            advance(_size(folder))
            with suppress(subprocess.TimeoutExpired):
                process.wait(PAUSE_S)
    if process.returncode:
        lines = log.read_text(errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        shutil.rmtree(folder)
        raise BadRoadFile(path=str(source), reason=last[-200:] or str(process.returncode))


def _size(folder: Path) -> int:
    """Return how many bytes were written; files come and go while one looks."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += path.stat().st_size
    return total


def _put_in_use(folder: Path, fresh: Path, made: Path, version: str, valhalla: Any) -> None:
    """Give the tiles their name and point to them; those of before stay for who reads them."""
    shutil.rmtree(made, ignore_errors=True)
    fresh.rename(made)
    _configure(valhalla, made)
    told = folder / f"{POINTER}.part"
    said = {"folder": made.name, "version": version}
    told.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    os.replace(told, folder / POINTER)  # noqa: PTH105 -- Path.replace, said to be atomic
