"""More places than may be asked at once, some of them off all roads."""

import numpy as np

from tests.territory.roads.made_up import NOWHERE, MadeUpEngine
from toctoc.territory.enums import RoadMode
from toctoc.territory.roads.blocks import ask_matrix
from toctoc.territory.roads.model import ModelEngine

PLACES = np.array([(43.3 + 0.01 * k, -0.3 + 0.003 * k) for k in range(17)])


def test_blocks_make_up_the_whole():
    asked = []
    found = ask_matrix(
        MadeUpEngine(), PLACES, PLACES[:9], RoadMode.BICYCLE, advance=asked.append
    )
    whole = ModelEngine().matrix(PLACES, PLACES[:9], RoadMode.BICYCLE)
    assert (found.distance_m == whole.distance_m).all()
    assert (found.travel_s == whole.travel_s).all()
    assert sum(asked) == 17 * 9


def test_a_place_off_all_roads_is_found_and_left_out():
    places = PLACES.copy()
    places[[4, 11]] = NOWHERE
    found = ask_matrix(MadeUpEngine(), places, places, RoadMode.CAR)
    is_off = np.isin(np.arange(17), [4, 11])
    assert (found.distance_m[is_off] == -1).all()
    assert (found.distance_m[:, is_off] == -1).all()
    assert (found.distance_m[~is_off][:, ~is_off] >= 0).all()


def test_no_places_are_no_question():
    engine = MadeUpEngine()
    assert ask_matrix(engine, PLACES, PLACES[:0], RoadMode.CAR).distance_m.shape == (17, 0)
    assert engine.asked == 0
