"""What no driver would believe."""

import numpy as np
import pytest

from toctoc.territory.enums import Doubt, RoadMode
from toctoc.territory.roads.doubts import find_doubts, is_refused


def doubt(straight_m, distance_m, travel_s, mode=RoadMode.CAR):
    codes = find_doubts(
        np.array([float(straight_m)]), np.array([distance_m]), np.array([travel_s]), mode
    )
    (code,) = codes.tolist()
    return list(Doubt)[code - 1] if code else None, bool(is_refused(codes)[0])


@pytest.mark.parametrize(
    ("drive", "expected"),
    [
        ((10_000, 13_000, 900), (None, False)),
        ((10_000, -1, -1), (Doubt.NO_WAY, True)),
        ((15_000, 20_000, 7_200), (Doubt.TOO_SLOW, True)),  # two hours for twenty kilometres
        ((15_000, 20_000, 200), (Doubt.TOO_FAST, True)),
        ((15_000, 13_000, 900), (Doubt.TOO_SHORT, True)),
        ((1_000, 60_000, 4_000), (Doubt.TOO_FAR, True)),
        ((1_000, 14_200, 1_283), (Doubt.DETOUR, False)),  # a river: odd, and true
        ((0, 0, 0), (None, False)),
        ((40, 900, 120), (None, False)),
    ],
)
def test_a_drive_is_believed_or_not(drive, expected):
    assert doubt(*drive) == expected


def test_what_is_slow_for_a_car_is_not_on_foot():
    assert doubt(1_000, 1_400, 1_200, RoadMode.CAR) == (Doubt.TOO_SLOW, True)
    assert doubt(1_000, 1_400, 1_200, RoadMode.FOOT) == (None, False)
    assert doubt(15_000, 20_000, 1_200, RoadMode.FOOT) == (Doubt.TOO_FAST, True)
