"""Engines asked over HTTP, each in its own format: OSRM, Valhalla, openrouteservice.

Formats: project-osrm.org/docs (v5), valhalla.github.io/valhalla/api, openrouteservice.org/dev
(v2). They are sent points and nothing else; the address comes from the settings or from the
command line alone, and redirects are not followed.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from toctoc.territory.enums import RoadMode
from toctoc.territory.errors import NoRoadNear, RoadsUnreachable
from toctoc.territory.gateways.fetching import NotFetched, fetch
from toctoc.territory.roads import valhalla_words
from toctoc.territory.roads.lines import decode_line
from toctoc.territory.roads.port import ALL_MODES, NO_WAY, Matrix, Places, Route

MAX_BYTES = 20_000_000
type Spot = tuple[float, float]


class HttpEngine(ABC):
    """What the three have in common: asking, and telling a refusal from a failure."""

    name: str
    most_places = 50
    modes = ALL_MODES
    off_road: frozenset[object] = frozenset()  # its codes for places off all roads

    def __init__(self, url: str, *, key: str = "", timeout_s: float = 30.0) -> None:
        self.url, self.key, self.timeout_s = url.rstrip("/"), key, timeout_s
        self.version = f"{self.name} {urlsplit(url).netloc}"

    def matrix(self, sources: Places, targets: Places, mode: RoadMode) -> Matrix:
        answer = self._ask(*self._matrix_question(sources, targets, mode))
        try:
            found = self._read_matrix(answer)
            if found.distance_m.shape == (len(sources), len(targets)):
                return found
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RoadsUnreachable(engine=self.version, reason="garbage") from error
        raise RoadsUnreachable(engine=self.version, reason="garbage")

    def route(self, start: Spot, goal: Spot, mode: RoadMode) -> Route:
        answer = self._ask(*self._route_question(start, goal, mode))
        try:
            return self._read_route(answer)
        except (ValueError, TypeError, KeyError, LookupError, AttributeError) as error:
            raise RoadsUnreachable(engine=self.version, reason="garbage") from error

    @abstractmethod
    def _matrix_question(
        self, sources: Places, targets: Places, mode: RoadMode
    ) -> tuple[str, object]:
        """Return where to ask, and what to post; None: nothing, a GET."""

    @abstractmethod
    def _route_question(self, start: Spot, goal: Spot, mode: RoadMode) -> tuple[str, object]:
        """Return where to ask for one drive, and what to post."""

    @abstractmethod
    def _read_matrix(self, answer: Any) -> Matrix: ...

    @abstractmethod
    def _read_route(self, answer: Any) -> Route: ...

    @abstractmethod
    def _code(self, answer: Any) -> object:
        """Return the code of a refusal, None where there is none."""

    def _ask(self, url: str, asked: object) -> Any:
        headers = {"Authorization": self.key} if self.key else {}
        try:
            content = fetch(
                url, asked=asked, headers=headers, timeout_s=self.timeout_s, max_bytes=MAX_BYTES
            )
            return json.loads(content)
        except NotFetched as error:
            if self._refused(error.data.get("said")) in self.off_road:
                raise NoRoadNear(engine=self.version) from error
            reason = error.data["reason"]
            raise RoadsUnreachable(engine=self.version, reason=reason) from error
        except ValueError as error:
            raise RoadsUnreachable(engine=self.version, reason="garbage") from error

    def _refused(self, said: object) -> object:
        try:
            return self._code(json.loads(said)) if isinstance(said, bytes) else None
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


class OsrmEngine(HttpEngine):
    """OSRM. A server knows one profile: "{mode}" in the address tells several apart."""

    name = "osrm"
    off_road = frozenset({"NoRoute", "NoSegment", "NoTable"})
    words: Mapping[RoadMode, str] = MappingProxyType(
        {RoadMode.CAR: "car", RoadMode.BICYCLE: "bike", RoadMode.FOOT: "foot"}
    )

    def __init__(self, url: str, *, key: str = "", timeout_s: float = 30.0) -> None:
        super().__init__(url, key=key, timeout_s=timeout_s)
        self.modes = ALL_MODES if "{mode}" in url else frozenset({RoadMode.CAR})

    def _base(self, verb: str, mode: RoadMode) -> str:
        return f"{self.url.replace('{mode}', self.words[mode])}/{verb}/v1/driving"

    def _matrix_question(
        self, sources: Places, targets: Places, mode: RoadMode
    ) -> tuple[str, object]:
        rows = ";".join(str(k) for k in range(len(sources)))
        columns = ";".join(str(len(sources) + k) for k in range(len(targets)))
        spots = _spots([*sources.tolist(), *targets.tolist()])
        asked = f"sources={rows}&destinations={columns}&annotations=duration,distance"
        return f"{self._base('table', mode)}/{spots}?{asked}", None

    def _route_question(self, start: Spot, goal: Spot, mode: RoadMode) -> tuple[str, object]:
        asked = "overview=full&geometries=polyline"
        return f"{self._base('route', mode)}/{_spots([start, goal])}?{asked}", None

    def _read_matrix(self, answer: Any) -> Matrix:
        return _matrix(answer["distances"], answer["durations"])

    def _read_route(self, answer: Any) -> Route:
        first = answer["routes"][0]
        return _route(first["geometry"], first["distance"], first["duration"])

    def _code(self, answer: Any) -> object:
        return answer["code"]


class ValhallaHttpEngine(HttpEngine):
    """A Valhalla server: the questions of the one in process, posted."""

    name = "valhalla"
    off_road = frozenset(valhalla_words.OFF_ROAD)

    def _matrix_question(
        self, sources: Places, targets: Places, mode: RoadMode
    ) -> tuple[str, object]:
        asked = valhalla_words.matrix_question(sources, targets, mode)
        return f"{self.url}/sources_to_targets", asked

    def _route_question(self, start: Spot, goal: Spot, mode: RoadMode) -> tuple[str, object]:
        return f"{self.url}/route", valhalla_words.route_question(start, goal, mode)

    def _read_matrix(self, answer: Any) -> Matrix:
        return valhalla_words.read_matrix(answer)

    def _read_route(self, answer: Any) -> Route:
        return valhalla_words.read_route(answer)

    def _code(self, answer: Any) -> object:
        return answer["error_code"]


class OpenRouteServiceEngine(HttpEngine):
    """openrouteservice, the public one (which asks for a key) or one's own."""

    name = "openrouteservice"
    off_road = frozenset({2009, 2010, 6010})
    words: Mapping[RoadMode, str] = MappingProxyType(
        {
            RoadMode.CAR: "driving-car",
            RoadMode.BICYCLE: "cycling-regular",
            RoadMode.FOOT: "foot-walking",
        }
    )

    def _matrix_question(
        self, sources: Places, targets: Places, mode: RoadMode
    ) -> tuple[str, object]:
        spots = [[lon, lat] for lat, lon in (*sources.tolist(), *targets.tolist())]
        numbers = list(range(len(spots)))
        asked = {
            "locations": spots,
            "sources": numbers[: len(sources)],
            "destinations": numbers[len(sources) :],
            "metrics": ["distance", "duration"],
            "units": "m",
        }
        return f"{self.url}/v2/matrix/{self.words[mode]}", asked

    def _route_question(self, start: Spot, goal: Spot, mode: RoadMode) -> tuple[str, object]:
        asked = {"coordinates": [[lon, lat] for lat, lon in (start, goal)], "units": "m"}
        return f"{self.url}/v2/directions/{self.words[mode]}", asked

    def _read_matrix(self, answer: Any) -> Matrix:
        return _matrix(answer["distances"], answer["durations"])

    def _read_route(self, answer: Any) -> Route:
        first = answer["routes"][0]
        summary = first["summary"]
        # Between a place and itself it says nothing of distance.
        return _route(first["geometry"], summary.get("distance", 0), summary.get("duration", 0))

    def _code(self, answer: Any) -> object:
        return answer["error"]["code"]


def _spots(places: Any) -> str:
    return ";".join(f"{lon:.6f},{lat:.6f}" for lat, lon in places)


def _matrix(metres: Any, seconds: Any) -> Matrix:
    """Read tables of metres and seconds, null where there is no way."""
    far, long = np.array(metres, np.float64), np.array(seconds, np.float64)
    is_way = ~(np.isnan(far) | np.isnan(long))
    return Matrix(
        distance_m=np.where(is_way, np.rint(far), NO_WAY).astype(np.int32),
        travel_s=np.where(is_way, np.ceil(long), NO_WAY).astype(np.int32),
    )


def _route(geometry: str, distance_m: float, travel_s: float) -> Route:
    return Route(
        line=decode_line(geometry), distance_m=round(distance_m), travel_s=round(travel_s)
    )
