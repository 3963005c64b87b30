"""Half-days of the week that suit someone: ten flags, Monday morning to Friday afternoon.

Stored as ten characters, the same notation as the season benchmark (`free`), so that a stored
request can be replayed as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

WORKING_DAYS = 5
HALVES = ("morning", "afternoon")
COUNT = WORKING_DAYS * len(HALVES)


@dataclass(frozen=True, slots=True)
class HalfDays:
    """A set of half-days of the week.

    >>> week = HalfDays.from_text("1000000001")
    >>> week.suits(weekday=0, half=0), week.suits(weekday=4, half=0)
    (True, False)
    >>> list(week)
    [(0, 0), (4, 1)]
    """

    flags: tuple[bool, ...]

    def __post_init__(self) -> None:
        if len(self.flags) != COUNT:
            message = f"ten half-days expected, got {len(self.flags)}"
            raise ValueError(message)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read ten characters 0 or 1; anything else is a ValueError."""
        if set(text) - {"0", "1"}:
            message = f"half-days are written with 0 and 1, got {text!r}"
            raise ValueError(message)
        return cls(tuple(mark == "1" for mark in text))

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[int, int]]) -> Self:
        """Build from (weekday 0–4, half 0–1) pairs."""
        chosen = set(pairs)
        return cls(tuple(divmod(index, 2) in chosen for index in range(COUNT)))

    @classmethod
    def whole_week(cls) -> Self:
        return cls((True,) * COUNT)

    def suits(self, *, weekday: int, half: int) -> bool:
        """Tell whether a half-day suits; Saturday and Sunday never do."""
        return weekday < WORKING_DAYS and self.flags[2 * weekday + half]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return (divmod(index, 2) for index in range(COUNT) if self.flags[index])

    def __bool__(self) -> bool:
        return any(self.flags)

    def __str__(self) -> str:
        return "".join("1" if flag else "0" for flag in self.flags)
