"""What came of a visit, taking it back, and a cancelled visit's time: free at once."""

import pytest

from tests.dispatch.scenes import MONDAY, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import at
from toctoc.agenda.enums import CancelReason, RequestStatus, VisitEventKind, VisitStatus
from toctoc.agenda.errors import (
    AlreadyBooked,
    NothingToReopen,
    SlotTaken,
    VisitNotBooked,
    VisitNotStarted,
)
from toctoc.agenda.operations import note_outcome, note_told, reopen_visit
from toctoc.dispatch.errors import SlotInThePast
from toctoc.dispatch.operations import book_visit, cancel_visit, move_visit, restore_visit


@pytest.fixture
def visit(alix):
    return book(alix, TUESDAY, 10)


@pytest.fixture
def cancel(agent, now):
    def cancel(visit, reason="resident", now=now, **fields):
        return cancel_visit(visit, reason=CancelReason(reason), by=agent, now=now, **fields)

    return cancel


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [(VisitStatus.DONE, VisitEventKind.DONE), (VisitStatus.NO_SHOW, VisitEventKind.NO_SHOW)],
)
def test_outcome_is_noted_with_its_event(visit, agent, outcome, kind):
    noted = note_outcome(visit, outcome=outcome, by=agent, now=at(TUESDAY, 11))
    assert noted.status == outcome
    event = visit.events.get()
    assert (event.kind, event.by, event.at) == (kind, agent, at(TUESDAY, 11))


def test_outcome_is_noted_on_its_day_at_the_earliest(visit, agent):
    with pytest.raises(VisitNotStarted):
        note_outcome(visit, outcome=VisitStatus.DONE, by=agent, now=at(MONDAY, 23, 59))
    early = at(TUESDAY, 9, 50)
    assert note_outcome(visit, outcome=VisitStatus.NO_SHOW, by=agent, now=early)


def test_same_outcome_twice_is_noted_once_and_another_is_kept_beside(visit, agent):
    for outcome in (VisitStatus.DONE, VisitStatus.DONE, VisitStatus.NO_SHOW):
        note_outcome(visit, outcome=outcome, by=agent, now=at(TUESDAY, 11))
    assert [event.kind for event in visit.events.all()] == ["done", "no_show"]


def test_outcome_is_taken_back(visit, agent):
    noted = note_outcome(visit, outcome=VisitStatus.DONE, by=agent, now=at(TUESDAY, 11))
    reopened = reopen_visit(noted, by=agent, now=at(TUESDAY, 12))
    assert (reopened.status, noted.status) == (VisitStatus.BOOKED, VisitStatus.BOOKED)
    assert visit.events.last().kind == VisitEventKind.REOPENED
    with pytest.raises(NothingToReopen):
        reopen_visit(reopened, by=agent, now=at(TUESDAY, 12))


def test_outcome_stays_where_the_person_has_another_visit_since(programme, visit, alix, agent):
    note_outcome(visit, outcome=VisitStatus.NO_SHOW, by=agent, now=at(TUESDAY, 11))
    visit.help_request.visits.create(
        programme=programme, resident=visit.resident, volunteer=alix, need=visit.need,
        promised_from=at(WEDNESDAY, 10), promised_until=at(WEDNESDAY, 10, 30),
        starts_at=at(WEDNESDAY, 10), ends_at=at(WEDNESDAY, 11),
        booked_by=agent, booked_at=at(TUESDAY, 12),
    )  # fmt: skip
    with pytest.raises(AlreadyBooked):
        reopen_visit(visit, by=agent, now=at(TUESDAY, 13))


def test_both_of_a_pair_have_one_outcome(programme, alix, agent, now):
    lead = book_visit(
        call(programme, pair=True),
        volunteers=[alix, hire(programme)],
        promised_from=at(TUESDAY, 10),
        by=agent,
        now=now,
    )
    note_outcome(lead.companions.get(), outcome=VisitStatus.DONE, by=agent, now=at(TUESDAY, 12))
    lead.refresh_from_db()
    assert lead.status == lead.companions.get().status == VisitStatus.DONE


@pytest.mark.parametrize(
    ("reason", "is_excused", "is_revoked"),
    [
        ("resident", True, False),
        ("illness", True, False),
        ("weather", False, True),
        ("volunteer_absent", False, True),
        ("service", False, True),
        ("mistake", False, False),
        ("other", False, False),
    ],
)
def test_reason_tells_whose_side_it_is(reason, is_excused, is_revoked):
    found = CancelReason(reason)
    assert (found.is_excused, found.is_revoked) == (is_excused, is_revoked)


def test_freed_time_is_bookable_at_once(programme, visit, alix, agent, now, cancel):
    cancel(visit)
    new = book_visit(
        call(programme), volunteers=[alix], promised_from=at(TUESDAY, 10), by=agent, now=now
    )
    assert new.starts_at == at(TUESDAY, 10)


def test_cancelling_is_taken_back_while_the_time_is_free(visit, agent, now, cancel):
    told = note_told(visit, channel="phone", by=agent, now=now)
    cancel(told)
    restored = restore_visit(visit, by=agent, now=now)
    restored.refresh_from_db()
    assert (restored.status, restored.cancelled_at, restored.cancel_reason) == (
        VisitStatus.BOOKED,
        None,
        "",
    )
    assert restored.told_at == now  # they never heard that it was cancelled
    assert restored.help_request.status == RequestStatus.BOOKED
    event = restored.events.last()
    assert (event.kind, event.by, event.data["reason"]) == ("restored", agent, "resident")


def test_who_heard_of_the_cancelling_is_to_be_told_again(visit, agent, now, cancel):
    cancelled = cancel(note_told(visit, channel="phone", by=agent, now=now))
    note_told(cancelled, channel="phone", by=agent, now=now)
    restored = restore_visit(cancelled, by=agent, now=now)
    assert (restored.told_channel, restored.told_at) == ("", None)


def test_cancelling_stays_where_the_time_was_taken(visit, alix, agent, now, cancel):
    cancel(visit)
    book(alix, TUESDAY, 10)
    with pytest.raises(SlotTaken):
        restore_visit(visit, by=agent, now=now)
    visit.refresh_from_db()
    assert visit.status == VisitStatus.CANCELLED


def test_cancelling_stays_where_the_time_is_over(visit, agent, cancel):
    cancel(visit)
    with pytest.raises(SlotInThePast):
        restore_visit(visit, by=agent, now=at(TUESDAY, 10, 1))


def test_only_a_cancelled_visit_is_restored(visit, agent, now):
    with pytest.raises(VisitNotBooked):
        restore_visit(visit, by=agent, now=now)


def test_both_of_a_pair_come_back(programme, alix, agent, now, cancel):
    bo = hire(programme)
    lead = book_visit(
        call(programme, pair=True),
        volunteers=[alix, bo],
        promised_from=at(TUESDAY, 10),
        by=agent,
        now=now,
    )
    cancel(lead)
    restored = restore_visit(lead, by=agent, now=now)
    assert restored.companions.get().status == VisitStatus.BOOKED


def test_tour_stays_under_way_when_its_first_visit_goes(programme, alix, agent, cancel):
    """The volunteer left for it: what is left of the tour keeps its times to the minute."""
    first = book(alix, TUESDAY, 10, width_min=0)
    wide = book(alix, TUESDAY, 13, 30, width_min=150, promise="half_day")
    cancel(first, now=at(TUESDAY, 9, 58))
    other = book(alix, TUESDAY, 15, 30, width_min=0)
    move_visit(
        other, promised_from=at(TUESDAY, 14, 30), volunteers=[alix], reason="resident",
        by=agent, now=at(TUESDAY, 10, 30),
    )  # fmt: skip
    wide.refresh_from_db()
    assert wide.starts_at == at(TUESDAY, 13, 30)
    with pytest.raises(SlotTaken):
        book_visit(
            call(programme), volunteers=[alix], promised_from=at(TUESDAY, 13, 30),
            by=agent, now=at(TUESDAY, 10, 30),
        )  # fmt: skip
