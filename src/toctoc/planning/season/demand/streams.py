"""Common random numbers: a stream of its own for each aspect of each caller and volunteer.

A rule or a parameter that changes never shifts what is drawn for anything else, so that two
seasons differ only where they should.
"""

from collections.abc import Callable
from enum import IntEnum

import numpy as np

# Makes the generator of a key: always the same for the same key. Made at the edge from a seed.
type Streams = Callable[[tuple[int, ...]], np.random.Generator]


class Aspect(IntEnum):
    """What is drawn; the numbers are part of what a seed means and never change."""

    COUNT = 0  # how many call (day)
    HOME = 1  # from where (day, caller)
    FREE = 2  # which half-days suit
    CHOICE = 3  # which offer is taken
    LENGTH = 4  # how long the visit takes
    CANCEL = 5  # whether, and when, the appointment is given up
    NO_SHOW = 6  # whether somebody opens
    ABSENCE = 7  # whether a volunteer falls out (volunteer, day)


def pick[T](draw: float, chances: tuple[tuple[T, float], ...]) -> T:
    """Return the value on which a draw in [0, 1) falls; chances need not sum to 1.

    >>> pick(0.5, (("a", 1.0), ("b", 3.0)))
    'b'
    """
    threshold = draw * sum(chance for _, chance in chances)
    for value, chance in chances:
        threshold -= chance
        if threshold < 0:
            return value
    return chances[-1][0]
