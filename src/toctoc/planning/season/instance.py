"""Season files ("season-1" and "season-2"), read with every field checked.

Minutes and kilometres of the file become seconds and metres here, once. "season-2" says all
that "season-1" does and more, for each field that `facts` has beyond it
(docs/algorithms/season-benchmark.md).
"""

import json
from typing import Any

from toctoc.planning.errors import InvalidDocument, InvalidParameter
from toctoc.planning.model import DAY_S, Interval, Point, PromiseKind, TravelProfile
from toctoc.planning.season.document import Node
from toctoc.planning.season.facts import (
    HALVES,
    WEEKDAYS,
    Absence,
    Call,
    Instance,
    Place,
    Season,
)

__all__ = [
    "Absence",
    "Call",
    "Instance",
    "Place",
    "Season",
    "read_call",
    "read_instance",
    "read_season",
]

PLAIN, EXTENDED = "season-1", "season-2"


def read_instance(text: str) -> Instance:
    """Read an instance file. Raises InvalidDocument with the place and the complaint."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InvalidDocument("instance", f"not JSON ({error})") from error
    root = Node(document, "instance")
    season = read_season(document, where="instance", formats=(PLAIN, EXTENDED))
    is_extended = root.text("format") == EXTENDED
    calls = tuple(
        _read_caller(node, season, is_extended=is_extended) for node in root.list_of("calls")
    )
    for i, call in enumerate(calls):
        if call.id != i or (i and call.day < calls[i - 1].day):
            raise InvalidDocument(
                f"instance.calls[{i}]", "calls are numbered and dated in order"
            )
    return Instance(season=season, calls=calls)


def read_season(
    document: Any, *, where: str = "season", formats: tuple[str, ...] = (PLAIN,)
) -> Season:
    """Read the rules of a season: an instance, or what the protocol says of one."""
    root = Node(document, where)
    kind = root.text("format")
    if kind not in formats:
        raise InvalidDocument(f"{where}.format", f"{kind!r} is not {' or '.join(formats)}")
    try:
        return Season(**_plain_rules(root), **(_more_rules(root) if kind == EXTENDED else {}))
    except InvalidParameter as error:
        raise InvalidDocument(where, str(error)) from error


def _plain_rules(root: Node) -> dict[str, Any]:
    morning, afternoon = _half_days(root)
    return {
        "name": root.text("name"),
        "demand": tuple(_place(node) for node in root.list_of("territory")),
        "bases": tuple(_base(node) for node in root.list_of("bases", least=1)),
        "days": root.whole("days", least=1),
        "lead_days": root.whole("lead_days", least=0),
        "horizon_days": root.whole("horizon_days", least=1),
        "morning": morning,
        "afternoon": afternoon,
        "shift": _minutes(root.child("shift")),
        "visit_s": 60 * root.whole("visit_min", least=1),
        "max_visits": root.whole("max_visits_per_tour", least=1),
        "grid_s": 60 * root.whole("promise_grid_min", least=1),
        "window_s": 60 * root.whole("promise_window_min", least=0),
        "travel": _travel(root.child("travel")),
        "offers": root.whole("offers", least=1),
        "choice_probabilities": tuple(
            node.number_itself(least=0)
            for node in root.list_of("choice_probabilities", least=1)
        ),
    }


def _more_rules(root: Node) -> dict[str, Any]:
    return {
        "promise": PromiseKind(root.one_of("promise", [kind.value for kind in PromiseKind])),
        "travels": tuple(_travel(node) for node in root.list_of("travels")),
        "absences": tuple(_absence(node) for node in root.list_of("absences")),
    }


def _absence(node: Node) -> Absence:
    try:
        return Absence(
            volunteer=node.whole("volunteer", least=0),
            first_day=node.whole("first_day", least=0),
            last_day=node.whole("last_day", least=0),
            announced_day=node.whole("announced_day", least=0),
        )
    except InvalidParameter as error:
        raise InvalidDocument(node.where, str(error)) from error


def read_call(document: Any, season: Season) -> Call:
    """Read one call of the protocol (no draw)."""
    return Call(**_asked(Node(document, "call"), season))


def _read_caller(node: Node, season: Season, *, is_extended: bool) -> Call:
    fate = _fate(node) if is_extended else {}
    return Call(**_asked(node, season), draw=node.number("u", least=0), **fate)


def _asked(node: Node, season: Season) -> dict[str, Any]:
    """Read what is known of a call when it is made."""
    free = node.text("free")
    if len(free) != WEEKDAYS * HALVES or set(free) - {"0", "1"}:
        raise InvalidDocument(f"{node.where}.free", "ten flags 0 or 1 are needed")
    day = node.whole("day", least=0)
    if day >= season.days:
        raise InvalidDocument(
            f"{node.where}.day", f"the season has days 0 to {season.days - 1}"
        )
    return {
        "id": node.whole("call", least=0),
        "day": day,
        "point": _point(node, node.number("lat"), node.number("lon")),
        "free": tuple(flag == "1" for flag in free),
    }


def _fate(node: Node) -> dict[str, Any]:
    """Read what "season-2" says more of a caller; null: the season's, or never."""
    length_min = node.whole_or_none("visit_min", least=1)
    return {
        "draws_again": tuple(u.number_itself(least=0) for u in node.list_of("u_again")),
        "length_s": None if length_min is None else 60 * length_min,
        "cancels_before_days": node.whole_or_none("cancels_before_days", least=0),
        "calls_again_after_days": node.whole_or_none("calls_again_after_days", least=0),
        "is_absent": node.flag("is_absent"),
    }


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


def _place(node: Node) -> Place:
    """Read a commune; calls come by population where no other weight is given."""
    population = node.number("population", least=0)
    return Place(
        point=_point(node, node.number("lat"), node.number("lon")),
        weight=node.number("weight", least=0) if node.has("weight") else population,
        population=population,
        code=node.text("code") if node.has("code") else "",
        name=node.text("nom") if node.has("nom") else "",
    )


def _base(node: Node) -> Point:
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
