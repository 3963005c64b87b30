"""One gesture on the grid: placed, promised anew, stretched; and taken back as it was."""

from datetime import timedelta

import pytest

from tests.dispatch.scenes import FAR, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import NOW, AbsenceFactory, at
from toctoc.agenda.enums import CancelReason, MoveReason, VisitEventKind, VisitStatus
from toctoc.agenda.errors import SlotTaken, VisitAlreadyStarted, VisitNotBooked
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import cancel_visit, note_told
from toctoc.dispatch.errors import (
    ChangedSince,
    InfeasibleSlot,
    InvalidLength,
    NoRoomAfter,
    OutsidePromise,
)
from toctoc.dispatch.operations import (
    NewPromise,
    Place,
    book_visit,
    rearrange_visit,
    resize_visit,
    undo_changes,
)
from toctoc.people.enums import Channel

LATER = NOW + timedelta(minutes=1)
LATEST = NOW + timedelta(minutes=2)
ASKED = NewPromise(reason=MoveReason.RESIDENT, channel=Channel.PHONE)


@pytest.fixture
def rearrange(agent):
    """Put a visit elsewhere: rearrange(visit, moment, volunteer, …, length_min=60)."""

    def rearrange(visit, moment, *volunteers, length_min=60, promise=None, now=LATER):
        place = Place(starts_at=moment, length_min=length_min, volunteers=volunteers)
        return rearrange_visit(visit, place=place, promise=promise, by=agent, now=now)

    return rearrange


@pytest.fixture
def undo(agent):
    def undo(done, now=LATEST):
        visit = Visit.objects.get(pk=done.visit.pk)
        return undo_changes(visit, event_ids=done.event_ids, by=agent, now=now)

    return undo


def rows():
    """Return every visit with all its columns, as the database has them."""
    return {row["id"]: row for row in Visit.objects.values()}


def test_inside_its_promise_a_visit_is_placed_and_the_promise_stays(alix, rearrange):
    visit = book(alix, TUESDAY, 10)
    done = rearrange(visit, at(TUESDAY, 10, 15))
    assert (done.visit.starts_at, done.visit.ends_at) == (
        at(TUESDAY, 10, 15),
        at(TUESDAY, 11, 15),
    )
    assert done.visit.promised_from == at(TUESDAY, 10)
    assert done.visit.events.get().kind == VisitEventKind.RETIMED


def test_outside_its_promise_nothing_is_stored_without_a_new_one(alix, rearrange):
    visit = book(alix, TUESDAY, 10)
    before = rows()
    with pytest.raises(OutsidePromise):
        rearrange(visit, at(TUESDAY, 14))
    assert rows() == before


def test_new_promise_keeps_its_reason_and_how_the_person_was_told(alix, rearrange):
    visit = book(alix, TUESDAY, 10)
    moved = rearrange(visit, at(WEDNESDAY, 14), alix, promise=ASKED).visit
    assert (moved.promised_from, moved.told_channel) == (at(WEDNESDAY, 14), Channel.PHONE)
    event = moved.events.get(kind=VisitEventKind.MOVED)
    assert event.data["reason"] == MoveReason.RESIDENT


def test_place_and_length_are_stored_together_or_not_at_all(alix, rearrange):
    visit = book(alix, TUESDAY, 10)
    book(alix, TUESDAY, 11, 30)
    before = rows()
    with pytest.raises(NoRoomAfter):
        rearrange(visit, at(TUESDAY, 10, 15), length_min=90)
    assert rows() == before


def test_longer_visit_keeps_its_start_and_its_request_the_length(alix, agent):
    visit = book(alix, TUESDAY, 10)
    longer = resize_visit(visit, length_min=75, by=agent, now=LATER)
    assert (longer.starts_at, longer.ends_at) == (at(TUESDAY, 10), at(TUESDAY, 11, 15))
    assert longer.help_request.length_min == 75
    assert longer.events.get().data == {
        "before": {"length_min": 60},
        "after": {"length_min": 75},
    }


def test_both_rows_of_a_pair_get_the_length(programme, alix, agent):
    bo = hire(programme)
    lead = book_visit(
        call(programme, pair=True),
        volunteers=[alix, bo],
        promised_from=at(TUESDAY, 10),
        by=agent,
        now=NOW,
    )
    resize_visit(lead, length_min=90, by=agent, now=LATER)
    assert {row["ends_at"] for row in rows().values()} == {at(TUESDAY, 11, 30)}


def test_visit_is_not_made_so_long_that_the_next_promise_fails(alix, agent):
    visit = book(alix, TUESDAY, 10)
    book(alix, TUESDAY, 11, 45, place=FAR)
    before = rows()
    with pytest.raises(InfeasibleSlot) as refused:
        resize_visit(visit, length_min=90, by=agent, now=LATER)
    assert "il manque" in refused.value.data["sentence"]
    assert rows() == before


@pytest.mark.parametrize("length_min", [0, 601])
def test_length_nobody_works_is_refused(alix, agent, length_min):
    with pytest.raises(InvalidLength):
        resize_visit(book(alix, TUESDAY, 10), length_min=length_min, by=agent, now=LATER)


def test_visit_that_has_begun_keeps_its_length(alix, agent):
    visit = book(alix, TUESDAY, 10)
    with pytest.raises(VisitAlreadyStarted):
        resize_visit(visit, length_min=30, by=agent, now=at(TUESDAY, 10, 1))


def test_undo_puts_a_placed_visit_back_exactly(programme, alix, rearrange, undo):
    visit = book(alix, TUESDAY, 10, told_channel=Channel.PHONE, told_at=NOW)
    bo, before = hire(programme), rows()
    done = rearrange(visit, at(TUESDAY, 10, 15), bo)
    assert rows() != before
    undo(done)
    assert rows() == before
    event = visit.events.last()
    assert (event.kind, event.data["undoes"]) == (VisitEventKind.REASSIGNED, done.event_ids[-1])


def test_undo_gives_the_old_promise_back_with_who_had_been_told(alix, rearrange, undo):
    visit = book(alix, TUESDAY, 10, told_channel=Channel.SMS, told_at=NOW)
    before = rows()
    moved = NewPromise(reason=MoveReason.TOUR)
    undo(rearrange(visit, at(WEDNESDAY, 14), alix, promise=moved))
    assert rows() == before


def test_undo_forgets_that_the_person_was_told_where_they_heard_another_hour(
    alix, rearrange, undo
):
    visit = book(alix, TUESDAY, 10, told_channel=Channel.SMS, told_at=NOW)
    back = undo(rearrange(visit, at(WEDNESDAY, 14), alix, promise=ASKED))
    assert (back.promised_from, back.told_channel) == (at(TUESDAY, 10), "")
    assert back.told_at is None


def test_undo_gives_the_old_length_back(alix, rearrange, undo):
    visit = book(alix, TUESDAY, 10)
    before = rows()
    back = undo(rearrange(visit, at(TUESDAY, 10), length_min=90))
    assert rows() == before
    assert back.help_request.length_min == 60


def test_undo_takes_the_others_back_too(alix, rearrange, undo):
    visit = book(alix, TUESDAY, 13, 40, width_min=120)
    book(alix, TUESDAY, 14, 50, width_min=90)
    before = rows()
    done = rearrange(visit, at(TUESDAY, 14, 30))
    assert len(done.event_ids) == 2
    undo(done)
    assert rows() == before


def test_undo_is_refused_once_more_has_happened(alix, agent, rearrange, undo):
    visit = book(alix, TUESDAY, 10)
    done = rearrange(visit, at(TUESDAY, 10, 15))
    resize_visit(done.visit, length_min=45, by=agent, now=LATEST)
    with pytest.raises(ChangedSince):
        undo(done, now=LATEST + timedelta(minutes=1))


def test_undo_is_refused_where_somebody_took_the_old_time(programme, alix, rearrange, undo):
    visit = book(alix, TUESDAY, 10)
    done = rearrange(visit, at(TUESDAY, 10), hire(programme))
    book(alix, TUESDAY, 10, 30)
    with pytest.raises(SlotTaken):
        undo(done)


def test_undo_is_refused_where_the_volunteer_is_away_by_now(programme, alix, rearrange, undo):
    visit = book(alix, TUESDAY, 10)
    done = rearrange(visit, at(TUESDAY, 10), hire(programme))
    AbsenceFactory(volunteer=alix, starts_at=at(TUESDAY, 0), ends_at=at(WEDNESDAY, 0))
    before = rows()
    with pytest.raises(InfeasibleSlot):
        undo(done)
    assert rows() == before


def test_undo_of_a_cancelled_visit_is_refused(alix, agent, rearrange, undo):
    visit = book(alix, TUESDAY, 10)
    done = rearrange(visit, at(TUESDAY, 10, 15))
    cancel_visit(visit, reason=CancelReason.OTHER, by=agent, now=LATEST)
    with pytest.raises(VisitNotBooked):
        undo(done)
    assert Visit.objects.get().status == VisitStatus.CANCELLED


def test_noting_that_the_person_was_told_does_not_stand_in_the_way(
    alix, agent, rearrange, undo
):
    visit = book(alix, TUESDAY, 10)
    done = rearrange(visit, at(TUESDAY, 10, 15))
    note_told(done.visit, channel=Channel.PHONE, by=agent, now=LATEST)
    assert undo(done).starts_at == at(TUESDAY, 10)
