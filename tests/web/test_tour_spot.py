"""Noting on the spot without script: the same entries as the phone's, by plain forms."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.factories import VisitFactory, VolunteerFactory, at
from toctoc.agenda.enums import FieldEntryState, VisitStatus
from toctoc.agenda.models import FieldEntry, HelpRequest

TODAY = date(2026, 11, 30)


@pytest.fixture
def visit(cast):
    return visit_of(cast.volunteer)


def visit_of(volunteer, hour=8, **fields):
    return VisitFactory(
        programme=volunteer.programme,
        volunteer=volunteer,
        promised_from=at(TODAY, hour),
        promised_until=at(TODAY, hour, 30),
        starts_at=at(TODAY, hour),
        ends_at=at(TODAY, hour + 1, 30),
        **fields,
    )


@pytest.fixture
def volunteer(client_of):
    return client_of("volunteer")


def url_of(visit, word):
    return reverse("tour:note-visit", args=[visit.programme.slug, visit.pk, word])


def fill(client, visit, word, **typed):
    """Fill in the form as it stands on its page."""
    page = client.get(url_of(visit, word)).text
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    return client.post(url_of(visit, word), {"key": key, **typed}, follow=True)


def test_day_is_done_by_forms_alone(volunteer, visit):
    assert "C’est noté." in fill(volunteer, visit, "arrivee").text
    fill(volunteer, visit, "depart")
    typed = {"themes": ["Ordinateur"], "done": "C’est réglé", "next": "Rien de plus"}
    fill(volunteer, visit, "rapport", text="Mise à jour", **typed)
    visit.refresh_from_db()
    assert visit.status == VisitStatus.DONE
    report = FieldEntry.objects.get(kind="report")
    assert report.data == {**typed, "done": "C’est réglé. Mise à jour"}


def test_nobody_there_a_note_and_another_visit(volunteer, visit, cast):
    fill(volunteer, visit, "absente")
    fill(volunteer, visit, "note", text="Volets fermés")
    fill(volunteer, visit, "encore", half_days=["0", "3"], note="Tablette")
    visit.refresh_from_db()
    assert visit.status == VisitStatus.NO_SHOW
    assert HelpRequest.objects.latest("pk").suits == "1001000000"


def test_button_pressed_twice_counts_once(volunteer, visit):
    page = volunteer.get(reverse("tour:show-tour", args=args_of(visit))).text
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    for _press in range(2):
        volunteer.post(url_of(visit, "arrivee"), {"key": key})
    assert FieldEntry.objects.count() == 1


def test_page_gone_back_to_loses_nothing(volunteer, visit):
    """The key of a page names one thing: what is typed afterwards is another."""
    page = volunteer.get(url_of(visit, "note")).text
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    for text in ("Volets fermés", "Volets fermés, chien", "Volets fermés"):
        volunteer.post(url_of(visit, "note"), {"key": key, "text": text})
    assert FieldEntry.objects.count() == 2


def args_of(visit):
    return [visit.programme.slug, visit.volunteer_id, TODAY]


def test_what_cannot_be_applied_is_said_and_kept(volunteer, cast):
    gone = visit_of(cast.volunteer, cancelled=True)
    answer = fill(volunteer, gone, "arrivee").text
    assert "Rien n’est perdu" in answer
    assert FieldEntry.objects.get().state == FieldEntryState.KEPT


def test_empty_note_is_asked_for_again(volunteer, visit):
    response = volunteer.post(url_of(visit, "note"), {"text": ""})
    assert response.status_code == 422
    assert FieldEntry.objects.count() == 0


def test_visit_of_somebody_else_does_not_exist(volunteer, cast):
    other = VolunteerFactory(programme=cast.programme, name="Bilal Essai")
    assert volunteer.get(url_of(visit_of(other), "note")).status_code == 404


def test_word_that_does_not_exist_is_no_address(volunteer, visit):
    assert volunteer.get(url_of(visit, "danse")).status_code == 404
