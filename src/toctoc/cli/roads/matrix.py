"""`toctoc roads matrix`: all drives between points, as CSV lines or as JSON."""

import argparse
import csv
import json
import sys
from pathlib import Path

import numpy as np
from tqdm import tqdm

from toctoc.cli.errors import CommandFailed
from toctoc.cli.roads.points import Points, read_points
from toctoc.territory.enums import Doubt, RoadMode
from toctoc.territory.errors import RoadEngineMissing, RoadsUnreachable, UnknownEngine
from toctoc.territory.roads.blocks import ask_matrix
from toctoc.territory.roads.choosing import MODEL, VALHALLA, engine_named
from toctoc.territory.roads.doubts import Codes, find_doubts
from toctoc.territory.roads.model import straight_m
from toctoc.territory.roads.port import Ints, Matrix, RoadEngine
from toctoc.territory.roads.tiles import Tiles


def print_matrix(options: argparse.Namespace, folder: Path) -> int:
    """Print the drives between the points of a file. Raises CommandFailed."""
    points, mode = read_points(options.points), RoadMode(options.mode)
    name = options.engine or (VALHALLA if Tiles.find(folder) else MODEL)
    try:
        engine = engine_named(name, folder)
        if mode not in engine.modes:
            raise CommandFailed(f"{engine.version} ne répond que pour la voiture")
        matrix = _ask(engine, points, mode)
    except RoadEngineMissing as error:
        raise CommandFailed(f"pas de routes ici : {error.data['install']}") from error
    except UnknownEngine as error:
        raise CommandFailed(
            f"moteur inconnu : {error.data['typed']} (model, valhalla ou une adresse)"
        ) from error
    except RoadsUnreachable as error:
        raise CommandFailed(
            f"{error.data['engine']} ne répond pas : {error.data['reason']}"
        ) from error
    crow_m = np.stack([straight_m(one, points.places) for one in points.places])
    codes = find_doubts(crow_m, matrix.distance_m, matrix.travel_s, mode)
    np.fill_diagonal(codes, 0)
    if options.json:
        _print_json(engine, mode, points, matrix, codes)
    else:
        _print_lines(points, matrix, codes)
    return 0


def _ask(engine: RoadEngine, points: Points, mode: RoadMode) -> Matrix:
    total = len(points.places) ** 2
    with tqdm(total=total, desc="Trajets", unit="", leave=False, disable=None) as bar:
        return ask_matrix(engine, points.places, points.places, mode, advance=bar.update)


def _print_json(
    engine: RoadEngine, mode: RoadMode, points: Points, matrix: Matrix, codes: Codes
) -> None:
    doubts = [
        {"from": int(row), "to": int(column), "doubt": _doubt(int(codes[row, column]))}
        for row, column in zip(*np.nonzero(codes), strict=True)
    ]
    answer = {
        "engine": engine.version,
        "mode": mode.value,
        "points": [
            {"id": name, "lat": lat, "lon": lon}
            for name, (lat, lon) in zip(points.names, points.places.tolist(), strict=True)
        ],
        "distance_m": _nulled(matrix.distance_m),
        "travel_s": _nulled(matrix.travel_s),
        "doubts": doubts,
    }
    print(json.dumps(answer, ensure_ascii=False))


def _print_lines(points: Points, matrix: Matrix, codes: Codes) -> None:
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(["de", "vers", "metres", "secondes", "doute"])
    metres, seconds = _nulled(matrix.distance_m), _nulled(matrix.travel_s)
    for row, start in enumerate(points.names):
        for column, goal in enumerate(points.names):
            if row != column:
                code = int(codes[row, column])
                told = Doubt(_doubt(code)).label if code else ""
                lines.writerow([start, goal, metres[row][column], seconds[row][column], told])


def _nulled(table: Ints) -> list[list[int | None]]:
    """Return a table (shape (n, n)) as lists, None where there is no way."""
    return [[None if one < 0 else one for one in row] for row in table.tolist()]


def _doubt(code: int) -> str:
    return list(Doubt)[code - 1].value
