"""An address as it is written and as it is typed, brought to the same words.

Words are upper case without accents (common.names.fold). What people shorten or say in Béarnais
is read both ways: "ch." also as CHEMIN, "camin deu" also as CHEMIN DU.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from types import MappingProxyType

from toctoc.common.names import fold

SEPARATOR = " / "  # between the name of a street and where it is, in the indexed text

LONG_FORMS: Mapping[str, str] = MappingProxyType(
    {
        "ALL": "ALLEE", "ALLEES": "ALLEE", "AV": "AVENUE", "AVE": "AVENUE", "BD": "BOULEVARD",
        "BLD": "BOULEVARD", "BLVD": "BOULEVARD", "BVD": "BOULEVARD", "C": "CHEMIN",
        "CAMI": "CHEMIN", "CAMIN": "CHEMIN", "CAP": "CAPITAINE", "CARRERA": "RUE",
        "CARRERE": "RUE", "CARRERO": "RUE", "CD": "COMMANDANT", "CDT": "COMMANDANT",
        "CH": "CHEMIN", "CHE": "CHEMIN", "CHEM": "CHEMIN", "CHM": "CHEMIN", "CIT": "CITE",
        "CL": "COLONEL", "COL": "COLONEL", "CRS": "COURS", "CTE": "COTE", "DEU": "DU",
        "DEUS": "DES", "DR": "DOCTEUR", "FBG": "FAUBOURG", "FG": "FAUBOURG", "GAL": "GENERAL",
        "GEN": "GENERAL", "GR": "GRANDE", "HAM": "HAMEAU", "IMM": "IMMEUBLE", "IMP": "IMPASSE",
        "LOT": "LOTISSEMENT", "LTS": "LOTISSEMENT", "MAL": "MARECHAL", "MTE": "MONTEE",
        "NTRE": "NOTRE", "PAS": "PASSAGE", "PASS": "PASSAGE", "PL": "PLACE", "PLACA": "PLACE",
        "PLASSA": "PLACE", "PLASSE": "PLACE", "PR": "PROFESSEUR", "PROF": "PROFESSEUR",
        "PT": "PETIT", "PTE": "PETITE", "QRT": "QUARTIER", "QU": "QUARTIER", "QUA": "QUARTIER",
        "QUART": "QUARTIER", "R": "RUE", "RES": "RESIDENCE", "RESID": "RESIDENCE",
        "RPT": "ROND", "RT": "ROUTE", "RTE": "ROUTE", "SEN": "SENTIER", "SQ": "SQUARE",
        "ST": "SAINT", "STE": "SAINTE", "STES": "SAINTES", "STS": "SAINTS", "VLA": "VILLA",
        "VGE": "VILLAGE", "ZA": "ZONE", "ZI": "ZONE",
    }
)  # fmt: skip
WAY_TYPES = frozenset(
    {
        "ALLEE", "AVENUE", "BOULEVARD", "CHEMIN", "CITE", "COTE", "COURS", "DOMAINE",
        "FAUBOURG", "HAMEAU", "IMMEUBLE", "IMPASSE", "LOTISSEMENT", "MONTEE", "PASSAGE",
        "PLACE", "QUAI", "QUARTIER", "RESIDENCE", "ROND", "ROUTE", "RUE", "SENTIER", "SQUARE",
        "VILLA", "VILLAGE", "VOIE", "ZONE",
    }
)  # fmt: skip
SMALL_WORDS = frozenset(
    {
        "A", "AU", "AUX", "D", "DE", "DES", "DEUS", "DEU", "DU", "EN", "ET", "L", "LA", "LAS",
        "LE", "LES", "LO", "LOS", "LOU", "SOUS", "SUR",
    }
)  # fmt: skip
SUFFIXES: Mapping[str, str] = MappingProxyType(
    {"B": "BIS", "T": "TER", "Q": "QUATER", "BIS": "B", "TER": "T", "QUATER": "Q"}
)
WHOLE_NAME, SHORTEST_NAME = 6, 0.4  # letters of a name that weighs 1; the least one weighs
_WORD_SUFFIXES = frozenset({"BIS", "TER", "QUATER", "QUINQUIES"})
_NUMBER = re.compile(r"(\d{1,4})([A-Z]|BIS|TER|QUATER|QUINQUIES)?")
_POSTCODE = re.compile(r"\d{5}")
_LOCALITY = re.compile(r"\b(?:LIEU ?DIT|LD)\b")
_NUMBER_SIGN = re.compile(r"\b(?:N|NO|NUM|NUMERO) (?=\d)")


class WordKind(Enum):
    """What a typed word says."""

    SMALL = "small"
    WAY_TYPE = "way type"
    NAME = "name"
    POSTCODE = "postcode"


WEIGHTS: Mapping[WordKind, float] = MappingProxyType(
    {WordKind.SMALL: 0.1, WordKind.WAY_TYPE: 0.35, WordKind.POSTCODE: 1.0}
)


@dataclass(frozen=True, slots=True)
class Word:
    """A typed word: its readings, what it says, and whether it may still be unfinished."""

    readings: tuple[str, ...]
    kind: WordKind
    is_last: bool = False

    @property
    def typed(self) -> str:
        return self.readings[0]

    @property
    def weight(self) -> float:
        """How much it says: a long name more than a short one, which may be half a word."""
        if self.kind is not WordKind.NAME:
            return WEIGHTS[self.kind]
        return max(SHORTEST_NAME, min(1.0, len(self.typed) / WHOLE_NAME))


@dataclass(frozen=True, slots=True)
class HouseNumber:
    """A number that was typed; `text` as it stood: it may turn out to be of the name."""

    number: int
    suffix: str
    text: str

    def __str__(self) -> str:
        return f"{self.number} {self.suffix.lower()}".strip()

    def is_suffix(self, suffix: str) -> bool:
        """Tell whether a door's suffix is the one meant: "B" is also said for "bis"."""
        found = fold(suffix)
        return found == self.suffix or SUFFIXES.get(self.suffix) == found


@dataclass(frozen=True)
class Typed:
    """What was typed, read once: its words, and the numbers among them."""

    words: tuple[Word, ...]
    numbers: tuple[HouseNumber, ...]

    @cached_property
    def needed(self) -> tuple[Word, ...]:
        """The words that an answer must hold: names and postcodes, else whatever there is."""
        said = tuple(word for word in self.words if word.kind is not WordKind.SMALL)
        return said or self.words

    @cached_property
    def telling(self) -> tuple[Word, ...]:
        """The words that tell one street from another, where there are any."""
        names = tuple(word for word in self.words if word.kind is WordKind.NAME)
        return names or self.needed


def read_typed(text: str) -> Typed:
    """Read an address as it is typed, in any order, finished or not.

    >>> typed = read_typed("12bis ch. de l'Église, 64160")
    >>> [str(number) for number in typed.numbers], [word.readings for word in typed.needed]
    (['12 bis'], [('CH', 'CHEMIN'), ('EGLISE',), ('64160',)])
    """
    parts = _plain_words(text)
    words, numbers = [], []
    for index, part in enumerate(parts):
        number = _NUMBER.fullmatch(part)
        if number:
            numbers.append(HouseNumber(int(number[1]), number[2] or "", part))
        else:
            words.append(_read_word(part, is_last=index == len(parts) - 1))
    return Typed(tuple(words), tuple(numbers))


def index_text(name: str, *places: str) -> str:
    """Return the words under which a street is found, its name's first.

    >>> index_text("Chemin de St-Jammes", "Morlaàs", "64160")
    'CHEMIN DE ST JAMMES SAINT / MORLAAS 64160'
    """
    where = [word for place in places for word in _both_ways(place)]
    return SEPARATOR.join(filter(None, (" ".join(_both_ways(name)), " ".join(where))))


def split_index_text(text: str) -> tuple[list[str], list[str]]:
    """Return the words of the name and those of the place of an indexed text."""
    name, _separator, place = text.partition(SEPARATOR)
    return name.split(), place.split()


def _both_ways(text: str) -> list[str]:
    written = fold(text).split()
    longer = [LONG_FORMS[word] for word in written if word in LONG_FORMS and len(word) > 1]
    return [*written, *(word for word in longer if word not in written)]


def _plain_words(text: str) -> list[str]:
    """Return the words, a suffix put to its number: "12 bis" and "12 B rue…" are one word."""
    plain = _NUMBER_SIGN.sub("", _LOCALITY.sub(" ", fold(text)))
    return list(_join_suffixes(plain.split()))


def _join_suffixes(words: list[str]) -> Iterator[str]:
    index = 0
    while index < len(words):
        word, following = words[index], words[index + 1 : index + 3]
        if word.isdigit() and len(word) < 5 and _is_suffix(*following):
            word += following[0]
            index += 1
        yield word
        index += 1


def _is_suffix(word: str = "", following: str = "") -> bool:
    """Tell whether a word after a number is its suffix: "12 D" only before a kind of way."""
    if word in _WORD_SUFFIXES:
        return True
    is_way = LONG_FORMS.get(following, following) in WAY_TYPES
    return len(word) == 1 and word.isalpha() and (word in "BCEFGHT" or is_way) and word != "L"


def _read_word(word: str, *, is_last: bool) -> Word:
    if _POSTCODE.fullmatch(word):
        return Word((word,), WordKind.POSTCODE, is_last)
    longer = LONG_FORMS.get(word)
    readings = (word, longer) if longer else (word,)
    if word in SMALL_WORDS:
        return Word(readings, WordKind.SMALL, is_last)
    kind = WordKind.WAY_TYPE if WAY_TYPES.intersection(readings) else WordKind.NAME
    return Word(readings, kind, is_last)
