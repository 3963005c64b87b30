"""Places: rooms where workshops are held and people are received; their files."""

from http import HTTPStatus

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.agenda.models import Place
from toctoc.agenda.operations import (
    PlaceFields,
    close_place,
    create_place,
    reopen_place,
    update_place,
)
from toctoc.agenda.queries import get_place, list_places
from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.place_files import PlaceForm
from toctoc.web.screens import render_screen
from toctoc.web.views.addresses import SEARCH, AddressBox, is_searching
from toctoc.web.views.places_hours import say_hours


@require_safe
@needs(Action.SEE_AGENDA)
def show_places(request: StaffRequest) -> HttpResponse:
    """Show the places by name, those that are closed after the others, and all on a map."""
    places = list(list_places(request.programme))
    is_closed = {place.pk: _is_closed(place, request) for place in places}
    context = {
        "cards": [(place, say_hours(place)) for place in places if not is_closed[place.pk]],
        "closed": [place for place in places if is_closed[place.pk]],
        "map_data": {
            "points": [_on_map(place) for place in places if not is_closed[place.pk]],
            "focus": "points",
        },
        "may_manage": Action.MANAGE_SESSIONS in request.actions,
    }
    return render_screen(request, "places/list.html", "", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_SESSIONS)
def create_file(request: StaffRequest) -> HttpResponse:
    """Open a place's file."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_SESSIONS)
def edit_file(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a place's file."""
    return _edit(request, or_404(get_place, request.programme, pk))


@require_POST
@needs(Action.MANAGE_SESSIONS)
def close_file(request: StaffRequest, pk: int) -> HttpResponse:
    """Close a place from today on; what was held there keeps its name."""
    place = or_404(get_place, request.programme, pk)
    close_place(place, on=request.today, by=request.user)
    sentence = _("%(name)s est fermé : plus rien de nouveau ne s’y prévoit.")
    messages.success(request, sentence % {"name": place.name})
    return redirect(_list_url(request))


@require_POST
@needs(Action.MANAGE_SESSIONS)
def reopen_file(request: StaffRequest, pk: int) -> HttpResponse:
    """Open a closed place again."""
    place = reopen_place(or_404(get_place, request.programme, pk), by=request.user)
    messages.success(request, _("%(name)s est de nouveau ouvert.") % {"name": place.name})
    return redirect(_list_url(request))


def _edit(request: StaffRequest, place: Place | None) -> HttpResponse:
    form = _form(request, place)
    if request.method != "POST" or is_searching(request):
        return _render(request, form, place)
    if form.is_valid() and _save(request, form, place):
        messages.success(request, _("Le lieu est enregistré."))
        return redirect(_list_url(request))
    return _render(request, form, place, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _save(request: StaffRequest, form: PlaceForm, place: Place | None) -> bool:
    """Write the place; a name taken is told beside its box."""
    fields, by, now = form.to_fields(), request.user, request.now
    try:
        with transaction.atomic():
            if place is None:
                create_place(request.programme, fields=fields, by=by, now=now)
            else:
                update_place(place, fields=fields, by=by, now=now)
    except IntegrityError:
        form.add_error("name", _("Un autre lieu porte déjà ce nom."))
        return False
    return True


def _form(request: StaffRequest, place: Place | None) -> PlaceForm:
    return PlaceForm(
        PlaceForm.with_chosen(request.POST) if request.method == "POST" else None,
        programme=request.programme,
        today=request.today,
        initial=PlaceForm.initial_of(PlaceFields.of(place)) if place else None,
    )


def _render(
    request: StaffRequest,
    form: PlaceForm,
    place: Place | None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    if is_searching(request):  # nothing is wrong yet
        form.errors.clear()
    context = {
        "form": form,
        "box": AddressBox(request, "lieu", form, is_asked=SEARCH in request.POST),
        "place": place,
        "is_closed": place is not None and _is_closed(place, request),
        "back_url": _list_url(request),
        "map_data": {"focus": "all"},
    }
    return render_screen(request, "places/edit.html", "", context, status=status)


def _is_closed(place: Place, request: StaffRequest) -> bool:
    return place.closed_on is not None and place.closed_on <= request.today


def _on_map(place: Place) -> dict[str, object]:
    return {"lat": place.lat_deg, "lon": place.lon_deg, "name": place.name}


def _list_url(request: StaffRequest) -> str:
    return reverse("places:list-places", args=[request.programme.slug])
