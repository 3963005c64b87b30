"""Models defend themselves; a draw always falls on a value."""

import pytest

from toctoc.planning.errors import InvalidParameter
from toctoc.planning.season.demand import AbsenceModel, DemandModel, Fates, WordOfMouth
from toctoc.planning.season.demand.streams import pick

BROKEN = [
    (WordOfMouth, {"known_ratio": 0.0}, "known_ratio"),
    (WordOfMouth, {"reach_m": 0.0}, "reach_m"),
    (WordOfMouth, {"told_people": -1.0}, "told_people"),
    (Fates, {"cancel_ratio": 1.5}, "cancel_ratio"),
    (Fates, {"notice_days": ((-1, 1.0),)}, "notice_days"),
    (Fates, {"notice_days": ()}, "notice_days"),
    (AbsenceModel, {"start_ratio": -0.1}, "start_ratio"),
    (AbsenceModel, {"length_days": ((0, 1.0),)}, "length_days"),
    (DemandModel, {"calls_per_day": -1.0}, "calls_per_day"),
    (DemandModel, {"half_ratio": 0.7, "weekday_ratio": 0.7}, "weekday_ratio"),
    (DemandModel, {"visit_min": ((60, 0.0),)}, "visit_min"),
]


@pytest.mark.parametrize(("model", "fields", "name"), BROKEN)
def test_what_cannot_be_is_refused_by_name(model, fields, name):
    with pytest.raises(InvalidParameter) as refused:
        model(**fields)
    assert refused.value.name == name


@pytest.mark.parametrize(("draw", "value"), [(0.0, 1), (0.24, 1), (0.25, 2), (0.999, 2)])
def test_a_draw_falls_on_a_value_by_its_weight(draw, value):
    assert pick(draw, ((1, 0.5), (2, 1.5))) == value


def test_a_draw_at_the_very_end_falls_on_the_last():
    assert pick(1.0, ((1, 0.5), (2, 0.5))) == 2
