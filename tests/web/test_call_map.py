"""The map of the offers: the home, the bases, and what is planned on the offered tours."""

from datetime import date, timedelta

import pytest

from tests.factories import VisitFactory, at
from tests.web.calls import call_url, open_call, type_in
from toctoc.web.templatetags.human import NBSP


@pytest.fixture
def call(agent, programme):
    return open_call(agent, programme)


def points(client, call):
    return client.get(call_url("show-offer-map", call)).json()["points"]


def test_blank_call_has_nothing_to_show(agent, call):
    assert points(agent, call) == []


def test_home_and_base_are_shown_with_the_offers(agent, call):
    type_in(agent, call, lat="43.351", lon="-0.251")
    assert [(one["kind"], one["lat"], one["lon"]) for one in points(agent, call)] == [
        ("placed", 43.351, -0.251),
        ("base", 43.345, -0.265),
    ]


def test_visits_of_the_offered_tours_bear_the_offer_s_number_and_no_name(
    agent, cast, programme, call
):
    for day in (2, 30):  # on an offered tour; on none
        start = at(date(2026, 12, day), 10)
        moments = dict.fromkeys(("promised_from", "promised_until", "starts_at"), start)
        VisitFactory(
            programme=programme,
            volunteer=cast.volunteer,
            ends_at=start + timedelta(hours=1),
            **moments,
        )
    type_in(agent, call, not_before="2/12", half_days=["4", "5"])
    visits = [one for one in points(agent, call) if one["kind"] == "visit"]
    assert [(one["mark"], one["name"].replace(NBSP, " ")) for one in visits] == [
        ("1", "mer. 2 déc. à 10 h, Morlaàs")
    ]


def test_map_is_read_in_a_fixed_number_of_queries(
    agent, cast, programme, call, django_assert_num_queries, django_assert_max_num_queries
):
    type_in(agent, call)
    with django_assert_max_num_queries(20) as alone:
        points(agent, call)
    VisitFactory(programme=programme, volunteer=cast.volunteer)
    with django_assert_num_queries(len(alone)):
        points(agent, call)
