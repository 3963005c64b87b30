"""Narrowing streets in the database: by the beginnings of their words, misspelt or not.

Each answer is a few hundred candidates at most; `ranking` decides. SQLite asks its FTS5 tables,
PostgreSQL its text-search and pg_trgm indexes (migrations 0003_address, 0006_street_words).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations, islice, pairwise
from types import MappingProxyType
from typing import NamedTuple

from django.db import connection
from django.db.models import BooleanField, Case, Value, When
from django.db.models.expressions import RawSQL
from rapidfuzz.distance import OSA

from toctoc.territory.addresses.text import Typed, Word
from toctoc.territory.models import Street, StreetWord

CANDIDATES = 200
ALIKE = 150  # words looked at for a misspelt one
CORRECTIONS = 12  # of these, kept
SHORTEST_MISSPELT = 4  # shorter words resemble everything
MOST_WORDS, MOST_TRIES = 6, 6
MOST_SLIPS, MOST_LETTERS = 3, 60
LONG = 8  # letters of a word from which three slips are forgiven
ARTICLES = ("DES", "LES", "LAS", "DE", "DU", "LA", "LE", "D", "L")
SET_SHARE = "SELECT set_config('pg_trgm.similarity_threshold', %s, false)"
SHARE = 0.15  # of trigrams in common, from which PostgreSQL looks at a word

type Readings = Sequence[str]  # of one word; "CHE*" reads every word that begins so
type Scope = Collection[str] | None  # INSEE codes; None: everywhere

# How "both", "either", a word and the beginning of one are written.
SYNTAX: Mapping[str, tuple[str, str, tuple[str, str]]] = MappingProxyType(
    {
        "sqlite": (" AND ", " OR ", ('"{}"', '"{}"*')),
        "postgresql": (" & ", " | ", ("{}", "{}:*")),
    }
)
HAS_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "sqlite": "territory_street.id IN (SELECT rowid FROM territory_street_words"
        " WHERE territory_street_words MATCH %s)",
        "postgresql": "territory_street.words @@ to_tsquery('simple', %s)",
    }
)
LIKE_WORD: Mapping[str, str] = MappingProxyType(
    {
        "sqlite": "SELECT w.word FROM territory_streetword_grams g"
        " JOIN territory_streetword w ON w.id = g.rowid"
        " WHERE territory_streetword_grams MATCH %s ORDER BY g.rank, w.word LIMIT %s",
        "postgresql": "SELECT word FROM territory_streetword"
        " WHERE length(word) BETWEEN %s AND %s AND padded %% %s"
        " ORDER BY padded <-> %s, word LIMIT %s",
    }
)


class StreetRow(NamedTuple):
    """A street as it is read here, by the hundred: a model's instance costs five times more."""

    pk: int
    ban_id: str
    kind: str
    name: str
    code_insee: str
    commune_name: str
    postcode: str
    former_commune: str
    text: str
    doors: int
    lat_deg: float
    lon_deg: float


def list_streets(typed: Typed, *, scope: Scope, first: str) -> list[StreetRow]:
    """Return streets that hold a word beginning as each needed word does; one query."""
    return _matching([_begun(word) for word in typed.needed], scope=scope, first=first)


def list_streets_alike(typed: Typed, *, scope: Scope, first: str) -> list[StreetRow]:
    """Return streets that hold the telling words as they may have been meant.

    All of them, else all but any one, and so on until something is found.
    """
    sought = sorted(_as_meant(typed.telling), key=lambda readings: -len(readings[0]))
    longest = sought[:MOST_WORDS]
    for size in range(len(longest), 0, -1):
        some = islice(combinations(longest, size), MOST_TRIES)
        answers = [_matching(few, scope=scope, first=first) for few in some]
        found = {street.pk: street for streets in answers for street in streets}
        if found:
            return list(found.values())
    return []


def _matching(words: Sequence[Readings], *, scope: Scope, first: str) -> list[StreetRow]:
    """Return streets by how many doors they have, those of the commune `first` on top."""
    if not any(words):
        return []
    vendor = connection.vendor
    sought = _query(words, vendor=vendor)
    streets = Street.objects.filter(
        RawSQL(HAS_WORDS[vendor], [sought], output_field=BooleanField())  # noqa: S611 -- a constant, its value passed apart
    )
    if scope is not None:
        streets = streets.filter(code_insee__in=scope)
    here = Case(When(code_insee=first, then=Value(0)), default=Value(1))
    ordered = streets.order_by(here, "-doors", "ban_id")[:CANDIDATES]
    return [StreetRow._make(row) for row in ordered.values_list(*StreetRow._fields)]


def _query(words: Sequence[Readings], *, vendor: str) -> str:
    """Write what is sought: each word in one of its readings, in the database's own syntax."""
    both, either, term = SYNTAX[vendor]
    sought = (either.join(_term(one, term) for one in word) for word in words if word)
    return both.join(f"({one})" for one in sought)


def _term(reading: str, syntax: tuple[str, str]) -> str:
    """Write one reading; quoted for FTS5, to which a bare OR is no word."""
    whole, begun = syntax
    word = reading.rstrip("*")
    return (begun if reading.endswith("*") else whole).format(word)


def _begun(word: Word) -> Readings:
    """Read a word as the beginning of any, unless it is one letter that stands for a word."""
    return [f"{one}*" for one in word.readings if len(one) > 1 or len(word.readings) == 1]


def _as_meant(words: Sequence[Word]) -> list[Readings]:
    """Read each word also as the known words it resembles, or is made of, or makes.

    Two or three letters that no street has are left out, unless there is nothing else.
    """
    known = _known_parts(words)
    readings: list[list[str]] = []
    for index, word in enumerate(words):
        is_known = word.typed in known
        alike = [] if is_known else _alike(word)
        parts = [part for cut in _cuts(word.typed) if known.issuperset(cut) for part in cut]
        pairs = [pair for pair in _pairs(words, index) if pair in known]
        if is_known or alike or parts or pairs or len(word.typed) >= SHORTEST_MISSPELT:
            readings.append([*_begun(word), *alike, *parts, *pairs])
    return [list(dict.fromkeys(one)) for one in readings] or [_begun(word) for word in words]


def _known_parts(words: Sequence[Word]) -> set[str]:
    """Return the words the index knows among those typed, their parts and their pairs."""
    typed = [word.typed for word in words]
    parts = {part for word in typed for cut in _cuts(word) for part in cut}
    pairs = {pair for index, _word in enumerate(words) for pair in _pairs(words, index)}
    wanted = parts | pairs | set(typed)
    return set(StreetWord.objects.filter(word__in=wanted).values_list("word", flat=True))


def _cuts(word: str) -> Iterable[tuple[str, str]]:
    return ((word[:at], word[at:]) for at in range(2, len(word) - 2))


def _pairs(words: Sequence[Word], index: int) -> Iterable[str]:
    """Yield a word written together with the one before and the one after it."""
    near = words[max(0, index - 1) : index + 2]
    return (left.typed + right.typed for left, right in pairwise(near))


def _alike(word: Word) -> Readings:
    """Return the known words that a word resembles, most alike first; at most two queries."""
    found: dict[str, int] = {}
    for typed in _without_article(word.typed):
        limit = 1 if len(typed) == SHORTEST_MISSPELT else 2 + (len(typed) > LONG)
        for known in _look_up(typed, is_last=word.is_last) if typed.isalpha() else ():
            slips = count_slips(typed, known, is_last=word.is_last)
            if slips <= limit:
                found[known] = min(slips, found.get(known, slips))
    return sorted(found, key=lambda known: (found[known], known))[:CORRECTIONS]


def _without_article(word: str) -> Iterable[str]:
    """Yield a word, and what is left of it where an article stuck to it: "desmarque"."""
    if len(word) >= SHORTEST_MISSPELT:
        yield word
    article = next((one for one in ARTICLES if word.startswith(one)), "")
    if article and len(word) - len(article) > SHORTEST_MISSPELT:
        yield word.removeprefix(article)


def count_slips(typed: str, known: str, *, is_last: bool) -> int:
    """Return how many letters were missed, added, changed or swapped.

    >>> count_slips("CRETSE", "CRETES", is_last=False)
    1
    >>> count_slips("LARIG", "LARRIGOS", is_last=True)  # begun, with one r only
    1
    """
    whole = OSA.distance(typed, known)
    if not is_last or len(known) <= len(typed):
        return whole
    begun = range(len(typed) - 1, min(len(typed) + 2, len(known)))
    return min(whole, *(OSA.distance(typed, known[:length]) for length in begun))


def _look_up(word: str, *, is_last: bool) -> list[str]:
    """Return the known words that share most trigrams with a word, far longer ones left out."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            padded = f" {word} "
            grams = dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2))
            sought = " OR ".join(f'"{gram}"' for gram in grams)
            cursor.execute(LIKE_WORD["sqlite"], [sought, ALIKE])
        else:
            cursor.execute(SET_SHARE, [str(SHARE)])
            longest = MOST_LETTERS if is_last else len(word) + MOST_SLIPS
            lengths = [len(word) - MOST_SLIPS, longest]
            cursor.execute(LIKE_WORD["postgresql"], [*lengths, word, word, ALIKE])
        return [known for (known,) in cursor.fetchall()]
