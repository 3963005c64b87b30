"""Visits as stops: only the columns the core and the sentences need, one query for all."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from toctoc.agenda.enums import OCCUPYING, VisitStatus
from toctoc.agenda.models import Visit
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.planning.model import Point, ShiftKey, Stop


class VisitRow(NamedTuple):
    """The columns of one visit, in the order of `FIELDS`."""

    pk: int
    volunteer_id: int
    lead_id: int | None
    has_companion: bool
    need: str
    promised_from: datetime
    promised_until: datetime
    starts_at: datetime
    ends_at: datetime
    lat_deg: float
    lon_deg: float
    commune: str

    @property
    def stop_id(self) -> int:
        """What names the stop: the visit, or the one it accompanies."""
        return self.lead_id or self.pk

    @property
    def is_pair(self) -> bool:
        return self.has_companion or self.lead_id is not None


FIELDS = (
    "pk",
    "volunteer_id",
    "lead_id",
    "has_companion",
    "need",
    "promised_from",
    "promised_until",
    "starts_at",
    "ends_at",
    "resident__lat_deg",
    "resident__lon_deg",
    "resident__commune__name",
)


def load_rows(visits: QuerySet[Visit]) -> list[VisitRow]:
    """Read visits that fill time, in order of planned start; one query."""
    companion = Visit.objects.filter(lead=OuterRef("pk"), status=VisitStatus.BOOKED)
    filling = visits.filter(status__in=OCCUPYING).annotate(has_companion=Exists(companion))
    return [VisitRow(*row) for row in filling.order_by("starts_at", "pk").values_list(*FIELDS)]


def group_by_shift(
    rows: Iterable[VisitRow], clock: LocalClock
) -> dict[ShiftKey, list[VisitRow]]:
    """Put each visit with its volunteer and local day, keeping the order."""
    grouped: dict[ShiftKey, list[VisitRow]] = defaultdict(list)
    for row in rows:
        day = clock.day_of(row.starts_at.astimezone(clock.zone).date())
        grouped[ShiftKey(row.volunteer_id, day)].append(row)
    return grouped


def fixed_stop(visit: Visit, clock: LocalClock) -> Stop:
    """Turn a visit into a stop at its planned time, to measure a tour as it stands."""
    starts_s = clock.seconds(visit.starts_at)
    return Stop(
        id=visit.pk,
        point=Point(lat_deg=visit.resident.lat_deg, lon_deg=visit.resident.lon_deg),
        length_s=visit.length_s,
        earliest_s=starts_s,
        latest_s=starts_s,
    )


def build_stop(row: VisitRow, clock: LocalClock, *, now: datetime) -> Stop:
    """Turn a visit into a stop that starts within its promise.

    A visit that has started stays where it is, and so does one that two volunteers make
    together: neither may be left waiting for the other.
    """
    start_s = clock.seconds(row.starts_at)
    earliest_s, latest_s = start_s, start_s
    if row.starts_at > now and not row.is_pair:
        earliest_s = clock.seconds(row.promised_from)
        latest_s = max(earliest_s, clock.seconds(row.promised_until))
    return Stop(
        id=row.stop_id,
        point=Point(lat_deg=row.lat_deg, lon_deg=row.lon_deg),
        length_s=int((row.ends_at - row.starts_at).total_seconds()),
        earliest_s=earliest_s,
        latest_s=latest_s,
        skills=frozenset({row.need}),
    )
