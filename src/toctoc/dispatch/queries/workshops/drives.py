"""How long people drive to a place: by car, as a volunteer would."""

from collections.abc import Sequence

from toctoc.dispatch.bridge.roads import PROFILES
from toctoc.people.enums import Travel
from toctoc.planning.model import Point
from toctoc.planning.travel import Legs, coordinates_deg, legs_between


def drive_all(origins: Sequence[Point], goals: Sequence[Point]) -> Legs:
    """Drive from each origin to each goal: legs of shape (origins, goals)."""
    return legs_between(
        coordinates_deg(origins)[:, None],
        coordinates_deg(goals)[None],
        PROFILES[Travel.CAR],
    )
