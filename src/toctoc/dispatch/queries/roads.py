"""Which drives a programme needs to know, how its roads stand, which are doubtful."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toctoc.agenda.models import Place
from toctoc.dispatch.bridge.roads import MODES
from toctoc.dispatch.queries.drives import ends_of
from toctoc.dispatch.queries.tours import TourView, list_tours
from toctoc.people.enums import Travel
from toctoc.people.models import Resident, Volunteer
from toctoc.people.queries import list_volunteers
from toctoc.planning.days.grouping import group_places
from toctoc.planning.model import DemandPoint, Point
from toctoc.territory.enums import Doubt, RoadMode
from toctoc.territory.models import Programme, RoadLegs, RoadNetwork, RoadPlace
from toctoc.territory.queries import list_bases
from toctoc.territory.queries.roads import (
    Cell,
    Drives,
    cell_of,
    doubt_of,
    find_network,
    read_lines,
    read_roads,
)
from toctoc.territory.roads.doubts import is_refused
from toctoc.territory.roads.lines import decode_line
from toctoc.territory.roads.port import Line

MOST_HOMES = 1_500  # whose drives are kept: who was heard of last
DAYS_DRAWN = 7
REFUSED_WEIGHS = 10  # odd drives
DAY = timedelta(days=1)


def list_road_cells(programme: Programme, *, on: date) -> list[Cell]:
    """Return where drives must be known: bases, places, communes, where calls come from, homes.

    Five queries; each cell once, homes last, those heard of last before others.
    """
    volunteers = list_volunteers(programme, on_mission_from=on)
    communes = list(programme.communes.values_list("lat_deg", "lon_deg", "population"))
    calls = group_places(
        DemandPoint(point=Point(lat_deg=lat, lon_deg=lon), weight=population)
        for lat, lon, population in communes
    )
    homes = Resident.objects.filter(programme=programme).order_by("-last_contact_at", "pk")
    spots = [
        *((one.base_lat_deg, one.base_lon_deg) for one in volunteers),
        *((base.lat_deg, base.lon_deg) for base in list_bases(programme)),
        *Place.objects.filter(programme=programme).values_list("lat_deg", "lon_deg"),
        *((lat, lon) for lat, lon, _population in communes),
        *((call.point.lat_deg, call.point.lon_deg) for call in calls),
        *homes.values_list("lat_deg", "lon_deg")[:MOST_HOMES],
    ]
    return list(dict.fromkeys(cell_of(lat, lon) for lat, lon in spots))


def list_road_modes(programme: Programme, *, on: date) -> list[RoadMode]:
    """Return how the programme's volunteers use roads, by car where nobody is there yet."""
    travels = list_volunteers(programme, on_mission_from=on).values_list("travel", flat=True)
    used = {MODES[Travel(travel)] for travel in travels} or {RoadMode.CAR}
    return [mode for mode in RoadMode if mode in used]


def list_legs_to_draw(
    programme: Programme, *, today: date
) -> dict[RoadMode, list[tuple[Cell, Cell]]]:
    """Return the drives of the next days' tours, by mode: those a sheet will show."""
    legs: dict[RoadMode, list[tuple[Cell, Cell]]] = {}
    for offset in range(DAYS_DRAWN):
        for tour in list_tours(programme, today + offset * DAY):
            legs.setdefault(mode_of(tour.volunteer), []).extend(cells_along(tour))
    return legs


def mode_of(volunteer: Volunteer) -> RoadMode:
    """Return how a volunteer uses roads."""
    return MODES[Travel(volunteer.travel)]


def cells_along(tour: TourView) -> list[tuple[Cell, Cell]]:
    """Return the drives of a tour, from its base and back, as pairs of cells."""
    return [(cell_of(*start), cell_of(*goal)) for start, goal in ends_of(tour.drives)]


def read_tour_lines(programme: Programme, tours: Sequence[TourView]) -> list[list[Line]]:
    """Return, tour by tour, the line along the road of each drive, empty where none is kept.

    One query for each means of travel; none where no roads are known.
    """
    if programme.roads_version == 0:
        return [[] for _tour in tours]
    legs = [cells_along(tour) for tour in tours]
    wanted: dict[RoadMode, set[tuple[Cell, Cell]]] = {}
    for tour, drives in zip(tours, legs, strict=True):
        wanted.setdefault(mode_of(tour.volunteer), set()).update(drives)
    kept = {mode: read_lines(programme, drives, mode) for mode, drives in wanted.items()}
    return [
        [_drawn(kept[mode_of(tour.volunteer)], leg) for leg in drives]
        for tour, drives in zip(tours, legs, strict=True)
    ]


def _drawn(lines: Mapping[tuple[Cell, Cell], str], leg: tuple[Cell, Cell]) -> Line:
    """Return the line of a drive; one between two homes of a cell is drawn straight."""
    return decode_line(lines[leg]) if leg in lines else []


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulDrive:
    """A drive a person should look at: what the engine answered, what stands in for it."""

    start_deg: tuple[float, float]
    goal_deg: tuple[float, float]
    mode: RoadMode
    doubt: Doubt
    distance_m: int | None  # None where there is no way
    travel_s: int | None

    @property
    def is_used(self) -> bool:
        """Whether planning uses it all the same."""
        return self.doubt is Doubt.DETOUR


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPlace:
    """A place with doubtful drives: most often the place itself is badly caught by a road."""

    place_deg: tuple[float, float]
    mode: RoadMode
    counts: Mapping[Doubt, int]
    drives: Sequence[DoubtfulDrive]  # the most telling ones

    @property
    def total(self) -> int:
        """How many drives to and from it are doubtful."""
        return sum(self.counts.values())


def list_doubtful_places(
    programme: Programme, *, most: int, examples: int
) -> list[DoubtfulPlace]:
    """Return the places whose drives are doubtful, most of them first; no query once read.

    Each drive is told under the one of its ends that has more doubtful drives.
    """
    roads = read_roads(programme)
    found: list[DoubtfulPlace] = []
    for mode, drives in roads.drives.items():
        found += _by_place(drives, roads.places_deg, mode, examples)
    return sorted(found, key=lambda place: (-place.total, place.place_deg))[:most]


def count_doubts(programme: Programme) -> dict[Doubt, int]:
    """Return how many drives are doubtful, by kind, those without any left out."""
    counts: dict[Doubt, int] = {}
    for drives in read_roads(programme).drives.values():
        codes, totals = np.unique(drives.doubts[:, 2], return_counts=True)
        for code, total in zip(codes.tolist(), totals.tolist(), strict=True):
            counts[doubt_of(code)] = counts.get(doubt_of(code), 0) + total
    return counts


def _by_place(
    drives: Drives, places_deg: NDArray[np.float64], mode: RoadMode, examples: int
) -> Iterable[DoubtfulPlace]:
    """Gather doubtful drives under their worse end; `places_deg` has shape (n, 2)."""
    rows = drives.doubts
    # A place that drives cannot reach is more to blame than one across a river.
    blame = np.where(is_refused(rows[:, 2]), REFUSED_WEIGHS, 1)
    held = np.bincount(rows[:, 0], blame, len(places_deg)) + np.bincount(
        rows[:, 1], blame, len(places_deg)
    )
    starts, goals = rows[:, 0], rows[:, 1]
    owner = np.where(held[starts] >= held[goals], starts, goals)
    for number in np.unique(owner).tolist():
        own = rows[owner == number]
        codes, totals = np.unique(own[:, 2], return_counts=True)
        told = own[np.argsort(own[:, 2], kind="stable")][:examples]
        yield DoubtfulPlace(
            place_deg=_spot(places_deg, number),
            mode=mode,
            counts={
                doubt_of(code): total
                for code, total in zip(codes.tolist(), totals.tolist(), strict=True)
            },
            drives=[_drive(row, places_deg, mode) for row in told.tolist()],
        )


def _drive(row: Any, places_deg: NDArray[np.float64], mode: RoadMode) -> DoubtfulDrive:
    """Return one row of `Drives.doubts`; `places_deg` has shape (n, 2)."""
    start, goal, code, metres, seconds = row
    return DoubtfulDrive(
        start_deg=_spot(places_deg, start),
        goal_deg=_spot(places_deg, goal),
        mode=mode,
        doubt=doubt_of(code),
        distance_m=metres if metres >= 0 else None,
        travel_s=seconds if seconds >= 0 else None,
    )


def _spot(places_deg: NDArray[np.float64], number: int) -> tuple[float, float]:
    """Return one of the places, shape (n, 2)."""
    lat_deg, lon_deg = places_deg[number].tolist()
    return lat_deg, lon_deg


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadStatus:
    """How a programme's roads stand: what is known, by whom, and what is not."""

    network: RoadNetwork | None  # None: no engine was ever asked
    places: int
    shells: int  # places whose drives are known, all modes together
    stale: int  # of those, answered by another engine or other tiles
    doubts: Mapping[Doubt, int]

    @property
    def missing(self) -> int:
        """How many places still have no drives, all modes together."""
        modes = len(self.network.modes) if self.network else 0
        return max(0, self.places * modes - self.shells)


def road_status(programme: Programme) -> RoadStatus:
    """Return how a programme's roads stand: four queries, and what reading roads takes."""
    shells = RoadLegs.objects.filter(place__programme=programme)
    return RoadStatus(
        network=find_network(programme),
        places=RoadPlace.objects.filter(programme=programme).count(),
        shells=shells.count(),
        stale=shells.filter(is_stale=True).count(),
        doubts=count_doubts(programme),
    )
