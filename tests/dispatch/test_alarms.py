"""Nobody is out alone without somebody noticing: alarms raised, mailed, heard, escalated."""

from datetime import date, timedelta

import pytest
from django.core import mail

from tests.dispatch.field.notes import note
from tests.factories import VisitFactory, at
from toctoc.agenda.enums import AlarmKind, FieldEntryKind, VisitKind
from toctoc.agenda.errors import AlarmOver
from toctoc.agenda.models import LoneAlarm, Visit
from toctoc.dispatch.operations import record_entry
from toctoc.dispatch.operations.alarm_mail import mail_alarms
from toctoc.dispatch.operations.alarms import (
    acknowledge_alarm,
    resolve_alarm,
    watch_volunteers,
)
from toctoc.dispatch.queries.field import list_alarms, list_programmes_to_watch

DAY = date(2026, 12, 2)  # visits of the factory begin at 10 h and last an hour


@pytest.fixture
def visit(alix):
    return VisitFactory(programme=alix.programme, volunteer=alix)


@pytest.fixture
def watch(programme):
    def watch(hour, minute=0):
        return watch_volunteers(programme, now=at(DAY, hour, minute))

    return watch


def say(visit, kind, hour, minute, *, received=None):
    return record_entry(
        visit.volunteer,
        note=note(kind, visit, at(DAY, hour, minute)),
        by=visit.volunteer.account,
        now=received or at(DAY, hour, minute),
    )


def test_no_alarm_before_the_delay_is_over(visit, watch):
    assert watch(10, 29) == []


def test_an_arrival_nobody_heard_of_raises_one_alarm_once(visit, watch):
    [alarm] = watch(10, 30)
    assert (alarm.kind, alarm.visit, alarm.due_at) == (
        AlarmKind.NO_ARRIVAL,
        visit,
        at(DAY, 10, 30),
    )
    assert watch(10, 31) == []
    assert LoneAlarm.objects.count() == 1


def test_the_end_is_awaited_from_the_real_arrival_on(visit, watch):
    say(visit, FieldEntryKind.ARRIVED, 10, 20)
    assert watch(11, 49) == []
    [alarm] = watch(11, 50)  # 10 h 20, an hour there, half an hour of patience
    assert alarm.kind == AlarmKind.NO_DEPARTURE


def test_news_ends_the_alarm_by_itself(visit, watch):
    [alarm] = watch(10, 40)
    say(visit, FieldEntryKind.ARRIVED, 10, 5, received=at(DAY, 10, 50))
    alarm.refresh_from_db()
    assert (alarm.resolved_at, alarm.resolved_by) == (at(DAY, 10, 50), None)


def test_a_visit_cancelled_meanwhile_ends_its_alarm(visit, watch):
    [alarm] = watch(10, 40)
    Visit.objects.filter(pk=visit.pk).update(status="cancelled", cancelled_at=at(DAY, 10, 45))
    watch(10, 50)
    alarm.refresh_from_db()
    assert alarm.resolved_at == at(DAY, 10, 50)


def test_one_alarm_a_volunteer_stands_at_a_time(visit, watch):
    VisitFactory(
        programme=visit.programme,
        volunteer=visit.volunteer,
        promised_from=at(DAY, 11),
        promised_until=at(DAY, 11, 30),
        starts_at=at(DAY, 11),
        ends_at=at(DAY, 12),
    )
    [first] = watch(10, 40)
    watch(12, 0)
    assert LoneAlarm.objects.count() == 1
    resolve_alarm(first, note="Jointe", by=visit.booked_by, now=at(DAY, 12))
    [second] = watch(12, 1)
    assert second.visit != visit


@pytest.mark.parametrize(
    "change",
    [
        {"kind": VisitKind.PHONE},
        {"status": "cancelled", "cancelled_at": at(DAY, 8)},
        {"status": "done"},
    ],
)
def test_visits_that_send_nobody_out_raise_nothing(visit, watch, change):
    Visit.objects.filter(pk=visit.pk).update(**change)
    assert watch(13) == []


def test_a_programme_that_does_not_watch_raises_nothing(visit, programme, watch):
    programme.planning_settings.watches_lone_visits = False
    programme.planning_settings.save()
    assert watch(13) == []


def test_what_was_due_long_ago_is_no_alarm(visit, programme):
    assert watch_volunteers(programme, now=at(DAY, 10) + timedelta(days=2)) == []


def test_unheeded_it_is_escalated_once_and_everyone_in_charge_is_written_to(
    visit, programme, watch
):
    watch(10, 30)
    mail_alarms(programme, now=at(DAY, 10, 30))
    [first] = mail.outbox
    assert first.bcc == ["coordinator@exemple.invalid"]
    watch(10, 46)
    watch(10, 47)
    mail_alarms(programme, now=at(DAY, 10, 47))
    mail_alarms(programme, now=at(DAY, 10, 48))
    assert [sorted(one.bcc) for one in mail.outbox[1:]] == [
        ["admin@exemple.invalid", "agent@exemple.invalid", "coordinator@exemple.invalid"]
    ]


def test_the_mail_says_whom_to_ring_and_its_subject_names_nobody(visit, programme, watch):
    watch(10, 30)
    mail_alarms(programme, now=at(DAY, 10, 30))
    [told] = mail.outbox
    people = (visit.volunteer.name, visit.resident.last_name, visit.resident.commune.name)
    assert not any(name in told.subject for name in people)
    assert visit.volunteer.name in told.body
    assert "06\xa000\xa000\xa000\xa001" in told.body.replace(" ", "\xa0")
    assert "Morlaàs" in told.body


def test_a_mail_the_server_refuses_is_tried_again(visit, programme, watch, monkeypatch):
    watch(10, 30)

    def refuse(*_args, **_kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", refuse)
        assert mail_alarms(programme, now=at(DAY, 10, 30)) == 0
    assert mail_alarms(programme, now=at(DAY, 10, 35)) == 1


def test_taken_in_hand_it_is_not_escalated_and_the_first_stays_named(visit, watch, cast):
    [alarm] = watch(10, 30)
    acknowledge_alarm(alarm, by=cast["coordinator"], now=at(DAY, 10, 31))
    held = acknowledge_alarm(alarm, by=cast["agent"], now=at(DAY, 10, 32))
    assert held.acknowledged_by == cast["coordinator"]
    assert watch(12) == []


def test_an_alarm_that_is_over_is_not_taken_in_hand(visit, watch, cast):
    [alarm] = watch(10, 30)
    resolve_alarm(alarm, note="", by=cast["agent"], now=at(DAY, 10, 31))
    with pytest.raises(AlarmOver):
        acknowledge_alarm(alarm, by=cast["agent"], now=at(DAY, 10, 32))


def test_call_me_is_an_alarm_at_once_and_mailed(
    visit, programme, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        say(visit, FieldEntryKind.CALL_ME, 10, 12)
        say(visit, FieldEntryKind.CALL_ME, 10, 13)
    [alarm] = list_alarms(programme)
    assert (alarm.kind, alarm.visit) == (AlarmKind.CALL_ME, visit)
    assert len(mail.outbox) == 1


def test_the_clock_looks_only_where_something_is_due(visit, programme, watch):
    assert list_programmes_to_watch(now=at(DAY, 10, 5)) == []
    assert list_programmes_to_watch(now=at(DAY, 10, 30)) == [programme]
    watch(10, 30)
    assert list_programmes_to_watch(now=at(DAY, 10, 31)) == [programme]  # to be mailed
    mail_alarms(programme, now=at(DAY, 10, 31))
    assert list_programmes_to_watch(now=at(DAY, 10, 32)) == []
