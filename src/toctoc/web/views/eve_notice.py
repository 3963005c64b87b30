"""What waits on the eve: plans to decide, hours to announce; told where the office looks."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from toctoc.agenda.queries import count_left_visits, list_visits_to_tell
from toctoc.dispatch.queries import list_days_to_decide
from toctoc.dispatch.queries.field import FieldCounts, count_field
from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest

AHEAD = timedelta(days=8)  # over a week-end with its holidays


@dataclass(frozen=True, slots=True)
class EveNotice:
    """Days whose tours wait for a decision; people, by day, who wait for their hour."""

    to_decide: tuple[date, ...]
    to_tell: tuple[tuple[date, int], ...]
    left: int  # visits to come under an absence
    field: FieldCounts


def find_eve_notice(request: StaffRequest) -> EveNotice | None:
    """Return what waits for somebody who may change the agenda; six queries, else none."""
    if Action.CHANGE_AGENDA not in request.actions:
        return None
    zone = ZoneInfo(request.programme.time_zone)
    start = datetime.combine(request.today, time(), tzinfo=zone)
    untold = list_visits_to_tell(request.programme, start=request.now, end=start + AHEAD)
    fixed = untold.filter(hour_fixed_at__isnull=False)
    counted = Counter(visit.starts_at.astimezone(zone).date() for visit in fixed)
    return EveNotice(
        to_decide=tuple(list_days_to_decide(request.programme, today=request.today)),
        to_tell=tuple(sorted(counted.items())),
        left=count_left_visits(request.programme, now=request.now),
        field=count_field(request.programme, request.today),
    )
