"""The season format ("season-1"), read with every field checked.

Minutes and kilometres of the file become seconds and metres here, once.
"""

import json
from dataclasses import dataclass
from typing import Any

from toctoc.planning.errors import InvalidDocument, InvalidParameter
from toctoc.planning.model import DAY_S, DemandPoint, Interval, Point, TravelProfile
from toctoc.planning.season.document import Node

WEEKDAYS = 5
HALVES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """The rules of a season: all but its calls. Working day d falls on weekday d mod 5."""

    name: str
    demand: tuple[DemandPoint, ...]
    bases: tuple[Point, ...]
    days: int
    lead_days: int
    horizon_days: int
    morning: Interval
    afternoon: Interval
    shift: Interval
    visit_s: int
    max_visits: int
    grid_s: int
    window_s: int
    travel: TravelProfile
    offers: int
    choice_probabilities: tuple[float, ...]

    @property
    def last_day(self) -> int:
        """The last day any call can be given."""
        return self.days + self.lead_days + self.horizon_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call: made on working day `day`; `free` flags the ten half-days of a week.

    `draw` decides which offer the caller takes; a policy never sees it.
    """

    id: int
    day: int
    point: Point
    free: tuple[bool, ...]
    draw: float | None = None

    def is_free(self, day: int, *, is_afternoon: bool) -> bool:
        """Tell whether a half-day suits the caller."""
        return self.free[HALVES * (day % WEEKDAYS) + is_afternoon]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A season with its calls, in the order in which they are made."""

    season: Season
    calls: tuple[Call, ...]


def read_instance(text: str) -> Instance:
    """Read an instance file. Raises InvalidDocument with the place and the complaint."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InvalidDocument("instance", f"not JSON ({error})") from error
    root = Node(document, "instance")
    season = read_season(document, where="instance")
    calls = tuple(_read_call(node, season, needs_draw=True) for node in root.list_of("calls"))
    for i, call in enumerate(calls):
        if call.id != i or (i and call.day < calls[i - 1].day):
            raise InvalidDocument(
                f"instance.calls[{i}]", "calls are numbered and dated in order"
            )
    return Instance(season=season, calls=calls)


def read_season(document: Any, *, where: str = "season") -> Season:
    """Read the rules of a season: an instance, or what the protocol says of one."""
    root = Node(document, where)
    if root.text("format") != "season-1":
        raise InvalidDocument(f"{where}.format", f"{root.text('format')!r} is not 'season-1'")
    morning, afternoon = _half_days(root)
    try:
        return Season(
            name=root.text("name"),
            demand=tuple(_demand(node) for node in root.list_of("territory")),
            bases=tuple(_place(node) for node in root.list_of("bases", least=1)),
            days=root.whole("days", least=1),
            lead_days=root.whole("lead_days", least=0),
            horizon_days=root.whole("horizon_days", least=1),
            morning=morning,
            afternoon=afternoon,
            shift=_minutes(root.child("shift")),
            visit_s=60 * root.whole("visit_min", least=1),
            max_visits=root.whole("max_visits_per_tour", least=1),
            grid_s=60 * root.whole("promise_grid_min", least=1),
            window_s=60 * root.whole("promise_window_min", least=0),
            travel=_travel(root.child("travel")),
            offers=root.whole("offers", least=1),
            choice_probabilities=tuple(
                node.number_itself(least=0)
                for node in root.list_of("choice_probabilities", least=1)
            ),
        )
    except InvalidParameter as error:
        raise InvalidDocument(where, str(error)) from error


def read_call(document: Any, season: Season) -> Call:
    """Read one call of the protocol (no draw)."""
    return _read_call(Node(document, "call"), season, needs_draw=False)


def _read_call(node: Node, season: Season, *, needs_draw: bool) -> Call:
    free = node.text("free")
    if len(free) != WEEKDAYS * HALVES or set(free) - {"0", "1"}:
        raise InvalidDocument(f"{node.where}.free", "ten flags 0 or 1 are needed")
    day = node.whole("day", least=0)
    if day >= season.days:
        raise InvalidDocument(
            f"{node.where}.day", f"the season has days 0 to {season.days - 1}"
        )
    return Call(
        id=node.whole("call", least=0),
        day=day,
        point=_point(node, node.number("lat"), node.number("lon")),
        free=tuple(flag == "1" for flag in free),
        draw=node.number("u", least=0) if needs_draw else None,
    )


def _half_days(root: Node) -> tuple[Interval, Interval]:
    halves = [_minutes(node) for node in root.list_of("half_days")]
    if len(halves) != HALVES or halves[0].end_s >= halves[1].start_s:
        raise InvalidDocument(
            f"{root.where}.half_days", "a morning and a later afternoon are needed"
        )
    return halves[0], halves[1]


def _minutes(node: Node) -> Interval:
    start_min, end_min = (item.number_itself(least=0) for item in node.items(count=2))
    if not start_min <= end_min <= DAY_S / 60:
        raise InvalidDocument(node.where, "start and end of one day, in minutes, are needed")
    return Interval(start_s=round(60 * start_min), end_s=round(60 * end_min))


def _demand(node: Node) -> DemandPoint:
    return DemandPoint(
        point=_point(node, node.number("lat"), node.number("lon")),
        weight=node.number("population", least=0),
    )


def _place(node: Node) -> Point:
    lat_deg, lon_deg = (item.number_itself() for item in node.items(count=2))
    return _point(node, lat_deg, lon_deg)


def _point(node: Node, lat_deg: float, lon_deg: float) -> Point:
    try:
        return Point(lat_deg=lat_deg, lon_deg=lon_deg)
    except InvalidParameter as error:
        raise InvalidDocument(node.where, str(error)) from error


def _travel(node: Node) -> TravelProfile:
    return TravelProfile(
        circuity_ratio=node.number("circuity"),
        extra_m=round(1_000 * node.number("extra_km")),
        speed_m_per_h=round(1_000 * node.number("speed_kmh")),
        stop_s=round(60 * node.number("stop_min")),
    )
