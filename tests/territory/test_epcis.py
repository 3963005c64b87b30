"""Intercommunalities as the table of communes tells them."""

import pytest

from tests.factories import CommuneFactory
from toctoc.territory.files.store import dump_reading, load_reading
from toctoc.territory.gateways import Epci
from toctoc.territory.models import Contour
from toctoc.territory.operations import load_facts
from toctoc.territory.queries import find_epcis, list_epcis, read_stored

pytestmark = pytest.mark.django_db
BEARN = Epci("200067296", "CC du Nord Est Béarn", 73)


@pytest.fixture
def known():
    load_facts("200067296")
    CommuneFactory(code_insee="64901", epci_code="200900001", epci_name="CC d’Essai")
    CommuneFactory(code_insee="64902", epci_code="")


def test_intercommunalities_are_listed_largest_first(known, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list_epcis() == [BEARN, Epci("200900001", "CC d’Essai", 1)]


@pytest.mark.parametrize("typed", ["bearn nord", "200067296", "200 067 296", "Nord-Est"])
def test_intercommunality_is_found_as_people_write_it(known, typed):
    assert find_epcis(typed) == [BEARN]


@pytest.mark.parametrize("typed", ["", "  ", "Landes", "20006729"])
def test_what_is_not_there_is_not_found(known, typed):
    assert find_epcis(typed) == []


def test_stored_communes_read_as_a_file_would(known, django_assert_num_queries):
    shape = {"type": "Polygon", "coordinates": [[[0, 43], [1, 43], [1, 44], [0, 43]]]}
    Contour.objects.create(commune_id="64901", geometry=shape)
    with django_assert_num_queries(2):
        reading = read_stored("200900001")
    [row] = reading.rows
    assert (row.code, row.name, row.geometry) == ("64901", "Morlaàs", shape)
    assert load_reading(dump_reading(reading)) == reading


def test_no_intercommunality_no_commune(known):
    assert read_stored("").rows == ()
