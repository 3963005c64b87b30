"""A season being played: the promises made so far, and the offers for the next call.

The offers come from `propose`, the very function that serves the call screen.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from toctoc.planning.model import (
    DAY_S,
    BookingRules,
    HalfDay,
    Horizon,
    Interval,
    Problem,
    PromiseRule,
    Request,
    Shift,
    ShiftKey,
    Tour,
)
from toctoc.planning.proposals import Offer, Proposal, ProposalParams, propose
from toctoc.planning.season.instance import Call, Season
from toctoc.planning.timeline import timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivenVisit:
    """A visit as driven: which call, started when (seconds after midnight)."""

    call: int
    start_s: int


class SeasonPlay:
    """The state of one season. Visits may change hands until driven; promises never do."""

    def __init__(self, season: Season, params: ProposalParams) -> None:
        """Start with every volunteer free on every day."""
        self.season, self.params = season, params
        self.rules = BookingRules(
            morning=season.morning,
            afternoon=season.afternoon,
            grid_s=season.grid_s,
            promise=PromiseRule(width_s=season.window_s),
        )
        self.tours = {
            ShiftKey(volunteer, day): Tour(shift=_shift(season, volunteer, day))
            for day in range(season.last_day)
            for volunteer in range(len(season.bases))
        }

    def propose(self, call: Call) -> Proposal:
        """Find the offers for a call."""
        return propose(self.problem(call), self.request(call), self.params)

    def problem(self, call: Call) -> Problem:
        """Return what is known when the call comes in."""
        first_day = call.day + self.season.lead_days
        days = range(first_day, first_day + self.season.horizon_days)
        return Problem(
            horizon=Horizon(
                today=call.day,
                first_day=days[0],
                last_day=days[-1],
                working_days=tuple(range(call.day, days[-1] + 1)),
            ),
            tours=tuple(
                self.tours[ShiftKey(volunteer, day)]
                for day in days
                for volunteer in range(len(self.season.bases))
            ),
            rules=self.rules,
            demand=self.season.demand,
        )

    def request(self, call: Call) -> Request:
        """Return what the caller needs."""
        first_day = call.day + self.season.lead_days
        return Request(
            id=call.id,
            point=call.point,
            length_s=self.season.visit_s,
            half_days=frozenset(
                HalfDay(day=day, is_afternoon=is_afternoon)
                for day in range(first_day, first_day + self.season.horizon_days)
                for is_afternoon in (False, True)
                if call.is_free(day, is_afternoon=is_afternoon)
            ),
            is_movable=True,
        )

    def book(self, offer: Offer) -> None:
        """Store the offer the caller took."""
        for tour in offer.tours:
            self.tours[tour.shift.key] = tour

    def driven(self) -> Iterator[tuple[ShiftKey, list[DrivenVisit]]]:
        """Yield each tour that is driven, in order of day and volunteer."""
        for key, tour in sorted(self.tours.items(), key=lambda item: (item[0].day, item[0])):
            if tour.stops:
                yield (
                    key,
                    [
                        DrivenVisit(
                            call=planned.stop.id, start_s=planned.start_s - key.day * DAY_S
                        )
                        for planned in timeline(tour).planned
                    ],
                )


def _shift(season: Season, volunteer: int, day: int) -> Shift:
    hours: Interval = season.shift
    return Shift(
        volunteer=volunteer,
        day=day,
        week=day // 5,
        start_s=day * DAY_S + hours.start_s,
        end_s=day * DAY_S + hours.end_s,
        base=season.bases[volunteer],
        max_visits=season.max_visits,
        travel=season.travel,
    )
