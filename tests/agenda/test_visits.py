"""Visits: found, told, cancelled, always with the companion."""

from datetime import date, timedelta

import pytest

from tests.factories import AccountFactory, RelativeFactory, VisitFactory, VolunteerFactory, at
from toctoc.agenda.enums import CancelReason, RequestStatus, VisitEventKind, VisitStatus
from toctoc.agenda.errors import VisitAlreadyStarted, VisitNotBooked
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import cancel_visit, note_told
from toctoc.agenda.queries import (
    get_visit,
    list_events,
    list_visits,
    list_visits_of,
    overlapping_visits,
)
from toctoc.people.enums import Channel
from toctoc.people.errors import UnreachableChannel

WEDNESDAY = date(2026, 12, 2)


@pytest.fixture
def companion(programme, visit):
    """Return the row of a second volunteer who goes along."""
    return VisitFactory(
        programme=programme,
        help_request=visit.help_request,
        volunteer=VolunteerFactory(programme=programme),
        lead=visit,
    )


def test_cancelling_keeps_reason_and_promise(visit, agent, now):
    cancelled = cancel_visit(visit, reason=CancelReason.WEATHER, by=agent, now=now)
    assert (cancelled.status, cancelled.cancel_reason) == ("cancelled", "weather")
    assert cancelled.cancelled_at == now
    event = cancelled.events.get()
    assert (event.kind, event.by, event.at) == (VisitEventKind.CANCELLED, agent, now)
    assert event.data == {
        "reason": "weather",
        "promised_from": "2026-12-02T09:00:00+00:00",
        "promised_until": "2026-12-02T09:30:00+00:00",
    }


@pytest.mark.parametrize(
    ("reopen", "status"), [(True, RequestStatus.OPEN), (False, RequestStatus.CLOSED)]
)
def test_request_of_a_cancelled_visit_is_closed_or_open_again(
    visit, agent, now, reopen, status
):
    cancel_visit(visit, reason=CancelReason.RESIDENT, by=agent, now=now, reopen_request=reopen)
    visit.help_request.refresh_from_db()
    assert visit.help_request.status == status
    assert visit.help_request.closed_by == (None if reopen else agent)


@pytest.mark.parametrize("through", ["lead", "companion"])
def test_nobody_goes_alone_where_two_are_needed(visit, companion, agent, now, through):
    asked = visit if through == "lead" else companion
    returned = cancel_visit(asked, reason=CancelReason.ILLNESS, by=agent, now=now)
    assert returned == asked
    assert set(Visit.objects.values_list("status", flat=True)) == {VisitStatus.CANCELLED}
    assert [one.events.count() for one in (visit, companion)] == [1, 1]


def test_started_visit_is_not_cancelled(visit, agent):
    started = at(WEDNESDAY, 10)
    with pytest.raises(VisitAlreadyStarted) as caught:
        cancel_visit(visit, reason=CancelReason.RESIDENT, by=agent, now=started)
    assert caught.value.data == {"visit": visit, "now": started}


def test_cancelled_visit_is_not_cancelled_again(visit, agent, now):
    cancel_visit(visit, reason=CancelReason.RESIDENT, by=agent, now=now)
    with pytest.raises(VisitNotBooked) as caught:
        cancel_visit(visit, reason=CancelReason.RESIDENT, by=agent, now=now)
    assert caught.value.status == VisitStatus.CANCELLED


def test_telling_is_noted_on_both_rows_with_an_event(visit, companion, agent, now):
    told = note_told(visit, channel=Channel.PHONE, by=agent, now=now)
    companion.refresh_from_db()
    for row in (told, companion):
        assert (row.told_channel, row.told_at) == (Channel.PHONE, now)
    event = told.events.get()
    assert (event.kind, event.data["channel"]) == (VisitEventKind.TOLD, "phone")


def test_cancelling_is_told_anew_and_leaves_a_trace(visit, companion, agent, now):
    note_told(visit, channel=Channel.PHONE, by=agent, now=now)
    cancelled = cancel_visit(visit, reason=CancelReason.WEATHER, by=agent, now=now)
    assert (cancelled.told_channel, cancelled.told_at) == ("", None)
    told = note_told(visit, channel=Channel.PHONE, by=agent, now=now)
    companion.refresh_from_db()
    assert [row.told_at for row in (told, companion)] == [now, now]
    statuses = [e.data["status"] for e in told.events.filter(kind=VisitEventKind.TOLD)]
    assert statuses == [VisitStatus.BOOKED, VisitStatus.CANCELLED]


def test_visit_that_was_made_is_announced_no_more(visit, agent, now):
    visit.status = VisitStatus.DONE
    visit.save()
    with pytest.raises(VisitNotBooked):
        note_told(visit, channel=Channel.PHONE, by=agent, now=now)


@pytest.mark.parametrize(
    ("channel", "missing"),
    [
        (Channel.SMS, "mobile"),
        (Channel.EMAIL, "email"),
        (Channel.RELATIVE, "relatives"),
        (Channel.LETTER, "street"),
        (Channel.PHONE, None),
    ],
)
def test_channel_needs_what_it_needs(visit, agent, now, channel, missing):
    if missing is None:
        assert note_told(visit, channel=channel, by=agent, now=now).told_at == now
        return
    with pytest.raises(UnreachableChannel) as caught:
        note_told(visit, channel=channel, by=agent, now=now)
    assert caught.value.data == {"channel": channel, "missing": missing}
    visit.resident.mobile, visit.resident.email = "+33600000009", "odette@exemple.invalid"
    visit.resident.street = "chemin des Crêtes"
    visit.resident.save()
    RelativeFactory(resident=visit.resident)
    assert note_told(visit, channel=channel, by=agent, now=now).told_at == now


def test_visits_are_those_under_way_in_the_stretch(programme, alix, visit, now):
    VisitFactory(programme=programme, volunteer=alix, cancelled=True)
    start, end = at(WEDNESDAY, 0), at(WEDNESDAY + timedelta(days=1), 0)
    assert list(list_visits(programme, start=start, end=end)) == [visit]
    assert list(list_visits(programme, start=at(WEDNESDAY, 10, 59), end=end)) == [visit]
    assert list(list_visits(programme, start=at(WEDNESDAY, 11), end=end)) == []
    assert list(list_visits(programme, start=start, end=at(WEDNESDAY, 10))) == []
    everything = list_visits(programme, start=start, end=end, with_cancelled=True)
    assert len(everything) == 2


def test_visits_can_be_those_of_one_volunteer(programme, visit):
    day = {"start": at(WEDNESDAY, 0), "end": at(WEDNESDAY, 23)}
    other = VisitFactory(programme=programme)
    assert list(list_visits(programme, **day, volunteer=other.volunteer)) == [other]


@pytest.mark.parametrize("n", [1, 3])
def test_visits_are_listed_with_their_people_in_one_query(
    programme, django_assert_num_queries, n
):
    VisitFactory.create_batch(n, programme=programme)
    day = {"start": at(WEDNESDAY, 0), "end": at(WEDNESDAY, 23)}
    with django_assert_num_queries(1):
        for visit in list_visits(programme, **day):
            people = (visit.volunteer.name, visit.booked_by.name, str(visit.resident.commune))
            assert all(people)
            assert visit.help_request.length_min
            assert visit.programme.slug


def test_visit_is_only_found_in_its_programme(cast, visit):
    assert get_visit(cast.programme, visit.pk) == visit
    with pytest.raises(Visit.DoesNotExist):
        get_visit(cast.elsewhere, visit.pk)


def test_visits_of_a_resident_are_newest_first_cancelled_ones_too(programme, alix, visit):
    later = VisitFactory(
        programme=programme,
        volunteer=alix,
        resident=visit.resident,
        cancelled=True,
        promised_from=at(WEDNESDAY, 14),
        promised_until=at(WEDNESDAY, 14),
        starts_at=at(WEDNESDAY, 14),
        ends_at=at(WEDNESDAY, 15),
    )
    assert list(list_visits_of(visit.resident)) == [later, visit]


def test_overlapping_visits_are_half_open(alix, visit):
    assert list(overlapping_visits(alix, at(WEDNESDAY, 9), at(WEDNESDAY, 10, 1))) == [visit]
    assert not overlapping_visits(alix, at(WEDNESDAY, 9), at(WEDNESDAY, 10)).exists()
    assert not overlapping_visits(alix, at(WEDNESDAY, 11), at(WEDNESDAY, 12)).exists()


def test_events_stand_in_order_with_who_did_it(visit, agent, now, django_assert_num_queries):
    note_told(visit, channel=Channel.PHONE, by=agent, now=now)
    visit.resident.street = "chemin des Crêtes"
    visit.resident.save()
    note_told(visit, channel=Channel.LETTER, by=AccountFactory(), now=now)
    with django_assert_num_queries(1):
        events = list(list_events(visit))
        assert [event.by.name for event in events]
    assert [event.data["channel"] for event in events] == ["phone", "letter"]
