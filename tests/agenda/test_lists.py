"""Lists that planning and the office start from: whom to tell, who waits, what comes late."""

from datetime import date, timedelta

import pytest

from tests.factories import NOW, HelpRequestFactory, VisitFactory, VolunteerFactory, at
from toctoc.agenda.enums import PromiseKind, RequestStatus, VisitStatus
from toctoc.agenda.operations import note_told, open_request, save_request
from toctoc.agenda.queries import (
    list_late_visits,
    list_visits_to_tell,
    list_visits_with,
    list_waiting,
)

WEDNESDAY = date(2026, 12, 2)
DAY = {"start": at(WEDNESDAY, 0), "end": at(WEDNESDAY + timedelta(days=1), 0)}


def test_visits_of_a_day_come_with_those_named(programme, visit):
    later = at(date(2026, 12, 9), 10)
    moments = dict.fromkeys(("promised_from", "promised_until", "starts_at"), later)
    times = {**moments, "ends_at": later + timedelta(hours=1)}
    named = VisitFactory(programme=programme, cancelled=True, **times)
    VisitFactory(programme=programme, **times)
    VisitFactory(programme=programme, cancelled=True)
    assert list(list_visits_with(programme, [named.pk], **DAY)) == [visit, named]


def test_visits_to_tell_are_those_nobody_was_told_of(programme, visit, agent, now):
    VisitFactory(programme=programme, lead=visit, help_request=visit.help_request)
    VisitFactory(programme=programme, cancelled=True)
    assert list(list_visits_to_tell(programme, **DAY)) == [visit]
    note_told(visit, channel="phone", by=agent, now=now)
    assert list(list_visits_to_tell(programme, **DAY)) == []


def test_waiting_list_begins_with_the_longest_wait(programme):
    def wait(days, **fields):
        since = NOW - timedelta(days=days)
        fields = {"status": RequestStatus.WAITING, "closed_at": NOW, **fields}
        return HelpRequestFactory(programme=programme, opened_at=since, **fields)

    short, long = wait(1), wait(9)
    for incomplete in ({"need": ""}, {"length_min": None}, {"resident": None}):
        wait(5, **incomplete)
    wait(5, status=RequestStatus.PHONE)
    assert list(list_waiting(programme)) == [long, short]


def test_late_visits_are_booked_and_one_a_home(programme, visit):
    VisitFactory(programme=programme, lead=visit, help_request=visit.help_request)
    VisitFactory(programme=programme, status=VisitStatus.DONE)
    assert list(list_late_visits(programme, since=DAY["start"])) == [visit]
    assert list(list_late_visits(programme, since=DAY["end"])) == []


@pytest.mark.parametrize("n", [1, 3])
def test_lists_take_one_query_each(programme, django_assert_num_queries, n):
    for _visit in range(n):
        VisitFactory(programme=programme, volunteer=VolunteerFactory(programme=programme))
    with django_assert_num_queries(3):
        for listed in (
            list_visits_with(programme, [], **DAY),
            list_visits_to_tell(programme, **DAY),
            list_late_visits(programme, since=DAY["start"]),
        ):
            assert [str(one.resident.commune) for one in listed] == ["Morlaàs (64160)"] * n


def test_request_keeps_its_own_promise_as_typed(programme, agent, now):
    asked = open_request(programme, by=agent, now=now)
    assert asked.promise == ""
    save_request(asked, typed={}, by=agent, now=now, promise=PromiseKind.HALF_DAY)
    asked.refresh_from_db()
    assert asked.promise == PromiseKind.HALF_DAY
