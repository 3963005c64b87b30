"""The national API of administrative geography (geo.api.gouv.fr), or what answers like it.

The address comes from the settings alone, redirects are not followed, a SIREN is nine digits:
nothing anybody types chooses which machine is asked.
"""

import json
import re
import time
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from django.conf import settings

from toctoc.territory.errors import DirectoryUnreachable, UnknownTerritory
from toctoc.territory.files import MAX_BYTES, SourceFile
from toctoc.territory.gateways.directory import Epci

SIREN = re.compile(r"\d{9}")
FIELDS = "nom,code,codesPostaux,codeEpci,epci,population,surface,centre"
FOUND = 10
CHUNK = 65_536
NOT_FOUND = 404


class _NoRedirect(HTTPRedirectHandler):
    """Refuses to be sent elsewhere: urllib then raises the redirect as an error."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class NationalDirectory:
    """Asks over HTTP; each answer within `timeout_s` as a whole, and of a bounded size."""

    def __init__(self, base_url: str, *, timeout_s: float = 10.0) -> None:
        if urlsplit(base_url).scheme not in {"http", "https"}:
            raise DirectoryUnreachable(url=base_url, reason="scheme")
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
        address = f"/epcis/{quote(siren)}/communes?{query}"
        try:
            content = self._get(address)
        except HTTPError as error:
            if error.code == NOT_FOUND:
                raise UnknownTerritory(siren=siren) from error
            raise
        return SourceFile(name=urlsplit(self.base_url).netloc, content=content)

    def _json(self, address: str) -> Any:
        try:
            return json.loads(self._get(address))
        except ValueError as error:
            raise DirectoryUnreachable(url=self.base_url, reason="garbage") from error

    def _get(self, address: str) -> bytes:
        request = Request(  # noqa: S310 -- the scheme is checked when the directory is made
            f"{self.base_url}{address}", headers={"Accept": "application/json"}
        )
        ends_at = time.monotonic() + self.timeout_s
        try:
            with _opener().open(request, timeout=self.timeout_s) as response:
                return self._read(response, ends_at)
        except HTTPError as error:
            if error.code == NOT_FOUND:
                raise
            reason = f"HTTP {error.code}"
            raise DirectoryUnreachable(url=self.base_url, reason=reason) from error
        except TimeoutError as error:
            raise DirectoryUnreachable(url=self.base_url, reason="time-out") from error
        except (OSError, HTTPException) as error:
            reason = str(getattr(error, "reason", error))
            raise DirectoryUnreachable(url=self.base_url, reason=reason) from error

    def _read(self, response: HTTPResponse, ends_at: float) -> bytes:
        """Read to the end, unless it takes too long or grows too large."""
        chunks, size = [], 0
        while chunk := response.read(CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_BYTES:
                raise DirectoryUnreachable(url=self.base_url, reason="size")
            if time.monotonic() > ends_at:
                raise TimeoutError
        if response.length:  # announced, and never came
            raise DirectoryUnreachable(url=self.base_url, reason="cut")
        return b"".join(chunks)


def find_directory() -> NationalDirectory | None:
    """Return the directory the settings name, None where they name none."""
    url = settings.COMMUNES_API_URL
    return NationalDirectory(url) if url else None


def _opener() -> OpenerDirector:
    return build_opener(_NoRedirect)


def _is_epci(one: Any) -> bool:
    return isinstance(one, dict) and {"code", "nom"} <= one.keys()
