"""A tour drawn as a sketch: base, numbered stops, the way, a scale. Pure geometry.

The way follows the road where its line is known, and is straight and dashed elsewhere.

Flat projection around the tour’s own latitude: over 50 km it is exact to the width of the pen.
Coordinates are whole units of the drawing: no decimal comma gets into the SVG.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import cos, hypot, radians
from typing import NamedTuple

WIDTH, HEIGHT = 400, 280
MARGIN_X, MARGIN_TOP, MARGIN_BOTTOM = 44, 34, 46
EARTH_M_PER_DEG = 111_195  # along a meridian, sphere of 6371.0088 km
SMALLEST_EXTENT_M = 2_000  # a tour inside one village is not magnified into a maze
SCALES_M = (500, 1_000, 2_000, 5_000, 10_000, 20_000)
LONGEST_SCALE = WIDTH // 3
TOUCHING = 26  # marks nearer than this share one mark
MARK_RADIUS, LETTER_WIDTH = 13, 10
NAME_LETTER, NAME_HEIGHT = 8.2, 15


type Track = Sequence[tuple[float, float]]  # latitude, longitude
type Metres = tuple[float, float]  # east, north
type Spot = tuple[int, int]  # in units of the drawing


class Place(NamedTuple):
    """A point of the tour and what it is called: its commune, or the base."""

    lat_deg: float
    lon_deg: float
    name: str


class Box(NamedTuple):
    """A rectangle of the drawing."""

    left: int
    top: int
    right: int
    bottom: int

    def covers(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    @property
    def is_inside(self) -> bool:
        return (
            self.left >= 0 and self.right <= WIDTH and self.top >= 0 and self.bottom <= HEIGHT
        )


@dataclass(slots=True)
class Mark:
    """A stop, or several at nearly the same spot: "2" or "2, 3"."""

    x: int
    y: int
    label: str
    name: str
    name_x: int = 0
    name_y: int = 0
    anchor: str = "start"  # where the name stands from name_x, in SVG's words

    @property
    def half_width(self) -> int:
        return max(MARK_RADIUS, LETTER_WIDTH * len(self.label) // 2 + 4)

    @property
    def left(self) -> int:
        return self.x - self.half_width

    @property
    def width(self) -> int:
        return 2 * self.half_width

    @property
    def box(self) -> "Box":
        return Box(
            self.left, self.y - MARK_RADIUS, self.left + self.width, self.y + MARK_RADIUS
        )


class Drive(NamedTuple):
    """One drive as drawn."""

    points: str  # of an SVG polyline
    is_by_road: bool


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the template draws."""

    base: Mark
    marks: tuple[Mark, ...]
    drives: tuple[Drive, ...]
    scale_m: int
    scale_width: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def is_by_road(self) -> bool:
        """Whether the whole way follows roads."""
        return all(drive.is_by_road for drive in self.drives)

    @property
    def is_straight(self) -> bool:
        """Whether no road is drawn at all."""
        return not any(drive.is_by_road for drive in self.drives)


def draw_sketch(base: Place, stops: Sequence[Place], tracks: Sequence[Track] = ()) -> Sketch:
    """Fit base and stops into the frame, north up.

    `tracks` holds the line along the road of each drive, the last one back to the base; an
    empty one, or none at all, is drawn straight.
    """
    points = _flatten_m([base, *stops], base)
    roads = [_flatten_m([Place(*spot, "") for spot in track], base) for track in tracks]
    frame = _fit([*points, *(point for road in roads for point in road)])
    spots = [frame.place(point) for point in points]
    scale_m = _nice_scale_m(frame.units_per_m)
    home = Mark(*spots[0], "", base.name)
    marks = _gather_marks(spots, stops)
    _place_names(marks, taken=[home.box, *(mark.box for mark in marks)])
    return Sketch(
        base=home,
        marks=marks,
        drives=tuple(_draw_drives([*spots, spots[0]], roads, frame)),
        scale_m=scale_m,
        scale_width=round(scale_m * frame.units_per_m),
    )


def _draw_drives(
    spots: Sequence[Spot], roads: Sequence[Sequence[Metres]], frame: "_Frame"
) -> Iterator[Drive]:
    """Yield each drive from mark to mark, along its road where there is one."""
    for number, (start, goal) in enumerate(pairwise(spots)):
        road = roads[number] if roads else ()
        between = [frame.place(point) for point in road]
        way = [start, *(spot for spot, _same in groupby(between)), goal]
        yield Drive(" ".join(f"{x},{y}" for x, y in way), is_by_road=bool(road))


def _flatten_m(places: Sequence[Place], origin: Place) -> list[Metres]:
    """Return metres east and north of a place."""
    east_m_per_deg = EARTH_M_PER_DEG * cos(radians(origin.lat_deg))
    return [
        (
            (one.lon_deg - origin.lon_deg) * east_m_per_deg,
            (one.lat_deg - origin.lat_deg) * EARTH_M_PER_DEG,
        )
        for one in places
    ]


class _Frame(NamedTuple):
    """How metres become units of the drawing."""

    east_m: float
    north_m: float
    units_per_m: float

    def place(self, point: Metres) -> Spot:
        middle_y = (MARGIN_TOP + HEIGHT - MARGIN_BOTTOM) / 2
        return (
            round(WIDTH / 2 + (point[0] - self.east_m) * self.units_per_m),
            round(middle_y - (point[1] - self.north_m) * self.units_per_m),
        )


def _fit(points: Sequence[Metres]) -> _Frame:
    (west, east), (south, north) = (
        (min(axis), max(axis)) for axis in zip(*points, strict=True)
    )
    units_per_m = min(
        (WIDTH - 2 * MARGIN_X) / max(east - west, SMALLEST_EXTENT_M),
        (HEIGHT - MARGIN_TOP - MARGIN_BOTTOM) / max(north - south, SMALLEST_EXTENT_M),
    )
    return _Frame((west + east) / 2, (south + north) / 2, units_per_m)


def _nice_scale_m(units_per_m: float) -> int:
    """Return the longest round length that stays a third of the drawing."""
    fitting = [scale_m for scale_m in SCALES_M if scale_m * units_per_m <= LONGEST_SCALE]
    return fitting[-1] if fitting else SCALES_M[0]


def _gather_marks(spots: Sequence[tuple[int, int]], stops: Sequence[Place]) -> tuple[Mark, ...]:
    """Give each stop its number; those that would cover one another share a mark."""
    marks: list[Mark] = []
    for number, (spot, stop) in enumerate(zip(spots[1:], stops, strict=True), start=1):
        x, y = _step_aside(spot, spots[0])
        near = next((one for one in marks if hypot(one.x - x, one.y - y) < TOUCHING), None)
        if near is None:
            marks.append(Mark(x, y, str(number), stop.name))
        else:
            near.label = f"{near.label}, {number}"
    return tuple(marks)


def _step_aside(spot: tuple[int, int], base: tuple[int, int]) -> tuple[int, int]:
    """Move a stop that would cover the base just off it, in its own direction."""
    away = (spot[0] - base[0], spot[1] - base[1])
    gap = hypot(*away)
    if gap >= TOUCHING:
        return spot
    if gap == 0:
        return base[0], base[1] - TOUCHING
    return (
        round(base[0] + away[0] * TOUCHING / gap),
        round(base[1] + away[1] * TOUCHING / gap),
    )


def _place_names(marks: Sequence[Mark], *, taken: list[Box]) -> None:
    """Write each name where it covers nothing, if there is such a place beside its mark."""
    for mark in marks:
        places = list(_list_places(mark))
        free = (
            place
            for place in places
            if place[0].is_inside and not any(place[0].covers(other) for other in taken)
        )
        inside = (place for place in places if place[0].is_inside)
        box, mark.anchor, mark.name_x, mark.name_y = (
            next(free, None) or next(inside, None) or places[0]
        )
        taken.append(box)


def _list_places(mark: Mark) -> Iterator[tuple[Box, str, int, int]]:
    """Yield the places of a name: right, left, below, above; its box, anchor and baseline."""
    length = round(len(mark.name) * NAME_LETTER)
    beside, over = mark.half_width + 5, MARK_RADIUS + NAME_HEIGHT
    right, left = mark.x + beside, mark.x - beside
    middle = mark.y + NAME_HEIGHT // 3
    for anchor, x, start, baseline in (
        ("start", right, right, middle),
        ("end", left, left - length, middle),
        ("middle", mark.x, mark.x - length // 2, mark.y + over),
        ("middle", mark.x, mark.x - length // 2, mark.y - over + NAME_HEIGHT // 2),
    ):
        box = Box(start, baseline - NAME_HEIGHT, start + length, baseline + 2)
        yield box, anchor, x, baseline
