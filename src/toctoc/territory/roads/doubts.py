"""Drives that an engine answers and no driver would believe.

They happen where a place is caught by a track, by the wrong bank of a river, or by none. Those
that cannot be true are not used; those that are only odd are, and a person may look at both.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from toctoc.territory.enums import Doubt, RoadMode
from toctoc.territory.roads.port import Ints

type Codes = NDArray[np.int8]

# A place and the road it is caught by lie this far apart at most, so a drive may be that much
# shorter than the great circle at either end.
CAUGHT_M = 400
# Below the first no steady drive is, above the second none either: metres an hour.
SLOWEST: Mapping[RoadMode, int] = MappingProxyType(
    {RoadMode.CAR: 12_000, RoadMode.BICYCLE: 5_000, RoadMode.FOOT: 1_500}
)
FASTEST: Mapping[RoadMode, int] = MappingProxyType(
    {RoadMode.CAR: 135_000, RoadMode.BICYCLE: 45_000, RoadMode.FOOT: 9_000}
)
HOUR_S, SLACK_S = 3_600, 300
ODD_RATIO, ODD_M = 3, 5_000
ABSURD_RATIO, ABSURD_M = 6, 30_000
# In the order of seriousness; what stands first is what is told.
REFUSED = frozenset(
    {Doubt.NO_WAY, Doubt.TOO_SLOW, Doubt.TOO_FAST, Doubt.TOO_SHORT, Doubt.TOO_FAR}
)

# By a Doubt's number: whether what it is said of is not used.
REFUSES: NDArray[np.bool_] = np.array([False, *(doubt in REFUSED for doubt in Doubt)])


def find_doubts(
    straight_m: NDArray[np.float64], distance_m: Ints, travel_s: Ints, mode: RoadMode
) -> Codes:
    """Say what is doubtful of each drive: a Doubt's `number`, 0 for nothing; all one shape."""
    hours = np.maximum(travel_s - SLACK_S, 0) / HOUR_S
    is_short = distance_m + 2 * CAUGHT_M < straight_m
    is_slow = hours * SLOWEST[mode] > distance_m
    is_fast = (travel_s + SLACK_S) / HOUR_S * FASTEST[mode] < distance_m
    is_far = distance_m > ABSURD_RATIO * straight_m + ABSURD_M
    is_odd = distance_m > ODD_RATIO * straight_m + ODD_M
    conditions = [distance_m < 0, is_slow, is_fast, is_short, is_far, is_odd]
    kinds = [
        Doubt.NO_WAY, Doubt.TOO_SLOW, Doubt.TOO_FAST, Doubt.TOO_SHORT, Doubt.TOO_FAR,
        Doubt.DETOUR,
    ]  # fmt: skip
    codes: Codes = np.select(conditions, [kind.number for kind in kinds], 0).astype(np.int8)
    return codes


def is_refused(codes: NDArray[np.signedinteger]) -> NDArray[np.bool_]:
    """Tell which drives are not used: the model stands in for them."""
    refused: NDArray[np.bool_] = REFUSES[codes]
    return refused
