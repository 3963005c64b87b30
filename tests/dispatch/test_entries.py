"""The agenda as entries: what fills a day, what is free, what can be moved."""

from datetime import date, timedelta

import pytest

from tests.dispatch.scenes import BASE, FRIDAY, MONDAY, TUESDAY, WEDNESDAY, book, hire
from tests.factories import AbsenceFactory, at
from toctoc.agenda.enums import VisitStatus
from toctoc.dispatch.queries import EntryKind, Stays, list_entries

QUERIES = 7


@pytest.fixture
def entries_on(programme, now):
    """Return a day's entries of one kind as hours: entries_on(TUESDAY, EntryKind.FREE)."""

    def entries_on(day, kind):
        found = list_entries(programme, start=day, end=day + timedelta(days=1), now=now)
        return [entry for entry in found if entry.kind == kind]

    return entries_on


def spans(entries):
    return [(entry.starts_at, entry.ends_at) for entry in entries]


def test_day_without_visits_is_free_around_its_pause(alix, entries_on):
    assert spans(entries_on(TUESDAY, EntryKind.FREE)) == [
        (at(TUESDAY, 9), at(TUESDAY, 12, 30)),
        (at(TUESDAY, 13, 30), at(TUESDAY, 17)),
    ]
    assert spans(entries_on(TUESDAY, EntryKind.PAUSE)) == [
        (at(TUESDAY, 12, 30), at(TUESDAY, 13, 30))
    ]


def test_visit_and_the_roads_around_it_are_not_free(alix, entries_on):
    visit = book(alix, TUESDAY, 10)
    roads = entries_on(TUESDAY, EntryKind.TRAVEL)
    assert [entry.visit for entry in entries_on(TUESDAY, EntryKind.VISIT)] == [visit]
    assert [roads[0].ends_at, roads[1].starts_at] == [at(TUESDAY, 10), at(TUESDAY, 11)]
    free = spans(entries_on(TUESDAY, EntryKind.FREE))
    assert free[:2] == [
        (at(TUESDAY, 9), roads[0].starts_at),
        (roads[1].ends_at, at(TUESDAY, 12, 30)),
    ]


def test_visit_at_the_base_has_no_road(alix, entries_on):
    book(alix, TUESDAY, 10, place=BASE)
    assert entries_on(TUESDAY, EntryKind.TRAVEL) == []


def test_absence_is_cut_to_each_of_its_days(alix, entries_on):
    absence = AbsenceFactory(volunteer=alix, starts_at=at(MONDAY, 12), ends_at=at(WEDNESDAY, 9))
    found = entries_on(TUESDAY, EntryKind.ABSENCE)
    assert spans(found) == [(at(TUESDAY, 0), at(WEDNESDAY, 0))]
    assert found[0].absence == absence
    assert entries_on(TUESDAY, EntryKind.FREE) == []


@pytest.mark.parametrize(
    ("status", "hour", "stays"),
    [
        (VisitStatus.BOOKED, 14, None),
        (VisitStatus.BOOKED, 8, Stays.STARTED),
        (VisitStatus.DONE, 14, Stays.NOT_BOOKED),
    ],
)
def test_visit_says_why_it_stays(alix, entries_on, status, hour, stays):
    book(alix, MONDAY, hour, status=status)
    (entry,) = entries_on(MONDAY, EntryKind.VISIT)
    assert (entry.stays, entry.can_move) == (stays, stays is None)


def test_entries_of_several_weeks_come_week_by_week(programme, alix, now):
    later = date(2026, 12, 8)
    visits = [book(alix, FRIDAY, 10), book(alix, later, 10)]
    found = list_entries(programme, start=FRIDAY, end=later + timedelta(days=1), now=now)
    assert [entry.visit for entry in found if entry.visit] == visits


@pytest.mark.parametrize("count", [1, 3])
def test_entries_are_read_by_the_same_number_of_queries(
    programme, alix, now, django_assert_num_queries, count
):
    for hour in range(9, 9 + 2 * count, 2):
        book(hire(programme, name=f"Bo {hour}"), TUESDAY, hour)
    with django_assert_num_queries(QUERIES):
        list_entries(programme, start=TUESDAY, end=WEDNESDAY, now=now)
