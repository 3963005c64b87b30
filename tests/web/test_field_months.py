"""Kilometres and hours of a month: shown, exported, printed, corrected."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse

from tests.dispatch.scenes import FRIDAY, book
from toctoc.agenda.models import DaySheet

DAY = FRIDAY - timedelta(days=7)
MONTH = {"mois": "2026-11"}


def url(name, programme, *arguments):
    return reverse(f"field:{name}", args=[programme.slug, *arguments])


@pytest.fixture
def out(cast):
    return book(cast.volunteer, DAY, 10)


def text_of(response):
    return response.text.replace("\u00a0", " ")


def test_a_month_without_tours_says_so(coordinator, programme):
    page = coordinator.get(url("show-month", programme), {"mois": "n’importe"})
    assert "Personne n’est sorti ce mois-là" in text_of(page)


def test_a_month_shows_days_and_sums(coordinator, programme, out):
    page = text_of(coordinator.get(url("show-month", programme), MONTH))
    assert "Le mois de Alix Essai" in page
    assert page.count("1 h 12") == 2  # the day and the sum


def test_a_correction_is_stored_with_its_reason(coordinator, programme, out, cast):
    address = url("correct-sheet", programme, out.volunteer_id, DAY)
    assert "Corriger vendredi 27 novembre" in text_of(coordinator.get(address))
    typed = {"distance_km": "12,5", "work_min": "2 h", "reason": "Route barrée"}
    page = coordinator.post(address, typed, follow=True)
    assert "la journée est corrigée" in text_of(page)
    sheet = DaySheet.objects.get()
    assert (sheet.corrected_distance_m, sheet.corrected_work_s, sheet.corrected_by) == (
        12_500,
        7_200,
        cast["coordinator"],
    )


def test_a_correction_without_its_reason_is_refused(coordinator, programme, out):
    address = url("correct-sheet", programme, out.volunteer_id, DAY)
    answer = coordinator.post(address, {"distance_km": "1", "work_min": "60", "reason": ""})
    assert answer.status_code == 422
    assert DaySheet.objects.count() == 0


def test_the_table_has_a_line_a_day_and_no_formula(coordinator, programme, out):
    out.volunteer.name = "=HYPERLINK(1)"
    out.volunteer.save()
    answer = coordinator.get(url("export-month", programme), MONTH)
    assert answer["Content-Disposition"] == 'attachment; filename="kilometres-2026-11.csv"'
    head, line = csv.reader(StringIO(answer.text.removeprefix("\ufeff")), delimiter=";")
    assert (head[0], line[:3], line[4]) == (
        "Volontaire",
        ["'=HYPERLINK(1)", "2026-11-27", "1"],
        "1,21",
    )


def test_the_sheets_to_sign_are_a_pdf(coordinator, programme, out):
    answer = coordinator.get(url("print-month", programme), MONTH)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
