"""On the eve a wide promise becomes an hour: "half a day, the hour told the evening before".

The only place where a promise gets narrower without the person's word, since that is what they
were promised; it never leaves the window they know.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db import transaction

from toctoc.agenda.enums import PromiseKind, VisitEventKind, VisitStatus
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.agenda.operations import hold_volunteers
from toctoc.dispatch.bridge import DAY, LocalClock
from toctoc.dispatch.models import Eve
from toctoc.dispatch.operations.retiming import crew_on
from toctoc.people.models import Account
from toctoc.territory.models import Programme

WIDTH: Final = timedelta(minutes=30)
QUARTER_S: Final = 900


@transaction.atomic
def fix_hours(
    programme: Programme, day: date, *, by: Account | None, now: datetime
) -> list[Visit]:
    """Narrow the wide and half-day promises of a day to half an hour around the planned time.

    Visits that have started and exact promises stay; asked again, nothing happens. Each gets
    an event with both windows, and is to be told again. Returns the visits narrowed, one a
    home, by planned time. Sends nothing.
    """
    zone = LocalClock.from_week_of_day(day, programme.time_zone).zone
    starts = datetime.combine(day, time(), tzinfo=zone)
    hold_volunteers(crew_on(programme, day))
    visits = Visit.objects.select_for_update(no_key=True, of=("self",)).filter(
        programme=programme,
        status=VisitStatus.BOOKED,
        starts_at__gte=max(starts, now),
        starts_at__lt=datetime.combine(day + DAY, time(), tzinfo=zone),
    )
    narrowed = narrow(visits.order_by("starts_at", "pk"), by=by, now=now)
    Eve.objects.filter(programme=programme, day=day, hours_fixed_at=None).update(
        hours_fixed_at=now
    )
    return [visit for visit in narrowed if visit.lead_id is None]


def narrow(visits: Iterable[Visit], *, by: Account | None, now: datetime) -> list[Visit]:
    """Narrow those of the visits, locked by the caller, whose hour is still to come."""
    wide = [visit for visit in visits if visit.promise != PromiseKind.EXACT]
    for visit in wide:
        before = _promised(visit)
        visit.promised_from, visit.promised_until = window_around(
            visit.starts_at, within=(visit.promised_from, visit.promised_until)
        )
        visit.promise, visit.hour_fixed_at = PromiseKind.EXACT, now
        visit.told_channel, visit.told_at = "", None
        visit.save(update_fields=[
            "promised_from", "promised_until", "promise", "hour_fixed_at", "told_channel",
            "told_at",
        ])  # fmt: skip
        VisitEvent.objects.create(
            visit=visit,
            kind=VisitEventKind.HOUR_FIXED,
            at=now,
            by=by,
            data={"before": before, "after": _promised(visit)},
        )
    return wide


def window_around(
    starts_at: datetime, *, within: tuple[datetime, datetime]
) -> tuple[datetime, datetime]:
    """Return half an hour that holds `starts_at` and lies in the old window.

    It begins on the quarter of an hour before the planned time where it can, so that what is
    said sounds like an hour and lateness rather than haste has room.
    """
    earliest, latest = within
    width = min(WIDTH, latest - earliest)
    first = _quarter_before(min(starts_at, latest - width))
    if not earliest <= first <= starts_at <= first + width:
        first = min(max(earliest, starts_at - width / 2), latest - width)
    return first, first + width


def _quarter_before(moment: datetime) -> datetime:
    """Return the last quarter of an hour up to a moment; every zone keeps whole quarters."""
    return moment - timedelta(seconds=moment.timestamp() % QUARTER_S)


def _promised(visit: Visit) -> dict[str, str]:
    return {
        "promise": visit.promise,
        "promised_from": visit.promised_from.astimezone(UTC).isoformat(),
        "promised_until": visit.promised_until.astimezone(UTC).isoformat(),
    }
