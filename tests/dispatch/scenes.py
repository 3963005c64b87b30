"""Short ways to set an agenda up: who works, what is booked, who calls."""

from datetime import date, time, timedelta

from tests.factories import (
    AvailabilityFactory,
    HelpRequestFactory,
    ResidentFactory,
    VisitFactory,
    VolunteerFactory,
    at,
)
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.people.models import Volunteer

MONDAY = date(2026, 11, 30)  # the day of NOW
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in range(1, 5))
# The volunteers' base; a home there costs no drive at all.
BASE = {"lat_deg": 43.345, "lon_deg": -0.265}
NEAR = {"lat_deg": 43.36, "lon_deg": -0.25}  # 2.7 km by road, 374 s
FAR = {"lat_deg": 43.53, "lon_deg": -0.20}  # 27.5 km by road, some 36 minutes


def hire(programme, name="Bo Essai", *, hours=((9, 17),), **fields) -> Volunteer:
    """Take on a volunteer who goes out from Monday to Friday."""
    volunteer = VolunteerFactory(programme=programme, name=name, **fields)
    for weekday in range(5):
        for start, end in hours:
            AvailabilityFactory(
                volunteer=volunteer, weekday=weekday, starts_at=time(start), ends_at=time(end)
            )
    return volunteer


def call(programme, *, place=None, length_min=60, pair=False, **fields) -> HelpRequest:
    """Open a request by someone new, at NEAR unless said otherwise."""
    resident = ResidentFactory(programme=programme, two_people_only=pair, **(place or NEAR))
    return HelpRequestFactory(
        programme=programme, resident=resident, length_min=length_min, **fields
    )


def book(volunteer, day, hour, minute=0, **fields) -> Visit:
    """Store a visit planned at the start of its promise.

    Of 60 minutes, promised to the half-hour, at NEAR, unless `length_min`, `width_min` or
    `place` say otherwise.
    """
    place, width_min = fields.pop("place", NEAR), fields.pop("width_min", 30)
    length_min = fields.pop("length_min", 60)
    starts_at = at(day, hour, minute)
    resident = ResidentFactory(programme=volunteer.programme, **place)
    return VisitFactory(
        programme=volunteer.programme,
        help_request__resident=resident,
        help_request__length_min=length_min,
        volunteer=volunteer,
        promised_from=starts_at,
        promised_until=starts_at + timedelta(minutes=width_min),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=length_min),
        **fields,
    )
