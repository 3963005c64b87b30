"""Possible duplicates of a file being typed: by phone, by name, by sound, by resemblance.

The database narrows (same phone, same sound, same commune, same first letters), rapidfuzz
weighs the few hundred that remain. These are proposals: a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from rapidfuzz import fuzz

from toctoc.common.names import fold, sound_key
from toctoc.people.enums import DuplicateReason
from toctoc.people.models import Resident
from toctoc.territory.models import Commune, Programme

SHORTEST_NAME = 2  # one letter resembles everybody
FIRST_LETTERS = 3
CLOSE_SCORE = 84  # rapidfuzz ratio, 0–100
CLOSE_FIRST_NAME = 75
SWAPPED_SCORE = 95
BEGIN_SCORE = 60


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file that may be the same person's, and why."""

    resident: Resident
    why: DuplicateReason


class _Typed(NamedTuple):
    """What was typed, in the forms it is compared in."""

    last: str
    first: str
    sound: str
    phone: str

    @property
    def name(self) -> str:
        return f"{self.last} {self.first}".strip()


class _Candidate(NamedTuple):
    pk: int
    name_folded: str
    name_sound: str
    last_name: str
    landline: str
    mobile: str


def find_duplicates(
    programme: Programme,
    *,
    last_name: str = "",
    first_name: str = "",
    commune: Commune | None = None,
    phone: str = "",
    limit: int = 5,
) -> list[Duplicate]:
    """Return the files that may be the same person's, the strongest reason first.

    `phone` is E.164. At most two queries; none where nothing comparable was typed. The files
    come with their commune.
    """
    last = fold(last_name)
    typed = _Typed(last, fold(first_name), sound_key(last), phone)
    narrowed = _narrow(typed, commune)
    if not narrowed:
        return []
    rows = programme.residents.filter(narrowed).values_list(*_Candidate._fields)
    chosen = _choose((_Candidate(*row) for row in rows.order_by()), typed, limit)
    files = programme.residents.select_related("commune").in_bulk([pk for pk, _why in chosen])
    return [Duplicate(files[pk], why) for pk, why in chosen if pk in files]


def _narrow(typed: _Typed, commune: Commune | None) -> Q:
    """Return what a duplicate has in common at the least; empty where nothing was typed."""
    narrowed = Q()
    if typed.phone:
        narrowed |= Q(landline=typed.phone) | Q(mobile=typed.phone)
    if len(typed.last) >= SHORTEST_NAME:
        narrowed |= Q(name_folded__startswith=typed.last[:FIRST_LETTERS])
        narrowed |= Q(name_sound=typed.sound) if typed.sound else Q()
        narrowed |= Q(commune=commune) if commune else Q()
    if len(typed.first) > FIRST_LETTERS:  # names are swapped more often than one thinks
        narrowed |= Q(name_folded__startswith=typed.first)
    return narrowed


def _choose(
    candidates: Iterable[_Candidate], typed: _Typed, limit: int
) -> list[tuple[int, DuplicateReason]]:
    order = list(DuplicateReason)
    ranked = []
    for each in candidates:
        why = _compare(each, typed)
        if why:
            likeness = fuzz.ratio(each.name_folded, typed.name)
            ranked.append((order.index(why), -likeness, each.pk, why))
    return [(pk, why) for _rank, _likeness, pk, why in sorted(ranked)[:limit]]


def _compare(each: _Candidate, typed: _Typed) -> DuplicateReason | None:
    if typed.phone and typed.phone in {each.landline, each.mobile}:
        return DuplicateReason.SAME_PHONE
    if len(typed.last) < SHORTEST_NAME:
        return None
    return _compare_names(each, typed) or _compare_swapped(each, typed)


def _compare_names(each: _Candidate, typed: _Typed) -> DuplicateReason | None:
    begins_alike = fuzz.ratio(each.name_folded[: len(typed.last)], typed.last) >= BEGIN_SCORE
    if not begins_alike and typed.sound != each.name_sound:
        return None  # spares folding thousands of names that have nothing in common
    last = fold(each.last_name)
    if not _may_be_first_name(typed.first, each.name_folded.removeprefix(last).strip()):
        return None
    if typed.last == last:
        return DuplicateReason.SAME_NAME
    if typed.sound and typed.sound == each.name_sound:
        return DuplicateReason.SOUNDS_ALIKE
    is_close = fuzz.ratio(typed.last, last) >= CLOSE_SCORE
    return DuplicateReason.CLOSE_NAME if is_close else None


def _compare_swapped(each: _Candidate, typed: _Typed) -> DuplicateReason | None:
    """Recognise first and last name typed the wrong way round."""
    if not typed.first or not each.name_folded.startswith(typed.first[:FIRST_LETTERS]):
        return None
    likeness = fuzz.token_sort_ratio(each.name_folded, typed.name)
    return DuplicateReason.CLOSE_NAME if likeness >= SWAPPED_SCORE else None


def _may_be_first_name(one: str, other: str) -> bool:
    """Tell whether two first names may be one person's: unknown, an initial, or close."""
    if not one or not other or one.startswith(other) or other.startswith(one):
        return True
    return fuzz.ratio(one, other) >= CLOSE_FIRST_NAME
