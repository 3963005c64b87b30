"""The national API of administrative geography (geo.api.gouv.fr), or what answers like it.

The address comes from the settings alone, redirects are not followed, a SIREN is nine digits:
nothing anybody types chooses which machine is asked.
"""

import json
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from toctoc.territory.errors import DirectoryUnreachable, UnknownTerritory
from toctoc.territory.files import MAX_BYTES, SourceFile
from toctoc.territory.gateways.directory import Epci
from toctoc.territory.gateways.fetching import NotFetched, fetch

SIREN = re.compile(r"\d{9}")
FIELDS = "nom,code,codesPostaux,codeEpci,epci,population,surface,centre"
FOUND = 10
NOT_FOUND = "HTTP 404"


class NationalDirectory:
    """Asks over HTTP; each answer within `timeout_s` as a whole, and of a bounded size."""

    def __init__(self, base_url: str, *, timeout_s: float = 10.0) -> None:
        self.base_url = base_url.rstrip("/")
        self.timeout_s = timeout_s

    def find_epcis(self, typed: str) -> list[Epci]:
        """Return intercommunalities whose SIREN or name is typed, as the API ranks them."""
        typed = " ".join(typed.split())
        if not typed:
            return []
        siren = typed.replace(" ", "")
        by = {"code": siren} if SIREN.fullmatch(siren) else {"nom": typed}
        query = urlencode({**by, "fields": "nom,code", "limit": FOUND})
        answer = self._json(f"/epcis?{query}")
        if not isinstance(answer, list):
            raise DirectoryUnreachable(url=self.base_url, reason="garbage")
        return [Epci(str(one["code"]), str(one["nom"])) for one in answer if _is_epci(one)]

    def fetch_communes(self, siren: str) -> SourceFile:
        """Return the communes of an intercommunality as the API answers: GeoJSON, contours."""
        if not SIREN.fullmatch(siren):
            raise UnknownTerritory(siren=siren)
        query = urlencode({"fields": FIELDS, "format": "geojson", "geometry": "contour"})
        try:
            content = self._get(f"/epcis/{siren}/communes?{query}")
        except DirectoryUnreachable as error:
            if error.data["reason"] == NOT_FOUND:
                raise UnknownTerritory(siren=siren) from error
            raise
        return SourceFile(name=urlsplit(self.base_url).netloc, content=content)

    def _json(self, address: str) -> Any:
        try:
            return json.loads(self._get(address))
        except ValueError as error:
            raise DirectoryUnreachable(url=self.base_url, reason="garbage") from error

    def _get(self, address: str) -> bytes:
        try:
            return fetch(
                f"{self.base_url}{address}", timeout_s=self.timeout_s, max_bytes=MAX_BYTES
            )
        except NotFetched as error:
            reason = error.data["reason"]
            raise DirectoryUnreachable(url=self.base_url, reason=reason) from error


def find_directory() -> NationalDirectory | None:
    """Return the directory the settings name, None where they name none."""
    url = settings.COMMUNES_API_URL
    return NationalDirectory(url) if url else None


def _is_epci(one: Any) -> bool:
    return isinstance(one, dict) and {"code", "nom"} <= one.keys()
