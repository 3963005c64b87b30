"""The cap on people in a session: it takes nobody's seat, and lets in who waits when lifted."""

import pytest

from tests.factories import NOW, EnrolmentFactory, PlaceFactory, ResidentFactory, SessionFactory
from toctoc.agenda.operations import enrol, lift_session_cap, set_session_cap
from toctoc.agenda.queries import capacity_of, find_cap, list_caps


@pytest.fixture
def session(programme):
    place = PlaceFactory(programme=programme, seats=4)
    return SessionFactory(programme=programme, place=place)


@pytest.fixture
def cap(programme, agent):
    return set_session_cap(programme, max_people=2, by=agent, now=NOW)


def test_cap_closes_seats_and_takes_none_away(session, cap, agent):
    for seat in (1, 2, 3):
        EnrolmentFactory(session=session, seat=seat)
    late = ResidentFactory(programme=session.programme)
    assert capacity_of(session, cap) == 2
    assert enrol(session, resident=late, by=agent, now=NOW).status == "waiting"
    assert session.enrolments.filter(status="enrolled").count() == 3


def test_cap_above_the_seats_changes_nothing(session, programme, agent):
    cap = set_session_cap(programme, max_people=50, by=agent, now=NOW)
    assert (capacity_of(session, cap), capacity_of(session, None)) == (4, 4)
    session.seats = 3
    assert capacity_of(session, cap) == 3


def test_cap_lifted_lets_in_who_waits_and_stays_in_the_history(session, programme, cap, agent):
    EnrolmentFactory(session=session, seat=1)
    EnrolmentFactory(session=session, seat=2)
    waiting = EnrolmentFactory(session=session, waiting=True)
    lift_session_cap(programme, by=agent, now=NOW)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.seat) == ("enrolled", 3)
    assert find_cap(programme) is None
    (kept,) = list_caps(programme)
    assert (kept.max_people, kept.set_by, kept.lifted_by) == (2, agent, agent)


def test_cap_replaced_is_the_only_one_in_force(programme, cap, agent):
    wider = set_session_cap(programme, max_people=5, by=agent, now=NOW)
    assert find_cap(programme) == wider
    assert len(list_caps(programme)) == 2


def test_lifting_where_there_is_none_changes_nothing(programme, agent):
    lift_session_cap(programme, by=agent, now=NOW)
    assert list(list_caps(programme)) == []
