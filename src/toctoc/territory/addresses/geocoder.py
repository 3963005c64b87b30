"""Asking a geocoder that answers like addok: the national one (Géoplateforme), or one's own.

Off unless a setting names it. It is sent the text of the address, and the code of the commune
where one was chosen: nothing about anybody. Format: GET ?q=…&autocomplete=1, GeoJSON back.
"""

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from toctoc.territory.addresses.found import FoundAddress
from toctoc.territory.enums import Precision
from toctoc.territory.gateways.fetching import NotFetched, fetch

MAX_BYTES = 200_000
MAX_TEXT = 200  # what the national geocoder reads
PRECISIONS: Mapping[str, Precision] = MappingProxyType(
    {
        "housenumber": Precision.ADDRESS,
        "street": Precision.STREET,
        "locality": Precision.LOCALITY,
        "municipality": Precision.COMMUNE,
    }
)
CODE_INSEE = re.compile(r"\d[\dAB]\d{3}")


def ask_geocoder(text: str, *, code_insee: str = "", limit: int = 8) -> list[FoundAddress]:
    """Return what the geocoder of the settings knows; what of its answer is no address is left.

    Raises NotFetched where it is slow, down, or answers something else.
    """
    asked = {"q": text[:MAX_TEXT], "autocomplete": 1, "limit": limit}
    if code_insee:
        asked["citycode"] = code_insee
    url = f"{settings.GEOCODER_URL}?{urlencode(asked)}"
    content = fetch(url, timeout_s=settings.GEOCODER_TIMEOUT_MS / 1000, max_bytes=MAX_BYTES)
    return list(_read(content))


def _read(content: bytes) -> Iterator[FoundAddress]:
    try:
        features = json.loads(content)["features"]
    except (ValueError, TypeError, KeyError) as error:
        raise NotFetched(url=settings.GEOCODER_URL, reason="garbage") from error
    for feature in features if isinstance(features, list) else ():
        try:
            yield _found(feature["properties"], feature["geometry"]["coordinates"])
        except (ValueError, TypeError, KeyError):
            continue  # a kind of place we have no use for


def _found(said: Mapping[str, Any], coordinates: list[Any]) -> FoundAddress:
    lon_deg, lat_deg = (float(one) for one in coordinates)
    precision = PRECISIONS[said["type"]]
    if not (CODE_INSEE.fullmatch(said["citycode"]) and abs(lat_deg) <= 90 >= abs(lon_deg) / 2):
        raise ValueError(said)
    former = _text(said.get("oldcity"), 60)
    city = _text(said["city"], 60)
    return FoundAddress(
        ban_id=_text(said.get("id"), 60),
        house_number=_text(said.get("housenumber"), 10),
        street="" if precision is Precision.COMMUNE else _street(said),
        postcode=_text(said.get("postcode"), 5),
        code_insee=said["citycode"],
        commune=city,
        former_commune="" if former == city else former,
        lat_deg=lat_deg,
        lon_deg=lon_deg,
        precision=precision,
        score=float(said.get("score") or 0),
    )


def _street(said: Mapping[str, Any]) -> str:
    return _text(said.get("street") or said.get("locality") or said["name"], 120)


def _text(value: object, limit: int) -> str:
    return str(value or "")[:limit]
