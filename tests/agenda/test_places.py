"""Places: written, closed, opened again, read with their hours."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.factories import (
    NOW,
    CommuneFactory,
    EnrolmentFactory,
    PlaceFactory,
    PlaceOpeningFactory,
    SessionFactory,
)
from toctoc.agenda.errors import InvalidPeriod, OtherProgramme
from toctoc.agenda.models import Place
from toctoc.agenda.operations import (
    PlaceFields,
    close_place,
    create_place,
    reopen_place,
    update_place,
)
from toctoc.agenda.queries import get_place, list_places

MORNING = (3, time(9), time(12))
AFTERNOON = (3, time(14), time(17))


@pytest.fixture
def fields(programme):
    return PlaceFields(
        name="Médiathèque d’essai",
        commune=programme.communes.get(),
        lat_deg=43.3,
        lon_deg=-0.2,
        seats=10,
        machines=4,
        is_accessible=True,
        openings=(MORNING, AFTERNOON),
    )


def test_place_is_stored_as_given(programme, agent, fields):
    place = create_place(programme, fields=fields, by=agent, now=NOW)
    assert PlaceFields.of(get_place(programme, place.pk)) == fields


def test_place_updated_loses_its_old_hours(programme, agent, fields):
    place = create_place(programme, fields=fields, by=agent, now=NOW)
    fewer = replace(fields, openings=(MORNING,), seats=6)
    update_place(place, fields=fewer, by=agent, now=NOW)
    assert PlaceFields.of(get_place(programme, place.pk)) == fewer


def test_seats_added_to_a_place_go_to_who_waits(programme, agent):
    place = PlaceFactory(programme=programme, seats=1)
    session = SessionFactory(programme=programme, place=place)
    EnrolmentFactory(session=session)
    waiting = EnrolmentFactory(session=session, waiting=True)
    fields = replace(PlaceFields.of(place), seats=2)
    update_place(place, fields=fields, by=agent, now=NOW)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.seat) == ("enrolled", 2)


def test_commune_of_another_territory_is_refused(programme, agent, fields):
    other = CommuneFactory(code_insee="64445", name="Pau")
    with pytest.raises(OtherProgramme):
        create_place(programme, fields=replace(fields, commune=other), by=agent, now=NOW)
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    "openings",
    [((3, time(12), time(9)),), (MORNING, (3, time(11), time(13)))],
    ids=["ends before it starts", "two at once"],
)
def test_opening_hours_that_make_no_sense_are_refused(programme, agent, fields, openings):
    with pytest.raises(InvalidPeriod):
        create_place(programme, fields=replace(fields, openings=openings), by=agent, now=NOW)


def test_closed_place_is_listed_until_its_day_and_kept(programme, agent):
    place = PlaceFactory(programme=programme)
    close_place(place, on=date(2026, 12, 24), by=agent)
    assert list(list_places(programme, open_on=date(2026, 12, 23))) == [place]
    assert list(list_places(programme, open_on=date(2026, 12, 24))) == []
    assert list(list_places(programme)) == [place]
    reopen_place(place, by=agent)
    assert list(list_places(programme, open_on=date(2026, 12, 24))) == [place]


@pytest.mark.parametrize("rows", [1, 3])
def test_places_are_read_in_two_queries(programme, rows, django_assert_num_queries):
    for number in range(rows):
        place = PlaceFactory(programme=programme, name=f"Lieu {number}")
        PlaceOpeningFactory(place=place)
    PlaceFactory(programme__slug="ailleurs")
    with django_assert_num_queries(2):
        found = [
            (place.commune.name, len(place.openings.all())) for place in list_places(programme)
        ]
    assert found == [("Morlaàs", 1)] * rows
