"""Reads of the day as it happens: whose news is missing, what waits for a person to settle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet

from toctoc.agenda.enums import (
    AlarmKind,
    FieldEntryKind,
    FieldEntrySource,
    FieldEntryState,
    VisitKind,
    VisitStatus,
)
from toctoc.agenda.models import FieldEntry, LoneAlarm, Visit
from toctoc.dispatch.bridge import find_settings
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme

DAY: Final = timedelta(days=1)
# Older misses are no alarm any more: nobody watched when they were due.
LOOK_BACK: Final = timedelta(hours=12)
ENTRY_PEOPLE: Final = ("volunteer", "visit__resident__commune", "visit__volunteer", "by")
ALARM_PEOPLE: Final = (
    "volunteer",
    "visit__resident__commune",
    "acknowledged_by",
    "resolved_by",
)


class MissedMoment(NamedTuple):
    """A visit of which no news came when it was due."""

    visit: Visit
    kind: AlarmKind
    due_at: datetime


@dataclass(frozen=True, slots=True)
class FieldStatus:
    """How a programme's day goes: alarms that stand, entries to settle, people to tell."""

    alarms: tuple[LoneAlarm, ...]
    kept_count: int
    late: tuple[Visit, ...]


@dataclass(frozen=True, slots=True)
class FieldCounts:
    """What waits for somebody today: alarms, people to tell of a delay, notes to settle."""

    alarms: int
    late: int
    kept: int


def list_missed_moments(
    programme: Programme, *, delay: timedelta, now: datetime
) -> list[MissedMoment]:
    """Return the moments of which news is overdue and no alarm has told yet; two queries.

    An arrival is due at the planned time, an end once the planned length is over since; `delay`
    is allowed beyond. Help by telephone sends nobody out.
    """
    earliest = now - LOOK_BACK - delay - DAY
    visits = (
        Visit.objects.filter(
            programme=programme,
            status=VisitStatus.BOOKED,
            left_at=None,
            starts_at__range=(earliest, now - delay),
        )
        .exclude(kind=VisitKind.PHONE)
        .select_related("volunteer", "resident__commune")
        .order_by("starts_at", "pk")
    )
    missed = [_next_moment(visit, delay) for visit in visits]
    told = LoneAlarm.objects.filter(visit__in=[each.visit.pk for each in missed])
    known = set(told.values_list("visit", "kind", "due_at"))
    return [
        each
        for each in missed
        if now - LOOK_BACK <= each.due_at <= now
        and (each.visit.pk, each.kind, each.due_at) not in known
    ]


def list_alarms_over(programme: Programme, *, now: datetime) -> list[LoneAlarm]:
    """Return standing alarms of visits that are made, cancelled or moved since; one query."""
    standing = LoneAlarm.objects.filter(
        volunteer__programme=programme, resolved_at=None, visit__isnull=False
    ).exclude(kind=AlarmKind.CALL_ME)
    over = ~Q(visit__status=VisitStatus.BOOKED) | Q(visit__starts_at__gt=now)
    return list(standing.filter(over))


def list_alarms(programme: Programme, *, since: datetime | None = None) -> QuerySet[LoneAlarm]:
    """Return the alarms that stand, or all raised since a moment, newest first; one query.

    With volunteer, visit, resident, commune and who took them in hand: for whoever may change
    the agenda.
    """
    alarms = LoneAlarm.objects.filter(volunteer__programme=programme)
    alarms = (
        alarms.filter(resolved_at=None)
        if since is None
        else alarms.filter(raised_at__gte=since)
    )
    return alarms.select_related(*ALARM_PEOPLE).order_by("-raised_at", "-pk")


def get_alarm(programme: Programme, pk: int) -> LoneAlarm:
    """Return an alarm of the programme with its people; one query.

    Raises LoneAlarm.DoesNotExist.
    """
    alarms = LoneAlarm.objects.select_related(*ALARM_PEOPLE)
    return alarms.get(pk=pk, volunteer__programme=programme)


def list_kept_entries(programme: Programme) -> QuerySet[FieldEntry]:
    """Return the entries that wait for a person, oldest first, with their people; one query."""
    kept = FieldEntry.objects.filter(
        volunteer__programme=programme, state=FieldEntryState.KEPT, settled_at=None
    )
    return kept.select_related(*ENTRY_PEOPLE).order_by("received_at", "pk")


def get_entry(programme: Programme, pk: int) -> FieldEntry:
    """Return an entry of the programme with its people; one query.

    Raises FieldEntry.DoesNotExist.
    """
    entries = FieldEntry.objects.select_related(*ENTRY_PEOPLE)
    return entries.get(pk=pk, volunteer__programme=programme)


def list_entries_of(
    volunteer: Volunteer, *, start: datetime, end: datetime
) -> QuerySet[FieldEntry]:
    """Return what a volunteer noted in [start, end), in the order it was done; one query."""
    entries = FieldEntry.objects.filter(
        volunteer=volunteer, done_at__gte=start, done_at__lt=end
    )
    return entries.select_related(*ENTRY_PEOPLE).order_by("done_at", "pk")


def list_last_words(visits: Iterable[int], kind: FieldEntryKind) -> dict[int, FieldEntry]:
    """Return, by visit, the entry of a kind that counts: office first, last word; one query."""
    entries = FieldEntry.objects.filter(
        visit__in=list(visits), kind=kind, state=FieldEntryState.APPLIED
    ).select_related("volunteer")
    in_order = sorted(
        entries,
        key=lambda one: (one.source != FieldEntrySource.PHONE, one.done_at, one.received_at),
    )
    return {entry.visit_id: entry for entry in in_order if entry.visit_id is not None}


def find_consent(visits: Mapping[int, Visit]) -> FieldEntry | None:
    """Return the newest signature given during some visits, or None; one query."""
    signed = FieldEntry.objects.filter(
        visit__in=visits, kind="signature", state=FieldEntryState.APPLIED
    )
    return signed.order_by("-done_at", "-pk").first()


def count_field(programme: Programme, day: date) -> FieldCounts:
    """Count what waits for somebody: alarms, people to tell, notes; three queries."""
    return FieldCounts(
        alarms=list_alarms(programme).count(),
        late=_late_visits(programme, day)
        .filter(expected_told_at=None, expected_at__gt=F("promised_until"))
        .count(),
        kept=list_kept_entries(programme).count(),
    )


def field_status(programme: Programme, day: date) -> FieldStatus:
    """Return how a day goes, for the office: three queries."""
    late = _late_visits(programme, day)
    people = late.select_related("volunteer", "resident__commune", "programme")
    return FieldStatus(
        alarms=tuple(list_alarms(programme)),
        kept_count=list_kept_entries(programme).count(),
        late=tuple(people.prefetch_related("resident__relatives").order_by("starts_at")),
    )


def list_programmes_to_watch(*, now: datetime) -> list[Programme]:
    """Return the programmes with an alarm to raise, to mail, to escalate or to end.

    For the clock: across programmes, without a single name. One query, and four for each
    programme of which somebody is out.
    """
    out = Q(
        visits__status=VisitStatus.BOOKED,
        visits__starts_at__range=(now - LOOK_BACK - DAY, now),
    )
    standing = Q(volunteers__in=LoneAlarm.objects.filter(resolved_at=None).values("volunteer"))
    watched = Programme.objects.filter(out | standing).distinct().order_by("slug")
    return [programme for programme in watched if _has_work(programme, now=now)]


def list_unheeded_alarms(
    programme: Programme, *, patience: timedelta, now: datetime
) -> QuerySet[LoneAlarm]:
    """Return standing alarms nobody took in hand for so long, not escalated yet; one query."""
    return LoneAlarm.objects.filter(
        volunteer__programme=programme,
        resolved_at=None,
        acknowledged_at=None,
        escalated_at=None,
        raised_at__lte=now - patience,
    )


def _late_visits(programme: Programme, day: date) -> QuerySet[Visit]:
    start = datetime.combine(day, time(), tzinfo=ZoneInfo(programme.time_zone))
    return Visit.objects.filter(
        programme=programme,
        lead=None,
        status=VisitStatus.BOOKED,
        expected_at__isnull=False,
        starts_at__gte=start,
        starts_at__lt=start + DAY,
    )


def _has_work(programme: Programme, *, now: datetime) -> bool:
    settings = find_settings(programme)
    delay = timedelta(minutes=settings.lone_delay_min)
    patience = timedelta(minutes=settings.lone_escalation_min)
    unmailed = Q(mailed_at=None) | Q(
        escalated_at__isnull=False, escalation_mailed_at__isnull=True
    )
    return (
        list_alarms(programme).filter(unmailed).exists()
        or list_unheeded_alarms(programme, patience=patience, now=now).exists()
        or bool(list_alarms_over(programme, now=now))
        or (
            settings.watches_lone_visits
            and bool(list_missed_moments(programme, delay=delay, now=now))
        )
    )


def _next_moment(visit: Visit, delay: timedelta) -> MissedMoment:
    if visit.arrived_at is None:
        due_at = max(visit.starts_at, visit.expected_at or visit.starts_at) + delay
        return MissedMoment(visit, AlarmKind.NO_ARRIVAL, due_at)
    length = visit.ends_at - visit.starts_at
    ends_at = max(visit.ends_at, visit.arrived_at + length)
    return MissedMoment(visit, AlarmKind.NO_DEPARTURE, ends_at + delay)
