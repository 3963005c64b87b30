"""Who comes: seats, the waiting list that fills itself, who is to be told, who came."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import (
    NOW,
    EnrolmentFactory,
    PlaceFactory,
    ResidentFactory,
    SessionFactory,
    at,
)
from toctoc.agenda.enums import EnrolmentSource, EnrolmentStatus
from toctoc.agenda.errors import (
    AlreadyEnrolled,
    EnrolmentNotLive,
    OtherProgramme,
    SessionNotPlanned,
    SessionNotStarted,
    SessionOver,
)
from toctoc.agenda.operations import (
    EnrolmentTerms,
    add_on_site,
    cancel_enrolment,
    cancel_session,
    count_walk_ins,
    enrol,
    note_enrolment_told,
    note_lift,
    note_presence,
)
from toctoc.agenda.queries import (
    get_enrolment,
    list_enrolments,
    list_enrolments_of,
    list_enrolments_to_tell,
    list_waiting_enrolments,
)
from toctoc.people.enums import Channel
from toctoc.people.errors import UnreachableChannel

DURING = at(date(2026, 12, 3), 14, 10)


@pytest.fixture
def session(programme):
    return SessionFactory(programme=programme, place=PlaceFactory(programme=programme, seats=2))


@pytest.fixture
def come(session, agent):
    """Enrol somebody new a little later each time."""
    came = []

    def come(**more):
        now = NOW + timedelta(minutes=len(came))
        resident = ResidentFactory(programme=session.programme)
        came.append(enrol(session, resident=resident, by=agent, now=now, **more))
        return came[-1]

    return come


def state(*enrolments):
    for enrolment in enrolments:
        enrolment.refresh_from_db()
    return [(enrolment.status, enrolment.seat) for enrolment in enrolments]


def test_seats_are_given_in_order_then_people_wait(come):
    people = [come() for _person in range(4)]
    assert state(*people) == [
        ("enrolled", 1),
        ("enrolled", 2),
        ("waiting", None),
        ("waiting", None),
    ]


def test_seat_set_free_goes_to_the_longest_wait_who_is_to_be_told(come, agent):
    told = EnrolmentTerms(told=Channel.PHONE)
    first, _second, waits, waits_longer = [come(terms=told) for _person in range(4)]
    assert cancel_enrolment(first, by=agent, now=NOW) == [waits]
    assert state(first, waits, waits_longer) == [
        ("cancelled", None),
        ("enrolled", 1),
        ("waiting", None),
    ]
    assert (waits.told_channel, waits.told_at) == ("", None)
    assert waits_longer.told_at is not None


def test_seat_set_free_once_it_has_begun_stays_free(session, agent, come):
    first, _second, waits = [come() for _person in range(3)]
    assert cancel_enrolment(first, by=agent, now=DURING) == []
    assert state(waits) == [("waiting", None)]


def test_person_is_enrolled_once_and_again_after_leaving(session, agent):
    resident = ResidentFactory(programme=session.programme)
    enrolment = enrol(session, resident=resident, by=agent, now=NOW)
    with pytest.raises(AlreadyEnrolled):
        enrol(session, resident=resident, by=agent, now=NOW)
    cancel_enrolment(enrolment, by=agent, now=NOW)
    with pytest.raises(EnrolmentNotLive):
        cancel_enrolment(enrolment, by=agent, now=NOW)
    assert enrol(session, resident=resident, by=agent, now=NOW).seat == 1


def test_enrolling_is_a_contact_with_the_person(session, agent):
    resident = ResidentFactory(
        programme=session.programme, last_contact_at=at(date(2026, 9, 1), 9)
    )
    terms = EnrolmentTerms(source=EnrolmentSource.CALL, needs_lift=True)
    enrolment = enrol(session, resident=resident, by=agent, now=NOW, terms=terms)
    assert (enrolment.source, enrolment.needs_lift) == ("call", True)
    assert resident.last_contact_at == NOW


def test_nobody_is_enrolled_late_nor_elsewhere_nor_in_a_cancelled_one(session, agent, cast):
    resident = ResidentFactory(programme=session.programme)
    with pytest.raises(SessionOver):
        enrol(session, resident=resident, by=agent, now=session.starts_at)
    stranger = ResidentFactory(programme=cast.elsewhere)
    with pytest.raises(OtherProgramme):
        enrol(session, resident=stranger, by=agent, now=NOW)
    with pytest.raises(OtherProgramme):
        add_on_site(session, resident=stranger, by=agent, now=DURING)
    cancel_session(session, reason="", by=agent, now=NOW)
    with pytest.raises(SessionNotPlanned):
        enrol(session, resident=resident, by=agent, now=NOW)
    with pytest.raises(SessionNotPlanned):
        add_on_site(session, resident=resident, by=agent, now=DURING)


def test_person_told_is_no_longer_to_be_told(session, come, agent, django_assert_num_queries):
    enrolment, other = come(), come()
    with django_assert_num_queries(2):
        assert list(list_enrolments_to_tell(session.programme, now=NOW)) == [enrolment, other]
    note_enrolment_told(enrolment, channel=Channel.PHONE, by=agent, now=NOW)
    assert (enrolment.told_channel, enrolment.told_at) == ("phone", NOW)
    assert list(list_enrolments_to_tell(session.programme, now=NOW)) == [other]
    assert list(list_enrolments_to_tell(session.programme, now=session.ends_at)) == []


def test_person_is_told_by_a_channel_that_reaches_her(come, agent):
    enrolment = come()
    with pytest.raises(UnreachableChannel):
        note_enrolment_told(enrolment, channel=Channel.EMAIL, by=agent, now=NOW)
    cancel_enrolment(enrolment, by=agent, now=NOW)
    with pytest.raises(EnrolmentNotLive):
        note_enrolment_told(enrolment, channel=Channel.PHONE, by=agent, now=NOW)


def test_lift_is_noted_until_the_person_leaves(come, agent):
    enrolment = come()
    assert note_lift(enrolment, needs_lift=True, by=agent, now=NOW).needs_lift
    cancel_enrolment(enrolment, by=agent, now=NOW)
    with pytest.raises(EnrolmentNotLive):
        note_lift(enrolment, needs_lift=False, by=agent, now=NOW)


def test_presences_are_noted_from_the_day_on_and_may_be_corrected(session, come, agent):
    enrolment = come()
    with pytest.raises(SessionNotStarted):
        note_presence(enrolment, is_present=True, by=agent, now=NOW)
    note_presence(enrolment, is_present=True, by=agent, now=DURING)
    session.refresh_from_db()
    assert (enrolment.status, session.status) == ("present", "held")
    note_presence(enrolment, is_present=False, by=agent, now=DURING)
    assert state(enrolment) == [("absent", 1)]
    assert [event.kind for event in session.events.all()] == ["held"]


def test_presence_noted_in_the_morning_does_not_start_the_session(session, come, agent):
    note_presence(come(), is_present=True, by=agent, now=at(date(2026, 12, 3), 9))
    session.refresh_from_db()
    assert session.status == "planned"


def test_who_waited_and_came_gets_a_seat_even_beyond_the_last(come, agent):
    come(), come()
    waits, gone = come(), come()
    cancel_enrolment(gone, by=agent, now=NOW)
    with pytest.raises(EnrolmentNotLive):
        note_presence(waits, is_present=False, by=agent, now=DURING)
    with pytest.raises(EnrolmentNotLive):
        note_presence(gone, is_present=True, by=agent, now=DURING)
    note_presence(waits, is_present=True, by=agent, now=DURING)
    assert state(waits) == [("present", 3)]


def test_person_who_just_came_is_added_once(session, come, agent):
    enrolled = come()
    resident = ResidentFactory(programme=session.programme)
    added = add_on_site(session, resident=resident, by=agent, now=DURING)
    known = add_on_site(session, resident=enrolled.resident, by=agent, now=DURING)
    assert (added.status, added.source, added.seat) == ("present", "on_site", 2)
    assert (known.pk, known.status) == (enrolled.pk, EnrolmentStatus.PRESENT)


def test_people_without_a_name_are_counted(session, agent):
    with pytest.raises(SessionNotStarted):
        count_walk_ins(session, count=3, by=agent, now=NOW)
    count_walk_ins(session, count=3, by=agent, now=DURING)
    session.refresh_from_db()
    assert (session.walk_ins, session.status) == (3, "held")


def test_lists_come_in_order_in_two_queries(session, come, agent, django_assert_num_queries):
    first, second, waits = [come() for _person in range(3)]
    gone = come()
    cancel_enrolment(gone, by=agent, now=NOW)
    with django_assert_num_queries(2):
        assert set(list_enrolments(session)) == {first, second, waits}
    seated = [each for each in list_enrolments(session) if each.seat]
    assert seated == [first, second]
    assert list(list_waiting_enrolments(session)) == [waits]
    assert set(list_enrolments(session, with_cancelled=True)) == {first, second, waits, gone}
    assert list(list_enrolments_of(first.resident)) == [first]
    assert get_enrolment(session.programme, first.pk) == first


def test_database_gives_no_seat_twice_and_no_seat_to_who_waits(session):
    EnrolmentFactory(session=session)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentFactory(session=session)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentFactory(session=session, seat=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentFactory(session=session, status="waiting", seat=4)
