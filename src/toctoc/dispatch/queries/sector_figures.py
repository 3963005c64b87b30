"""What a cut comes to, sector by sector and as a whole: for whoever edits or compares cuts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from toctoc.dispatch.queries.sector_ground import SectorGround
from toctoc.planning.sectors import SectorProblem, expected_tour
from toctoc.planning.sectors.joining import pieces_of
from toctoc.planning.travel import coordinates_deg, legs_between
from toctoc.territory.models import Commune

TOUR_SEED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorFigures:
    """A sector in figures.

    `load_ratio` is its work over the mean; `loose` its parts apart from the main one, communes
    each; `drive_s` the mean drive between a visit and its `centre`; `tour_m` a usual tour.
    """

    letter: str
    communes: int
    population: int
    load_ratio: float
    drive_s: float
    tour_m: float
    centre: Commune | None
    loose: tuple[tuple[Commune, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CutFigures:
    """A whole cut; `unplaced` communes are in no sector yet."""

    sectors: tuple[SectorFigures, ...]
    unplaced: tuple[Commune, ...]
    drive_s: float
    tour_m: float
    imbalance_ratio: float

    @property
    def loose_count(self) -> int:
        """How many sectors are not in one piece."""
        return sum(1 for sector in self.sectors if sector.loose)


def weigh_cut(
    ground: SectorGround, letters: Sequence[str], placements: Mapping[str, str]
) -> CutFigures:
    """Weigh a cut, whole or in the making: letters by commune code; no query.

    `drive_s` and `tour_m` are means over the visits of the communes placed.
    """
    problem = ground.problem(max(1, len(letters)), balance_ratio=1.0)
    members = {
        letter: [i for i, code in enumerate(ground.codes) if placements.get(code) == letter]
        for letter in letters
    }
    distance_m = _distances_m(ground)
    sectors = tuple(
        _weigh(ground, problem, letter, inside, distance_m)
        for letter, inside in members.items()
    )
    placed = [i for inside in members.values() for i in inside]
    people = sum(one.population for one in sectors) or 1
    return CutFigures(
        sectors=sectors,
        unplaced=tuple(
            commune for i, commune in enumerate(ground.communes) if i not in set(placed)
        ),
        drive_s=sum(one.drive_s * one.population for one in sectors) / people,
        tour_m=sum(one.tour_m * one.population for one in sectors) / people,
        imbalance_ratio=max((abs(one.load_ratio - 1) for one in sectors), default=0.0),
    )


def _weigh(
    ground: SectorGround,
    problem: SectorProblem,
    letter: str,
    inside: list[int],
    distance_m: np.ndarray,
) -> SectorFigures:
    mean_s = float(problem.work_s.sum()) / problem.sectors or 1.0
    costs = problem.cost_s[np.ix_(inside, inside)]
    share = float(problem.shares[inside].sum())
    centre = inside[int(costs.sum(axis=0).argmin())] if inside else None
    tour_m = 0.0
    if centre is not None:
        rng = np.random.default_rng(TOUR_SEED)
        tour_m = expected_tour(distance_m, problem.shares, inside, centre, rng=rng)
    return SectorFigures(
        letter=letter,
        communes=len(inside),
        population=sum(ground.communes[i].population for i in inside),
        load_ratio=float(problem.work_s[inside].sum()) / mean_s,
        drive_s=float(costs.sum(axis=0).min()) / share if share else 0.0,
        tour_m=tour_m,
        centre=None if centre is None else ground.communes[centre],
        loose=_loose(ground, inside),
    )


def _loose(ground: SectorGround, inside: list[int]) -> tuple[tuple[Commune, ...], ...]:
    """Return the parts of a sector but the most populous."""
    rank = {unit: number for number, unit in enumerate(inside)}
    links = [
        [rank[j] for j in ground.adjacency.neighbours[unit] if j in rank] for unit in inside
    ]
    parts = [
        tuple(ground.communes[inside[number]] for number in piece) for piece in pieces_of(links)
    ]
    parts.sort(key=lambda part: -sum(commune.population for commune in part))
    return tuple(parts[1:])


def _distances_m(ground: SectorGround) -> np.ndarray:
    places = coordinates_deg(ground.centres)
    legs = legs_between(places[:, None], places[None], ground.travel)
    return legs.distance_m.astype(np.float64)
