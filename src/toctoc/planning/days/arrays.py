"""One day as arrays, for the compiled kernels: who works, what is booked, how far all is apart.

Nodes number the places: first S stops (booked ones and the request; a season may hold all its
calls), then the base of each volunteer: S + v. Volunteers are ordered so that *twins* (alike in
everything) stand together.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.int64]
type Ints32 = NDArray[np.int32]
type Floats = NDArray[np.float64]
type Flags = NDArray[np.bool_]

UNLIMITED_S = 2**40


class DayArrays(NamedTuple):
    """A day for the kernels. V volunteers, S stops, N = S + V nodes, G travel profiles."""

    earliest_s: Ints  # (S,) windows of starts; the request's are set for each trial
    latest_s: Ints  # (S,)
    length_s: Ints  # (S,)
    may_serve: Flags  # (V, S) skills, and pinned stops stay where they are
    travel_s: Ints  # (G, N, N)
    distance_m: Ints  # (G, N, N)
    profile: Ints  # (V,) which of the G
    twin: Ints  # (V,) class number; equal for volunteers alike in everything
    shift_s: Ints  # (V, 2) start and end
    max_visits: Ints  # (V,)
    work_left_s: Ints  # (V,) what the day and the week still allow for this tour
    pauses: Ints  # (V, b, 2) breaks


class Plan(NamedTuple):
    """Tours of a day as nodes in driving order."""

    node: Ints  # (V, at least as many as stops of the day)
    visits: Ints  # (V,) how many of each row are used


class Demand(NamedTuple):
    """Where calls are still to come from. K places, N nodes, G travel profiles."""

    weight: Floats  # (K,) share of calls, summing to 1
    travel_s: Ints32  # (G, N, K) from a node to a place
    distance_m: Ints32  # (G, N, K)
    back_s: Ints32  # (G, N, K) from a place to a node
    back_m: Ints32  # (G, N, K)
    half_s: Ints  # (2, 2) first and last possible start, morning and afternoon, of this day
    length_s: int  # of a usual visit
