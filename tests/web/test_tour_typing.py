"""Paper: the tour as PDF, and what it says typed back in, all visits at once."""

from uuid import UUID

import pytest
from django.urls import reverse

from tests.dispatch.scenes import MONDAY, TUESDAY, book
from tests.factories import at
from toctoc.agenda.enums import FieldEntryKind, FieldEntrySource, VisitStatus
from toctoc.agenda.models import FieldEntry, HelpRequest
from toctoc.reports.paper_tour import PaperForm

LAST = MONDAY.replace(day=27)  # the Friday before


@pytest.fixture
def visits(cast):
    return [book(cast.volunteer, LAST, 10), book(cast.volunteer, LAST, 14)]


def address(programme, volunteer, day=LAST, name="type-tour", *more):
    return reverse(f"tour:{name}", args=[programme.slug, volunteer.pk, day, *more])


def typed(visit, **boxes):
    return {f"v{visit.pk}-{name}": value for name, value in boxes.items()}


def post(client, programme, visits, *boxes, sheet=1):
    data = {"token": str(UUID(int=sheet))}
    for one in boxes:
        data |= one
    return client.post(address(programme, visits[0].volunteer), data, follow=True)


def test_a_whole_tour_is_typed_at_once(coordinator, programme, visits):
    first, second = visits
    page = post(
        coordinator,
        programme,
        visits,
        typed(first, arrived="10h05", left="11 h", outcome="done"),
        typed(first, report="Boîte créée", more=["0"]),
        typed(second, arrived="14h", outcome="no_show"),
    )
    assert "2 visites sont à jour" in page.text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.arrived_at, first.left_at) == (
        VisitStatus.DONE,
        at(LAST, 10, 5),
        at(LAST, 11),
    )
    assert (second.status, second.left_at) == (VisitStatus.NO_SHOW, None)
    assert FieldEntry.objects.get(kind=FieldEntryKind.REPORT).data["done"] == "Boîte créée"
    assert HelpRequest.objects.get(source="visit").suits == "1000000000"
    sources = set(FieldEntry.objects.values_list("source", flat=True))
    assert sources == {FieldEntrySource.PAPER}


def test_the_same_sheet_sent_twice_counts_once(coordinator, programme, visits):
    boxes = typed(visits[0], arrived="10h", left="11h", outcome="done")
    post(coordinator, programme, visits, boxes)
    count = FieldEntry.objects.count()
    post(coordinator, programme, visits, boxes)
    assert FieldEntry.objects.count() == count


def test_what_is_known_is_prefilled_and_a_correction_holds(coordinator, programme, visits):
    post(coordinator, programme, visits, typed(visits[0], arrived="10h", left="11h"))
    page = coordinator.get(address(programme, visits[0].volunteer)).text
    assert 'value="10 h"' in page
    corrected = typed(visits[0], arrived="9h50", left="11h", outcome="done")
    post(coordinator, programme, visits, corrected, sheet=2)
    visits[0].refresh_from_db()
    assert visits[0].arrived_at == at(LAST, 9, 50)


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"arrived": "11h", "left": "10h"}, "Le départ est avant l’arrivée"),
        ({"outcome": "done"}, "À quelle heure la visite s’est-elle finie"),
        ({"left": "11h", "outcome": "no_show"}, "laissez le départ vide"),
        ({"arrived": "midi et quart"}, "Cette heure n’existe pas"),
        ({"report": "Mdp : Soleil64"}, "semble contenir un mot de passe"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_stored(
    coordinator, programme, visits, boxes, said
):
    data = {"token": "x", **typed(visits[0], **boxes)}
    answer = coordinator.post(address(programme, visits[0].volunteer), data)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert FieldEntry.objects.count() == 0


def test_a_day_to_come_is_not_typed(coordinator, programme, cast):
    answer = coordinator.get(address(programme, cast.volunteer, TUESDAY))
    assert answer.status_code == 404


def test_a_day_without_visits_says_so(coordinator, programme, cast):
    page = coordinator.get(address(programme, cast.volunteer, MONDAY)).text
    assert "Aucune visite ce jour-là" in page


@pytest.mark.parametrize("form", list(PaperForm))
def test_a_tour_is_a_tagged_pdf_in_each_form(client_of, programme, visits, form):
    url = address(programme, visits[0].volunteer, LAST, "download-tour", form)
    answer = client_of("volunteer").get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert b"/MarkInfo" in answer.content or b"/StructTreeRoot" in answer.content
    assert b"pdfuaid" in answer.content


def test_somebody_else_s_tour_is_no_address(client_of, programme, visits, cast):
    visits[0].volunteer.account = cast["agent"]
    visits[0].volunteer.save()
    url = address(programme, visits[0].volunteer, LAST, "download-tour", PaperForm.PAGE)
    assert client_of("volunteer").get(url).status_code == 404
