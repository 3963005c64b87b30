"""The territory as it is drawn, with contours and without; who is whose neighbour."""

from datetime import date

import pytest

from tests.factories import CommuneFactory, ProgrammeFactory
from toctoc.dispatch.queries import commune_cells
from toctoc.dispatch.queries.neighbours import neighbours, neighbours_of
from toctoc.territory.models import Contour
from toctoc.territory.queries import list_contours

DAY = date(2026, 12, 1)


def square(west, south, size=0.1):
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def settle(places):
    """Return a programme of communes {code: (lat, lon)}."""
    communes = [
        CommuneFactory(code_insee=code, name=f"Village {code}", lat_deg=lat, lon_deg=lon)
        for code, (lat, lon) in places.items()
    ]
    return ProgrammeFactory(communes=communes)


ROW = {"64001": (43.05, 0.05), "64002": (43.05, 0.15), "64003": (43.05, 0.25)}


@pytest.mark.django_db
def test_cell_has_the_outline_of_its_contour_latitude_first():
    programme = settle(ROW)
    Contour.objects.create(commune_id="64001", geometry=square(0, 43))
    first, second, _third = commune_cells(programme, on=DAY)
    assert set(first.outline[0][0]) == {(43, 0), (43, 0.1), (43.1, 0.1), (43.1, 0)}
    assert second.outline == ()
    assert len(second.polygon) >= 4


@pytest.mark.django_db
def test_contour_replaced_is_drawn_anew():
    programme = settle(ROW)
    contour = Contour.objects.create(commune_id="64001", geometry=square(0, 43))
    before = commune_cells(programme, on=DAY)[0].outline
    contour.geometry = square(0, 43, size=0.09)
    contour.save()
    assert commune_cells(programme, on=DAY)[0].outline != before


@pytest.mark.django_db
def test_neighbours_come_from_the_contours_of_the_programme(django_assert_num_queries):
    programme = settle(ROW)
    for code, (_lat, lon) in ROW.items():
        Contour.objects.create(commune_id=code, geometry=square(lon - 0.05, 43))
    with django_assert_num_queries(1):
        contours = list_contours(programme)
    communes = list(programme.communes.all())
    assert neighbours(communes, contours) == {
        "64001": {"64002"},
        "64002": {"64001", "64003"},
        "64003": {"64002"},
    }


def test_commune_without_contour_is_tied_by_its_cell():
    contours = {code: square(ROW[code][1] - 0.05, 43) for code in ("64001", "64002")}
    found = neighbours_of(ROW, contours)
    assert found["64003"] == {"64002"}
    assert found["64001"] == {"64002"}


def test_without_any_contour_cells_decide():
    assert neighbours_of(ROW, {})["64002"] == {"64001", "64003"}


def test_enclave_apart_is_tied_to_the_rest():
    contours = {code: square(ROW[code][1] - 0.05, 43) for code in ROW}
    places = ROW | {"64009": (43.05, 0.65)}
    found = neighbours_of(places, contours | {"64009": square(0.6, 43)})
    assert found["64009"] == {"64003"}


def test_two_communes_at_one_place_are_neighbours():
    found = neighbours_of({"a": (43, 0), "b": (43, 0), "c": (43, 1)}, {})
    assert found == {"a": {"b", "c"}, "b": {"a", "c"}, "c": {"a", "b"}}


def test_contour_of_a_commune_elsewhere_is_left_out():
    assert neighbours_of({"a": (43, 0)}, {"z": square(0, 43)}) == {"a": set()}
