"""What is suggested while an address is typed: by a geocoder where one is set, or by us."""

from dataclasses import replace

from django.conf import settings
from django.core.cache import cache

from toctoc.territory.addresses.found import FoundAddress
from toctoc.territory.addresses.geocoder import ask_geocoder
from toctoc.territory.addresses.queries import find_addresses
from toctoc.territory.gateways.fetching import NotFetched
from toctoc.territory.models import Commune, Programme

SHORTEST_ASKED = 3
RESTS_S = 30  # after a failure the geocoder is left alone: nobody waits for it at each letter
_RESTING = "toctoc:geocoder-rests"


def suggest_addresses(
    text: str,
    *,
    programme: Programme | None = None,
    commune: Commune | None = None,
    limit: int = 8,
) -> list[FoundAddress]:
    """Return the addresses that may be meant, likeliest first.

    Asked of the geocoder where the settings name one; of our index where none is named, and
    where it fails, is slow or finds nothing.
    """
    remote = _ask(text, programme, commune, limit) if settings.GEOCODER_URL else []
    return remote or find_addresses(text, programme=programme, commune=commune, limit=limit)


def _ask(
    text: str, programme: Programme | None, commune: Commune | None, limit: int
) -> list[FoundAddress]:
    if len(text.strip()) < SHORTEST_ASKED or cache.get(_RESTING):
        return []
    code = commune.code_insee if commune else ""
    try:
        found = ask_geocoder(text.strip(), code_insee=code, limit=limit)
        if code and not found:
            found = ask_geocoder(text.strip(), limit=limit)
    except NotFetched:
        cache.set(_RESTING, 1, RESTS_S)
        return []
    if programme is None:
        return found
    codes = set(programme.communes.values_list("code_insee", flat=True))
    told = [replace(one, is_inside=one.code_insee in codes) for one in found]
    return sorted(told, key=lambda one: not one.is_inside)  # stable: else as it ranked them
