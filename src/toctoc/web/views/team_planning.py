"""How the programme plans: one page of settings, kept by `save_planning_settings`."""

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toctoc.dispatch.bridge import find_settings
from toctoc.dispatch.errors import InvalidPlanningSettings
from toctoc.dispatch.models import PlanningSettings
from toctoc.dispatch.operations import save_planning_settings
from toctoc.people.enums import Action
from toctoc.territory.operations import set_school_zone
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.planning import ZONE, PlanningForm
from toctoc.web.sentences import sentence_for


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def edit_planning(request: StaffRequest) -> HttpResponse:
    """Show the settings; keep them when posted, or say beside each box what is wrong."""
    settings = find_settings(request.programme)
    is_posted = request.method == "POST"
    form = PlanningForm(
        request.POST if is_posted else None,
        initial={**PlanningForm.initial_of(settings), ZONE: request.programme.school_zone},
    )
    context = {"form": form}
    if not is_posted:
        return render(request, "team/planning.html", context)
    if form.is_valid():
        try:
            _save(form, settings, request)
        except InvalidPlanningSettings as error:
            form.add_error(str(error.data["field"]), sentence_for(error))
        else:
            messages.success(
                request, _("C’est enregistré : les prochaines propositions en tiennent compte.")
            )
            return redirect("team:edit-planning", request.programme.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "team/planning.html", context, status=status)


@transaction.atomic
def _save(form: PlanningForm, settings: PlanningSettings, request: StaffRequest) -> None:
    save_planning_settings(
        request.programme, by=request.user, now=request.now, **form.to_fields(settings)
    )
    set_school_zone(
        request.programme,
        zone=form.cleaned_data[ZONE],
        by=request.user.pk,
        now=request.now,
    )
