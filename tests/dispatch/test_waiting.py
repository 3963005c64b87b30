"""The waiting list: by age and urgency, and by what fits a free place best."""

import pytest

from tests.dispatch.scenes import FAR, WEDNESDAY, call
from tests.factories import at
from toctoc.agenda.enums import RequestStatus, Urgency
from toctoc.dispatch.queries import FreedPlace, list_waiting_ranked


def wait(programme, *, days=0, **fields):
    opened_at = at(WEDNESDAY.replace(day=1), 9).replace(month=11, day=30 - days)
    return call(
        programme,
        status=RequestStatus.WAITING,
        opened_at=opened_at,
        closed_at=opened_at,
        **fields,
    )


@pytest.fixture
def ranked(programme, alix, now):
    def ranked(*, place=False):
        freed = FreedPlace(volunteer=alix, day=WEDNESDAY) if place else None
        return list_waiting_ranked(programme, now=now, freed=freed)

    return ranked


def test_longest_wait_comes_first(programme, ranked):
    late, early = wait(programme, days=2), wait(programme, days=12)
    assert [row.help_request for row in ranked()] == [early, late]
    assert [row.waited_days for row in ranked()] == [12, 2]
    assert ranked()[0].sentence.replace("\u00a0", " ") == "Attend depuis 12 jours."


def test_urgency_comes_before_age(programme, ranked):
    usual = wait(programme, days=12)
    soon = wait(programme, days=5, urgency=Urgency.SOON)
    urgent = wait(programme, urgency=Urgency.URGENT)
    assert [row.help_request for row in ranked()] == [urgent, soon, usual]


def test_whom_the_place_suits_comes_first_and_nobody_is_left_out(programme, ranked):
    far = wait(programme, days=25, place=FAR)  # an absurd detour
    near, urgent = wait(programme, days=2), wait(programme, urgency=Urgency.URGENT)
    rows = ranked(place=True)
    assert [row.help_request for row in rows] == [urgent, near, far]
    assert [row.gain is not None for row in rows] == [True, True, False]
    assert "cette place ne lui va pas" in rows[2].sentence


def test_number_of_queries_does_not_grow(programme, ranked, django_assert_num_queries):
    for days in range(3):
        wait(programme, days=days)
    with django_assert_num_queries(1):
        ranked()
    with django_assert_num_queries(10):
        ranked(place=True)
