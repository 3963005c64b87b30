"""Whether work at fixed hours keeps within the law: sessions, training, meetings.

Slots of visits are checked in planning, roads counted; here a person chose the hours. What is
checked is read behind the lock on the volunteer that the caller holds.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from toctoc.agenda.enums import OCCUPYING
from toctoc.agenda.errors import OutsideLaw
from toctoc.agenda.law import DAY, PAID_KINDS, find_day_breach, find_week_breach
from toctoc.agenda.models import Absence, Session, SessionVolunteer, Visit
from toctoc.people.models import Volunteer

# A day of training without hours: seven hours, lunch apart.
WHOLE_DAY = ((time(9), time(12)), (time(13), time(17)))
type Period = tuple[datetime, datetime]


def check_work(
    volunteer: Volunteer,
    starts_at: datetime,
    ends_at: datetime,
    *,
    without: Session | None = None,
) -> None:
    """Check that a volunteer, who is held, may work in [starts_at, ends_at) by law.

    Together with the visits, sessions and trainings of the days around; three queries. Roads
    are not counted here. Raises OutsideLaw.
    """
    zone = ZoneInfo(volunteer.programme.time_zone)
    first = starts_at.astimezone(zone).date()
    monday = first - first.weekday() * DAY
    held = [*_held(volunteer, monday, zone, without), (starts_at, ends_at)]
    days = _by_day(held, zone)
    for day in _by_day([(starts_at, ends_at)], zone):
        rule = find_day_breach(volunteer, day, days[day])
        if rule is not None:
            raise OutsideLaw(volunteer=volunteer, day=day, rule=rule)
    rule = find_week_breach(days.keys(), monday, is_minor=volunteer.is_minor(monday))
    if rule is not None:
        raise OutsideLaw(volunteer=volunteer, day=first, rule=rule)


def _held(
    volunteer: Volunteer, monday: date, zone: ZoneInfo, without: Session | None
) -> Iterator[Period]:
    """Read what the volunteer does in a week and on the Monday after; three queries."""
    start = datetime.combine(monday, time(), tzinfo=zone)
    around = {
        "volunteer": volunteer,
        "starts_at__lt": datetime.combine(monday + timedelta(8), time(), tzinfo=zone),
        "ends_at__gt": start,
    }
    parts = SessionVolunteer.objects.filter(is_active=True, **around)
    if without is not None:
        parts = parts.exclude(session=without)
    yield from Visit.objects.filter(status__in=OCCUPYING, **around).values_list(
        "starts_at", "ends_at"
    )
    yield from parts.values_list("starts_at", "ends_at")
    paid = Absence.objects.filter(kind__in=PAID_KINDS, **around)
    yield from paid.values_list("starts_at", "ends_at")


def _by_day(held: list[Period], zone: ZoneInfo) -> dict[date, list[tuple[time, time]]]:
    """Cut periods at midnight: local hours by local day."""
    found: dict[date, list[tuple[time, time]]] = {}
    for starts_at, ends_at in held:
        starts, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
        day = starts.date()
        while datetime.combine(day, time(), tzinfo=zone) < ends:
            first = starts.time() if day == starts.date() else time.min
            last = ends.time() if day == ends.date() else time.max
            whole = (first, last) == (time.min, time.max)
            hours = WHOLE_DAY if whole else [(first, last)] if first < last else []
            found.setdefault(day, []).extend(hours)
            day += DAY
    return found
