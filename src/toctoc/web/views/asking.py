"""A place asked for through a private link: one page, no sign-in, no script needed.

The page says nothing of anybody: who asks is called back, on file or not. Robots fill the box
people do not see, or ask too often: both are answered like anyone, and nothing is kept.
"""

from datetime import timedelta
from http import HTTPStatus

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from toctoc.agenda.errors import LinkRevoked, TooManyRequests
from toctoc.agenda.models import SessionLink
from toctoc.agenda.operations import AskedPlace, ask_place, digest_of
from toctoc.agenda.queries import find_session_link
from toctoc.web.forms.asking import AskForm

WINDOW = timedelta(minutes=10)
MAX_ASKED = 8  # by one address in that time: a family, a counter, not a robot


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_place_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link is about and ask who would come; then say that we call back."""
    link = find_session_link(digest_of(token), now=request.now)  # type: ignore[attr-defined]  # set by the middleware
    if link is None:
        return render(request, "asking/gone.html", status=HTTPStatus.GONE)
    if request.method != "POST":
        return _render(request, link, AskForm())
    form = AskForm(request.POST)
    if not form.is_valid():
        return _render(request, link, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not form.is_robot and not _is_too_often(request):
        _keep(request, link, form)
    return _render(request, link, None)


def _keep(request: HttpRequest, link: SessionLink, form: AskForm) -> None:
    asked = AskedPlace(
        last_name=form.cleaned_data["last_name"],
        first_name=form.cleaned_data["first_name"],
        phone=form.cleaned_data["phone"],
        needs_lift=form.cleaned_data["needs_lift"],
    )
    try:
        ask_place(link, asked=asked, now=request.now)  # type: ignore[attr-defined]  # set by the middleware
    except (LinkRevoked, TooManyRequests) as error:
        raise Http404 from error


def _is_too_often(request: HttpRequest) -> bool:
    """Count what one address asks, for a while; the address itself is kept nowhere."""
    key = f"asking:{digest_of(request.META.get('REMOTE_ADDR', ''))}"
    cache.add(key, 0, WINDOW.total_seconds())
    return cache.incr(key) > MAX_ASKED


def _render(
    request: HttpRequest,
    link: SessionLink,
    form: AskForm | None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {"session": link.session, "form": form, "service": link.session.programme}
    response = render(request, "asking/ask.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
