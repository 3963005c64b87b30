"""The cap on people in a session, while health asks for it: set, lifted, its history."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toctoc.agenda.operations import lift_session_cap, set_session_cap
from toctoc.agenda.queries import find_cap, list_caps, list_next_workshops
from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.sessions import CapForm
from toctoc.web.screens import render_screen
from toctoc.web.views.sessions_page import row_of


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def edit_cap(request: StaffRequest) -> HttpResponse:
    """Show the cap and the workshops above it; set another, or lift it."""
    if "lift" in request.POST:
        lift_session_cap(request.programme, by=request.user, now=request.now)
        messages.success(
            request, _("Le plafond est levé : chaque atelier a toutes ses places.")
        )
        return redirect("sessions:edit-cap", request.programme.slug)
    form = CapForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        count = form.cleaned_data["max_people"]
        set_session_cap(request.programme, max_people=count, by=request.user, now=request.now)
        done = _("Plus de %(count)s personnes ne s’inscrivent plus à un même atelier.")
        messages.success(request, done % {"count": count})
        return redirect("sessions:edit-cap", request.programme.slug)
    cap = find_cap(request.programme)
    coming = list_next_workshops(request.programme, now=request.now)
    rows = [row_of(session, cap) for session in coming] if cap else []
    context = {
        "form": form,
        "cap": cap,
        "above": [row for row in rows if row.over],
        "history": list_caps(request.programme),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render_screen(request, "sessions/cap.html", "", context, status=status)
