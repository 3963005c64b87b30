"""The monthly sheets for reimbursement: a volunteer's days, kilometres and hours, to sign."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from toctoc.common.wording import KM_M, day_long, duration
from toctoc.dispatch.queries.day_sheets import DayCount, MonthSheet
from toctoc.reports.typesetting import set_pdf
from toctoc.territory.models import Programme


def months_pdf(programme: Programme, month: date, sheets: Iterable[MonthSheet]) -> bytes:
    """Return the sheets of a month as one tagged PDF, each volunteer's on a page of its own."""
    said = date_format(month, "F Y")
    return set_pdf(
        "month",
        {
            "title": _("Kilomètres et heures de mission, %(month)s") % {"month": said},
            "service": programme.name,
            "labels": {
                "day": _("Jour"),
                "visits": _("Visites"),
                "km": _("Kilomètres"),
                "hours": _("Heures"),
                "note": _("Correction"),
                "sum": _("Total du mois"),
                "volunteer": _("Date et signature du volontaire"),
                "office": _("Date et signature de la coordination"),
                "none": _("Personne n’est sorti ce mois-là."),
            },
            "sheets": [_sheet(sheet, said) for sheet in sheets],
        },
    )


def _sheet(sheet: MonthSheet, said: str) -> dict[str, object]:
    return {
        "name": sheet.volunteer.name,
        "month": said,
        "base": sheet.volunteer.base_label,
        "days": [_day(row) for row in sheet.days],
        "visits": str(sheet.visit_count),
        "km": _km(sheet.distance_m),
        "hours": duration(sheet.work_s),
    }


def _day(row: DayCount) -> dict[str, str]:
    return {
        "day": day_long(row.day),
        "visits": str(row.visit_count),
        "km": _km(row.distance_m),
        "hours": duration(row.work_s),
        "note": row.sheet.reason if row.sheet else "",
    }


def _km(distance_m: int) -> str:
    return f"{distance_m / KM_M:.1f}".replace(".", ",")
