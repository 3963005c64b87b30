"""The compiled season equals the played one in every figure."""

import random

import pytest

from tests.planning.season.seasons import SEASON, small_text
from toctoc.planning.proposals import ProposalParams, tuned_for
from toctoc.planning.season.instance import read_instance
from toctoc.planning.season.referee import play_out
from toctoc.planning.season.simulator import lay_out, simulate


def random_season(seed, calls, **changes):
    """Draw a season of calls around the three villages."""
    rng = random.Random(seed)
    drawn = []
    for number in range(calls):
        village = rng.choice(SEASON["territory"])
        drawn.append(
            {
                "call": number,
                "day": 5 * number // calls,
                "lat": round(village["lat"] + rng.gauss(0, 0.02), 5),
                "lon": round(village["lon"] + rng.gauss(0, 0.02), 5),
                "free": "".join(rng.choice("01") for _ in range(10)),
                "u": rng.random(),
            }
        )
    fields = {"days": 5, "horizon_days": 6, "calls": drawn, "max_visits_per_tour": 6} | changes
    return read_instance(small_text(**fields))


BASE, OTHER = [43.3, -0.3], [43.36, -0.2]
PARAMS = ProposalParams()
SEASONS = [
    random_season(1, 30, bases=[BASE]),
    random_season(2, 40, bases=[BASE, BASE]),
    random_season(3, 40, bases=[BASE, OTHER, BASE]),
    random_season(5, 20, bases=[BASE], territory=[]),
    random_season(6, 0),
    random_season(7, 40, bases=[BASE], max_visits_per_tour=1),
]


@pytest.mark.parametrize("instance", SEASONS)
@pytest.mark.parametrize(
    "params", [PARAMS, tuned_for(5_000.0), ProposalParams(early_lead_days=2)]
)
def test_a_simulated_season_equals_the_played_one(instance, params):
    assert simulate(lay_out(instance), params) == play_out(instance, params)


def test_wide_promises_serve_the_same_callers():
    # Several plans are equally long there, and which is kept decides what fits later.
    instance = random_season(4, 30, bases=[BASE, BASE], promise_window_min=150)
    simulated, played = simulate(lay_out(instance), PARAMS), play_out(instance, PARAMS)
    assert (simulated.served, simulated.refused) == (played.served, played.refused)
    assert simulated.distance_m == pytest.approx(played.distance_m, rel=0.1)


def test_the_same_arrays_can_be_played_again():
    season = lay_out(SEASONS[1])
    first = simulate(season, ProposalParams())
    simulate(season, tuned_for(9_000.0))
    assert simulate(season, ProposalParams()) == first


@pytest.mark.parametrize("seed", range(100, 140))
def test_random_teams_are_simulated_as_they_are_played(seed):
    rng = random.Random(seed)
    bases = [rng.choice([BASE, OTHER]) for _ in range(rng.randint(1, 3))]
    instance = random_season(
        seed, rng.randint(5, 30), bases=bases, max_visits_per_tour=rng.randint(1, 6)
    )
    params = tuned_for(rng.choice([300.0, 1_000.0, 4_000.0]))
    assert simulate(lay_out(instance), params) == play_out(instance, params)


@pytest.mark.parametrize(
    ("seed", "calls", "visits"), [(1917, 9, 6), (1159, 25, 4), (1514, 22, 4)]
)
def test_offers_of_equal_score_stand_in_order_of_time_in_both(seed, calls, visits):
    instance = random_season(seed, calls, bases=[BASE], max_visits_per_tour=visits)
    for weight in (300.0, 1_000.0):
        params = tuned_for(weight)
        assert simulate(lay_out(instance), params) == play_out(instance, params)
