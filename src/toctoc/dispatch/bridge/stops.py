"""Visits and sessions as stops: only the columns the core and the sentences need.

One query for the visits and one for the sessions, whatever their number.

A call reads every visit of the coming weeks, so moments leave the database as whole seconds: a
date object for each would take longer than all of the planning.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    When,
)
from django.db.models.sql.compiler import SQLCompiler

from toctoc.agenda.enums import OCCUPYING, VisitKind, VisitStatus
from toctoc.agenda.models import SessionVolunteer, Visit
from toctoc.dispatch.bridge.clock import LocalClock
from toctoc.planning.model import DAY_S, Point, ShiftKey, Stop

MOMENTS = ("promised_from", "promised_until", "starts_at", "ends_at")
SESSION = "session"  # what a row that is no visit has as its kind


class VisitRow(NamedTuple):
    """What is known of one visit; times in the clock's seconds.

    A volunteer's part in a session is a row too, with its key made negative: somewhere to be
    at a fixed time, that planning never moves and gives to nobody else.
    """

    pk: int
    volunteer_id: int
    lead_id: int | None
    has_companion: bool
    kind: str
    need: str
    lat_deg: float
    lon_deg: float
    commune: str
    status: str
    is_tied: bool
    promised_from_s: int
    promised_until_s: int
    starts_s: int
    ends_s: int

    @property
    def stop_id(self) -> int:
        """What names the stop: the visit, or the one it accompanies."""
        return self.lead_id or self.pk

    @property
    def is_session(self) -> bool:
        """Whether it is a workshop, a meeting or a training, and no visit."""
        return self.kind == SESSION

    @property
    def is_pair(self) -> bool:
        """Whether two volunteers go."""
        return self.has_companion or self.lead_id is not None

    def has_started(self, now_s: int) -> bool:
        """Tell whether it is under way or over, by the clock or by what was noted."""
        return self.starts_s <= now_s or self.status != VisitStatus.BOOKED


class UnixSeconds(Func):
    """A moment as whole seconds since 1970, computed by the database."""

    output_field = BigIntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: object
    ) -> tuple[str, tuple[str | int, ...]]:
        # Days since the epoch, whose Julian day is 2440587.5; exact to well under a second.
        template = "CAST(ROUND((julianday(%(expressions)s) - 2440587.5) * 86400) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        template = "EXTRACT(EPOCH FROM %(expressions)s)::bigint"
        return self.as_sql(compiler, connection, template=template)


def load_rows(visits: QuerySet[Visit], clock: LocalClock) -> list[VisitRow]:
    """Read visits that fill time, in order of planned start; one query.

    Where one is: at home, in its place, or at the base of whoever phones.
    """
    companion = Visit.objects.filter(lead=OuterRef("pk"), status=VisitStatus.BOOKED)
    columns = visits.filter(status__in=OCCUPYING).values_list(
        "pk",
        "volunteer_id",
        "lead_id",
        Exists(companion),
        "kind",
        "need",
        where("lat_deg"),
        where("lon_deg"),
        where("commune__name"),
        "status",
        "is_tied",
        *(UnixSeconds(name) for name in MOMENTS),
    )
    local = clock.local_seconds
    return [
        VisitRow._make((*row[:-4], *(local(unix_s) for unix_s in row[-4:])))
        for row in columns.order_by("starts_at", "pk")
    ]


def load_session_rows(crew: QuerySet[SessionVolunteer], clock: LocalClock) -> list[VisitRow]:
    """Read volunteers' parts in sessions, in order of their start; one query."""
    columns = crew.filter(is_active=True).values_list(
        "pk",
        "volunteer_id",
        "session__place__lat_deg",
        "session__place__lon_deg",
        "session__place__commune__name",
        UnixSeconds("starts_at"),
        UnixSeconds("ends_at"),
    )
    return [
        _session_row(pk, volunteer_id, lat_deg, lon_deg, commune)._replace(
            promised_from_s=clock.local_seconds(starts),
            promised_until_s=clock.local_seconds(starts),
            starts_s=clock.local_seconds(starts),
            # A clock change could fold a short night onto itself.
            ends_s=max(clock.local_seconds(ends), clock.local_seconds(starts) + 1),
        )
        for pk, volunteer_id, lat_deg, lon_deg, commune, starts, ends in columns.order_by(
            "starts_at", "pk"
        )
    ]


def _session_row(
    pk: int, volunteer_id: int, lat_deg: float, lon_deg: float, commune: str
) -> VisitRow:
    return VisitRow(
        pk=-pk,
        volunteer_id=volunteer_id,
        lead_id=None,
        has_companion=False,
        kind=SESSION,
        need="",
        lat_deg=lat_deg,
        lon_deg=lon_deg,
        commune=commune,
        status=VisitStatus.BOOKED,
        is_tied=True,
        promised_from_s=0,
        promised_until_s=0,
        starts_s=0,
        ends_s=1,
    )


def where(name: str, prefix: str = "") -> Case:
    """Take a column from wherever a visit is: "lat_deg", "lon_deg" or "commune__name"."""
    return Case(
        When(**{f"{prefix}kind": VisitKind.PHONE}, then=F(f"{prefix}volunteer__base_{name}")),
        When(**{f"{prefix}kind": VisitKind.PLACE}, then=F(f"{prefix}place__{name}")),
        default=F(f"{prefix}resident__{name}"),
    )


def group_by_shift(rows: Iterable[VisitRow]) -> dict[ShiftKey, list[VisitRow]]:
    """Put each visit with its volunteer and local day, keeping the order."""
    grouped: dict[ShiftKey, list[VisitRow]] = defaultdict(list)
    for row in rows:
        grouped[ShiftKey(row.volunteer_id, row.starts_s // DAY_S)].append(row)
    return grouped


def build_stop(row: VisitRow, *, is_fixed: bool = False, may_change: bool = False) -> Stop:
    """Turn a visit into a stop that starts within its promise.

    What `is_fixed` stays at its planned time, and so does a visit that two volunteers make
    together: neither may be left waiting for the other. `may_change` says whether planning may
    send another volunteer that day; a tied visit stays with its own all the same.
    """
    earliest_s = latest_s = row.starts_s
    is_free = not is_fixed and not row.is_pair
    if is_free:
        earliest_s, latest_s = row.promised_from_s, row.promised_until_s
    return Stop(
        id=row.stop_id,
        point=_point(row.lat_deg, row.lon_deg),
        length_s=row.ends_s - row.starts_s,
        earliest_s=earliest_s,
        latest_s=latest_s,
        skills=_skills(row.need),
        is_movable=is_free and may_change and not row.is_tied,
    )


def fixed_stop(visit: Visit, clock: LocalClock) -> Stop:
    """Turn a visit into a stop at its planned time, to measure a tour as it stands."""
    starts_s = clock.seconds(visit.starts_at)
    lat_deg, lon_deg = place_of(visit)
    return Stop(
        id=visit.pk,
        point=_point(lat_deg, lon_deg),
        length_s=visit.length_s,
        earliest_s=starts_s,
        latest_s=starts_s,
    )


def fixed_session(part: SessionVolunteer, clock: LocalClock) -> Stop:
    """Turn a volunteer's part in a session into a stop; its place comes with it."""
    starts_s = clock.seconds(part.starts_at)
    place = part.session.place
    return Stop(
        id=-part.pk,
        point=_point(place.lat_deg, place.lon_deg),
        length_s=max(1, clock.seconds(part.ends_at) - starts_s),
        earliest_s=starts_s,
        latest_s=starts_s,
    )


def place_of(visit: Visit) -> tuple[float, float]:
    """Return where the visit is, in degrees: its volunteer, resident and place come with it."""
    if visit.kind == VisitKind.PHONE:
        return visit.volunteer.base_lat_deg, visit.volunteer.base_lon_deg
    where = visit.place or visit.resident
    return where.lat_deg, where.lon_deg


# The same homes and needs come back with every call.
@lru_cache(maxsize=16_384)
def _point(lat_deg: float, lon_deg: float) -> Point:
    return Point(lat_deg=lat_deg, lon_deg=lon_deg)


@lru_cache(maxsize=16)
def _skills(need: str) -> frozenset[str]:
    return frozenset({need} if need else ())
