"""The ground a season is drawn on: a file of communes, a team, and the dice of a seed."""

import argparse
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from toctoc.cli.errors import CommandFailed
from toctoc.cli.season.arguments import a_seed
from toctoc.cli.season.files import read_text
from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import Interval, Point, TravelProfile
from toctoc.planning.season.demand import DemandModel, Streams, draw_season
from toctoc.planning.season.facts import Instance, Place, Season

COLUMNS = ("code_insee", "nom", "population", "lat", "lon")
# Volunteers and calls a day, where none are asked for.
TEAMS = ((2, 7.0), (3, 10.0), (2, 9.0))
# The rules of the benchmark's own seasons.
RULES = Season(
    name="season",
    demand=(),
    bases=(Point(lat_deg=0, lon_deg=0),),
    days=40,
    lead_days=2,
    horizon_days=14,
    morning=Interval(start_s=32_400, end_s=41_400),
    afternoon=Interval(start_s=48_600, end_s=57_600),
    shift=Interval(start_s=32_400, end_s=61_200),
    visit_s=3_600,
    max_visits=6,
    grid_s=1_800,
    window_s=1_800,
    travel=TravelProfile(circuity_ratio=1.3, extra_m=300, speed_m_per_h=50_000, stop_s=180),
    offers=3,
    choice_probabilities=(0.7, 0.2, 0.1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A territory with a team and a rate of calls: what seasons are drawn on."""

    name: str
    season: Season
    model: DemandModel

    def draw(self, seed: int) -> Instance:
        """Draw the season of a seed."""
        named = replace(self.season, name=f"{self.name}-s{seed}")
        return draw_season(named, self.model, streams_of(seed))


def streams_of(seed: int) -> Streams:
    """Make the streams of a seed, one for each key: the only dice of the season commands."""

    def stream(key: tuple[int, ...]) -> np.random.Generator:
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=key)))

    return stream


def add_communes(parser: argparse.ArgumentParser, *, needed: bool) -> None:
    """Let a command be told on which communes to draw seasons."""
    parser.add_argument(
        "--communes",
        type=Path,
        required=needed,
        metavar="FICHIER.csv",
        help=f"colonnes {', '.join(COLUMNS)} (epci_code avec --epci, rate si connu)",
    )
    parser.add_argument(
        "--epci", action="append", default=[], metavar="CODE", help="un territoire du fichier"
    )


def add_teams(parser: argparse.ArgumentParser) -> None:
    """Let a command be told the teams and the width of the promise."""
    parser.add_argument(
        "--team",
        action="append",
        type=a_team,
        metavar="N:APPELS",
        help="bénévoles et appels par jour, 2:7 par exemple",
    )
    parser.add_argument(
        "--window", type=a_seed, default=30, metavar="MIN", help="largeur de la promesse"
    )


def a_team(typed: str) -> tuple[int, float]:
    """Read "2:7" for argparse: two volunteers, seven calls a day."""
    try:
        volunteers, calls = typed.split(":")
        team = int(volunteers), float(calls)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{typed!r}: écrire 2:7") from error
    if team[0] < 1 or not team[1] > 0:
        raise argparse.ArgumentTypeError(f"{typed!r}: écrire 2:7")
    return team


def read_places(path: Path, epci: str | None) -> tuple[Place, ...]:
    """Read the communes of a territory. Raises CommandFailed with the line that is wrong."""
    rows = csv.DictReader(io.StringIO(read_text(path)))
    needed = (*COLUMNS, *(["epci_code"] if epci else []))
    missing = [name for name in needed if name not in (rows.fieldnames or ())]
    if missing:
        raise CommandFailed(f"{path}: column {missing[0]!r} is missing")
    places = tuple(
        _place(row, f"{path}: line {rows.line_num}")
        for row in rows
        if epci is None or row["epci_code"] == epci
    )
    if not places:
        raise CommandFailed(f"{path}: no commune" + (f" of {epci}" if epci else ""))
    return places


def _place(row: dict[str, str], where: str) -> Place:
    """Read a commune; `rate` (calls a head, relative) counts where there is such a column."""
    try:
        population = float(row["population"])
        return Place(
            point=Point(lat_deg=float(row["lat"]), lon_deg=float(row["lon"])),
            weight=population * float(row.get("rate") or 1),
            population=population,
            code=row["code_insee"],
            name=row["nom"],
        )
    except (TypeError, ValueError) as error:
        raise CommandFailed(f"{where}: a number is needed ({error})") from error
    except InvalidParameter as error:
        raise CommandFailed(f"{where}: {error}") from error


def find_bases(places: Sequence[Place], names: Sequence[str], volunteers: int) -> list[Point]:
    """Return where each volunteer leaves from: the named communes in turn, else the largest."""
    by_name = {place.name: place.point for place in places}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise CommandFailed(f"--base: no commune is called {unknown[0]!r}")
    largest = max(places, key=lambda place: place.population).point
    points = [by_name[name] for name in names] or [largest]
    return [points[volunteer % len(points)] for volunteer in range(volunteers)]


def list_grounds(options: argparse.Namespace) -> list[Ground]:
    """Return every territory with every team, territories in turn."""
    path, codes = options.communes, options.epci
    territories = [(code, read_places(path, code)) for code in codes] or [
        (path.stem, read_places(path, None))
    ]
    return [
        Ground(
            name=f"{code}-v{volunteers}-c{calls:g}-w{options.window}",
            season=replace(
                RULES,
                demand=places,
                bases=tuple(find_bases(places, (), volunteers)),
                window_s=60 * options.window,
            ),
            model=DemandModel(calls_per_day=calls),
        )
        for volunteers, calls in options.team or TEAMS
        for code, places in territories
    ]


def draw_seasons(grounds: Sequence[Ground], first_seed: int, count: int) -> list[Instance]:
    """Draw so many seasons, grounds in turn, a seed each."""
    return [grounds[i % len(grounds)].draw(first_seed + i) for i in range(count)]
