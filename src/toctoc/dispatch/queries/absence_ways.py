"""What can become of the visits under an absence: who could make each at the same promise.

Everything said here is asked again when it is chosen (`place_visit`). Where nobody can, the
person is rung: another appointment, or another way to be helped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Visit
from toctoc.agenda.queries import list_visits
from toctoc.dispatch.bridge import (
    DAY,
    NEW_STOP,
    LoadedProblem,
    build_day_request,
    load_problem,
    local_day,
)
from toctoc.people.models import Volunteer
from toctoc.planning.model import PromiseRule, Request, ShiftKey
from toctoc.planning.proposals import Insertion, check_insertion
from toctoc.territory.models import Programme

MOST: Final = 3  # names said for one visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """Somebody who can make a visit at its promise: planned when, and what the road adds."""

    volunteer: Volunteer
    starts_at: datetime
    added_m: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceWay:
    """A visit under an absence, and who could make it instead, the shortest road first."""

    visit: Visit
    takeovers: tuple[Takeover, ...]


def list_absence_ways(
    programme: Programme,
    volunteer: Volunteer,
    *,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> list[AbsenceWay]:
    """Return the ways out for each visit to come under an absence, stored or not, by time.

    One query, seven for each week that has such visits, one for those made by two.
    """
    visits = list_visits_under(
        programme, volunteer, starts_at=starts_at, ends_at=ends_at, now=now
    )
    by_week: dict[date, list[Visit]] = defaultdict(list)
    for visit in visits:
        day = local_day(visit.starts_at, programme.time_zone)
        by_week[day - day.weekday() * DAY].append(visit)
    partners = _partners(visits)
    return [way for held in by_week.values() for way in _ways_of(held, partners, now=now)]


def list_visits_under(
    programme: Programme,
    volunteer: Volunteer,
    *,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
) -> list[Visit]:
    """Return the booked visits to come that an absence would lie over, by time; one query."""
    visits = list_visits(programme, start=now, end=ends_at, volunteer=volunteer)
    return [
        visit
        for visit in visits
        if visit.status == VisitStatus.BOOKED
        and visit.ends_at > starts_at
        and visit.starts_at > now
    ]


def _ways_of(
    visits: Sequence[Visit], partners: dict[int, int], *, now: datetime
) -> Iterator[AbsenceWay]:
    """Ask who could make visits of one week, each alone; the week is read once.

    Whoever is absent goes nowhere, whether the absence is stored or not.
    """
    first = visits[0]
    loaded = load_problem(
        first.programme,
        now=now,
        week_of=first.starts_at,
        without=[visit.lead_id or visit.pk for visit in visits],
    )
    tours = loaded.problem.tours
    here = tuple(tour for tour in tours if tour.shift.volunteer != first.volunteer_id)
    loaded = replace(loaded, problem=replace(loaded.problem, tours=here))
    for visit in visits:
        found = sorted(
            _takeovers(visit, partners.get(visit.pk), loaded, now=now),
            key=lambda one: (one.added_m, one.volunteer.name),
        )
        yield AbsenceWay(visit=visit, takeovers=tuple(found[:MOST]))


def _takeovers(
    visit: Visit, partner: int | None, loaded: LoadedProblem, *, now: datetime
) -> Iterator[Takeover]:
    clock = loaded.clock
    day = local_day(visit.starts_at, visit.programme.time_zone)
    request = _request(visit, partner, loaded, day, now=now)
    number, promised_s = clock.day_of(day), clock.seconds(visit.promised_from)
    for volunteer in loaded.roster.volunteers.values():
        key = ShiftKey(volunteer.pk, number)
        if volunteer.pk in {visit.volunteer_id, partner} or key not in loaded.roster.shifts:
            continue
        shifts = [ShiftKey(partner, number), key] if partner else [key]
        found = check_insertion(loaded.problem, request, shifts, promised_s)
        if isinstance(found, Insertion) and found.planned_start_s > clock.seconds(now):
            yield Takeover(
                volunteer=volunteer,
                starts_at=clock.moment(found.planned_start_s),
                added_m=found.added_m,
            )


def _request(
    visit: Visit, partner: int | None, loaded: LoadedProblem, day: date, *, now: datetime
) -> Request:
    """Ask for the visit as it was promised: this window, as long as it is."""
    help_request = visit.help_request
    help_request.resident, help_request.programme = visit.resident, visit.programme  # as read
    asked = build_day_request(help_request, loaded, key=NEW_STOP, day=day, now=now)
    width_s = int((visit.promised_until - visit.promised_from).total_seconds())
    return replace(
        asked,
        length_s=visit.length_s,
        needs_pair=partner is not None,
        promise=PromiseRule(width_s=width_s),
    )


def _partners(visits: Iterable[Visit]) -> dict[int, int]:
    """Return who goes with the absent volunteer, by visit; one query where any may be."""
    leads = {visit.lead_id or visit.pk: visit for visit in visits}
    rows = Visit.objects.filter(lead__in=leads, status=VisitStatus.BOOKED)
    found: dict[int, int] = {}
    for row in rows.select_related("lead"):
        visit = leads[row.lead_id or 0]
        other = row.lead if visit.pk == row.pk else row
        if other is not None:
            found[visit.pk] = other.volunteer_id
    return found
