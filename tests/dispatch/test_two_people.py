"""A home where nobody goes alone refuses a single volunteer, whichever way somebody tries."""

import pytest

from tests.dispatch.scenes import MONDAY, THURSDAY, TUESDAY, call, hire
from tests.factories import NOW, AbsenceFactory, at
from toctoc.agenda.enums import MoveReason, VisitStatus
from toctoc.dispatch.errors import InfeasibleSlot
from toctoc.dispatch.operations import book_visit, move_visit, place_visit, propose_day_plan
from toctoc.dispatch.queries import list_offers
from toctoc.dispatch.queries.absence_ways import list_absence_ways


@pytest.fixture
def bo(programme):
    return hire(programme)


@pytest.fixture
def pair(programme, alix, bo, agent):
    """Booked on Tuesday at 10 h, with both."""
    return book_visit(
        call(programme, pair=True), promised_from=at(TUESDAY, 10), volunteers=[alix, bo],
        by=agent, now=NOW,
    )  # fmt: skip


def goers(visit):
    rows = [visit, *visit.companions.filter(status=VisitStatus.BOOKED)]
    return {row.volunteer_id for row in rows}


def test_booking_one_person_by_name_is_refused(programme, alix, bo, agent):
    with pytest.raises(InfeasibleSlot):
        book_visit(
            call(programme, pair=True), promised_from=at(TUESDAY, 10), volunteers=[alix],
            by=agent, now=NOW,
        )  # fmt: skip


def test_booking_without_names_sends_two_or_nobody(programme, alix, agent):
    lone = call(programme, pair=True)
    with pytest.raises(InfeasibleSlot):  # Alix is the only one there
        book_visit(lone, promised_from=at(TUESDAY, 10), by=agent, now=NOW)
    assert list_offers(lone, now=NOW).offers == ()
    bo = hire(programme)
    visit = book_visit(lone, promised_from=at(TUESDAY, 10), by=agent, now=NOW)
    assert goers(visit) == {alix.pk, bo.pk}


def test_moving_to_one_person_is_refused(pair, alix, bo, agent):
    with pytest.raises(InfeasibleSlot):
        move_visit(
            pair, promised_from=at(THURSDAY, 10), reason=MoveReason.RESIDENT,
            volunteers=[alix], by=agent, now=NOW,
        )  # fmt: skip
    assert goers(pair) == {alix.pk, bo.pk}


def test_placing_one_person_twice_is_refused(pair, alix, bo, agent):
    second = pair.companions.get()
    with pytest.raises(InfeasibleSlot):
        place_visit(second, starts_at=pair.starts_at, volunteers=[alix], by=agent, now=NOW)
    assert goers(pair) == {alix.pk, bo.pk}


def test_placing_one_name_on_a_row_leaves_the_other_person(programme, pair, alix, bo, agent):
    carole = hire(programme, "Carole Essai")
    place_visit(pair, starts_at=pair.starts_at, volunteers=[carole], by=agent, now=NOW)
    pair.refresh_from_db()
    assert goers(pair) == {carole.pk, bo.pk}


def test_an_absence_hands_over_to_a_third_person_never_to_the_one_left(
    programme, pair, alix, bo
):
    ways = list_absence_ways(
        programme, alix, starts_at=at(TUESDAY, 0), ends_at=at(TUESDAY, 23), now=NOW
    )
    assert [way.takeovers for way in ways] == [()]


def test_the_eve_never_parts_them(programme, pair, alix, bo, agent):
    AbsenceFactory(volunteer=bo, starts_at=at(TUESDAY, 0), ends_at=at(TUESDAY, 23))
    propose_day_plan(programme, TUESDAY, now=at(MONDAY, 16), by=agent)
    pair.refresh_from_db()
    assert goers(pair) == {alix.pk, bo.pk}
