"""Opening and changing a volunteer's file."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toctoc.common.errors import ToctocError
from toctoc.people.enums import Action, Role
from toctoc.people.errors import (
    AccountTaken,
    HoursOutsideLaw,
    InvalidMission,
    MissingName,
    NameTaken,
)
from toctoc.people.models import Volunteer
from toctoc.people.operations import VolunteerFields, create_volunteer, update_volunteer
from toctoc.people.queries import get_volunteer, list_memberships, list_organisations
from toctoc.territory.queries import list_bases
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.team import VolunteerForm
from toctoc.web.screens import redirect_screen, render_screen
from toctoc.web.sentences import sentence_for
from toctoc.web.views.addresses import SEARCH, AddressBox, is_searching

# The box beside which each refusal stands.
AT_FAULT: dict[type[ToctocError], str] = {
    AccountTaken: "account",
    HoursOutsideLaw: "weekly_hours",
    InvalidMission: "mission_ends_on",
    MissingName: "name",
    NameTaken: "name",
}
REFUSALS = tuple(AT_FAULT)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def create_file(request: StaffRequest) -> HttpResponse:
    """Open a volunteer's file, then go on to the week."""
    form = _form(request, None)
    if request.method != "POST" or is_searching(request):
        return _render(request, form)
    if form.is_valid():
        try:
            volunteer = create_volunteer(
                request.programme, by=request.user, now=request.now, fields=form.to_fields()
            )
        except REFUSALS as error:
            form.add_error(AT_FAULT[type(error)], sentence_for(error))
        else:
            sentence = _("%(name)s fait partie de l’équipe. Il reste à dire quand.")
            messages.success(request, sentence % {"name": volunteer})
            return redirect_screen(request, _address("set-plain-week", request, volunteer))
    return _render(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def edit_file(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a volunteer's file."""
    volunteer = or_404(get_volunteer, request.programme, pk)
    form = _form(request, volunteer)
    if request.method != "POST" or is_searching(request):
        return _render(request, form, volunteer)
    if form.is_valid():
        try:
            update_volunteer(
                or_404(get_volunteer, request.programme, pk),  # the page keeps the old name
                by=request.user,
                now=request.now,
                fields=form.to_fields(),
            )
        except REFUSALS as error:
            form.add_error(AT_FAULT[type(error)], sentence_for(error))
        else:
            messages.success(request, _("La fiche est à jour."))
            return redirect_screen(request, _address("show-volunteer", request, volunteer))
    return _render(request, form, volunteer, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _form(request: StaffRequest, volunteer: Volunteer | None) -> VolunteerForm:
    members = list_memberships(request.programme, on=request.today).filter(role=Role.VOLUNTEER)
    accounts = [membership.account for membership in members]
    if volunteer and volunteer.account and volunteer.account not in accounts:
        accounts.append(volunteer.account)
    held = VolunteerFields.of(volunteer) if volunteer else None
    return VolunteerForm(
        VolunteerForm.with_chosen(request.POST) if request.method == "POST" else None,
        programme=request.programme,
        today=request.today,
        organisations=list_organisations(request.programme),
        accounts=accounts,
        initial=VolunteerForm.initial_of(held) if held else _first_base(request),
    )


def _first_base(request: StaffRequest) -> dict[str, Any]:
    """Suggest the programme's own place to a new volunteer; it is theirs to change."""
    base = list_bases(request.programme).first()
    if base is None:
        return {}
    return {
        "base_label": base.label,
        "base_commune": base.commune_id,
        "lat": base.lat_deg,
        "lon": base.lon_deg,
    }


def _render(
    request: StaffRequest,
    form: VolunteerForm,
    volunteer: Volunteer | None = None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    if is_searching(request):  # nothing is wrong yet
        form.errors.clear()
    slug = request.programme.slug
    back = _address("show-volunteer", request, volunteer) if volunteer else None
    context = {
        "form": form,
        "box": AddressBox(request, "depart", form, is_asked=SEARCH in request.POST),
        "volunteer": volunteer,
        "back_url": back or reverse("team:list-volunteers", args=[slug]),
        "map_data": {"focus": "all"},
    }
    return render_screen(request, "team/edit.html", "", context, status=status)


def _address(name: str, request: StaffRequest, volunteer: Volunteer) -> str:
    return reverse(f"team:{name}", args=[request.programme.slug, volunteer.pk])
