"""Cells of table files are words, never formulas."""

import pytest

from toctoc.reports.tables import safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", " =1", "\u00a0=1"])
def test_what_a_spreadsheet_would_compute_is_quoted(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Alix", "Route barrée = détour", ""])
def test_words_stay_as_they_are(text):
    assert safe_cell(text) == text
