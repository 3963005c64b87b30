"""The phone's page, installable, and what makes it work without network.

None of these holds anything about people, so none has a gate: the tour itself comes from
`phone_package`, behind one. The page is the same for everybody, and kept by the phone.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from toctoc.agenda.enums import FieldEntryKind
from toctoc.web.components.icons import FrontEndNotBuilt
from toctoc.web.forms.phone import AnotherVisitForm

WORKER = "toctoc/worker.js"
KEPT = (
    "toctoc/app.css",
    "toctoc/tour.js",
    "toctoc/images/logo.svg",
    "toctoc/images/app-192.png",
)
FONT = "toctoc/assets/atkinson-hyperlegible-next-latin-wght-normal.woff2"  # named by app.css
ICONS = (
    ("toctoc/images/app-192.png", "192x192", "any"),
    ("toctoc/images/app-512.png", "512x512", "any"),
    ("toctoc/images/app-maskable-512.png", "512x512", "maskable"),
)
PAPER = "#f6f4ef"
VERSION_DIGITS = 16


@require_safe
@never_cache
@gzip_page  # holds no secret and nothing of the request
def open_app(_request: HttpRequest) -> HttpResponse:
    """Show the frame; what stands in it comes from the phone."""
    return HttpResponse(_draw_frame())


@require_safe
def get_manifest(_request: HttpRequest) -> JsonResponse:
    """Tell a phone how the page is installed."""
    home = reverse("phone:open-app")
    manifest = {
        "id": home,
        "start_url": home,
        "scope": reverse("home"),
        "name": _("Toctoc, ma tournée"),
        "short_name": "Toctoc",
        "description": _("La tournée du jour, même sans réseau."),
        "lang": settings.LANGUAGE_CODE,
        "display": "standalone",
        "orientation": "portrait",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static(path), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for path, sizes, purpose in ICONS
        ],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@require_safe
@never_cache
@gzip_page  # holds no secret and nothing of the request
def get_worker(_request: HttpRequest) -> HttpResponse:
    """Serve the service worker from the root, with what it keeps and the version of that."""
    home = reverse("phone:open-app")
    constants = {
        "VERSION": _digest([_draw_frame().encode(), *map(_read, (*KEPT, FONT, WORKER))]),
        "HOME": home,
        "SIGN_OUT": reverse("account_logout"),
        "FILES": [home, *map(static, (*KEPT, FONT))],
    }
    lines = [f"const {name} = {json.dumps(value)};\n" for name, value in constants.items()]
    script = "".join(lines).encode() + _read(WORKER)
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


def _draw_frame() -> str:
    form = AnotherVisitForm(prefix="more")
    context = {"kinds": list(FieldEntryKind), "form": form, "is_demo": settings.DEMO}
    return render_to_string("phone/app.html", context)


def _digest(contents: Iterable[bytes]) -> str:
    digest = sha256()
    for content in contents:
        digest.update(content)
    return digest.hexdigest()[:VERSION_DIGITS]


def _read(path: str) -> bytes:
    found = finders.find(path)
    if found is None:
        raise FrontEndNotBuilt(missing=path, remedy="npm ci && npm run build")
    return Path(str(found)).read_bytes()
