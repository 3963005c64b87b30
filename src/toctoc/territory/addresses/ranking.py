"""Weighing candidates against what was typed: one function, whatever the database.

Each typed word takes the most alike word of the candidate; the score is what of the typed
weight is found, less a little for each word of the name that nobody typed.
See docs/algorithms/addresses.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from rapidfuzz.distance import OSA

from toctoc.territory.addresses.text import SMALL_WORDS, WAY_TYPES, HouseNumber, Typed, Word

BEGUN, BEGUN_BEFORE, JOINED = 0.95, 0.85, 0.9  # a word begun, begun in the middle, in two words
MISSPELT = 0.9  # of a word all of whose letters would be right
LEAST_ALIKE = 0.55
SHORTEST_JOINED = 6  # letters of a typed word that may be two
SPARE_NAME, SPARE_OTHER, MOST_SPARE = 0.05, 0.02, 0.25
ONLY_PLACE = 0.8  # of the score where nothing of the name was typed
type Hit = tuple[float, int]  # how alike, which word


@dataclass
class Ranking:
    """Scores candidates for one typed address; words met twice are compared once."""

    typed: Typed
    _seen: dict[tuple[int, str], float] = field(default_factory=dict)

    @cached_property
    def weights(self) -> list[float]:
        return [word.weight for word in self.typed.words]

    def score(self, name: Sequence[str], place: Sequence[str]) -> float:
        """Return from 0 to 1 how well a name and a place, in words, answer what was typed."""
        if not self.typed.words:
            return 0.0
        hits = [self._best(index, name, place) for index in range(len(self.typed.words))]
        self._share_joined(hits, name)
        found = sum(
            weight * alike for weight, (alike, _at) in zip(self.weights, hits, strict=True)
        )
        used = {at for alike, at in hits if alike}
        spare = sum(_spare(word) for at, word in enumerate(name) if at not in used)
        says_name = any(
            alike and at < len(name) and name[at] not in SMALL_WORDS for alike, at in hits
        )
        score = found / sum(self.weights) - min(spare, MOST_SPARE)
        return max(0.0, score if says_name else score * ONLY_PLACE)

    def _best(self, index: int, name: Sequence[str], place: Sequence[str]) -> Hit:
        """Return the most alike word of a candidate: the first such, names before places."""
        best: Hit = (0.0, -1)
        for at, word in enumerate((*name, *place)):
            alike = self._compare(index, word)
            if alike > best[0]:
                best = (alike, at)
        if best[0] < JOINED and len(self.typed.words[index].typed) >= SHORTEST_JOINED:
            for at, (left, right) in enumerate(pairwise((*name, *place))):
                alike = JOINED * self._compare(index, left + right)
                best = max(best, (alike, at), key=lambda hit: hit[0])
        return best

    def _share_joined(self, hits: list[Hit], name: Sequence[str]) -> None:
        """Let two typed words answer together one that is written whole: "haute vielle"."""
        for index, (left, right) in enumerate(pairwise(self.typed.words)):
            joined = left.typed + right.typed
            if joined in name and max(hits[index][0], hits[index + 1][0]) < JOINED:
                hits[index] = hits[index + 1] = (JOINED, list(name).index(joined))

    def _compare(self, index: int, word: str) -> float:
        key = (index, word)
        if key not in self._seen:
            typed = self.typed.words[index]
            self._seen[key] = max(_alike(one, word, typed) for one in typed.readings)
        return self._seen[key]


def pick_number(typed: Typed, name: Sequence[str]) -> HouseNumber | None:
    """Return the typed number that is none of the name's: "8 rue du 8 mai" has one, 8."""
    of_name = [word for word in name if word[:1].isdigit()]
    left = []
    for number in reversed(typed.numbers):  # a number of the name comes after the door's
        if number.text in of_name:
            of_name.remove(number.text)
        else:
            left.append(number)
    return left[-1] if left else None


def _alike(reading: str, word: str, typed: Word) -> float:
    if reading == word:
        return 1.0
    if word.startswith(reading) and (typed.is_last or len(reading) > 2):
        return BEGUN if typed.is_last else BEGUN_BEFORE
    if min(len(reading), len(word)) < 3:
        return 0.0
    alike = OSA.normalized_similarity(reading, word)
    if typed.is_last and len(word) > len(reading):
        begun = word[: len(reading) + 1]
        alike = max(alike, BEGUN * OSA.normalized_similarity(reading, begun))
    return MISSPELT * alike if alike >= LEAST_ALIKE else 0.0


def _spare(word: str) -> float:
    if word in SMALL_WORDS:
        return 0.0
    return SPARE_OTHER if word in WAY_TYPES else SPARE_NAME
