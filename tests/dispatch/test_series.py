"""Visits that come again: what fits is stored, what does not stays open and says why."""

from datetime import date, time, timedelta

import pytest

from tests.dispatch.scenes import TUESDAY, book, call, hire
from tests.factories import AbsenceFactory, at
from toctoc.agenda.enums import CancelReason, MoveReason, RequestStatus, VisitKind, VisitStatus
from toctoc.agenda.errors import AlreadyInSeries
from toctoc.agenda.models import HelpRequest, VisitSeries
from toctoc.agenda.operations import SeriesPlan
from toctoc.dispatch.operations import (
    book_series,
    book_visit,
    cancel_following_visits,
    move_following_visits,
)

WEEK = timedelta(days=7)


@pytest.fixture
def repeat(agent, now):
    """Book a series: repeat(request, moment, count=5)."""

    def repeat(request, moment, *volunteers, count=3, every_weeks=1, keeps=True):
        plan = SeriesPlan(count=count, every_weeks=every_weeks, keeps_volunteer=keeps)
        return book_series(
            request, plan=plan, promised_from=moment, volunteers=volunteers, by=agent, now=now
        )

    return repeat


def starts(steps):
    return [step.visit.promised_from if step.visit else None for step in steps]


def test_series_keeps_weekday_hour_and_volunteer(programme, alix, repeat):
    bo = hire(programme)
    steps = repeat(call(programme), at(TUESDAY, 10), bo)
    assert starts(steps) == [at(TUESDAY + n * WEEK, 10) for n in range(3)]
    assert {step.visit.volunteer for step in steps} == {bo}
    series = VisitSeries.objects.get()
    assert (series.count, series.every_weeks, series.volunteer) == (3, 1, bo)
    assert {step.help_request.series for step in steps} == {series}
    assert {step.help_request.status for step in steps} == {RequestStatus.BOOKED}


def test_series_begins_with_the_visit_a_request_has(programme, alix, agent, now, repeat):
    request = call(programme)
    first = book_visit(request, promised_from=at(TUESDAY, 10), by=agent, now=now)
    steps = repeat(request, first.promised_from, every_weeks=2)
    assert steps[0].visit == first
    assert starts(steps) == [at(TUESDAY + n * WEEK, 10) for n in (0, 2, 4)]


def test_known_volunteer_is_kept_by_another_hour_first(programme, alix, repeat):
    hire(programme)
    book(alix, TUESDAY + WEEK, 10, width_min=0, is_tied=True)
    steps = repeat(call(programme), at(TUESDAY, 10), alix, count=2)
    assert steps[1].visit.volunteer == alix
    assert steps[1].visit.promised_from.date() == TUESDAY + WEEK
    assert steps[1].visit.promised_from != at(TUESDAY + WEEK, 10)


def test_somebody_else_comes_where_the_known_one_is_away_all_week(programme, alix, repeat):
    bo = hire(programme)
    monday = TUESDAY + WEEK - timedelta(days=1)
    AbsenceFactory(volunteer=alix, starts_at=at(monday, 0), ends_at=at(monday + WEEK, 0))
    steps = repeat(call(programme), at(TUESDAY, 10), alix, count=2)
    assert (steps[1].visit.volunteer, steps[1].visit.promised_from) == (
        bo,
        at(TUESDAY + WEEK, 10),
    )


def test_what_does_not_fit_stays_an_open_request_with_its_reason(programme, alix, repeat):
    monday = TUESDAY + WEEK - timedelta(days=1)
    AbsenceFactory(volunteer=alix, starts_at=at(monday, 0), ends_at=at(monday + WEEK, 0))
    steps = repeat(call(programme), at(TUESDAY, 10))
    assert starts(steps) == [at(TUESDAY, 10), None, at(TUESDAY + 2 * WEEK, 10)]
    assert "aucune place" in steps[1].refusal
    assert "mardi 8 décembre" in steps[1].refusal
    left = HelpRequest.objects.get(status=RequestStatus.OPEN)
    assert (left, left.series) == (steps[1].help_request, VisitSeries.objects.get())


def test_public_holiday_moves_to_the_nearest_day_that_suits(programme, alix, repeat):
    christmas = date(2026, 12, 25)
    steps = repeat(call(programme), at(christmas - WEEK, 10), count=2)
    assert steps[1].visit.promised_from == at(date(2026, 12, 24), 10)
    assert steps[1].wanted_from == at(christmas, 10)


@pytest.mark.parametrize(
    ("first", "weeks"),
    [(date(2026, 12, 8), 16), (date(2027, 3, 26), 1)],
)
def test_hour_stays_across_the_clock_change(programme, alix, repeat, first, weeks):
    steps = repeat(call(programme), at(first, 10), count=2, every_weeks=min(weeks, 8))
    later = steps[1].visit.promised_from
    assert later == at(first + min(weeks, 8) * WEEK, 10)


def test_help_by_phone_comes_again_by_phone(programme, alix, repeat):
    steps = repeat(call(programme, kind=VisitKind.PHONE, length_min=30), at(TUESDAY, 10))
    assert {step.visit.kind for step in steps} == {VisitKind.PHONE}


def test_two_tabs_plan_the_visits_to_come_once(programme, alix, agent, now, repeat):
    request = call(programme)
    repeat(request, at(TUESDAY, 10))
    with pytest.raises(AlreadyInSeries):
        repeat(request, at(TUESDAY, 10))
    assert HelpRequest.objects.count() == 3


def test_from_one_on_all_are_cancelled(programme, alix, agent, now, repeat):
    steps = repeat(call(programme), at(TUESDAY, 10), count=4)
    gone = cancel_following_visits(
        steps[2].visit, reason=CancelReason.RESIDENT, by=agent, now=now
    )
    assert len(gone) == 2
    status = [
        HelpRequest.objects.get(pk=step.help_request.pk).visits.get().status for step in steps
    ]
    assert status == [VisitStatus.BOOKED] * 2 + [VisitStatus.CANCELLED] * 2


def test_cancelling_from_one_on_closes_what_was_still_open(programme, alix, agent, now, repeat):
    monday = TUESDAY + WEEK - timedelta(days=1)
    AbsenceFactory(volunteer=alix, starts_at=at(monday, 0), ends_at=at(monday + WEEK, 0))
    steps = repeat(call(programme), at(TUESDAY, 10))
    cancel_following_visits(steps[0].visit, reason=CancelReason.RESIDENT, by=agent, now=now)
    assert not HelpRequest.objects.exclude(status=RequestStatus.CLOSED).exists()


def test_from_one_on_all_move_by_as_much(programme, alix, agent, now, repeat):
    steps = repeat(call(programme), at(TUESDAY, 10), alix)
    moved = move_following_visits(
        steps[1].visit,
        promised_from=at(TUESDAY + WEEK + timedelta(days=1), 14),
        reason=MoveReason.RESIDENT,
        by=agent,
        now=now,
    )
    wednesday = TUESDAY + timedelta(days=1)
    assert starts(moved) == [at(wednesday + n * WEEK, 14) for n in (1, 2)]
    first = HelpRequest.objects.get(pk=steps[0].help_request.pk).visits.get()
    assert first.promised_from == at(TUESDAY, 10)


def test_one_that_cannot_move_stays_where_it_was_promised(programme, alix, agent, now, repeat):
    steps = repeat(call(programme), at(TUESDAY, 10), alix, count=2)
    book(alix, TUESDAY + WEEK, 14, width_min=0)
    moved = move_following_visits(
        steps[0].visit,
        promised_from=at(TUESDAY, 14),
        reason=MoveReason.RESIDENT,
        by=agent,
        now=now,
    )
    assert starts(moved) == [at(TUESDAY, 14), at(TUESDAY + WEEK, 10)]
    assert moved[1].error is not None
    assert time(10) == moved[1].visit.starts_at.astimezone(at(TUESDAY, 10).tzinfo).time()
