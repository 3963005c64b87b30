"""Drives kept in shells: asked for once, read as a matrix, used while stale."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, ProgrammeFactory
from tests.territory.roads.made_up import NOWHERE, MadeUpEngine
from toctoc.territory.enums import Doubt, RoadMode
from toctoc.territory.errors import RoadsUnreachable
from toctoc.territory.models import RoadLegs, RoadLine, RoadPlace
from toctoc.territory.operations.road_requests import fetch_new_legs, know_place
from toctoc.territory.operations.roads import (
    count_missing,
    fetch_legs,
    fetch_lines,
    forget_places,
    keep_calibrations,
    know_places,
    mark_stale,
    note_network,
)
from toctoc.territory.queries.roads import (
    cell_of,
    find_network,
    forget_what_was_read,
    list_roads_due,
    read_lines,
    read_roads,
)
from toctoc.territory.roads.lines import decode_line

CAR, BICYCLE = RoadMode.CAR, RoadMode.BICYCLE
SPOTS = [(43.30 + 0.02 * k, -0.3 + 0.01 * (k % 3)) for k in range(6)]
CELLS = [cell_of(*spot) for spot in SPOTS]
RIVER = MadeUpEngine(river_deg=43.35)


@pytest.fixture(autouse=True)
def _nothing_read():
    forget_what_was_read()


@pytest.fixture
def valley(db):
    return ProgrammeFactory()


def expected(spots=SPOTS, engine=RIVER, mode=CAR):
    places = np.array(spots)
    engine = MadeUpEngine(river_deg=engine.river_deg, most_places=99)
    return engine.matrix(places, places, mode)


def off_diagonal(table):
    return table[~np.eye(len(table), dtype=bool)].tolist()


def test_drives_are_kept_and_read_there_and_back(valley):
    assert know_places(valley, CELLS) == 6
    assert fetch_legs(valley, RIVER, mode=CAR) == 6
    roads = read_roads(valley)
    drives = roads.drives[CAR]
    assert roads.places_deg.tolist() == [list(spot) for spot in np.round(SPOTS, 4).tolist()]
    assert off_diagonal(drives.distance_m) == off_diagonal(expected().distance_m)
    assert off_diagonal(drives.travel_s) == off_diagonal(expected().travel_s)
    assert drives.distance_m[0, 5] != drives.distance_m[5, 0]


def test_nothing_known_is_asked_again(valley):
    engine = MadeUpEngine()
    know_places(valley, CELLS)
    fetch_legs(valley, engine, mode=CAR)
    asked = engine.asked
    assert know_places(valley, CELLS) == 0
    assert fetch_legs(valley, engine, mode=CAR) == 0
    assert engine.asked == asked
    assert count_missing(valley, [CAR, BICYCLE]) == 6


def test_a_new_place_asks_for_its_own_drives_only(valley):
    engine = MadeUpEngine(river_deg=43.35)
    know_places(valley, CELLS[:5])
    fetch_legs(valley, engine, mode=CAR)
    read_roads(valley)
    engine.asked = 0
    know_places(valley, CELLS)
    assert fetch_legs(valley, engine, mode=CAR) == 1
    assert engine.asked == 2 * 5
    drives = read_roads(valley).drives[CAR]
    assert off_diagonal(drives.distance_m) == off_diagonal(expected().distance_m)


def test_roads_are_read_once_until_they_change(valley):
    know_places(valley, CELLS)
    fetch_legs(valley, RIVER, mode=CAR)
    with CaptureQueriesContext(
        connection,
    ) as first:
        read_roads(valley)
    with CaptureQueriesContext(connection) as again:
        read_roads(valley)
    assert (len(first), len(again)) == (3, 0)


def test_a_programme_without_roads_asks_nothing(valley, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read_roads(valley).drives == {}


def test_what_an_engine_broke_off_is_taken_up_again(valley, monkeypatch):
    monkeypatch.setattr("toctoc.territory.operations.roads.AT_ONCE", 2)
    engine = MadeUpEngine()
    engine.answers_left = 3
    know_places(valley, CELLS)
    with pytest.raises(RoadsUnreachable):
        fetch_legs(valley, engine, mode=CAR)
    kept = RoadLegs.objects.count()
    assert 0 < kept < 6
    engine.answers_left = None
    told = []
    assert fetch_legs(valley, engine, mode=CAR, advance=told.append) == 6 - kept
    assert sum(told) == 6 - kept
    assert (read_roads(valley).drives[CAR].distance_m >= 0).sum() == 30


def test_another_engine_makes_drives_stale_used_until_asked_again(valley):
    know_places(valley, CELLS)
    fetch_legs(valley, MadeUpEngine(), mode=CAR)
    assert mark_stale(valley, engine=RIVER.version, modes=[CAR]) == 0
    newer = MadeUpEngine("made up 2", river_deg=43.35)
    assert mark_stale(valley, engine=newer.version, modes=[CAR]) == 6
    before = read_roads(valley).drives[CAR].distance_m
    assert (before >= 0).sum() == 30
    assert fetch_legs(valley, newer, mode=CAR) == 6
    assert not RoadLegs.objects.filter(is_stale=True).exists()
    after = read_roads(valley).drives[CAR].distance_m
    assert off_diagonal(after) == off_diagonal(expected().distance_m)


def test_places_nobody_needs_are_forgotten_with_their_drives(valley):
    know_places(valley, CELLS)
    fetch_legs(valley, RIVER, mode=CAR)
    read_roads(valley)
    kept = [CELLS[k] for k in (0, 2, 3)]
    assert forget_places(valley, keep=kept) == 3
    roads = read_roads(valley)
    assert roads.alive.tolist() == [0, 2, 3]
    table = roads.drives[CAR].distance_m
    assert (table[[1, 4, 5]] == -1).all()
    rows = np.ix_([0, 2, 3], [0, 2, 3])
    assert off_diagonal(table[rows]) == off_diagonal(expected().distance_m[rows])


def test_a_number_taken_over_brings_no_drives_of_the_place_before(valley):
    know_places(valley, CELLS)
    fetch_legs(valley, RIVER, mode=CAR)
    read_roads(valley)
    forget_places(valley, keep=CELLS[:5])
    moved = cell_of(43.41, -0.5)
    know_places(valley, [moved])
    keep_calibrations(valley, now=NOW, calibrations={})
    assert RoadPlace.objects.get(programme=valley, number=5).lon_cell == moved[1]
    assert (read_roads(valley).drives[CAR].distance_m[5] == -1).all()
    fetch_legs(valley, RIVER, mode=CAR)
    spots = [*SPOTS[:5], (43.41, -0.5)]
    table = read_roads(valley).drives[CAR].distance_m
    assert off_diagonal(table) == off_diagonal(expected(spots).distance_m)
    forget_what_was_read()
    assert (read_roads(valley).drives[CAR].distance_m == table).all()


def test_drives_nobody_would_believe_are_unknown_and_told(valley):
    far = MadeUpEngine(river_deg=43.35, detour_m=90_000)
    know_places(valley, [*CELLS[1:4], cell_of(*NOWHERE)])
    fetch_legs(valley, far, mode=CAR)
    drives = read_roads(valley).drives[CAR]
    # The river lies between the second and the third: ninety kilometres for four.
    assert (drives.distance_m[:2, 2] == -1).all()
    assert (drives.distance_m[3] == -1).all()
    codes = {(row[0], row[1]): list(Doubt)[row[2] - 1] for row in drives.doubts.tolist()}
    assert codes[1, 2] == codes[2, 1] == Doubt.TOO_FAR
    assert codes[0, 3] == codes[3, 2] == Doubt.NO_WAY
    assert (0, 1) not in codes
    # Asked again, what was told is not told twice.
    mark_stale(valley, engine="another", modes=[CAR])
    fetch_legs(valley, far, mode=CAR)
    assert len(read_roads(valley).drives[CAR].doubts) == len(drives.doubts)


def test_lines_are_drawn_once_for_each_engine(valley):
    know_places(valley, [*CELLS[:2], cell_of(*NOWHERE)])
    legs = [
        (CELLS[0], CELLS[1]), (CELLS[0], CELLS[1]), (CELLS[1], CELLS[1]),
        (CELLS[0], cell_of(*NOWHERE)), (CELLS[0], cell_of(1.0, 1.0)),
    ]  # fmt: skip
    assert fetch_lines(valley, RIVER, mode=CAR, legs=legs) == 1
    assert fetch_lines(valley, RIVER, mode=CAR, legs=legs) == 0
    found = read_lines(valley, legs, CAR)
    assert list(found) == [legs[0]]
    assert decode_line(found[legs[0]]) == [SPOTS[0], (SPOTS[0][0], SPOTS[1][1]), SPOTS[1]]
    assert read_lines(valley, legs, BICYCLE) == {}
    assert fetch_lines(valley, MadeUpEngine("made up 2"), mode=CAR, legs=legs) == 1
    assert RoadLine.objects.count() == 1


def test_programmes_know_nothing_of_each_other_s_roads(valley):
    other = ProgrammeFactory(slug="ailleurs")
    know_places(valley, CELLS)
    know_places(other, CELLS[:2])
    fetch_legs(valley, RIVER, mode=CAR)
    assert count_missing(other, [CAR]) == 2
    assert read_roads(other).drives == {}
    assert forget_places(other, keep=[]) == 2
    assert RoadPlace.objects.count() == 6


def test_roads_are_due_where_nobody_looked_for_a_while(valley):
    other = ProgrammeFactory(slug="ailleurs")
    note_network(valley, now=NOW, problem="timed out")
    assert list(list_roads_due(before=NOW)) == [other]
    assert find_network(valley).problem == "timed out"
    note_network(valley, now=NOW)
    assert find_network(valley).problem == ""


@pytest.fixture
def _asks_the_river(settings, monkeypatch):
    """Have the settings name an engine, which is the made-up one."""
    settings.ROADS = "osrm+http://127.0.0.1:1"
    monkeypatch.setattr(
        "toctoc.territory.operations.road_requests.chosen_engine", lambda: RIVER
    )


@pytest.mark.usefixtures("_asks_the_river")
def test_a_new_home_is_asked_for_in_the_background(valley):
    know_places(valley, CELLS)
    fetch_legs(valley, RIVER, mode=CAR)
    note_network(valley, now=NOW, modes=["car"])
    know_place(valley, lat_deg=43.33, lon_deg=-0.31)
    assert count_missing(valley, [CAR]) == 1
    assert fetch_new_legs.func(valley.slug) == 1
    assert count_missing(valley, [CAR]) == 0
    know_place(valley, lat_deg=43.33001, lon_deg=-0.31001)  # a metre farther
    assert fetch_new_legs.func(valley.slug) == 0
    assert fetch_new_legs.func("nobody") == 0


def test_without_an_engine_a_new_home_asks_for_nothing(valley, django_assert_num_queries):
    with django_assert_num_queries(0):
        know_place(valley, lat_deg=43.33, lon_deg=-0.31)
