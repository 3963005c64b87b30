"""What is to be known of the dates of a series before it is planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from toctoc.agenda.models import Place
from toctoc.territory.queries import find_school_holiday, holiday_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDate:
    """A moment at a place: public and school holidays, whether the place is open then."""

    starts_at: datetime
    ends_at: datetime
    holiday: str  # its name; empty on other days
    school_holidays: str  # likewise, in the programme's zone
    is_open: bool  # by the hours noted; so where none are


def describe_dates(
    place: Place, moments: Sequence[tuple[datetime, datetime]]
) -> list[SessionDate]:
    """Return what is known of each moment; no query where the openings came with the place."""
    zone = ZoneInfo(place.programme.time_zone)
    return [
        SessionDate(
            starts_at=starts_at,
            ends_at=ends_at,
            holiday=holiday_name(starts_at.astimezone(zone).date()),
            school_holidays=_school_holidays(place, starts_at.astimezone(zone).date()),
            is_open=_is_open(place, starts_at.astimezone(zone), ends_at.astimezone(zone)),
        )
        for starts_at, ends_at in moments
    ]


def _school_holidays(place: Place, day: date) -> str:
    found = find_school_holiday(place.programme.school_zone, day)
    return found.name if found else ""


def _is_open(place: Place, starts_at: datetime, ends_at: datetime) -> bool:
    openings = list(place.openings.all())
    return not openings or any(
        opening.weekday == starts_at.weekday()
        and opening.starts_at <= starts_at.time()
        and ends_at.time() <= opening.ends_at
        for opening in openings
    )
