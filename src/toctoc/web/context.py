"""What every page's frame needs: the menu this account may use, programmes, version."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toctoc.people.enums import Action, Role

VERSION = version("toctoc")
CHOICES = "programmes"  # in the session: (name, slug) of the programmes to choose from


@dataclass(frozen=True, slots=True)
class NavigationItem:
    label: str | Promise
    url: str
    icon: str
    current: bool


# Screens that stand under another area's entry.
AREAS = {"places": "sessions"}

# label, URL name, icon (lucide), the actions of which one opens it
MENU: tuple[tuple[str | Promise, str, str, tuple[Action, ...]], ...] = (
    (_("Appel"), "call:list-requests", "phone", (Action.ANSWER_CALLS,)),
    (_("Agenda"), "agenda:show-week", "calendar-days", (Action.SEE_AGENDA,)),
    (
        _("Ateliers"),
        "sessions:list-sessions",
        "presentation",
        (Action.SEE_AGENDA, Action.SEE_OWN_TOURS),
    ),
    (_("Tournées"), "tour:list-tours", "route", (Action.SEE_ALL_TOURS, Action.SEE_OWN_TOURS)),
    (_("Personnes"), "residents:list-residents", "users", (Action.SEE_RESIDENTS,)),
    (_("Équipe"), "team:list-volunteers", "id-card", (Action.SEE_TEAM,)),
    (_("Territoire"), "territory:show-map", "map", (Action.SEE_TERRITORY,)),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the frame's values; no query beyond what the view's gate already made."""
    programme = getattr(request, "programme", None)
    return {
        "programme": programme,
        "navigation": _navigation(request) if programme else [],
        "programmes": _choices(request, programme.slug if programme else ""),
        "can_found": _can_found(request),
        "is_demo": settings.DEMO,
        "version": VERSION,
        "csrf_cookie_name": settings.CSRF_COOKIE_NAME,
        "tile_url": settings.TILE_URL,
    }


def _navigation(request: HttpRequest) -> list[NavigationItem]:
    slug = request.programme.slug  # type: ignore[attr-defined]  # set by web.access
    namespace = request.resolver_match.namespace if request.resolver_match else ""
    area = AREAS.get(namespace, namespace)
    allowed: Callable[[tuple[Action, ...]], bool] = request.actions.intersection  # type: ignore[attr-defined]  # set by web.access
    return [
        NavigationItem(label, reverse(name, args=[slug]), icon, name.split(":")[0] == area)
        for label, name, icon, actions in MENU
        if allowed(actions)
    ]


def _can_found(request: HttpRequest) -> bool:
    """Tell whether to lead to setting a programme up, from what the gate knows; it decides."""
    user = getattr(request, "user", None)
    is_staff = bool(user and user.is_authenticated and user.is_staff)
    return is_staff or Role.ADMIN in getattr(request, "roles", ())


def _choices(request: HttpRequest, current: str) -> list[dict[str, object]]:
    """Return the programmes this person may switch to, as the front door last saw them."""
    session = getattr(request, "session", {})
    return [
        {
            "label": name,
            "url": reverse("open-programme", args=[slug]),
            "current": slug == current,
        }
        for name, slug in session.get(CHOICES, ())
    ]
