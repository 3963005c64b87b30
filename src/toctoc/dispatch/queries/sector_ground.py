"""A programme's territory as the core cuts it: units in the order of the communes' names."""

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from toctoc.dispatch.bridge.roads import travel_profiles
from toctoc.people.enums import Travel
from toctoc.planning.model import Point, TravelProfile
from toctoc.planning.sectors import (
    Adjacency,
    SectorProblem,
    Wishes,
    drives_between,
    expected_work,
    join_units,
)
from toctoc.territory.borders import touching
from toctoc.territory.models import Commune, Programme
from toctoc.territory.queries import list_communes, list_contour_texts

type Place = tuple[str, float, float]  # code, latitude, longitude

VISITS_A_HEAD = 0.01  # a year, until calls say better; only shares matter to a cut


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorGround:
    """Communes and who touches whom. Unit i of the core is `communes[i]`."""

    communes: tuple[Commune, ...]
    adjacency: Adjacency
    travel: TravelProfile = field(default_factory=TravelProfile)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(commune.code_insee for commune in self.communes)

    @property
    def centres(self) -> tuple[Point, ...]:
        return tuple(Point(lat_deg=one.lat_deg, lon_deg=one.lon_deg) for one in self.communes)

    def drive_s(self) -> NDArray[np.float64]:
        """Return the drives between centres, shape (n, n), seconds at the wheel.

        The mean of there and back: whoever serves a sector drives both.
        """
        there_s = drives_between(self.centres, replace(self.travel, stop_s=0))
        drive_s: NDArray[np.float64] = (there_s + there_s.T) / 2
        return drive_s

    def problem(
        self, sectors: int, *, balance_ratio: float, wishes: Wishes | None = None
    ) -> SectorProblem:
        """Return what the core cuts. Raises the core's InvalidParameter: too few communes."""
        visits = np.array([one.population * VISITS_A_HEAD for one in self.communes])
        drive_s = self.drive_s()
        return SectorProblem(
            visits=visits,
            drive_s=drive_s,
            work_s=expected_work(visits, drive_s, sectors),
            neighbours=self.adjacency.neighbours,
            sectors=sectors,
            balance_ratio=balance_ratio,
            wishes=wishes or Wishes(),
        )


def read_ground(programme: Programme) -> SectorGround:
    """Return the programme's territory; two queries, by road where known. Public facts."""
    communes = tuple(list_communes(programme))
    places = tuple((one.code_insee, one.lat_deg, one.lon_deg) for one in communes)
    texts = tuple(sorted(list_contour_texts(programme).items()))
    return SectorGround(
        communes=communes,
        adjacency=_join(places, texts),
        travel=travel_profiles(programme)[Travel.CAR],
    )


@lru_cache(maxsize=16)
def _join(places: tuple[Place, ...], texts: tuple[tuple[str, str], ...]) -> Adjacency:
    """Keep who touches whom, which takes a moment and changes once in years."""
    number = {code: i for i, (code, _, _) in enumerate(places)}
    near = touching({code: json.loads(text) for code, text in texts if code in number})
    links = [{number[other] for other in near.get(code, ())} for code, _, _ in places]
    undrawn = [i for i, (code, _, _) in enumerate(places) if code not in near]
    centres = [Point(lat_deg=lat_deg, lon_deg=lon_deg) for _, lat_deg, lon_deg in places]
    return join_units(centres, links, undrawn)
