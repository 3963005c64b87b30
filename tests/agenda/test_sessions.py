"""Sessions: planned alone and in series, changed, moved, cancelled; who runs them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.factories import (
    NOW,
    AbsenceFactory,
    EnrolmentFactory,
    PlaceFactory,
    SessionFactory,
    SessionVolunteerFactory,
    VisitFactory,
    VolunteerFactory,
    at,
)
from toctoc.agenda.enums import SessionEventKind, SessionStatus
from toctoc.agenda.errors import (
    InvalidPeriod,
    OtherProgramme,
    PlaceClosed,
    SessionNotPlanned,
    SessionOver,
    VolunteerBusy,
)
from toctoc.agenda.models import Session, SessionSeries
from toctoc.agenda.operations import (
    Rhythm,
    SessionFields,
    SessionMoment,
    cancel_session,
    edit_session,
    move_session,
    plan_series,
    plan_session,
    set_crew,
)
from toctoc.agenda.queries import (
    get_session,
    list_coming_sessions,
    list_crews,
    list_following,
    list_next_workshops,
    list_past_sessions,
    list_session_events,
    list_sessions,
)
from toctoc.people.errors import MissionOver

THURSDAY = date(2026, 12, 3)
WEEK = timedelta(weeks=1)
LATER = SessionMoment(starts_at=at(THURSDAY, 10), ends_at=at(THURSDAY, 12))


@pytest.fixture
def place(programme):
    return PlaceFactory(programme=programme)


@pytest.fixture
def fields(place):
    return SessionFields(
        title="Premiers pas",
        place=place,
        starts_at=at(THURSDAY, 14),
        ends_at=at(THURSDAY, 16),
        bring="Apporter son téléphone",
    )


@pytest.fixture
def session(programme, agent, alix, fields):
    return plan_session(programme, fields=fields, volunteers=[alix], by=agent, now=NOW)


def crew_of(session):
    return [
        (member.volunteer, member.starts_at, member.ends_at, member.is_active)
        for member in session.crew.all()
    ]


def kinds(session):
    return [event.kind for event in list_session_events(session)]


def test_session_planned_takes_its_volunteers_time(programme, session, alix, fields):
    stored = get_session(programme, session.pk)
    assert SessionFields.of(stored) == fields
    assert crew_of(stored) == [(alix, fields.starts_at, fields.ends_at, True)]
    assert kinds(session) == [SessionEventKind.PLANNED]


@pytest.mark.parametrize("what", ["visit", "session", "absence"])
def test_volunteer_who_is_elsewhere_is_named_with_the_reason(
    programme, agent, alix, fields, what
):
    times = {"starts_at": at(THURSDAY, 15), "ends_at": at(THURSDAY, 17)}
    if what == "visit":
        promise = {"promised_from": at(THURSDAY, 15), "promised_until": at(THURSDAY, 15)}
        row = VisitFactory(programme=programme, volunteer=alix, **times, **promise)
    elif what == "session":
        other = SessionFactory(programme=programme, place=fields.place, **times)
        row = SessionVolunteerFactory(session=other, volunteer=alix)
    else:
        row = AbsenceFactory(volunteer=alix, **times)
    with pytest.raises(VolunteerBusy) as told:
        plan_session(programme, fields=fields, volunteers=[alix], by=agent, now=NOW)
    assert (told.value.volunteer, told.value.what) == (alix, row)
    assert not Session.objects.filter(title=fields.title).exists()


def test_volunteer_without_mission_that_day_is_refused(programme, agent, fields):
    gone = VolunteerFactory(programme=programme, mission_ends_on=date(2026, 12, 2))
    with pytest.raises(MissionOver):
        plan_session(programme, fields=fields, volunteers=[gone], by=agent, now=NOW)


def test_volunteer_and_place_of_another_programme_are_refused(cast, agent, fields):
    stranger = VolunteerFactory(programme=cast.elsewhere)
    with pytest.raises(OtherProgramme):
        plan_session(cast.programme, fields=fields, volunteers=[stranger], by=agent, now=NOW)
    with pytest.raises(OtherProgramme):
        plan_session(cast.elsewhere, fields=fields, by=agent, now=NOW)


def test_place_closed_by_then_is_refused(programme, agent, fields, place):
    place.closed_on = THURSDAY
    place.save()
    with pytest.raises(PlaceClosed):
        plan_session(programme, fields=fields, by=agent, now=NOW)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(at(THURSDAY, 16), at(THURSDAY, 14)), (at(date(2026, 11, 27), 14), at(THURSDAY, 16))],
)
def test_period_backwards_or_past_is_refused(programme, agent, fields, starts, ends):
    wrong = replace(fields, starts_at=starts, ends_at=ends)
    with pytest.raises(InvalidPeriod):
        plan_session(programme, fields=wrong, by=agent, now=NOW)


def test_series_is_planned_whole(programme, agent, alix, fields):
    rhythm = Rhythm(starts=[fields.starts_at, fields.starts_at + 2 * WEEK], every_weeks=2)
    first, second = plan_series(
        programme, fields=fields, rhythm=rhythm, volunteers=[alix], by=agent, now=NOW
    )
    assert second.ends_at == first.ends_at + 2 * WEEK
    assert first.series == second.series
    assert crew_of(second) == [(alix, second.starts_at, second.ends_at, True)]
    assert list(list_following(first)) == [first, second]
    assert list(list_following(second)) == [second]


def test_series_with_one_date_impossible_is_not_planned_at_all(programme, agent, alix, fields):
    AbsenceFactory(
        volunteer=alix, starts_at=at(date(2026, 12, 10), 0), ends_at=at(date(2026, 12, 11), 0)
    )
    rhythm = Rhythm(starts=[fields.starts_at, fields.starts_at + WEEK], every_weeks=1)
    with pytest.raises(VolunteerBusy):
        plan_series(
            programme, fields=fields, rhythm=rhythm, volunteers=[alix], by=agent, now=NOW
        )
    assert (Session.objects.count(), SessionSeries.objects.count()) == (0, 0)


def test_session_edited_keeps_its_time_and_lets_in_who_waits(session, agent, fields):
    edit_session(session, fields=replace(fields, seats=1), by=agent, now=NOW)
    EnrolmentFactory(session=session)
    waiting = EnrolmentFactory(session=session, waiting=True)
    wider = replace(fields, title="Deuxièmes pas", seats=2, starts_at=at(THURSDAY, 9))
    edit_session(session, fields=wider, by=agent, now=NOW)
    session.refresh_from_db()
    waiting.refresh_from_db()
    assert (session.title, session.starts_at) == ("Deuxièmes pas", fields.starts_at)
    assert (waiting.status, waiting.told_at) == ("enrolled", None)


def test_session_moved_takes_its_crew_along_and_everyone_is_to_be_told(session, agent, alix):
    enrolment = EnrolmentFactory(session=session, told_channel="phone", told_at=NOW)
    move_session(session, to=LATER, reason="Salle prise", by=agent, now=NOW)
    session.refresh_from_db()
    enrolment.refresh_from_db()
    assert crew_of(session) == [(alix, LATER.starts_at, LATER.ends_at, True)]
    assert (enrolment.told_channel, enrolment.told_at) == ("", None)
    event = list_session_events(session).last()
    assert (event.kind, event.data["reason"]) == ("moved", "Salle prise")
    assert event.data["before"]["starts_at"] != event.data["after"]["starts_at"]


def test_session_moved_over_its_own_time_is_stored(session, agent):
    half = timedelta(minutes=30)
    to = SessionMoment(starts_at=session.starts_at + half, ends_at=session.ends_at + half)
    assert move_session(session, to=to, by=agent, now=NOW).starts_at == to.starts_at


def test_session_moved_where_its_volunteer_is_out_stays(session, programme, agent, alix):
    moment = at(THURSDAY, 10)
    VisitFactory(
        programme=programme,
        volunteer=alix,
        promised_from=moment,
        promised_until=moment,
        starts_at=moment,
        ends_at=at(THURSDAY, 11),
    )
    with pytest.raises(VolunteerBusy):
        move_session(session, to=LATER, by=agent, now=NOW)
    session.refresh_from_db()
    assert session.starts_at == at(THURSDAY, 14)


def test_crew_changed_frees_who_leaves(session, programme, agent, alix):
    bo = VolunteerFactory(programme=programme, name="Bo Essai")
    set_crew(session, volunteers=[bo], by=agent, now=NOW)
    assert crew_of(session) == [(bo, session.starts_at, session.ends_at, True)]
    assert list_session_events(session).last().data == {"names": ["Bo Essai"]}
    set_crew(session, volunteers=[bo], by=agent, now=NOW)
    assert kinds(session) == ["planned", "crew"]


def test_session_cancelled_frees_its_crew_and_keeps_who_is_to_be_told(session, agent, alix):
    enrolment = EnrolmentFactory(session=session, told_channel="phone", told_at=NOW)
    cancel_session(session, reason="Chauffage en panne", by=agent, now=NOW)
    enrolment.refresh_from_db()
    assert session.status == SessionStatus.CANCELLED
    assert crew_of(session) == [(alix, session.starts_at, session.ends_at, False)]
    assert (enrolment.status, enrolment.told_at) == ("enrolled", None)


def test_cancelled_session_is_neither_moved_nor_edited_nor_cancelled(session, agent, fields):
    cancel_session(session, reason="", by=agent, now=NOW)
    with pytest.raises(SessionNotPlanned):
        move_session(session, to=LATER, by=agent, now=NOW)
    with pytest.raises(SessionNotPlanned):
        edit_session(session, fields=fields, by=agent, now=NOW)
    with pytest.raises(SessionNotPlanned):
        cancel_session(session, reason="", by=agent, now=NOW)


def test_session_under_way_may_be_cancelled_but_not_moved(session, agent):
    now = at(THURSDAY, 14, 30)
    later = SessionMoment(starts_at=at(THURSDAY, 17), ends_at=at(THURSDAY, 18))
    with pytest.raises(SessionOver):
        move_session(session, to=later, by=agent, now=now)
    with pytest.raises(SessionOver):
        set_crew(session, volunteers=[], by=agent, now=now)
    with pytest.raises(SessionOver):
        cancel_session(session, reason="", by=agent, now=at(THURSDAY, 16))
    assert cancel_session(session, reason="", by=agent, now=now).cancelled_at == now


def test_lists_hold_what_they_say(programme, session, alix, django_assert_num_queries):
    cancelled = SessionFactory(programme=programme, place=session.place, cancelled=True)
    meeting = SessionFactory(programme=programme, place=session.place, kind="meeting")
    EnrolmentFactory(session=session)
    EnrolmentFactory(session=session, waiting=True)
    day = {"start": at(THURSDAY, 0), "end": at(THURSDAY, 23)}
    with django_assert_num_queries(2):
        (found,) = list_sessions(programme, **day, volunteer=alix)
    assert (found, found.seated, found.waiting) == (session, 1, 1)
    assert list(list_sessions(programme, **day)) == [session, meeting]
    both = list_sessions(programme, **day, with_cancelled=True)
    assert list(both) == [session, cancelled, meeting]
    assert list(list_next_workshops(programme, now=NOW)) == [session]
    assert list(list_coming_sessions(programme, now=NOW)) == [session, cancelled, meeting]
    assert list(list_past_sessions(programme, now=NOW)) == []
    assert list_past_sessions(programme, now=at(THURSDAY, 16)).first() == meeting
    assert [member.volunteer for member in list_crews(programme, **day)] == [alix]
