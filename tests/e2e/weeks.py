"""Weeks worth looking at: rules of all kinds, a day that differs, an absence over visits."""

from datetime import date, time

from tests.e2e.village import TOUR_DAY, Village
from tests.factories import AbsenceFactory, AvailabilityFactory, VolunteerFactory, at
from toctoc.agenda.models import Absence, Availability, AvailabilityException
from toctoc.agenda.recurrence import first_weekday

CHANGED_DAY = date(2026, 12, 8)  # a Tuesday


def settle_weeks(village: Village) -> Availability:
    """Give the volunteer an afternoon every other week and a changed day; return a rule."""
    programme = village.cast.programme
    programme.school_zone = "A"
    programme.save()
    tuesday = village.volunteer.availabilities.get(rule="FREQ=WEEKLY;BYDAY=TU")
    AvailabilityException.objects.create(
        availability=tuesday, day=CHANGED_DAY, starts_at=time(10), ends_at=time(12)
    )
    AvailabilityFactory(
        volunteer=village.volunteer,
        rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=SA",
        starts_on=first_weekday(5, date(2026, 12, 1)),
        ends_at=time(12),
        school_time="term",
    )
    return tuesday


def leave_visits(village: Village) -> Absence:
    """Send the volunteer away on the day of her tour; somebody else could make her visits."""
    other = VolunteerFactory(programme=village.cast.programme, name="Ines Essai")
    for weekday in range(5):
        AvailabilityFactory(volunteer=other, weekday=weekday)
    return AbsenceFactory(
        volunteer=village.volunteer,
        kind="illness",
        starts_at=at(TOUR_DAY, 0),
        ends_at=at(date(2026, 12, 3), 0),
    )
