"""Reads about residents: one file, and finding it by a name, a number or a commune."""

import re
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from toctoc.common.names import fold, sound_key
from toctoc.people.models import Relative, Resident
from toctoc.territory.models import Commune, Programme

# Fewer digits than this is a house number or a postcode, not the beginning of a phone number.
PHONE_FROM_DIGITS = 4


class Place(NamedTuple):
    """A position on earth."""

    lat_deg: float
    lon_deg: float


def get_resident(programme: Programme, pk: int) -> Resident:
    """Return a file of the programme with its commune and relatives; two queries.

    Raises Resident.DoesNotExist, also for a file of another programme.
    """
    files = programme.residents.select_related("commune").prefetch_related("relatives")
    return files.get(pk=pk)


def search_residents(programme: Programme, text: str) -> QuerySet[Resident]:
    """Return the files that answer to what was typed, by name, with their commune; one query.

    Digits are looked for in phone numbers, those of relatives too: the daughter often calls.
    Words must all be found in the name (as it begins or as it sounds) or in the commune's name.
    Nothing typed: everyone.
    """
    found = programme.residents.select_related("commune")
    digits = _phone_digits(text)
    if digits:
        return found.filter(_has_phone(digits))
    for word in fold(text).split():
        found = found.filter(_has_word(word))
    return found


def count_residents_by_commune(programme: Programme) -> dict[str, int]:
    """Count the programme's files by commune code, zeros left out; one query."""
    counted = programme.residents.order_by().values_list("commune")
    return dict(counted.annotate(Count("pk")))


def place_in_commune(commune: Commune) -> Place:
    """Return where a home stands as long as only its commune is known: the commune's centre."""
    return Place(commune.lat_deg, commune.lon_deg)


def _phone_digits(text: str) -> str:
    """Return the digits of a number begun in any writing, without the national 0 or +33."""
    if re.search(r"[^\W\d]", text):
        return ""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    if len(digits) < PHONE_FROM_DIGITS:
        return ""
    return re.sub(r"^(?:00330?|330?|0)", "", digits)


def _has_phone(digits: str) -> Q:
    relatives = Relative.objects.filter(phone__contains=digits).values("resident")
    return Q(landline__contains=digits) | Q(mobile__contains=digits) | Q(pk__in=relatives)


def _has_word(word: str) -> Q:
    starts = Q(name_folded__startswith=word) | Q(name_folded__contains=f" {word}")
    in_commune = Q(commune__name_folded__startswith=word) | Q(
        commune__name_folded__contains=f" {word}"
    )
    sound = sound_key(word)
    return starts | in_commune | (Q(name_sound=sound) if sound else Q())
