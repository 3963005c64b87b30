"""What keeps demo mode harmless: open accounts that open nothing elsewhere, loopback only."""

from collections.abc import Callable
from ipaddress import ip_address

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
