"""Sectors from and to the files of RDV Service Public; nothing is in force by a file alone."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toctoc.people.enums import Action
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.errors import BadSectorFile
from toctoc.territory.models import SectorPlan
from toctoc.territory.operations import DraftContents, start_sector_draft
from toctoc.territory.queries import (
    SectorFile,
    list_communes,
    list_sector_plans,
    read_sector_file,
    write_sector_file,
)
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.sectors import SectorFileForm
from toctoc.web.screens import render_screen

DRY_RUN = "essai"
SHOWN = 50
LONGEST_NAME = 80


@needs(Action.MANAGE_TERRITORY)
def import_file(request: StaffRequest) -> HttpResponse:
    """Read a file: say what it would do, or make it a draft; with any problem, neither."""
    if request.method != "POST":
        return _render(request, SectorFileForm())
    form = SectorFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _render(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    document = form.cleaned_data["document"]
    try:
        found = read_sector_file(document.read(), list_communes(request.programme))
    except BadSectorFile as error:
        problems = list(error.data["problems"])  # type: ignore[call-overload]  # a tuple
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _render(request, form, problems=problems, status=status)
    if DRY_RUN in request.POST:
        return _render(request, form, found=found)
    draft = start_sector_draft(
        request.programme,
        name=(_("Fichier %(name)s") % {"name": document.name})[:LONGEST_NAME],
        origin=DraftOrigin.FILE,
        contents=DraftContents(
            sectors=found.sectors, placements=found.placements, streets=found.streets
        ),
        now=request.now,
    )
    return redirect("sectors:edit-draft", request.programme.slug, draft.pk)


@require_safe
@needs(Action.SEE_TERRITORY)
def export_plan(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer a plan as a file that RDV Service Public, or this product, can read."""
    plan: SectorPlan = or_404(list_sector_plans(request.programme).get, pk=pk)
    answer = HttpResponse(write_sector_file(plan), content_type="text/csv; charset=utf-8")
    name = f"secteurs-{request.programme.slug}-{plan.starts_on:%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _render(
    request: StaffRequest,
    form: SectorFileForm,
    *,
    problems: list[tuple[int | None, str]] | None = None,
    found: SectorFile | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "form": form,
        "problems": (problems or [])[:SHOWN],
        "problem_count": len(problems or []),
        "found": found,
    }
    return render_screen(request, "sectors/import.html", "", context, status=status)
