"""A programme's roads, from who lives where to what is offered on the phone."""

import numpy as np
import pytest

from tests.dispatch.scenes import BASE, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import CommuneFactory, PlaceFactory, ResidentFactory
from tests.territory.roads.made_up import NOWHERE, MadeUpEngine
from toctoc.agenda.models import Visit
from toctoc.common.half_days import HalfDays
from toctoc.dispatch.bridge.roads import PROFILES, travel_profiles
from toctoc.dispatch.operations.roads import queue_roads, refresh_roads, update_roads
from toctoc.dispatch.queries import get_tour, list_offers
from toctoc.dispatch.queries.roads import (
    count_doubts,
    list_doubtful_places,
    list_road_cells,
    list_road_modes,
    read_tour_lines,
    road_status,
)
from toctoc.dispatch.queries.sector_ground import read_ground
from toctoc.people.enums import Travel
from toctoc.planning.model import Point
from toctoc.planning.travel import legs_along
from toctoc.territory.enums import Doubt, RoadMode
from toctoc.territory.errors import RoadsUnreachable
from toctoc.territory.operations.roads import know_places
from toctoc.territory.queries.roads import cell_of, forget_what_was_read

# The river runs a kilometre north of the base; NORTH lies just beyond it, SOUTH as far away.
RIVER_DEG = 43.355
NORTH, SOUTH = {"lat_deg": 43.365, "lon_deg": -0.265}, {"lat_deg": 43.325, "lon_deg": -0.265}
BEYOND = {"lat_deg": 43.367, "lon_deg": -0.262}
MORNINGS = str(HalfDays.from_pairs([(1, 0), (2, 0)]))


@pytest.fixture(autouse=True)
def _nothing_read():
    forget_what_was_read()


def river(**changes):
    return MadeUpEngine(river_deg=RIVER_DEG, detour_m=14_000, **changes)


def metres(programme, start, goal, travel=Travel.CAR):
    spots = [Point(**start), Point(**goal)]
    return legs_along(spots, travel_profiles(programme)[travel]).distance_m.tolist()[0]


def test_drives_are_known_wherever_people_go(programme, alix, now):
    ResidentFactory(programme=programme, **NORTH)
    PlaceFactory(programme=programme, lat_deg=43.31, lon_deg=-0.2)
    cells = list_road_cells(programme, on=now.date())
    assert cell_of(**NORTH) in cells
    assert cell_of(43.31, -0.2) in cells
    assert cell_of(alix.base_lat_deg, alix.base_lon_deg) in cells
    assert {cell_of(one.lat_deg, one.lon_deg) for one in programme.communes.all()} <= {*cells}
    assert len(cells) == len(set(cells))


def test_only_roads_somebody_takes_are_asked_for(programme, alix, now):
    assert list_road_modes(programme, on=now.date()) == [RoadMode.CAR]
    hire(programme, "Vera Vélo", travel=Travel.BICYCLE)
    hire(programme, "Dina Driven", travel=Travel.DRIVEN)
    assert list_road_modes(programme, on=now.date()) == [RoadMode.CAR, RoadMode.BICYCLE]


def test_an_update_knows_asks_and_then_has_nothing_to_do(programme, alix, now):
    ResidentFactory(programme=programme, **NORTH)
    told = []
    made = update_roads(
        programme, river(), now=now, advance=lambda done, total: told.append((done, total))
    )
    assert made.known == made.asked == len(list_road_cells(programme, on=now.date()))
    assert told[-1] == (made.asked, made.asked)
    again = update_roads(programme, river(), now=now)
    assert (again.known, again.forgotten, again.asked) == (0, 0, 0)
    status = road_status(programme)
    assert (status.missing, status.stale, status.network.engine) == (0, 0, "made up 1")


def test_who_left_is_forgotten(programme, alix, now):
    home = ResidentFactory(programme=programme, **NORTH)
    update_roads(programme, river(), now=now)
    home.delete()
    assert update_roads(programme, river(), now=now).forgotten == 1


def test_volunteers_drive_by_the_roads_of_their_programme(programme, alix, cast, now):
    ResidentFactory(programme=programme, **NORTH)
    by_model = metres(programme, BASE, NORTH)
    assert travel_profiles(programme) is PROFILES
    update_roads(programme, river(), now=now)
    assert metres(programme, BASE, NORTH) == by_model + 14_000
    assert metres(programme, NORTH, BASE) == by_model + 16_000
    assert metres(programme, NORTH, BASE, Travel.DRIVEN) == by_model + 16_000
    assert metres(programme, NORTH, BASE, Travel.FOOT) < by_model
    assert travel_profiles(cast.elsewhere) is PROFILES


def test_equal_roads_make_equal_profiles(programme, alix, now):
    update_roads(programme, river(), now=now)
    profiles = travel_profiles(programme)
    assert travel_profiles(programme) is profiles
    assert profiles[Travel.CAR].roads == profiles[Travel.DRIVEN].roads
    assert profiles[Travel.CAR].roads != profiles[Travel.FOOT].roads


def test_a_river_changes_what_is_offered(programme, alix, now):
    programme.planning_settings.lead_days, programme.planning_settings.horizon_days = 1, 2
    programme.planning_settings.save()
    book(alix, TUESDAY, 9, place=SOUTH)
    book(alix, WEDNESDAY, 9, place=BEYOND)
    wanted = call(programme, place=NORTH, length_min=60)
    wanted.suits = MORNINGS
    wanted.save()
    before = {row.promised_from.date(): row for row in list_offers(wanted, now=now).offers}
    update_roads(programme, river(), now=now)
    found = list_offers(wanted, now=now).offers
    after = {row.promised_from.date(): row for row in found}
    # Both days were near before; now one of them has a river to cross, there and back.
    assert before[TUESDAY].added_m < 7_000
    assert after[TUESDAY].added_m > before[TUESDAY].added_m + 25_000
    assert after[WEDNESDAY].added_m == before[WEDNESDAY].added_m < 2_000
    assert found[0].promised_from.date() == WEDNESDAY


def test_a_tour_says_which_drives_are_by_road_and_draws_them(programme, alix, now):
    book(alix, TUESDAY, 9, place=SOUTH)
    book(alix, TUESDAY, 14, place=NORTH)
    as_the_crow_flies = get_tour(programme, alix, TUESDAY)
    assert as_the_crow_flies.drives.by_road == 0
    assert read_tour_lines(programme, [as_the_crow_flies]) == [[]]
    assert update_roads(programme, river(), now=now).drawn == 3
    tour = get_tour(programme, alix, TUESDAY)
    assert tour.drives.are_by_road
    assert tour.distance_m == as_the_crow_flies.distance_m + 14_000 + 16_000
    (lines,) = read_tour_lines(programme, [tour])
    assert [line[0] for line in lines] == [drive.start_deg for drive in tour.drives]


def test_a_home_not_asked_for_yet_is_driven_to_by_the_model(programme, alix, now):
    update_roads(programme, river(), now=now)
    book(alix, TUESDAY, 9, place={"lat_deg": 43.3331, "lon_deg": -0.2713})
    tour = get_tour(programme, alix, TUESDAY)
    assert (tour.drives.by_road, tour.drives.are_by_road) == (0, False)
    assert read_tour_lines(programme, [tour]) == [[[], []]]


def test_reading_roads_costs_a_call_nothing_once_read(
    programme, alix, now, django_assert_max_num_queries
):
    wanted = call(programme, place=NORTH)
    with django_assert_max_num_queries(99) as without:
        list_offers(wanted, now=now)
    update_roads(programme, river(), now=now)
    list_offers(wanted, now=now)
    with django_assert_max_num_queries(99) as known:
        list_offers(wanted, now=now)
    assert len(known) == len(without)


def test_the_model_is_fitted_to_the_roads_and_its_errors_are_kept(programme, alix, now):
    for k in range(12):
        ResidentFactory(programme=programme, lat_deg=43.2 + 0.01 * k, lon_deg=-0.3 + 0.007 * k)
    update_roads(programme, MadeUpEngine(), now=now)
    told = road_status(programme).network.calibrations["car"]
    assert told["model"]["circuity_ratio"] == pytest.approx(1.3, abs=0.01)
    assert told["after"]["mean_m"] < 20
    assert told["after"]["median_s"] < 5
    fitted = travel_profiles(programme)[Travel.DRIVEN]
    assert fitted.stop_s == PROFILES[Travel.DRIVEN].stop_s
    assert fitted.speed_m_per_h == pytest.approx(50_000, rel=0.02)


def test_an_engine_that_fails_leaves_the_reason_and_what_was_known(programme, alix, now):
    ResidentFactory(programme=programme, **NORTH)
    update_roads(programme, river(), now=now)
    ResidentFactory(programme=programme, **SOUTH)
    broken = river()
    broken.answers_left = 0
    with pytest.raises(RoadsUnreachable):
        update_roads(programme, broken, now=now)
    status = road_status(programme)
    assert "timed out" in status.network.problem
    assert status.missing == 1
    assert metres(programme, BASE, NORTH) > 14_000


def test_doubtful_drives_are_gathered_under_the_place_to_look_at(programme, alix, now):
    ResidentFactory(programme=programme, lat_deg=NOWHERE[0], lon_deg=NOWHERE[1])
    ResidentFactory(programme=programme, **NORTH)
    update_roads(programme, river(), now=now)
    worst, *others = list_doubtful_places(programme, most=50, examples=2)
    places = road_status(programme).places
    assert worst.place_deg == NOWHERE
    assert worst.counts == {Doubt.NO_WAY: 2 * (places - 1)}
    assert (worst.total, len(worst.drives)) == (2 * (places - 1), 2)
    assert not worst.drives[0].is_used
    assert worst.drives[0].distance_m is None
    assert count_doubts(programme)[Doubt.NO_WAY] == 2 * (places - 1)
    detours = [drive for place in others for drive in place.drives]
    assert {drive.doubt for drive in detours} <= {Doubt.DETOUR}
    assert all(drive.is_used and drive.distance_m > 14_000 for drive in detours)


def test_without_an_engine_nothing_is_queued(programme):
    assert queue_roads(programme) is None
    assert refresh_roads.func(programme.slug) == []
    assert refresh_roads.func("nobody") == []


def test_an_engine_out_of_reach_is_told_and_fails_nothing(programme, alix, now, settings):
    settings.CLOCK = "tests.clock.now"
    settings.ROADS = "osrm+http://127.0.0.1:1"
    ResidentFactory(programme=programme, **NORTH)
    assert queue_roads(programme).args == [programme.slug]
    assert queue_roads(programme) is None  # it waits already
    (told,) = refresh_roads.func(programme.slug)
    assert told.startswith("RoadsUnreachable")
    assert road_status(programme).network.problem == told


def test_booked_visits_stay_where_they_are(programme, alix, now):
    visit = book(alix, TUESDAY, 9, place=NORTH)
    update_roads(programme, river(), now=now)
    assert Visit.objects.get(pk=visit.pk).starts_at == visit.starts_at


def test_a_place_known_but_not_asked_for_is_no_road(programme, alix, now):
    update_roads(programme, river(), now=now)
    know_places(programme, [cell_of(**NORTH)])
    assert metres(programme, BASE, NORTH) == metres(programme, NORTH, BASE)


def test_sectors_are_cut_by_the_roads_there_and_back(programme, alix, now):
    beyond = CommuneFactory(code_insee="64998", name="Nord", lat_deg=43.41, lon_deg=-0.26)
    beside = CommuneFactory(code_insee="64999", name="Est", lat_deg=43.33, lon_deg=-0.18)
    programme.communes.add(beyond, beside)
    before = read_ground(programme).drive_s()
    update_roads(programme, river(), now=now)
    ground = read_ground(programme)
    after = ground.drive_s()
    assert (after == after.T).all()
    is_north = np.array([centre.lat_deg > RIVER_DEG for centre in ground.centres])
    is_across = is_north[:, None] != is_north[None]
    assert is_across.any()
    # 14 km out and 16 back, at 50 km an hour.
    assert (after - before)[is_across] == pytest.approx(15_000 * 3_600 / 50_000, abs=2)
    assert (after - before)[~is_across] == pytest.approx(0, abs=1)
