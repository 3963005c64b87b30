"""Placing inside the promise: nobody is told again, nothing that was promised changes."""

import pytest

from tests.dispatch.scenes import FAR, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import at
from toctoc.agenda.enums import VisitEventKind
from toctoc.agenda.errors import SlotTaken, VisitNotBooked
from toctoc.agenda.operations import cancel_visit, note_told
from toctoc.dispatch.errors import InfeasibleSlot, OutsidePromise
from toctoc.dispatch.operations import book_visit, place_visit


@pytest.fixture
def place_it(agent, now):
    """Place a visit: place_it(visit, moment, volunteer, …)."""

    def place_it(visit, moment, *volunteers):
        return place_visit(visit, starts_at=moment, volunteers=volunteers, by=agent, now=now)

    return place_it


@pytest.fixture
def wide(alix):
    return book(alix, TUESDAY, 9, width_min=150, promise="half_day")


def test_time_changes_and_the_promise_stays(wide, alix, agent, now, place_it):
    told = note_told(wide, channel="phone", by=agent, now=now)
    placed = place_it(told, at(TUESDAY, 10, 40))
    placed.refresh_from_db()
    assert (placed.starts_at, placed.ends_at) == (at(TUESDAY, 10, 40), at(TUESDAY, 11, 40))
    assert (placed.promised_from, placed.promised_until) == (
        at(TUESDAY, 9),
        at(TUESDAY, 11, 30),
    )
    assert placed.told_at == now
    assert not placed.is_tied
    event = placed.events.last()
    assert (event.kind, event.by) == (VisitEventKind.RETIMED, agent)


def test_another_volunteer_is_tied_and_told_in_the_history(programme, wide, place_it):
    bo = hire(programme)
    placed = place_it(wide, at(TUESDAY, 9, 30), bo)
    placed.refresh_from_db()
    assert (placed.volunteer, placed.is_tied) == (bo, True)
    event = placed.events.get()
    assert event.kind == VisitEventKind.REASSIGNED
    assert event.data["before"]["volunteer"] != event.data["after"]["volunteer"] == bo.pk


@pytest.mark.parametrize("moment", [at(TUESDAY, 8, 55), at(TUESDAY, 11, 31), at(WEDNESDAY, 9)])
def test_time_outside_the_promise_is_refused(wide, place_it, moment):
    with pytest.raises(OutsidePromise) as refused:
        place_it(wide, moment)
    assert refused.value.data["promised_until"] == at(TUESDAY, 11, 30)
    assert wide.events.count() == 0


def test_time_of_another_visit_is_taken(alix, wide, place_it):
    book(alix, TUESDAY, 11, width_min=0)
    with pytest.raises(SlotTaken):
        place_it(wide, at(TUESDAY, 10, 30))


def test_visit_in_the_way_gives_way_inside_its_own_promise(alix, wide, place_it):
    other = book(alix, TUESDAY, 10, 10, width_min=90)
    place_it(wide, at(TUESDAY, 10))
    other.refresh_from_db()
    assert other.starts_at >= at(TUESDAY, 11)


def test_drive_that_takes_too_long_is_refused(alix, wide, place_it):
    book(alix, TUESDAY, 11, 15, place=FAR, width_min=0, length_min=30)
    with pytest.raises((InfeasibleSlot, SlotTaken)):
        place_it(wide, at(TUESDAY, 10))


def test_one_of_a_pair_may_be_replaced(programme, alix, agent, now, place_it):
    bo, cam = hire(programme, "Bo Essai"), hire(programme, "Cam Essai")
    lead = book_visit(
        call(programme, pair=True),
        volunteers=[alix, bo],
        promised_from=at(TUESDAY, 10),
        by=agent,
        now=now,
    )
    companion = lead.companions.get()
    place_it(companion, at(TUESDAY, 10, 15), cam)
    lead.refresh_from_db()
    companion.refresh_from_db()
    assert (lead.volunteer, companion.volunteer) == (alix, cam)
    assert lead.starts_at == companion.starts_at == at(TUESDAY, 10, 15)


def test_cancelled_visit_is_not_placed(wide, agent, now, place_it):
    cancel_visit(wide, reason="resident", by=agent, now=now)
    with pytest.raises(VisitNotBooked):
        place_it(wide, at(TUESDAY, 10))
