"""What planning may no longer change: tours under way, and who comes from the eve on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from toctoc.dispatch.bridge.calendar import list_eve_days
from toctoc.dispatch.bridge.roster import Roster
from toctoc.dispatch.bridge.stops import VisitRow, build_stop
from toctoc.planning.model import DAY_S, Shift, Stop, Tour
from toctoc.planning.timeline import timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When it is, and from which day on visits may change volunteer by planning."""

    now_s: int
    first_free_day: int
    thawed_day: int | None
    lets_change: bool

    @classmethod
    def of(cls, roster: Roster, now: datetime, thawed: date | None) -> Self:
        """Look at the clock and at the programme's eve."""
        settings, clock = roster.settings, roster.clock
        frozen = list_eve_days(settings, zone=clock.zone, now=now)
        now_s = clock.seconds(now)
        return cls(
            now_s=now_s,
            first_free_day=now_s // DAY_S + len(frozen) + 1,
            thawed_day=None if thawed is None else clock.day_of(thawed),
            lets_change=settings.lets_volunteers_change,
        )

    def may_change(self, day: int) -> bool:
        """Tell whether planning may give a day's visits to somebody else."""
        return self.lets_change and (day >= self.first_free_day or day == self.thawed_day)

    def has_left(self, rows: Sequence[VisitRow], shift: Shift | None) -> bool:
        """Tell whether a tour is under way: left the base, or anything noted of a visit."""
        if rows[0].starts_s // DAY_S > self.now_s // DAY_S:
            return False
        if shift is None or any(row.has_started(self.now_s) for row in rows):
            return True
        fixed = tuple(build_stop(row, is_fixed=True) for row in rows)
        return timeline(Tour(shift=shift, stops=fixed)).departure_s <= self.now_s


def stops_of(rows: Sequence[VisitRow], shift: Shift | None, moment: Moment) -> tuple[Stop, ...]:
    """Return a tour's stops; one that is driven already stays as the volunteer knows it."""
    is_under_way = moment.has_left(rows, shift)
    may_change = moment.may_change(rows[0].starts_s // DAY_S)
    return tuple(
        build_stop(
            row,
            is_fixed=is_under_way or row.has_started(moment.now_s),
            may_change=may_change,
        )
        for row in rows
    )
