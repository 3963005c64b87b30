"""Streets that a draft puts in another sector than their commune."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toctoc.people.enums import Action
from toctoc.territory.operations import add_street_rule, remove_street_rule
from toctoc.territory.queries import get_sector_draft
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.views.sector_editing import new_street_form, show_draft


@require_POST
@needs(Action.MANAGE_TERRITORY)
def add_street(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a street in another sector."""
    draft = or_404(get_sector_draft, request.programme, pk)
    form = new_street_form(request, draft, request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return show_draft(request, draft, street=form, status=status)
    rule = {
        "commune": form.cleaned_data["commune"].code_insee,
        "name": form.cleaned_data["street"],
        "code": "",
        "letter": form.cleaned_data["letter"],
    }
    add_street_rule(draft, rule=rule, now=request.now)
    messages.success(request, _("« %(name)s » est dans le secteur %(letter)s.") % rule)
    return redirect("sectors:edit-draft", request.programme.slug, pk)


@require_POST
@needs(Action.MANAGE_TERRITORY)
def remove_street(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Give a street back to its commune's sector."""
    draft = or_404(get_sector_draft, request.programme, pk)
    remove_street_rule(draft, number=number, now=request.now)
    return redirect("sectors:edit-draft", request.programme.slug, pk)
