"""How a view answers: a whole page, or with htmx the fragment it asked for.

The only place that looks at htmx's request headers and sets `Vary`.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

HEADERS = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def wants_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a piece; boosted links and history want the whole page."""
    asked, boosted, restored = (request.headers.get(name) == "true" for name in HEADERS)
    return asked and not boosted and not restored


def render_screen(
    request: HttpRequest,
    template: str,
    fragment: str,
    context: Mapping[str, Any],
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Answer `template`, or its partial `fragment` to htmx; 422 for a form with errors."""
    name = f"{template}#{fragment}" if fragment and wants_fragment(request) else template
    response = render(request, name, dict(context), status=status)
    patch_vary_headers(response, HEADERS)
    return response


def redirect_screen(request: HttpRequest, url: str) -> HttpResponse:
    """Send the browser to another page, also from htmx, which would swap a 302's target in."""
    if wants_fragment(request):
        response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": url})
    else:
        response = HttpResponse(status=HTTPStatus.FOUND, headers={"Location": url})
    patch_vary_headers(response, HEADERS)
    return response
