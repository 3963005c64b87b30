"""Kilometres and mission hours of a month: on screen, as a table file, as sheets to sign."""

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.common.wording import KM_M
from toctoc.dispatch.operations.day_sheets import correct_day
from toctoc.dispatch.queries.day_sheets import DayCount, MonthSheet, day_sheets, month_sheets
from toctoc.people.enums import Action
from toctoc.people.queries import get_volunteer
from toctoc.reports.month import months_pdf
from toctoc.reports.tables import safe_cell
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.field import CorrectionForm

HOUR_S: Final = 3_600
BOM: Final = "\ufeff"  # spreadsheets read accents right with it


@require_safe
@needs(Action.CHANGE_AGENDA)
def show_month(request: StaffRequest) -> HttpResponse:
    """Show each volunteer's month, its days and its sums."""
    month = chosen_month(request)
    context = {
        "month": month,
        "previous_month": _step(month, -1),
        "next_month": _step(month, 1),
        "sheets": month_sheets(request.programme, month),
        "today": request.today,
    }
    return render(request, "field/months.html", context)


@require_safe
@needs(Action.CHANGE_AGENDA)
def export_month(request: StaffRequest) -> HttpResponse:
    """Answer the month as a table file, one line a volunteer and day."""
    month = chosen_month(request)
    text = StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(
        [
            _("Volontaire"),
            _("Jour"),
            _("Visites"),
            _("Kilomètres"),
            _("Heures de mission"),
            _("Corrigé par"),
            _("Raison"),
        ]
    )
    for sheet in month_sheets(request.programme, month):
        table.writerows(_lines(sheet))
    return _file(BOM + text.getvalue(), "text/csv; charset=utf-8", month, "csv")


@require_safe
@needs(Action.CHANGE_AGENDA)
def print_month(request: StaffRequest) -> HttpResponse:
    """Answer the month as sheets to sign, one a volunteer."""
    month = chosen_month(request)
    sheets = month_sheets(request.programme, month)
    pdf = months_pdf(request.programme, month, sheets)
    return _file(pdf, "application/pdf", month, "pdf")


@require_http_methods(["GET", "POST"])
@needs(Action.CHANGE_AGENDA)
def correct_sheet(request: StaffRequest, volunteer: int, day: date) -> HttpResponse:
    """Correct what a volunteer's day came to, with a reason."""
    found = or_404(get_volunteer, request.programme, volunteer)
    rows = day_sheets(request.programme, first=day, last=day)
    row = next((one for one in rows if one.volunteer == found), None)
    form = CorrectionForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        correct_day(
            found,
            day,
            figures=form.figures,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=request.now,
        )
        messages.success(request, _("%(name)s : la journée est corrigée.") % {"name": found})
        return redirect(f"{_month_url(request, day)}")
    context = {
        "form": form,
        "volunteer": found,
        "day": day,
        "row": row,
        "back_url": _month_url(request, day),
    }
    status = 422 if form.errors else 200
    return render(request, "field/correct.html", context, status=status)


def chosen_month(request: StaffRequest) -> date:
    """Return the first day of the month asked for ("2026-12"), else of this one."""
    try:
        return date.fromisoformat(f"{request.GET.get('mois', '')}-01")
    except ValueError:
        return request.today.replace(day=1)


def _initial(row: DayCount | None) -> dict[str, object]:
    if row is None:
        return {}
    reason = row.sheet.reason if row.sheet else ""
    kilometres = round(row.distance_m / KM_M, 1)
    return {"distance_km": kilometres, "work_min": row.work_s // 60, "reason": reason}


def _lines(sheet: MonthSheet) -> Iterable[list[str]]:
    for row in sheet.days:
        held = row.sheet
        corrected_by = held.corrected_by.name if held and held.corrected_by else ""
        yield [
            safe_cell(sheet.volunteer.name),
            row.day.isoformat(),
            str(row.visit_count),
            _decimal(row.distance_m / KM_M),
            _decimal(row.work_s / HOUR_S),
            safe_cell(corrected_by),
            safe_cell(held.reason if held else ""),
        ]


def _decimal(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")


def _file(content: str | bytes, kind: str, month: date, ending: str) -> HttpResponse:
    name = f"kilometres-{month:%Y-%m}.{ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=kind, headers=headers)


def _step(month: date, months: int) -> date:
    number = month.year * 12 + month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _month_url(request: StaffRequest, day: date) -> str:
    url = redirect("field:show-month", request.programme.slug)["Location"]
    return f"{url}?mois={day:%Y-%m}"
