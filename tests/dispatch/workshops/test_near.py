"""The next workshops from where a person lives: the nearest first, with the seats left."""

from datetime import date

import pytest

from tests.factories import (
    NOW,
    EnrolmentFactory,
    PlaceFactory,
    ResidentFactory,
    SessionFactory,
    at,
)
from toctoc.agenda.operations import set_session_cap
from toctoc.dispatch.queries import list_near_workshops

QUERIES = 3


@pytest.fixture
def resident(programme):
    return ResidentFactory(programme=programme, lat_deg=43.36, lon_deg=-0.25)


def hold(programme, name, lat_deg, day, **fields):
    place = PlaceFactory(programme=programme, name=name, lat_deg=lat_deg, seats=2)
    return SessionFactory(
        programme=programme,
        place=place,
        starts_at=at(date(2026, 12, day), 14),
        ends_at=at(date(2026, 12, day), 16),
        **fields,
    )


def test_nearest_comes_first_then_the_soonest(programme, resident):
    far = hold(programme, "Loin", 43.6, 3)
    late = hold(programme, "Près", 43.345, 10)
    soon = hold(programme, "Près", 43.345, 4)
    found = list_near_workshops(resident, now=NOW)
    assert [one.session for one in found] == [soon, late, far]
    assert found[0].travel_s < found[2].travel_s
    assert found[0].distance_m < 5_000 < found[2].distance_m


def test_only_workshops_to_come_are_offered(programme, resident):
    hold(programme, "Réunion", 43.345, 3, kind="meeting")
    hold(programme, "Annulé", 43.345, 3, status="cancelled", cancelled_at=NOW)
    assert list_near_workshops(resident, now=NOW) == []
    session = hold(programme, "Bientôt", 43.345, 3)
    assert list_near_workshops(resident, now=session.starts_at) == []


def test_seats_left_count_the_cap(programme, agent, resident):
    session = hold(programme, "Près", 43.345, 3)
    EnrolmentFactory(session=session)
    (near,) = list_near_workshops(resident, now=NOW)
    assert (near.free, near.is_full) == (1, False)
    set_session_cap(programme, max_people=1, by=agent, now=NOW)
    (near,) = list_near_workshops(resident, now=NOW)
    assert (near.free, near.is_full) == (0, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_workshops_are_read_in_three_queries(
    programme, resident, rows, django_assert_num_queries
):
    for number in range(rows):
        hold(programme, f"Lieu {number}", 43.345, 3)
    with django_assert_num_queries(QUERIES):
        assert len(list_near_workshops(resident, now=NOW)) == rows
