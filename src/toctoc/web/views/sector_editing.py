"""A draft of sectors under people's hands: on the map or by the table, with undo."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toctoc.common.errors import ToctocError
from toctoc.dispatch.queries.cells import CommuneCell, commune_cells
from toctoc.dispatch.queries.sector_figures import CutFigures, SectorFigures, weigh_cut
from toctoc.dispatch.queries.sector_ground import read_ground
from toctoc.people.enums import Action
from toctoc.territory.models import SectorDraft
from toctoc.territory.operations import (
    drop_sector_draft,
    place_communes,
    put_draft_in_force,
    undo_placing,
)
from toctoc.territory.queries import get_sector_draft
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.components import SectorBadge
from toctoc.web.forms.sectors import EntryForm, StreetForm
from toctoc.web.screens import render_screen, wants_fragment
from toctoc.web.sentences import sentence_for
from toctoc.web.views.sector_days import rows_of
from toctoc.web.views.territory import draw

FIELD = "c-"  # before the commune's code, in the table's form
TEMPLATE = "sectors/edit.html"


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector of the draft: its sign and figures; `percent` of the mean work."""

    badge: SectorBadge | None
    figures: SectorFigures
    percent: int
    is_off: bool


@require_safe
@needs(Action.MANAGE_TERRITORY)
def edit_draft(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a draft: the map, the communes by sector, and what the cut comes to."""
    return show_draft(request, or_404(get_sector_draft, request.programme, pk))


@require_POST
@needs(Action.MANAGE_TERRITORY)
def place(request: StaffRequest, pk: int) -> HttpResponse:
    """Put communes where the table says; htmx gets the figures alone."""
    draft = or_404(get_sector_draft, request.programme, pk)
    wanted = {
        name.removeprefix(FIELD): str(letter)
        for name, letter in request.POST.items()
        if name.startswith(FIELD)
    }
    try:
        draft = place_communes(draft, placements=wanted, now=request.now)
    except ToctocError as error:
        messages.error(request, sentence_for(error))
    if wants_fragment(request):
        return render_screen(request, TEMPLATE, "cut-figures", _figures(request, draft))
    return redirect("sectors:edit-draft", request.programme.slug, pk)


@require_POST
@needs(Action.MANAGE_TERRITORY)
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the last step back."""
    undo_placing(or_404(get_sector_draft, request.programme, pk), now=request.now)
    return redirect("sectors:edit-draft", request.programme.slug, pk)


@require_POST
@needs(Action.MANAGE_TERRITORY)
def drop(request: StaffRequest, pk: int) -> HttpResponse:
    """Forget a draft."""
    draft = or_404(get_sector_draft, request.programme, pk)
    drop_sector_draft(draft)
    messages.success(
        request, _("Le brouillon « %(name)s » est abandonné.") % {"name": draft.name}
    )
    return redirect("sectors:list-plans", request.programme.slug)


@require_POST
@needs(Action.MANAGE_TERRITORY)
def start_plan(request: StaffRequest, pk: int) -> HttpResponse:
    """Put the draft in force from a day on."""
    draft = or_404(get_sector_draft, request.programme, pk)
    form = EntryForm(request.POST, programme=request.programme, today=request.today)
    if form.is_valid():
        try:
            plan = put_draft_in_force(
                draft,
                starts_on=form.cleaned_data["starts_on"],
                names=_names(request, draft),
                now=request.now,
            )
        except ToctocError as error:
            form.add_error(None, sentence_for(error))
        else:
            done = _("« %(name)s » est enregistré. Les jours d’avant gardent leurs secteurs.")
            messages.success(request, done % {"name": plan.name})
            return redirect("sectors:list-plans", request.programme.slug)
    return show_draft(request, draft, entry=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def show_draft(
    request: StaffRequest,
    draft: SectorDraft,
    *,
    entry: EntryForm | None = None,
    street: StreetForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Answer the whole screen of a draft, with the form that was refused, if one was."""
    cells = _cells(request, draft)
    names = {cell.code: cell.name for cell in cells}
    context = {
        **_figures(request, draft),
        "map_data": {**draw(cells), "sectors": []},
        "cells": cells,
        "letters": list(draft.sectors),
        "brushes": [SectorBadge.lettered(letter) for letter in draft.sectors],
        "days_rows": rows_of(draft),
        "streets": [
            (number, names.get(one["commune"], one["commune"]), one)
            for number, one in enumerate(draft.streets)
        ],
        "entry": entry or EntryForm(programme=request.programme, today=request.today),
        "street": street or new_street_form(request, draft),
    }
    return render_screen(request, TEMPLATE, "", context, status=status)


def new_street_form(request: StaffRequest, draft: SectorDraft, data: Any = None) -> StreetForm:
    """Return the form of a street of a draft."""
    return StreetForm(
        data, programme=request.programme, today=request.today, letters=list(draft.sectors)
    )


def _cells(request: StaffRequest, draft: SectorDraft) -> list[CommuneCell]:
    """Return the territory's cells, in the draft's sectors instead of today's."""
    return [
        replace(cell, sector=draft.placements.get(cell.code, ""), sector_name="")
        for cell in commune_cells(request.programme, on=request.today)
    ]


def _figures(request: StaffRequest, draft: SectorDraft) -> dict[str, Any]:
    figures = _weigh(request, draft)
    allowed = draft.design.get("balance_ratio", 0.1)
    return {
        "draft": draft,
        "figures": figures,
        "rows": [
            SectorRow(
                badge=SectorBadge.lettered(one.letter),
                figures=one,
                percent=round(100 * one.load_ratio),
                is_off=abs(one.load_ratio - 1) > allowed + 0.005,
            )
            for one in figures.sectors
        ],
        "gap_percent": 100 * draft.design.get("gap_ratio", 0.0),
        "steps": len(draft.undone),
    }


def _weigh(request: StaffRequest, draft: SectorDraft) -> CutFigures:
    return weigh_cut(read_ground(request.programme), list(draft.sectors), draft.placements)


def _names(request: StaffRequest, draft: SectorDraft) -> dict[str, str]:
    """Name each sector: as before, else after its most populous commune."""
    cells = sorted(_cells(request, draft), key=lambda cell: cell.population)
    largest = {cell.sector: cell.name for cell in cells}
    return {letter: name or largest.get(letter, "") for letter, name in draft.sectors.items()}
