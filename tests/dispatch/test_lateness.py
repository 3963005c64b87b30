"""A volunteer runs late: who is expected when, who is told, which order keeps every promise."""

import pytest

from tests.dispatch.field.notes import note
from tests.dispatch.scenes import BASE, MONDAY, NEAR, book, hire
from tests.factories import NOW, SessionFactory, VisitFactory, at
from toctoc.agenda.enums import FieldEntryKind, FieldEntryState, VisitEventKind
from toctoc.agenda.errors import VisitNotBooked
from toctoc.agenda.models import SessionVolunteer
from toctoc.dispatch.errors import OrderOutdated
from toctoc.dispatch.operations import record_entry
from toctoc.dispatch.operations.lateness import accept_order, note_late_told, running_late
from toctoc.dispatch.queries.lateness import load_rest
from toctoc.people.enums import Channel


def late(volunteer, minutes, *, now=NOW):
    return running_late(volunteer, MONDAY, minutes=minutes, by=volunteer.account, now=now)


def times(*visits):
    for visit in visits:
        visit.refresh_from_db()
    return [(visit.starts_at, visit.expected_at) for visit in visits]


def test_a_delay_inside_the_promise_moves_the_planned_time_and_tells_nobody(alix):
    visit = book(alix, MONDAY, 10)
    [expected] = late(alix, 15)
    assert (expected.at, expected.is_to_tell) == (at(MONDAY, 10, 15), False)
    assert times(visit) == [(at(MONDAY, 10, 15), None)]
    assert visit.events.get().kind == VisitEventKind.RETIMED


def test_beyond_the_promise_the_planned_time_stays_and_somebody_is_to_be_told(alix):
    visit = book(alix, MONDAY, 10)
    [expected] = late(alix, 45)
    assert expected.is_to_tell
    assert times(visit) == [(at(MONDAY, 10), at(MONDAY, 10, 45))]


def test_slack_between_two_visits_absorbs_the_delay(alix):
    first, second = book(alix, MONDAY, 10), book(alix, MONDAY, 14)
    late(alix, 30)
    assert times(first, second) == [(at(MONDAY, 10, 30), None), (at(MONDAY, 14), None)]


def test_the_rest_is_pushed_only_as_far_as_it_must_be(alix):
    first = book(alix, MONDAY, 10, place=BASE)
    second = book(alix, MONDAY, 11, 10, place=BASE, width_min=10)
    late(alix, 30)
    assert times(first, second) == [
        (at(MONDAY, 10), at(MONDAY, 10, 30)),  # the next one's time leaves no room for it
        (at(MONDAY, 11, 10), at(MONDAY, 11, 30)),
    ]


def test_a_visit_under_way_delays_what_comes_after(alix):
    first, second = book(alix, MONDAY, 9, place=BASE), book(alix, MONDAY, 10, place=BASE)
    type(first).objects.filter(pk=first.pk).update(arrived_at=at(MONDAY, 9, 5))
    late(alix, 15, now=at(MONDAY, 9, 50))
    # 9 h 05, an hour there, a quarter of an hour more
    assert times(first, second)[1] == (at(MONDAY, 10, 20), None)


def test_nobody_is_sent_into_a_session(alix, programme):
    visit = book(alix, MONDAY, 10, place=BASE, width_min=240)
    session = SessionFactory(
        programme=programme, starts_at=at(MONDAY, 11, 15), ends_at=at(MONDAY, 12, 30)
    )
    SessionVolunteer.objects.create(
        session=session, volunteer=alix, starts_at=session.starts_at, ends_at=session.ends_at
    )
    late(alix, 30)
    assert times(visit) == [(at(MONDAY, 13, 30), None)]  # after the session, and lunch


def test_a_visit_of_two_keeps_its_time(alix, programme):
    lead = book(alix, MONDAY, 10)
    bo = hire(programme)
    second = VisitFactory(
        programme=programme, volunteer=bo, lead=lead, help_request=lead.help_request,
        promised_from=lead.promised_from, promised_until=lead.promised_until,
        starts_at=lead.starts_at, ends_at=lead.ends_at,
    )  # fmt: skip
    late(alix, 45)
    assert times(lead, second) == [(at(MONDAY, 10), at(MONDAY, 10, 45))] * 2


def test_said_on_the_phone_it_does_the_same_once(alix):
    visit = book(alix, MONDAY, 10)
    said = note(FieldEntryKind.LATE, None, at(MONDAY, 8, 50), data={"minutes": 45})
    for _twice in range(2):
        entry = record_entry(alix, note=said, by=alix.account, now=NOW)
    assert entry.state == FieldEntryState.APPLIED
    assert times(visit) == [(at(MONDAY, 10), at(MONDAY, 10, 45))]


def test_told_once_the_person_leaves_the_list_until_it_gets_later(alix, cast):
    visit = book(alix, MONDAY, 10)
    late(alix, 45)
    note_late_told(visit, channel=Channel.PHONE, by=cast["agent"], now=NOW)
    [still] = load_rest(alix.programme, alix, MONDAY, now=NOW).after(0)
    assert (still.is_outside, still.is_to_tell) == (True, False)
    [later] = late(alix, 15)
    assert later.is_to_tell


def test_nobody_is_told_of_a_delay_that_is_none(alix, cast):
    with pytest.raises(VisitNotBooked):
        note_late_told(book(alix, MONDAY, 10), channel=Channel.PHONE, by=cast["agent"], now=NOW)


@pytest.fixture
def crossed(alix):
    """Late for the first, whose window is narrow; the second may be done later."""
    patient = book(alix, MONDAY, 10, place=BASE, width_min=240)
    hurried = book(alix, MONDAY, 11, 15, place=NEAR, width_min=30)
    late(alix, 45)
    return patient, hurried


def test_another_order_is_proposed_where_it_keeps_every_promise(alix, crossed):
    patient, hurried = crossed
    order = load_rest(alix.programme, alix, MONDAY, now=NOW).better_order()
    assert [one.visit for one in order] == [hurried, patient]
    assert not any(one.is_outside for one in order)


def test_an_order_is_driven_once_somebody_accepts_it(alix, crossed, cast):
    patient, hurried = crossed
    keys = [hurried.pk, patient.pk]
    accept_order(alix, MONDAY, visits=keys, by=cast["coordinator"], now=NOW)
    (patient_at, patient_late), (hurried_at, hurried_late) = times(patient, hurried)
    assert (hurried_late, patient_late) == (None, None)
    assert hurried_at < patient_at
    with pytest.raises(OrderOutdated):
        accept_order(alix, MONDAY, visits=keys, by=cast["coordinator"], now=NOW)


def test_where_every_promise_holds_no_order_is_proposed(alix):
    book(alix, MONDAY, 10, width_min=180)
    late(alix, 15)
    assert load_rest(alix.programme, alix, MONDAY, now=NOW).better_order() == ()
