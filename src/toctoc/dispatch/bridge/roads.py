"""How a programme's volunteers travel: by its roads where they are known, else by a model.

The model is the one fitted to those roads, where enough of them are known. Whoever is driven
by somebody uses the roads a car uses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from toctoc.people.enums import Travel
from toctoc.planning.calibration import Calibration
from toctoc.planning.model import FasterBeyond, RoadTable, TravelProfile
from toctoc.territory.enums import RoadMode
from toctoc.territory.models import Programme
from toctoc.territory.queries.roads import Drives, Roads, read_roads

type Profiles = Mapping[Travel, TravelProfile]

# Where no roads are known: door to door, with parking, locking or being set down as `stop_s`.
PROFILES: Profiles = MappingProxyType(
    {
        Travel.CAR: TravelProfile(),
        Travel.BICYCLE: TravelProfile(speed_m_per_h=15_000, stop_s=120),
        Travel.FOOT: TravelProfile(circuity_ratio=1.2, speed_m_per_h=4_500, stop_s=60),
        Travel.DRIVEN: TravelProfile(stop_s=300),
    }
)
MODES: Mapping[Travel, RoadMode] = MappingProxyType(
    {
        Travel.CAR: RoadMode.CAR,
        Travel.BICYCLE: RoadMode.BICYCLE,
        Travel.FOOT: RoadMode.FOOT,
        Travel.DRIVEN: RoadMode.CAR,
    }
)


def travel_profiles(programme: Programme) -> Profiles:
    """Return how each kind of traveller gets about; queries only where roads changed."""
    roads = read_roads(programme)
    return _profiles(programme.pk, roads.version, _Held(roads)) if roads.version else PROFILES


class _Held:
    """Roads as an argument that is compared by nothing: the version beside it is."""

    def __init__(self, roads: Roads) -> None:
        self.roads = roads

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.roads is other.roads

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=16)
def _profiles(pk: int, version: int, held: _Held) -> Profiles:
    """Build the profiles of one state of a programme's roads, once."""
    roads = held.roads
    tables = {
        mode: _table(f"{pk}:{version}:{mode}", roads, drives)
        for mode, drives in roads.drives.items()
    }
    return MappingProxyType(
        {
            travel: replace(
                _fitted(profile, roads.calibrations.get(MODES[travel])),
                roads=tables.get(MODES[travel]),
            )
            for travel, profile in PROFILES.items()
        }
    )


def _table(version: str, roads: Roads, drives: Drives) -> RoadTable:
    alive = roads.alive
    if len(alive) == len(roads.places_deg):  # no copy of megabytes
        metres, seconds = drives.distance_m, drives.travel_s
    else:
        rows = np.ix_(alive, alive)
        metres, seconds = drives.distance_m[rows], drives.travel_s[rows]
    return RoadTable(
        version=version,
        places_deg=roads.places_deg[alive],
        distance_m=metres,
        travel_s=seconds,
    )


def _fitted(profile: TravelProfile, told: Mapping[str, object] | None) -> TravelProfile:
    """Return a profile with the figures of a calibration, its own `stop_s` kept."""
    if told is None:
        return profile
    figures: Mapping[str, object] = told["model"]  # type: ignore[assignment]  # as `tell` writes
    faster: Iterable[Mapping[str, int]] = figures["faster"]  # type: ignore[assignment]  # likewise
    return replace(
        profile,
        circuity_ratio=float(str(figures["circuity_ratio"])),
        extra_m=int(str(figures["extra_m"])),
        speed_m_per_h=int(str(figures["speed_m_per_h"])),
        faster=tuple(FasterBeyond(**step) for step in faster),
    )


def tell(calibration: Calibration) -> dict[str, object]:
    """Return a calibration as plain data, to be kept: what `_fitted` reads."""
    fitted = calibration.profile
    return {
        "model": {
            "circuity_ratio": fitted.circuity_ratio,
            "extra_m": fitted.extra_m,
            "speed_m_per_h": fitted.speed_m_per_h,
            "faster": [asdict(step) for step in fitted.faster],
        },
        "before": asdict(calibration.before),
        "after": asdict(calibration.after),
        "pairs": calibration.pairs,
    }
