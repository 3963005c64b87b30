"""The calendar server's place in front of the screens: /dav/, and where phones look for it.

It stands outside Django's own middleware, so what that guards is guarded here too: HTTPS,
database connections that have died, bodies without end.
"""

import binascii
from base64 import b64decode
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string

from toctoc.dav.application import Application
from toctoc.dav.exchange import Exchange, begin, end
from toctoc.people.operations import note_app_password_seen

MOUNT = "/dav"
WELL_KNOWN = "/.well-known/caldav"
MAX_BODY_BYTES = 1_000_000
# What a proxy may say of the address is settled before us; Radicale would settle it again.
SETTLED = ("HTTP_X_SCRIPT_NAME", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_SERVER")
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_REMOTE_ADDR")

type Environ = dict[str, Any]
type StartResponse = Callable[..., Any]
type Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]


def mount_calendars(screens: Wsgi) -> Wsgi:
    """Return a WSGI application that serves calendars under /dav/ and all else by `screens`."""
    server = Application()

    def serve(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.rstrip("/") == WELL_KNOWN:  # RFC 6764 §5, whatever the method
            headers = [("Location", f"{MOUNT}/"), ("Content-Length", "0")]
            start_response("301 Moved Permanently", headers)
            return []
        if path != MOUNT and not path.startswith(f"{MOUNT}/"):
            return screens(environ, start_response)
        refused = _refuse(environ)
        if refused is not None:
            start_response(f"{refused.value} {refused.phrase}", [("Content-Length", "0")])
            return []
        return _exchange(server, environ, start_response)

    return serve


def _refuse(environ: Environ) -> HTTPStatus | None:
    if settings.HTTPS and not _is_secure(environ):
        return HTTPStatus.FORBIDDEN
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MAX_BODY_BYTES:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return None


def _is_secure(environ: Environ) -> bool:
    header, secure = settings.SECURE_PROXY_SSL_HEADER
    return bool(environ.get("wsgi.url_scheme") == "https" or environ.get(header) == secure)


def _exchange(
    server: Application, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    """Answer one request, with a clock read once and connections that are alive."""
    clock = import_string(settings.CLOCK)
    exchange = Exchange(clock().astimezone(ZoneInfo(settings.TIME_ZONE)))
    close_old_connections()
    token = begin(exchange)
    try:
        answer: Iterable[bytes] = server(_inside(environ), start_response)
        if exchange.device is not None:
            note_app_password_seen(exchange.device, now=exchange.now)
    finally:
        end(token)
        close_old_connections()
    return answer


def _inside(environ: Environ) -> Environ:
    """Return the request as seen from under the mount, without what would only mislead."""
    inner = {key: environ[key] for key in environ if key not in (*SETTLED, *FORWARDED)}
    inner["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + MOUNT
    inner["PATH_INFO"] = environ["PATH_INFO"].removeprefix(MOUNT) or "/"
    if not _is_readable(environ.get("HTTP_AUTHORIZATION", "")):
        del inner["HTTP_AUTHORIZATION"]
    return inner


def _is_readable(authorization: str) -> bool:
    """Tell whether a name and a password can be read; Radicale fails over what cannot."""
    scheme, _space, token = authorization.partition(" ")
    if not authorization:
        return True
    try:
        return scheme == "Basic" and b":" in b64decode(token.strip().encode("ascii"))
    except (binascii.Error, UnicodeError):
        return False
