"""What keeps demo mode harmless: open accounts that open nothing elsewhere, loopback only."""

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden


class DemoPasswordHasher(PBKDF2PasswordHasher):
    """The only hasher of demo mode, which no other mode knows.

    The demo accounts' password is public: outside demo mode nothing recognises its hash, so
    that a database filled by the demo has no way in when served otherwise.
    """

    algorithm = "demo"
    iterations = 1


class LoopbackOnlyMiddleware:
    """Refuses whoever does not ask from this machine, whatever the server listens on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not ip_address(request.META["REMOTE_ADDR"]).is_loopback:
            return HttpResponseForbidden("Demo mode answers this machine only.")
        return self.get_response(request)


type Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def loopback_only(application: Wsgi) -> Wsgi:
    """Do the same for what is served beside Django: the calendar server."""

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not ip_address(environ["REMOTE_ADDR"]).is_loopback:
            start_response("403 Forbidden", [("Content-Length", "0")])
            return []
        return application(environ, start_response)

    return serve
