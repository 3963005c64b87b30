"""Shifts by rules: across clock changes, leap days, ends of years, and weeks with a holiday."""

from datetime import date, datetime, time, timedelta

import pytest

from tests.factories import NOW, PARIS, AvailabilityFactory, VolunteerFactory, at
from toctoc.agenda.models import AvailabilityException
from toctoc.dispatch.bridge import LocalClock, find_settings, load_roster


@pytest.fixture
def owl(programme):
    return VolunteerFactory(
        programme=programme,
        mission_starts_on=date(2026, 1, 1),
        mission_ends_on=date(2028, 12, 31),
    )


def shifts(programme, volunteer, first, days):
    """Return the moments between which somebody works, day by day."""
    clock = LocalClock.from_week_of_day(first, "Europe/Paris")
    last = first + timedelta(days=days - 1)
    roster = load_roster(
        programme,
        find_settings(programme),
        clock,
        days=(first, last),
        volunteer_ids=[volunteer.pk],
    )
    built = roster.shifts.values()
    return [(clock.moment(shift.start_s), clock.moment(shift.end_s)) for shift in built]


@pytest.mark.parametrize(
    ("sunday", "offsets"),
    [
        (date(2026, 10, 25), (2, 1)),
        (date(2027, 3, 28), (1, 2)),
        (date(2027, 10, 31), (2, 1)),
        (date(2028, 3, 26), (1, 2)),
    ],
)
def test_nine_stays_nine_around_a_night_that_changes(programme, owl, sunday, offsets):
    for weekday in (5, 6):
        AvailabilityFactory(volunteer=owl, weekday=weekday)
    found = shifts(programme, owl, sunday - timedelta(days=6), 7)
    assert [start for start, _end in found] == [
        at(sunday - timedelta(days=1), 9), at(sunday, 9),
    ]  # fmt: skip
    hours = [start.utcoffset() // timedelta(hours=1) for start, _end in found]
    assert tuple(hours) == offsets


def test_night_of_the_change_itself_is_worked_by_the_clock(programme, owl):
    AvailabilityFactory(volunteer=owl, weekday=6, starts_at=time(1), ends_at=time(4))
    for sunday in (date(2026, 10, 25), date(2027, 3, 28)):
        ((start, end),) = shifts(programme, owl, sunday - timedelta(days=6), 7)
        assert (start, end) == (
            datetime.combine(sunday, time(1), tzinfo=PARIS),
            datetime.combine(sunday, time(4), tzinfo=PARIS),
        )


def test_leap_day_is_a_day_like_another(programme, owl):
    AvailabilityFactory(volunteer=owl, rule="FREQ=MONTHLY;BYDAY=-1TU")
    found = shifts(programme, owl, date(2028, 2, 28), 7)
    assert [start.date() for start, _end in found] == [date(2028, 2, 29)]


def test_every_other_week_goes_on_over_the_new_year(programme, owl):
    AvailabilityFactory(
        volunteer=owl, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", starts_on=date(2026, 12, 16)
    )
    found = shifts(programme, owl, date(2026, 12, 14), 35)
    assert [start.date() for start, _end in found] == [
        date(2026, 12, 16), date(2026, 12, 30), date(2027, 1, 13),
    ]  # fmt: skip


def test_week_with_a_public_holiday_has_one_day_less(programme, owl):
    for weekday in range(5):
        AvailabilityFactory(volunteer=owl, weekday=weekday)
    found = shifts(programme, owl, date(2026, 12, 21), 7)
    assert [start.date().day for start, _end in found] == [21, 22, 23, 24]


def test_changed_day_outside_the_stretch_asked_for_changes_nothing(programme, owl):
    rule = AvailabilityFactory(volunteer=owl)
    for day in (date(2026, 11, 30), date(2027, 1, 4)):
        AvailabilityException.objects.create(
            availability=rule, day=day, starts_at=time(10), ends_at=time(12)
        )
    found = shifts(programme, owl, NOW.date(), 14)
    assert [(start.hour, end.hour) for start, end in found] == [(10, 12), (9, 17)]


@pytest.mark.parametrize("adult_on", [None, date(2029, 1, 1)])
def test_shift_of_one_day_is_that_of_its_week(programme, owl, adult_on):
    owl.adult_on = adult_on
    owl.save()
    for weekday in range(7):
        AvailabilityFactory(volunteer=owl, weekday=weekday)
    monday = date(2026, 12, 7)
    week = shifts(programme, owl, monday, 7)
    alone = [
        one for n in range(7) for one in shifts(programme, owl, monday + timedelta(days=n), 1)
    ]
    assert alone == week
    assert len(week) == (6 if adult_on is None else 5)
