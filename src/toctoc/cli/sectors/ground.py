"""From a file of communes to what the core cuts: who is there, who touches whom, the wishes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from toctoc.cli.errors import CommandFailed
from toctoc.common.names import fold
from toctoc.planning.model import Point
from toctoc.planning.sectors import Adjacency, Wishes, join_units
from toctoc.territory.borders import touching
from toctoc.territory.files import CommuneRow, Notice, read_files, read_path, say

VISITS_A_HEAD = 0.01  # a year: only shares matter to a cut, this makes loads readable
# Warnings that the cut says better itself, or that do not touch it.
ELSEWHERE = frozenset({"no_population", "no_contour", "no_postcode"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The communes to share, in the order of the core's units, and what is to be said."""

    rows: tuple[CommuneRow, ...]
    centres: tuple[Point, ...]
    populations: tuple[float, ...]
    adjacency: Adjacency
    notices: tuple[str, ...]

    @property
    def visits(self) -> np.ndarray:
        """Visits expected a year, shape (n,)."""
        return np.array(self.populations) * VISITS_A_HEAD

    def find(self, typed: str) -> int:
        """Return the commune of a code or a name. Raises CommandFailed."""
        found = [
            number
            for number, row in enumerate(self.rows)
            if typed.strip() == row.code or fold(typed) == fold(row.name)
        ]
        if len(found) != 1:
            raise CommandFailed(f"{typed.strip()!r} n’est pas une commune du fichier")
        return found[0]

    def name(self, unit: int) -> str:
        return self.rows[unit].name or self.rows[unit].code


def read_ground(paths: Sequence[Path], siren: str | None) -> Ground:
    """Read the communes of files, of one EPCI where it is named. Raises CommandFailed."""
    reading = read_files([read_path(path) for path in paths])
    if reading.errors:
        more = len(reading.errors) - 1
        after = f" (et {more} autres erreurs)" if more else ""
        raise CommandFailed(_say(reading.errors[0]) + after)
    rows = tuple(row for row in reading.rows if siren in (None, row.epci_code))
    if not rows:
        raise CommandFailed(f"aucune commune de l’EPCI {siren} dans {paths[0]}")
    said = [_say(each) for each in reading.warnings if each.kind not in ELSEWHERE]
    populations, supposed = _populations(rows)
    centres = tuple(_centre(row) for row in rows)
    adjacency = _join(rows, centres)
    return Ground(
        rows=rows,
        centres=centres,
        populations=populations,
        adjacency=adjacency,
        notices=(*said, *supposed, *_supposed_borders(rows, adjacency)),
    )


def read_wishes(
    ground: Ground,
    *,
    together: Iterable[str],
    fixed: Iterable[str],
    bases: Iterable[str],
    sectors: int,
) -> Wishes:
    """Read "A,B", "A=2" as the core's wishes. Raises CommandFailed."""
    groups = tuple(
        tuple(ground.find(name) for name in group.split(",") if name.strip())
        for group in together
    )
    based = {sector: unit for unit, sector in _pairs(ground, bases, sectors, "--base")}
    return Wishes(
        together=groups, fixed=dict(_pairs(ground, fixed, sectors, "--fix")), bases=based
    )


def _pairs(
    ground: Ground, typed: Iterable[str], sectors: int, word: str
) -> Iterable[tuple[int, int]]:
    for pair in typed:
        name, _, number = pair.rpartition("=")
        if not (name and number.strip().isdigit() and 1 <= int(number) <= sectors):
            raise CommandFailed(f"{word} {pair!r} : écrivez COMMUNE=N, de 1 à {sectors}")
        yield ground.find(name), int(number) - 1


def _populations(rows: Sequence[CommuneRow]) -> tuple[tuple[float, ...], list[str]]:
    """Return how many live in each; where a file does not say, as many as in the median one."""
    known = [row.population for row in rows if row.population is not None]
    if not known:
        return (100.0,) * len(rows), ["population inconnue : chaque commune compte autant"]
    middle = float(median(known))
    silent = [row.name for row in rows if row.population is None]
    notice = f"population inconnue, supposée de {middle:g} : {', '.join(silent)}"
    counts = tuple(middle if row.population is None else float(row.population) for row in rows)
    return counts, [notice] if silent else []


def _centre(row: CommuneRow) -> Point:
    if row.lat_deg is None or row.lon_deg is None:
        raise CommandFailed(f"{row.spot.file} : {row.name} n’a ni contour ni coordonnées")
    return Point(lat_deg=row.lat_deg, lon_deg=row.lon_deg)


def _join(rows: Sequence[CommuneRow], centres: Sequence[Point]) -> Adjacency:
    shapes: Mapping[str, dict[str, object]] = {
        row.code: row.geometry for row in rows if row.geometry
    }
    near = touching(shapes)
    number = {row.code: i for i, row in enumerate(rows)}
    links = [{number[other] for other in near.get(row.code, ())} for row in rows]
    undrawn = [i for i, row in enumerate(rows) if row.code not in shapes]
    return join_units(centres, links, undrawn)


def _supposed_borders(rows: Sequence[CommuneRow], adjacency: Adjacency) -> Iterable[str]:
    if adjacency.guessed:
        names = ", ".join(rows[unit].name for unit in adjacency.guessed)
        yield f"sans contour, voisines supposées d’après les centres : {names}"
    for one, other in adjacency.bridged:
        yield f"sans limite commune, rattachées : {rows[one].name} et {rows[other].name}"


def _say(notice: Notice) -> str:
    """Return a notice in French, which needs no setting: it is the language of the source."""
    from django.conf import settings  # noqa: PLC0415 -- slow import

    if not settings.configured:
        settings.configure(USE_I18N=False)
    return say(notice)
