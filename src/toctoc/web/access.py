"""Who may open a screen: the only gate between the URLs and the views.

A programme someone has no role in does not exist for them (404); an action their roles there do
not grant is refused (403).
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from toctoc.people.enums import Action, Role
from toctoc.people.models import Account
from toctoc.people.permissions import can_found, current_roles, granted_actions
from toctoc.territory.models import Programme
from toctoc.territory.queries import find_programme

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request inside a programme, by an account with at least one role there."""

    user: Account  # never anonymous behind the gate
    now: datetime  # aware, Europe/Paris
    today: date
    programme: Programme
    roles: frozenset[Role]
    actions: frozenset[Action]


View = Callable[Concatenate[StaffRequest, P], HttpResponseBase]
SluggedView = Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]


def needs(*actions: Action) -> Callable[[View[P]], SluggedView[P]]:
    """Open the view to accounts granted *one* of the actions in the programme of the URL.

    Without any action named: to every role there.
    """

    def decorate(view: View[P]) -> SluggedView[P]:
        @wraps(view)
        @login_required
        def gate(
            request: HttpRequest, programme: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            staff = enter_programme(request, programme)
            if actions and not staff.actions.intersection(actions):
                raise PermissionDenied
            return view(staff, *args, **kwargs)

        gate.needed_actions = actions  # type: ignore[attr-defined]  # read by the permission tests
        return cast("SluggedView[P]", gate)

    return decorate


def enter_programme(request: HttpRequest, slug: str) -> StaffRequest:
    """Attach programme, roles and actions to the request; 404 where the account has no role."""
    staff = cast("StaffRequest", request)
    found = find_programme(slug)
    staff.today = staff.now.date()
    roles = current_roles(staff.user, found, on=staff.today) if found else frozenset()
    if found is None or not roles:
        raise Http404
    staff.programme, staff.roles, staff.actions = found, roles, granted_actions(roles)
    return staff


class FounderRequest(HttpRequest):
    """A request outside any programme, by an account that may set one up."""

    user: Account
    now: datetime
    today: date


def founders_only[**Q](
    view: Callable[Concatenate[FounderRequest, Q], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Q], HttpResponse]:
    """Open the view to accounts that may set a programme up (`can_found`)."""

    @wraps(view)
    @login_required
    def gate(request: HttpRequest, *args: Q.args, **kwargs: Q.kwargs) -> HttpResponse:
        founder = cast("FounderRequest", request)
        founder.today = founder.now.date()
        if not can_found(founder.user, on=founder.today):
            raise PermissionDenied
        return view(founder, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, Q], HttpResponse]", gate)


def or_404[**Q, T](read: Callable[Q, T], *args: Q.args, **kwargs: Q.kwargs) -> T:
    """Return what a `get_` query reads; what it does not find is no address (404)."""
    try:
        return read(*args, **kwargs)
    except ObjectDoesNotExist as error:
        raise Http404 from error
