"""The moment of a request, read once: every rule below takes it as an argument."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string


class ClockMiddleware:
    """Sets `request.now` from settings.CLOCK, so that a screen never asks the clock twice."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Looked up at each request: a server of the tests lives longer than their settings.
        clock: Callable[[], datetime] = import_string(settings.CLOCK)
        request.now = clock().astimezone(ZoneInfo(settings.TIME_ZONE))  # type: ignore[attr-defined]  # typed in web.access
        return self.get_response(request)
