"""Series of sessions: from one of them on, changed, moved, given a crew, cancelled."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.factories import NOW, PARIS, AbsenceFactory, PlaceFactory, VolunteerFactory, at
from toctoc.agenda.errors import SessionNotPlanned, VolunteerBusy
from toctoc.agenda.operations import (
    Rhythm,
    SessionFields,
    SessionMoment,
    cancel_following,
    cancel_session,
    edit_following,
    move_following,
    move_session,
    plan_series,
    set_following_crew,
    starts_every,
)

FIRST = at(date(2026, 12, 3), 14)
WEEK, HOUR = timedelta(weeks=1), timedelta(hours=1)


@pytest.fixture
def fields(programme):
    return SessionFields(
        title="Premiers pas",
        place=PlaceFactory(programme=programme),
        starts_at=FIRST,
        ends_at=FIRST + 2 * HOUR,
    )


@pytest.fixture
def series(programme, agent, alix, fields):
    starts = starts_every(FIRST, every_weeks=1, count=3, zone=PARIS)
    rhythm = Rhythm(starts=starts, every_weeks=1)
    return plan_series(
        programme, fields=fields, rhythm=rhythm, volunteers=[alix], by=agent, now=NOW
    )


def starts_of(series):
    for session in series:
        session.refresh_from_db()
    return [session.starts_at for session in series]


def test_hours_stay_those_of_the_wall_across_both_clock_changes():
    spring = starts_every(at(date(2027, 3, 25), 14), every_weeks=1, count=2, zone=PARIS)
    autumn = starts_every(at(date(2027, 10, 28), 14), every_weeks=1, count=2, zone=PARIS)
    assert [one.hour for one in (*spring, *autumn)] == [14] * 4
    assert spring[1] == datetime.fromisoformat("2027-04-01T14:00+02:00")
    assert autumn[1] == datetime.fromisoformat("2027-11-04T14:00+01:00")


def test_series_through_29_february_keeps_its_weekday():
    starts = starts_every(at(date(2028, 2, 15), 10), every_weeks=2, count=2, zone=PARIS)
    assert starts[1].date() == date(2028, 2, 29)


def test_following_are_edited_and_those_before_stay(series, agent, fields):
    edit_following(series[1], fields=replace(fields, title="Suite"), by=agent, now=NOW)
    for session in series:
        session.refresh_from_db()
    assert [one.title for one in series] == ["Premiers pas", "Suite", "Suite"]


@pytest.mark.parametrize(
    "days", [7, -1, 1], ids=["a week later", "a day sooner", "a day later"]
)
def test_following_move_together_even_onto_each_other_s_place(series, agent, days):
    shift = timedelta(days=days)
    start = FIRST + WEEK + shift + HOUR
    to = SessionMoment(starts_at=start, ends_at=start + HOUR)
    move_following(series[1], to=to, reason="Salle", by=agent, now=NOW)
    assert starts_of(series) == [FIRST, start, start + WEEK]
    last = series[2].crew.get()
    assert (last.starts_at, last.ends_at) == (start + WEEK, start + WEEK + HOUR)


def test_nothing_moves_where_one_of_them_cannot(series, agent, alix):
    AbsenceFactory(
        volunteer=alix,
        starts_at=FIRST + 2 * WEEK - 5 * HOUR,
        ends_at=FIRST + 2 * WEEK - 4 * HOUR,
    )
    to = SessionMoment(starts_at=FIRST - 5 * HOUR, ends_at=FIRST - 4 * HOUR)
    with pytest.raises(VolunteerBusy):
        move_following(series[0], to=to, by=agent, now=NOW)
    assert starts_of(series) == [FIRST, FIRST + WEEK, FIRST + 2 * WEEK]


def test_one_session_moves_alone(series, agent):
    to = SessionMoment(starts_at=FIRST + HOUR, ends_at=FIRST + 2 * HOUR)
    move_session(series[0], to=to, by=agent, now=NOW)
    assert starts_of(series) == [FIRST + HOUR, FIRST + WEEK, FIRST + 2 * WEEK]


def test_following_get_another_crew(series, programme, agent, alix):
    bo = VolunteerFactory(programme=programme, name="Bo Essai")
    set_following_crew(series[1], volunteers=[bo], by=agent, now=NOW)
    crews = [[member.volunteer for member in one.crew.all()] for one in series]
    assert crews == [[alix], [bo], [bo]]


def test_following_are_cancelled_but_for_those_that_are_already(series, agent):
    cancel_session(series[2], reason="Seul", by=agent, now=NOW)
    cancelled = cancel_following(series[1], reason="Travaux", by=agent, now=NOW)
    assert cancelled == [series[1]]
    for session in series:
        session.refresh_from_db()
    assert [one.cancel_reason for one in series] == ["", "Travaux", "Seul"]
    with pytest.raises(SessionNotPlanned):
        cancel_following(series[2], reason="", by=agent, now=NOW)
