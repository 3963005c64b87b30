"""Where things are and how one gets from one to another."""

from dataclasses import dataclass

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model.roads import RoadTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place, in degrees (WGS 84). No travel between equal points."""

    lat_deg: float
    lon_deg: float

    def __post_init__(self) -> None:
        """Refuse what is not on Earth."""
        if not -90 <= self.lat_deg <= 90:
            raise InvalidParameter("lat_deg", self.lat_deg, "a latitude lies in [-90, 90]")
        if not -180 <= self.lon_deg <= 180:
            raise InvalidParameter("lon_deg", self.lon_deg, "a longitude lies in [-180, 180]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FasterBeyond:
    """Another speed for the part of a drive that lies beyond so many metres: larger roads."""

    beyond_m: int
    speed_m_per_h: int

    def __post_init__(self) -> None:
        """Refuse standing still, and what would be the first speed."""
        if self.beyond_m <= 0:
            raise InvalidParameter("beyond_m", self.beyond_m, "more than 0")
        if self.speed_m_per_h <= 0:
            raise InvalidParameter("speed_m_per_h", self.speed_m_per_h, "more than 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelProfile:
    """How a volunteer travels: by `roads` where they are known, by a model elsewhere.

    The model: road metres = great circle × circuity + extra; seconds = road / speed, at other
    speeds beyond some metres. `stop_s` is paid once a leg, known or not: parking, walking to
    the door.
    """

    circuity_ratio: float = 1.3
    extra_m: int = 0
    speed_m_per_h: int = 50_000
    stop_s: int = 180
    faster: tuple[FasterBeyond, ...] = ()  # in order of `beyond_m`
    roads: RoadTable | None = None

    def __post_init__(self) -> None:
        """Refuse a road shorter than the straight line, and standing still."""
        if not self.circuity_ratio >= 1:
            raise InvalidParameter("circuity_ratio", self.circuity_ratio, "at least 1")
        if self.extra_m < 0:
            raise InvalidParameter("extra_m", self.extra_m, "at least 0")
        if self.speed_m_per_h <= 0:
            raise InvalidParameter("speed_m_per_h", self.speed_m_per_h, "more than 0")
        if self.stop_s < 0:
            raise InvalidParameter("stop_s", self.stop_s, "at least 0")
        steps_m = [step.beyond_m for step in self.faster]
        if steps_m != sorted(set(steps_m)):
            raise InvalidParameter("faster", steps_m, "in order, each distance once")
