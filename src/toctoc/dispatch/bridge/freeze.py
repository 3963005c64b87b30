"""What planning may no longer change: tours under way, and who comes from the eve on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from toctoc.agenda.enums import VisitKind
from toctoc.dispatch.bridge.calendar import list_eve_days
from toctoc.dispatch.bridge.roster import Roster
from toctoc.dispatch.bridge.stops import VisitRow, build_stop
from toctoc.people.models import Volunteer
from toctoc.planning.model import DAY_S, Shift, ShiftKey, Stop, Tour
from toctoc.planning.timeline import timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When it is, and from which day on visits may change volunteer by planning.

    `left` are tours whose volunteer went out to a visit that has been cancelled or moved since.
    """

    now_s: int
    first_free_day: int
    thawed_day: int | None
    lets_change: bool
    has_one_base: bool
    left: frozenset[ShiftKey] = frozenset()

    @classmethod
    def of(
        cls,
        roster: Roster,
        now: datetime,
        thawed: date | None,
        left: frozenset[ShiftKey] = frozenset(),
    ) -> Self:
        """Look at the clock and at the programme's eve."""
        settings, clock = roster.settings, roster.clock
        frozen = list_eve_days(settings, zone=clock.zone, now=now)
        now_s = clock.seconds(now)
        return cls(
            now_s=now_s,
            first_free_day=now_s // DAY_S + len(frozen) + 1,
            thawed_day=None if thawed is None else clock.day_of(thawed),
            lets_change=settings.lets_volunteers_change,
            has_one_base=len({_base(one) for one in roster.volunteers.values()}) <= 1,
            left=left,
        )

    def may_change(self, row: VisitRow) -> bool:
        """Tell whether planning may give a visit to somebody else on its day.

        Help by phone happens at the base of whoever phones: where there are several bases it
        stays with its volunteer.
        """
        if row.kind == VisitKind.PHONE and not self.has_one_base:
            return False
        day = row.starts_s // DAY_S
        return self.lets_change and (day >= self.first_free_day or day == self.thawed_day)

    def has_left(self, rows: Sequence[VisitRow], shift: Shift | None) -> bool:
        """Tell whether a tour is under way: left the base, or anything noted of a visit."""
        day = rows[0].starts_s // DAY_S
        if day > self.now_s // DAY_S:
            return False
        if ShiftKey(rows[0].volunteer_id, day) in self.left:
            return True
        if shift is None or any(row.has_started(self.now_s) for row in rows):
            return True
        fixed = tuple(build_stop(row, is_fixed=True) for row in rows)
        return timeline(Tour(shift=shift, stops=fixed)).departure_s <= self.now_s


def stops_of(rows: Sequence[VisitRow], shift: Shift | None, moment: Moment) -> tuple[Stop, ...]:
    """Return a tour's stops; one that is driven already stays as the volunteer knows it."""
    is_under_way = moment.has_left(rows, shift)
    return tuple(
        build_stop(
            row,
            is_fixed=is_under_way or row.has_started(moment.now_s),
            may_change=moment.may_change(row),
        )
        for row in rows
    )


def _base(volunteer: Volunteer) -> tuple[float, float]:
    return volunteer.base_lat_deg, volunteer.base_lon_deg
