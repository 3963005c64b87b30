"""A tour on paper: what is on it, for whom, in each form."""

import shutil
import subprocess

import pytest

from tests.dispatch.scenes import MONDAY, NEAR, book
from tests.factories import NOW, RelativeFactory
from toctoc.dispatch.queries import get_tour
from toctoc.reports.paper_tour import PaperForm, tour_pdf

READER = shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(READER is None, reason="pdftotext is not installed")


@pytest.fixture
def visit(cast):
    home = {
        "last_name": "Cœur-Élan",
        "street": "rue #1 *x*",
        "access_note": "Portail vert",
        "two_people_only": True,
        **NEAR,
    }
    visit = book(cast.volunteer, MONDAY, 10, place=home)
    RelativeFactory(resident=visit.resident)
    return visit


def words_of(visit, form, noted, tmp_path):
    """Return the words of the PDF, as a screen reader would meet them."""
    tour = get_tour(visit.programme, visit.volunteer, MONDAY)
    pdf = tour_pdf(visit.programme, tour, form=form, noted=noted, now=NOW, url="http://x/1/")
    path = tmp_path / "tour.pdf"
    path.write_bytes(pdf)
    read = [READER, "-raw", str(path), "-"]
    text = subprocess.run(read, capture_output=True, text=True, check=True).stdout
    return " ".join(text.split())


@pytest.mark.parametrize("form", list(PaperForm))
def test_every_form_says_who_where_and_leaves_lines(visit, form, tmp_path):
    words = words_of(visit, form, {visit.pk}, tmp_path)
    for said in (
        "Tournée de Alix Essai",
        "Cœur-Élan",
        "rue #1 *x*",  # words, never markup
        "Portail vert",
        "Solange Lafictive",
        "Toujours venir à deux.",
        "Personne absente",
        "Souhaite une autre visite",
    ):
        assert said in words, said


def test_an_access_note_is_only_for_whoever_may_read_it(visit, tmp_path):
    assert "Portail vert" not in words_of(visit, PaperForm.PAGE, set(), tmp_path)
