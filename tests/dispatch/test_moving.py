"""Moving: the old promise stays in the history, the new one is checked like any booking."""

import pytest

from tests.dispatch.scenes import FAR, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import at
from toctoc.agenda.enums import MoveReason, RequestStatus, VisitEventKind, VisitStatus
from toctoc.agenda.errors import SlotTaken, VisitAlreadyStarted, VisitNotBooked
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import cancel_visit, note_told
from toctoc.dispatch.operations import book_visit, move_visit


@pytest.fixture
def move_it(agent, now):
    """Move a visit: move_it(visit, moment, volunteer, …)."""

    def move_it(visit, moment, *volunteers, now=now):
        return move_visit(
            visit,
            volunteers=volunteers,
            promised_from=moment,
            reason=MoveReason.RESIDENT,
            by=agent,
            now=now,
        )

    return move_it


@pytest.fixture
def pair(programme, alix, agent, now):
    """Return the lead of a visit two volunteers make on Tuesday at 10 h."""
    bo = hire(programme)
    return book_visit(
        call(programme, pair=True),
        volunteers=[alix, bo],
        promised_from=at(TUESDAY, 10),
        by=agent,
        now=now,
    )


def test_move_keeps_the_row_and_the_request(programme, alix, move_it):
    visit = book(alix, TUESDAY, 10)
    bo = hire(programme)
    moved = move_it(visit, at(THURSDAY, 14), bo)
    moved.refresh_from_db()
    assert (moved.pk, moved.volunteer, moved.status) == (visit.pk, bo, VisitStatus.BOOKED)
    assert (moved.promised_from, moved.promised_until) == (
        at(THURSDAY, 14),
        at(THURSDAY, 14, 30),
    )
    assert moved.starts_at == at(THURSDAY, 14)
    assert moved.cancelled_at is None
    assert moved.help_request.status == RequestStatus.BOOKED


def test_move_leaves_the_old_promise_in_its_event(alix, agent, now, move_it):
    visit = book(alix, TUESDAY, 10)
    event = move_it(visit, at(WEDNESDAY, 9, 30), alix).events.get()
    assert (event.kind, event.by, event.at) == (VisitEventKind.MOVED, agent, now)
    assert event.data | {"left": {}} == {
        "left": {},
        "reason": "resident",
        "before": {
            "volunteer": alix.pk,
            "promised_from": "2026-12-01T09:00:00+00:00",
            "promised_until": "2026-12-01T09:30:00+00:00",
            "starts_at": "2026-12-01T09:00:00+00:00",
        },
        "after": {
            "volunteer": alix.pk,
            "promised_from": "2026-12-02T08:30:00+00:00",
            "promised_until": "2026-12-02T09:00:00+00:00",
            "starts_at": "2026-12-02T08:30:00+00:00",
        },
    }


def test_person_has_not_been_told_of_the_new_time(alix, agent, now, move_it):
    visit = note_told(book(alix, TUESDAY, 10), channel="phone", by=agent, now=now)
    moved = move_it(visit, at(TUESDAY, 14), alix)
    assert (moved.told_channel, moved.told_at) == ("", None)


def test_visit_may_move_over_its_own_old_time(alix, move_it):
    visit = book(alix, TUESDAY, 10)
    assert move_it(visit, at(TUESDAY, 10, 30), alix).starts_at == at(TUESDAY, 10, 30)


def test_others_may_be_planned_into_the_time_it_leaves(alix, move_it):
    visit = book(alix, TUESDAY, 11)
    wide = book(alix, TUESDAY, 12 + 1, 30, width_min=0)
    early = book(alix, TUESDAY, 10, width_min=120)
    moved = move_it(visit, at(TUESDAY, 10), alix)
    early.refresh_from_db()
    wide.refresh_from_db()
    assert (moved.starts_at, early.starts_at) == (at(TUESDAY, 10), at(TUESDAY, 11))
    assert wide.starts_at == at(TUESDAY, 13, 30)


def test_time_of_another_visit_stays_taken_and_the_old_promise_stands(alix, move_it):
    book(alix, TUESDAY, 14)
    visit = book(alix, TUESDAY, 10)
    with pytest.raises(SlotTaken):
        move_it(visit, at(TUESDAY, 14), alix)
    visit.refresh_from_db()
    assert (visit.promised_from, visit.status) == (at(TUESDAY, 10), VisitStatus.BOOKED)
    assert visit.events.count() == 0


def test_started_visit_is_not_moved(alix, move_it):
    visit = book(alix, MONDAY, 9)
    with pytest.raises(VisitAlreadyStarted):
        move_it(visit, at(TUESDAY, 9), alix)


def test_cancelled_visit_is_not_moved(alix, agent, now, move_it):
    visit = book(alix, TUESDAY, 10)
    cancel_visit(visit, reason="resident", by=agent, now=now)
    with pytest.raises(VisitNotBooked):
        move_it(visit, at(TUESDAY, 14), alix)


def test_both_of_a_pair_move_together(programme, alix, pair, move_it):
    bo = pair.companions.get().volunteer
    moved = move_it(pair, at(WEDNESDAY, 14), bo, alix)
    companion = moved.companions.get()
    assert (moved.volunteer, companion.volunteer) == (bo, alix)
    assert moved.starts_at == companion.starts_at == at(WEDNESDAY, 14)


def test_pair_moves_through_its_companion_too(alix, pair, move_it):
    companion = pair.companions.get()
    moved = move_it(companion, at(WEDNESDAY, 14), alix, companion.volunteer)
    assert moved.pk == pair.pk


def test_home_that_has_come_to_need_two_gets_its_second_row(programme, alix, move_it):
    visit = book(alix, TUESDAY, 10)
    visit.resident.two_people_only = True
    visit.resident.save()
    visit.help_request.refresh_from_db()
    moved = move_it(visit, at(TUESDAY, 10), alix, hire(programme))
    assert moved.companions.get().promised_from == at(TUESDAY, 10)


def test_home_that_no_longer_needs_two_loses_its_second_row(alix, pair, move_it):
    pair.resident.two_people_only = False
    pair.resident.save()
    moved = move_it(Visit.objects.get(pk=pair.pk), at(WEDNESDAY, 9), alix)
    companion = moved.companions.get()
    assert companion.status == VisitStatus.CANCELLED
    assert companion.events.last().kind == VisitEventKind.CANCELLED
    assert moved.status == VisitStatus.BOOKED


def test_pair_never_waits_for_one_another(programme, alix, agent, now, pair):
    """A visit booked beside a pair's may not push one of the two away."""
    with pytest.raises(SlotTaken):
        book_visit(
            call(programme, place=FAR, length_min=90),
            volunteers=[alix],
            promised_from=at(TUESDAY, 9, 30),
            by=agent,
            now=now,
        )
