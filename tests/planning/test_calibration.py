"""The model fitted to drives made up by a known rule."""

import numpy as np
import pytest

from toctoc.planning.calibration import calibrate
from toctoc.planning.model import FasterBeyond, TravelProfile
from toctoc.planning.travel import driving_s

TRUE = TravelProfile(
    circuity_ratio=1.42,
    extra_m=250,
    speed_m_per_h=30_000,
    faster=(FasterBeyond(beyond_m=8_000, speed_m_per_h=70_000),),
)


def drives(count=2_000, profile=TRUE, longest_m=30_000, seed=3):
    rng = np.random.default_rng(seed)
    straight_m = rng.uniform(300, longest_m, count)
    road_m = np.rint(profile.circuity_ratio * straight_m + profile.extra_m)
    return straight_m, road_m, driving_s(road_m.astype(np.int64), profile).astype(float)


def test_the_rule_behind_the_drives_is_found():
    found = calibrate(*drives(), TravelProfile(stop_s=240))
    assert found.profile.circuity_ratio == pytest.approx(1.42, abs=0.001)
    assert found.profile.extra_m == pytest.approx(250, abs=5)
    assert found.profile.stop_s == 240
    assert found.profile.speed_m_per_h == pytest.approx(30_000, rel=0.01)
    assert found.after.mean_m < 5
    assert found.after.median_s < 5
    assert found.after.mean_s < 30
    assert found.before.mean_m > 500


def test_absurd_drives_sway_nothing():
    straight_m, road_m, drive_s = drives()
    road_m[::11] *= 6  # by the ferry that does not run
    drive_s = driving_s(road_m.astype(np.int64), TRUE).astype(float)
    drive_s[::7] += 7_200
    found = calibrate(straight_m, road_m, drive_s, TravelProfile())
    assert found.profile.circuity_ratio == pytest.approx(1.42, rel=0.01)
    assert found.after.median_m < 20
    assert found.after.median_s < 20


def test_what_a_profile_cannot_hold_is_not_fitted():
    straight_m = np.linspace(1_000, 9_000, 400)
    found = calibrate(straight_m, 0.8 * straight_m, straight_m / 100, TravelProfile())
    assert (found.profile.circuity_ratio, found.profile.extra_m) == (1.0, 0)
    assert found.profile.speed_m_per_h == 130_000
    assert found.profile.faster == ()


def test_a_model_without_extra_metres_stays_so():
    straight_m = np.linspace(1_000, 9_000, 400)
    found = calibrate(straight_m, 1.5 * straight_m - 300, straight_m / 10, TravelProfile())
    assert found.profile.extra_m == 0
    assert found.profile.circuity_ratio == pytest.approx(1.44, abs=0.03)


def test_few_drives_say_nothing():
    assert calibrate(*drives(60), TravelProfile()) is None
