"""A tour that runs late: what is left of it, when people can be expected, a better order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice, permutations
from typing import Final

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Visit
from toctoc.dispatch.bridge import (
    DAY,
    LocalClock,
    find_settings,
    fixed_session,
    fixed_stop,
    load_roster,
    whole_day_shift,
)
from toctoc.dispatch.bridge.shifts import merge
from toctoc.dispatch.queries.tours import load_crews
from toctoc.people.models import Volunteer
from toctoc.planning.model import Interval, Shift, ShiftKey, Stop, Tour
from toctoc.planning.timeline import Timeline, retreat, timeline
from toctoc.planning.travel import legs_along
from toctoc.territory.models import Programme

# Beyond, a day's tour has more orders than are worth a person's wait: 7 visits have 5,040.
MOST_ORDERS: Final = 5_040


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A visit still to come, and when the volunteer can be there as things stand."""

    visit: Visit
    at: datetime

    @property
    def is_outside(self) -> bool:
        """Beyond what the person was promised: somebody has to tell them."""
        return self.at > self.visit.promised_until

    @property
    def is_to_tell(self) -> bool:
        """Outside the promise, and not told yet."""
        return self.is_outside and self.visit.expected_told_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestOfTour:
    """What is left of a volunteer's day: the visit under way, those to come in order."""

    volunteer: Volunteer
    clock: LocalClock
    shift: Shift
    under_way: Visit | None
    last: Visit | None
    to_come: tuple[Visit, ...]
    now: datetime

    def expected(self, visit: Visit) -> datetime:
        """Return when a visit is expected, as noted so far."""
        return max(visit.starts_at, visit.expected_at or visit.starts_at)

    def after(self, minutes: int) -> tuple[Expected, ...]:
        """Return when people can be expected if whatever comes next is that much later.

        The visit under way ends later, or the first to come begins later; the rest are pushed
        only as far as they must be. Nobody comes earlier than planned.
        """
        if not self.to_come:
            return ()
        earliest = [self.clock.seconds(self.expected(visit)) for visit in self.to_come]
        late_s = minutes * 60
        if self.under_way is None:
            earliest[0] += late_s
            driven = timeline(self._tour(self.to_come, earliest, self._at_first(earliest[0])))
        else:
            start_s = self._free_s(self.under_way) + late_s
            driven = timeline(self._tour(self.to_come, earliest, self._from(start_s)))
        return self._expect(self.to_come, driven)

    def better_order(self) -> tuple[Expected, ...]:
        """Return the shortest order that keeps every promise, empty where there is none.

        Asked only where the order as it stands breaks one; visits of two stay for people to
        sort out. Deterministic.
        """
        now = self._expect(self.to_come, self._as_it_stands())
        if not any(one.is_outside for one in now) or any(map(_is_pair, self.to_come)):
            return ()
        orders = islice(permutations(self.to_come), MOST_ORDERS)
        best = min(orders, key=self._cost)
        if self._cost(best)[0] > 0:
            return ()
        return self._expect(best, self._drive(best))

    def in_order(self, visits: Sequence[Visit]) -> tuple[Expected, ...]:
        """Return when people can be expected in another order, promises' starts kept."""
        return self._expect(visits, self._drive(visits))

    def _cost(self, visits: Sequence[Visit]) -> tuple[int, int]:
        driven = self._drive(visits)
        late_s = sum(max(0, one.start_s - one.stop.latest_s) for one in driven.planned)
        return late_s, driven.distance_m

    def _as_it_stands(self) -> Timeline:
        earliest = [self.clock.seconds(self.expected(visit)) for visit in self.to_come]
        return timeline(self._tour(self.to_come, earliest, self._at_first(earliest[0])))

    def _drive(self, visits: Sequence[Visit]) -> Timeline:
        earliest = [self.clock.seconds(visit.promised_from) for visit in visits]
        return timeline(self._tour(visits, earliest, self._from(self._ready_s())))

    def _ready_s(self) -> int:
        """Return when the volunteer can leave: as late as the next visit is expected now."""
        first = self.to_come[0]
        at_s = self.clock.seconds(self.expected(first))
        base = self._from(0).base
        [leg_s] = legs_along([base, self._stop(first, at_s).point], self.shift.travel).travel_s
        is_late = self.expected(first) > first.starts_at
        leaves_s = retreat(at_s, int(leg_s), self.shift.breaks) if is_late else 0
        free_s = self._free_s(self.under_way) if self.under_way else 0
        return max(self.clock.seconds(self.now), free_s, leaves_s)

    def _free_s(self, visit: Visit) -> int:
        begun = visit.arrived_at or visit.starts_at
        ends = max(visit.ends_at, begun + (visit.ends_at - visit.starts_at), self.now)
        return self.clock.seconds(ends)

    def _from(self, start_s: int) -> Shift:
        """Return the rest of the shift, from where the volunteer is."""
        here = self.under_way or self.last
        base = fixed_stop(here, self.clock).point if here else self.shift.base
        return self._rest(replace(self.shift, base=base), start_s)

    def _at_first(self, start_s: int) -> Shift:
        """Return the rest of the shift, from the door of the first visit to come."""
        base = fixed_stop(self.to_come[0], self.clock).point
        return self._rest(replace(self.shift, base=base), start_s)

    def _rest(self, shift: Shift, start_s: int) -> Shift:
        breaks = tuple(pause for pause in shift.breaks if pause.start_s >= start_s)
        return replace(shift, start_s=start_s, end_s=max(shift.end_s, start_s), breaks=breaks)

    def _tour(self, visits: Sequence[Visit], earliest: Sequence[int], shift: Shift) -> Tour:
        stops = map(self._stop, visits, earliest)
        return Tour(shift=shift, stops=tuple(stops))

    def _stop(self, visit: Visit, earliest_s: int) -> Stop:
        latest_s = max(earliest_s, self.clock.seconds(visit.promised_until))
        return replace(fixed_stop(visit, self.clock), earliest_s=earliest_s, latest_s=latest_s)

    def _expect(self, visits: Sequence[Visit], driven: Timeline) -> tuple[Expected, ...]:
        return tuple(
            Expected(visit=visit, at=self.clock.moment(planned.start_s))
            for visit, planned in zip(visits, driven.planned, strict=True)
        )


def load_rest(
    programme: Programme, volunteer: Volunteer, day: date, *, now: datetime
) -> RestOfTour:
    """Read what is left of a volunteer's day; six queries."""
    clock = LocalClock.from_week_of_day(day, programme.time_zone)
    roster = load_roster(
        programme,
        find_settings(programme),
        clock,
        days=(day, day),
        volunteer_ids=[volunteer.pk],
    )
    start = datetime.combine(day, time(), tzinfo=clock.zone)
    visits = list(
        Visit.objects.filter(volunteer=volunteer, starts_at__gte=start)
        .filter(starts_at__lt=start + DAY)
        .exclude(status=VisitStatus.CANCELLED)
        .select_related("resident__commune", "programme", "volunteer", "lead", "place")
        .prefetch_related("companions", "resident__relatives")
        .order_by("starts_at", "pk")
    )
    booked = [visit for visit in visits if visit.status == VisitStatus.BOOKED]
    here = [visit for visit in booked if visit.arrived_at is not None]
    over = [visit for visit in visits if visit.status != VisitStatus.BOOKED]
    number = clock.day_of(day)
    shift = roster.shifts.get(ShiftKey(volunteer.pk, number))
    crews = load_crews(programme, roster).get((volunteer.pk, day), ())
    to_come = [visit for visit in booked if visit.arrived_at is None]
    return RestOfTour(
        volunteer=volunteer,
        clock=clock,
        shift=_around(
            shift or whole_day_shift(volunteer, number, roster.profiles),
            [fixed_session(part, clock) for part in crews],
        ),
        under_way=here[-1] if here else None,
        last=over[-1] if over else None,
        to_come=tuple(sorted(to_come, key=lambda one: one.expected_at or one.starts_at)),
        now=now,
    )


def _around(shift: Shift, sessions: Sequence[Stop]) -> Shift:
    """Return a shift in which sessions are breaks: no visit is pushed into one."""
    taken = [
        Interval(start_s=one.earliest_s, end_s=one.earliest_s + one.length_s)
        for one in sessions
    ]
    if not taken:
        return shift
    breaks = merge([*shift.breaks, *taken])
    return replace(
        shift,
        start_s=min(shift.start_s, breaks[0].start_s),
        end_s=max(shift.end_s, breaks[-1].end_s),
        breaks=tuple(breaks),
    )


def _is_pair(visit: Visit) -> bool:
    return visit.lead_id is not None or any(
        one.status == VisitStatus.BOOKED for one in visit.companions.all()
    )
