"""When a place may be used: its opening hours, until it closes for good."""

from collections.abc import Iterable
from datetime import date

from toctoc.agenda.models import Place
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.planning.model import DAY_S, Interval


def list_openings(
    place: Place | None, days: Iterable[date], clock: LocalClock
) -> tuple[Interval, ...] | None:
    """Return when a place is open on some days; None: always, or no place is meant.

    One query unless the place came with its openings.
    """
    if place is None or (place.closed_on is None and not place.openings.all()):
        return None
    return tuple(one for day in days for one in openings_on(place, day, clock))


def openings_on(place: Place, day: date, clock: LocalClock) -> tuple[Interval, ...]:
    """Return when a place is open on a day; all day where nothing is known of its hours."""
    if place.closed_on is not None and place.closed_on <= day:
        return ()
    midnight_s = clock.day_of(day) * DAY_S
    if not place.openings.all():
        return (Interval(start_s=midnight_s, end_s=midnight_s + DAY_S),)
    return tuple(
        Interval(start_s=clock.at(day, one.starts_at), end_s=clock.at(day, one.ends_at))
        for one in place.openings.all()
        if one.weekday == day.weekday()
    )
