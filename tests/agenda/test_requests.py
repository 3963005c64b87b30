"""Help requests: opened, saved as typed, answered, taken up again."""

from datetime import date, timedelta

import pytest

from tests.factories import HelpRequestFactory, ResidentFactory, VisitFactory
from toctoc.agenda.enums import RequestStatus
from toctoc.agenda.errors import AlreadyBooked, OtherProgramme, RequestNotOpen
from toctoc.agenda.models import HelpRequest
from toctoc.agenda.operations import (
    answer_request,
    open_request,
    reopen_request,
    save_request,
)
from toctoc.agenda.queries import count_requests, get_request, list_requests, list_requests_of
from toctoc.common.half_days import HalfDays

MORNINGS = HalfDays.from_pairs((weekday, 0) for weekday in range(5))


@pytest.fixture
def opened(programme, agent, now):
    return open_request(programme, by=agent, now=now)


def test_request_opens_with_nothing_known(opened, programme, agent, now):
    opened.refresh_from_db()
    assert (opened.programme, opened.opened_by, opened.opened_at) == (programme, agent, now)
    assert (opened.status, opened.resident, opened.saved_at) == (RequestStatus.OPEN, None, now)


def test_known_residents_half_days_are_the_first_guess(programme, agent, now):
    resident = ResidentFactory(programme=programme, suits=str(MORNINGS))
    request = open_request(programme, by=agent, now=now, resident=resident)
    assert (request.resident, request.half_days) == (resident, MORNINGS)


def test_resident_of_another_programme_is_refused(cast, opened, agent, now):
    stranger = ResidentFactory(programme=cast.elsewhere)
    with pytest.raises(OtherProgramme):
        open_request(cast.programme, by=agent, now=now, resident=stranger)
    with pytest.raises(OtherProgramme):
        save_request(opened, typed={}, by=agent, now=now, resident=stranger)


def test_saving_keeps_what_was_typed_and_what_is_valid(opened, programme, agent, now):
    resident, later = ResidentFactory(programme=programme), now + timedelta(minutes=2)
    save_request(
        opened,
        typed={"length": ["une heur"]},
        by=agent,
        now=later,
        resident=resident,
        need="practical",
        length_min=90,
        suits=MORNINGS,
        not_before=date(2026, 12, 7),
    )
    stored = HelpRequest.objects.get(pk=opened.pk)
    assert stored.typed == opened.typed == {"length": ["une heur"]}
    assert (stored.resident, stored.need, stored.length_min) == (resident, "practical", 90)
    assert (stored.half_days, stored.not_before) == (MORNINGS, date(2026, 12, 7))
    assert (stored.saved_at, opened.length_min) == (later, 90)


def test_saving_leaves_what_is_not_given(opened, agent, now):
    save_request(opened, typed={}, by=agent, now=now, length_min=90)
    save_request(opened, typed={"need": ["x"]}, by=agent, now=now)
    assert HelpRequest.objects.get(pk=opened.pk).length_min == 90


def test_only_fields_of_a_call_can_be_saved(opened, agent, now):
    with pytest.raises(TypeError, match="status"):
        save_request(opened, typed={}, by=agent, now=now, status="booked")


def test_late_autosave_does_not_touch_an_answered_request(opened, agent, now):
    stale = HelpRequest.objects.get(pk=opened.pk)
    answer_request(opened, status=RequestStatus.PHONE, by=agent, now=now)
    with pytest.raises(RequestNotOpen) as caught:
        save_request(stale, typed={"late": ["x"]}, by=agent, now=now)
    assert caught.value.status == RequestStatus.PHONE
    opened.refresh_from_db()
    assert (opened.status, opened.typed) == (RequestStatus.PHONE, {})


@pytest.mark.parametrize(
    "status",
    [
        RequestStatus.WAITING,
        RequestStatus.PHONE,
        RequestStatus.HANDED_OVER,
        RequestStatus.CLOSED,
    ],
)
def test_answer_is_stored_with_its_note_and_who_gave_it(opened, agent, now, status):
    answer_request(opened, status=status, note="Rappeler lundi", by=agent, now=now)
    opened.refresh_from_db()
    assert (opened.status, opened.outcome_note) == (status, "Rappeler lundi")
    assert (opened.closed_at, opened.closed_by) == (now, agent)


def test_waiting_request_may_be_answered_again_but_not_a_closed_one(opened, agent, now):
    answer_request(opened, status=RequestStatus.WAITING, by=agent, now=now)
    answer_request(opened, status=RequestStatus.CLOSED, by=agent, now=now)
    with pytest.raises(RequestNotOpen):
        answer_request(opened, status=RequestStatus.PHONE, by=agent, now=now)


@pytest.mark.parametrize("status", [RequestStatus.BOOKED, RequestStatus.OPEN])
def test_visit_is_not_an_answer_given_here(opened, agent, now, status):
    with pytest.raises(ValueError, match="not an answer"):
        answer_request(opened, status=status, by=agent, now=now)


def test_answered_request_can_be_taken_up_again(opened, agent, now):
    answer_request(opened, status=RequestStatus.CLOSED, note="Sans suite", by=agent, now=now)
    reopen_request(opened, by=agent, now=now + timedelta(hours=1))
    opened.refresh_from_db()
    assert (opened.status, opened.closed_at, opened.closed_by) == ("open", None, None)
    assert opened.outcome_note == "Sans suite"


def test_request_with_its_visit_is_not_reopened(visit, agent, now):
    with pytest.raises(AlreadyBooked) as caught:
        reopen_request(visit.help_request, by=agent, now=now)
    assert caught.value.visit == visit


def test_requests_are_counted_by_status_zeros_included(programme, cast, now):
    HelpRequestFactory.create_batch(2, programme=programme)
    HelpRequestFactory(programme=programme, status="waiting", closed_at=now)
    HelpRequestFactory(programme=cast.elsewhere)
    counts = count_requests(programme)
    assert set(counts) == set(RequestStatus)
    assert (counts["open"], counts["waiting"], counts["booked"]) == (2, 1, 0)


@pytest.mark.parametrize("n", [1, 3])
def test_requests_are_listed_newest_first_in_one_query(
    programme, now, django_assert_num_queries, n
):
    made = [
        HelpRequestFactory(programme=programme, opened_at=now + timedelta(hours=hour))
        for hour in range(n)
    ]
    HelpRequestFactory(programme=programme, status="waiting", closed_at=now)
    with django_assert_num_queries(1):
        listed = list(list_requests(programme, statuses=[RequestStatus.OPEN]))
        assert [str(request.resident.commune) for request in listed]
        assert [request.opened_by.name for request in listed]
    assert listed == made[::-1]
    assert len(list_requests(programme)) == n + 1


def test_requests_of_a_resident_are_all_of_theirs(programme):
    mine, _other = HelpRequestFactory.create_batch(2, programme=programme)
    assert list(list_requests_of(mine.resident)) == [mine]


def test_request_is_only_found_in_its_programme(cast):
    request = HelpRequestFactory(programme=cast.programme)
    assert get_request(cast.programme, request.pk) == request
    with pytest.raises(HelpRequest.DoesNotExist):
        get_request(cast.elsewhere, request.pk)


def test_cancelled_visit_lets_its_request_be_reopened(programme, alix, agent, now):
    gone = VisitFactory(programme=programme, volunteer=alix, cancelled=True)
    assert reopen_request(gone.help_request, by=agent, now=now).status == RequestStatus.OPEN
