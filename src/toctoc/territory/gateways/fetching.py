"""One bounded question: within a time as a whole, of a bounded size, never sent elsewhere."""

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from types import MappingProxyType
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from toctoc.common.errors import ToctocError

CHUNK = 65_536
MOST_SAID = 2_000  # kept of a refusal
JSON = {"Content-Type": "application/json"}


class NotFetched(ToctocError):
    """No whole answer in time. Data: `url` without its query, `reason`; `said`, its start."""


class _NoRedirect(HTTPRedirectHandler):
    """Refuses to be sent elsewhere: urllib then raises the redirect as an error."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def fetch(
    url: str,
    *,
    timeout_s: float,
    max_bytes: int,
    asked: object = None,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return what an address answers to GET, or to `asked` posted as JSON.

    Raises NotFetched for anything else than a whole 200.
    """
    place = url.partition("?")[0]
    if urlsplit(url).scheme not in {"http", "https"}:
        raise NotFetched(url=place, reason="scheme")
    request = Request(  # noqa: S310 -- its scheme is checked above
        url,
        data=None if asked is None else json.dumps(asked).encode(),
        headers={"Accept": "application/json", **(JSON if asked else {}), **headers},
    )
    ends_at = time.monotonic() + timeout_s
    try:
        with build_opener(_NoRedirect).open(request, timeout=timeout_s) as response:
            return _read(response, ends_at, max_bytes)
    except HTTPError as error:
        said = _start_of(error)
        raise NotFetched(url=place, reason=f"HTTP {error.code}", said=said) from error
    except (OSError, HTTPException, ValueError) as error:
        raise NotFetched(url=place, reason=str(getattr(error, "reason", error))) from error


def _start_of(error: HTTPError) -> bytes:
    """Return the first words of a refusal: it is the answer too, and holds its connection."""
    with error, suppress(OSError, HTTPException):
        return error.read(MOST_SAID)
    return b""


def _read(response: HTTPResponse, ends_at: float, max_bytes: int) -> bytes:
    content = b""
    while chunk := response.read1(CHUNK):
        content += chunk
        if len(content) > max_bytes:
            message = "too large"
            raise OSError(message)
        if time.monotonic() > ends_at:
            message = "timed out"
            raise TimeoutError(message)
    if response.length:  # announced, and never came
        message = "cut short"
        raise OSError(message)
    return content
