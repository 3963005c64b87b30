"""Points to measure between, from a CSV file: comma or semicolon, a header, degrees."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from toctoc.cli.errors import CommandFailed
from toctoc.territory.roads.port import Places

MOST = 2_000
LAT = ("lat", "latitude", "lat_deg", "y")
LON = ("lon", "lng", "long", "longitude", "lon_deg", "x")
NAME = ("id", "nom", "name", "label", "code_insee")


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Names and places, in the order of the file."""

    names: list[str]
    places: Places


def read_points(path: Path) -> Points:
    """Read a file of points. Raises CommandFailed with the line where it goes wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise CommandFailed(f"{path} : ce fichier n’existe pas") from error
    except UnicodeDecodeError as error:
        raise CommandFailed(f"{path} : le fichier n’est pas en UTF-8") from error
    lines = text.splitlines()
    header = lines[0] if lines else ""
    rows = csv.DictReader(lines, delimiter=";" if header.count(";") else ",")
    columns = {name.strip().lower(): name for name in rows.fieldnames or ()}
    lat, lon = _column(columns, LAT), _column(columns, LON)
    if lat is None or lon is None:
        raise CommandFailed(f"{path} : il faut des colonnes lat et lon, en première ligne")
    named = _column(columns, NAME)
    names, places = [], []
    for row in rows:
        places.append(_place(row[lat], row[lon], path, rows.line_num))
        names.append((row[named] if named else None) or str(len(places)))
    if not 1 <= len(places) <= MOST:
        raise CommandFailed(f"{path} : {len(places)} points, il en faut de 1 à {MOST}")
    return Points(names=names, places=np.array(places, np.float64))


def _column(columns: dict[str, str], words: tuple[str, ...]) -> str | None:
    return next((columns[word] for word in words if word in columns), None)


def _place(lat: str | None, lon: str | None, path: Path, line: int) -> tuple[float, float]:
    try:
        lat_deg, lon_deg = (float((typed or "").replace(",", ".")) for typed in (lat, lon))
    except ValueError as error:
        raise CommandFailed(
            f"{path}, ligne {line} : {lat!r}, {lon!r} ne sont pas des degrés"
        ) from error
    if not (abs(lat_deg) <= 90 and abs(lon_deg) <= 180):
        raise CommandFailed(f"{path}, ligne {line} : {lat_deg}, {lon_deg} n’est pas sur Terre")
    return lat_deg, lon_deg
