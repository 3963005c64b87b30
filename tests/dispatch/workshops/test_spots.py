"""Where to hold a workshop: counted again one person at a time, by the book."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    NOW,
    CommuneFactory,
    HelpRequestFactory,
    PlaceFactory,
    ResidentFactory,
)
from toctoc.dispatch.queries import list_spots
from toctoc.dispatch.queries.workshops.drives import drive_all
from toctoc.dispatch.queries.workshops.spots import NEAR_S, SHOWN, choose
from toctoc.planning.model import Point

QUERIES = 4
NORTH, SOUTH = ("64331", 43.46, -0.10), ("64445", 43.10, -0.40)


@pytest.fixture
def communes(programme):
    made = [
        CommuneFactory(code_insee=code, name=code, lat_deg=lat_deg, lon_deg=lon_deg)
        for code, lat_deg, lon_deg in (NORTH, SOUTH)
    ]
    programme.communes.set(made)
    return made


def ask(programme, where, *, status="waiting", need="technical", days=3, **fields):
    _code, lat_deg, lon_deg = where
    resident = ResidentFactory(programme=programme, lat_deg=lat_deg, lon_deg=lon_deg)
    opened_at = NOW - timedelta(days=days)
    return HelpRequestFactory(
        programme=programme,
        resident=resident,
        status=status,
        need=need,
        opened_at=opened_at,
        closed_at=None if status == "open" else opened_at,
        **fields,
    )


def test_commune_with_most_people_near_comes_first(programme, communes):
    north, south = communes
    for _person in range(3):
        ask(programme, SOUTH, need="practical")
    ask(programme, SOUTH, days=40)
    ask(programme, NORTH, status="closed")
    first, second = list_spots(programme, now=NOW)
    assert (first.commune, first.people, first.fresh, first.pending) == (south, 4, 4, 4)
    assert (first.oldest_days, first.needs) == (40, (("practical", 3), ("technical", 1)))
    assert (second.commune, second.people, second.pending) == (north, 1, 0)
    assert second.oldest_days == 0


def test_old_answered_calls_and_calls_of_nobody_do_not_count(programme, communes):
    ask(programme, NORTH, status="closed", days=91)
    HelpRequestFactory(programme=programme, resident=None, status="open", closed_at=None)
    assert list_spots(programme, now=NOW) == []
    ask(programme, NORTH, status="waiting", days=200)
    assert [spot.people for spot in list_spots(programme, now=NOW)] == [1]


def test_person_who_asked_twice_is_one_person(programme, communes):
    asked = ask(programme, NORTH, need="equipment")
    HelpRequestFactory(
        programme=programme,
        resident=asked.resident,
        need="practical",
        opened_at=NOW,
        status="open",
        closed_at=None,
    )
    (spot,) = list_spots(programme, now=NOW)
    assert (spot.people, spot.needs) == (1, (("equipment", 1), ("practical", 1)))


def test_one_need_leaves_the_others_out(programme, communes):
    ask(programme, NORTH, need="equipment")
    ask(programme, SOUTH, need="practical")
    (spot,) = list_spots(programme, now=NOW, need="practical")
    assert spot.commune == communes[1]


def test_open_place_is_where_people_meet(programme, communes):
    north = communes[0]
    ask(programme, NORTH)
    place = PlaceFactory(programme=programme, commune=north, lat_deg=43.47, lon_deg=-0.11)
    PlaceFactory(programme=programme, commune=north, name="Fermé", closed_on=date(2026, 11, 1))
    (spot,) = list_spots(programme, now=NOW)
    assert spot.places == (place,)
    assert (spot.lat_deg, spot.lon_deg) == (43.47, -0.11)


def test_commune_without_a_room_names_the_nearest_one(programme, communes):
    ask(programme, NORTH)
    (spot,) = list_spots(programme, now=NOW)
    assert (spot.nearest, spot.nearest_s) == (None, 0)
    near, far = (43.40, -0.12), (43.10, -0.40)
    for name, (lat_deg, lon_deg) in (("Loin", far), ("Près", near)):
        PlaceFactory(
            programme=programme,
            name=name,
            commune=CommuneFactory(code_insee="64405"),
            lat_deg=lat_deg,
            lon_deg=lon_deg,
        )
    (spot,) = list_spots(programme, now=NOW)
    here = Point(lat_deg=spot.lat_deg, lon_deg=spot.lon_deg)
    there = Point(lat_deg=near[0], lon_deg=near[1])
    assert spot.nearest.name == "Près"
    assert spot.nearest_s == int(drive_all([here], [there]).travel_s[0, 0])


def test_of_communes_as_good_the_one_with_a_room_comes_first(programme):
    same = {"lat_deg": 43.46, "lon_deg": -0.10}
    bare = CommuneFactory(code_insee="64001", name="A sans salle", **same)
    roomy = CommuneFactory(code_insee="64002", name="B avec salle", **same)
    programme.communes.set([bare, roomy])
    PlaceFactory(programme=programme, commune=roomy, **same)
    ask(programme, NORTH)
    (spot,) = list_spots(programme, now=NOW)
    assert spot.commune == roomy


@pytest.mark.parametrize("rows", [1, 4])
def test_spots_are_read_in_four_queries(programme, communes, rows, django_assert_num_queries):
    for _person in range(rows):
        ask(programme, NORTH)
    PlaceFactory(programme=programme, commune=communes[0], lat_deg=43.46, lon_deg=-0.1)
    with django_assert_num_queries(QUERIES):
        (spot,) = list_spots(programme, now=NOW)
    assert spot.people == rows


def test_figures_are_those_of_counting_by_hand(programme, communes):
    places = [(43.46, -0.10), (43.30, -0.20), (43.10, -0.40), (43.44, -0.12), (43.2, -0.3)]
    for lat_deg, lon_deg in places:
        ask(programme, ("", lat_deg, lon_deg))
    for spot in list_spots(programme, now=NOW):
        goal = Point(lat_deg=spot.commune.lat_deg, lon_deg=spot.commune.lon_deg)
        near = 0
        for lat_deg, lon_deg in places:
            home = Point(lat_deg=lat_deg, lon_deg=lon_deg)
            near += int(drive_all([home], [goal]).travel_s[0, 0]) <= NEAR_S
        assert spot.people == near


@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(
            st.lists(st.booleans(), min_size=width, max_size=width), min_size=1, max_size=8
        )
    )
)
def test_each_choice_reaches_most_of_those_left(rows):
    near = np.array(rows)
    chosen = choose(near, np.arange(near.shape[1]))
    left = set(range(len(rows)))
    for column, fresh in chosen:
        gains = [sum(rows[person][one] for person in left) for one in range(near.shape[1])]
        assert fresh == gains[column] == max(gains) > 0
        left -= {person for person in left if rows[person][column]}
    assert len(chosen) == SHOWN or not any(any(rows[person]) for person in left)
