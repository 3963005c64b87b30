"""The front door: send each person to the first screen of their role."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from toctoc.people.enums import Action
from toctoc.people.permissions import can_found
from toctoc.people.queries import list_programmes_of
from toctoc.web.access import StaffRequest, needs
from toctoc.web.context import CHOICES

FIRST_SCREENS = (
    (Action.ANSWER_CALLS, "call:list-requests"),
    (Action.SEE_OWN_TOURS, "tour:list-tours"),
    (Action.SEE_TEAM, "team:list-volunteers"),
    (Action.SEE_TERRITORY, "territory:show-map"),
)


@login_required
def open_first_screen(request: HttpRequest) -> HttpResponse:
    """Enter the only programme at once; offer the choice where there are several."""
    today = request.now.date()  # type: ignore[attr-defined]  # ClockMiddleware
    programmes = list_programmes_of(request.user, on=today)  # type: ignore[arg-type]  # signed in
    # Kept for the menu of every page, which then needs no query of its own.
    request.session[CHOICES] = [(one.name, one.slug) for one in programmes]
    if len(programmes) == 1:
        return redirect("open-programme", programmes[0].slug)
    may_found = can_found(request.user, on=today)  # type: ignore[arg-type]  # signed in
    context = {"choices": programmes, "may_found": may_found}
    return render(request, "home/programmes.html", context)


@needs()
def open_programme(request: StaffRequest) -> HttpResponse:
    """Go on to the first screen of the roles held here; some roles have none yet."""
    for action, screen in FIRST_SCREENS:
        if action in request.actions:
            return redirect(screen, request.programme.slug)
    return render(request, "home/nothing_yet.html")


def show_accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement, linked from every footer."""
    return render(request, "home/accessibility.html")
