"""The cap on people in a workshop, and where to hold the next one, on screen."""

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    EnrolmentFactory,
    HelpRequestFactory,
    PlaceFactory,
    ResidentFactory,
    SessionFactory,
)
from toctoc.agenda.queries import find_cap

QUERIES_OF_SPOTS = 8


def url_of(name, *keys):
    return reverse(f"sessions:{name}", args=["nord-est-bearn", *keys])


def test_cap_is_set_shown_and_lifted(coordinator, programme):
    session = SessionFactory(programme=programme)
    for seat in (1, 2):
        EnrolmentFactory(session=session, seat=seat)
    url = url_of("edit-cap")
    coordinator.post(url, {"max_people": "1"})
    page = coordinator.get(url).text
    assert "Au-dessus du plafond" in page
    assert session.title in page
    assert "trop de monde" in coordinator.get(url_of("list-sessions")).text
    assert "plafond en vigueur" in coordinator.get(url_of("show-session", session.pk)).text
    coordinator.post(url, {"lift": "1"})
    assert find_cap(programme) is None
    assert "jusqu’au" in coordinator.get(url).text


def test_cap_of_nobody_is_refused(coordinator, programme):
    assert coordinator.post(url_of("edit-cap"), {"max_people": "0"}).status_code == 422
    assert find_cap(programme) is None


def wait(programme, **fields):
    return HelpRequestFactory(
        programme=programme,
        resident=ResidentFactory(programme=programme),
        status="waiting",
        closed_at=NOW,
        **fields,
    )


def test_spots_without_calls_say_so(agent, programme):
    assert "Pas encore assez d’appels" in agent.get(url_of("show-spots")).text


@pytest.mark.parametrize("rows", [1, 3])
def test_spot_is_said_in_one_sentence(agent, programme, rows, django_assert_num_queries):
    PlaceFactory(programme=programme)
    for _person in range(rows):
        wait(programme)
    with django_assert_num_queries(QUERIES_OF_SPOTS):
        page = agent.get(url_of("show-spots")).text
    word = "personne est" if rows == 1 else "personnes sont"
    waits = "qui attend une réponse" if rows == 1 else "qui attendent une réponse"
    assert f"À Morlaàs, {rows} {word} à moins de 15 min, {waits}." in page
    assert "Cyberbase d’essai (8 places)" in page


def test_spots_of_one_need_leave_the_others_out(agent, programme):
    wait(programme, need="practical")
    assert "À Morlaàs" in agent.get(url_of("show-spots"), {"besoin": "practical"}).text
    assert "Pas encore assez" in agent.get(url_of("show-spots"), {"besoin": "equipment"}).text
    assert "À Morlaàs" in agent.get(url_of("show-spots"), {"besoin": "autre"}).text
