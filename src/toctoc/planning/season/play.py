"""A season being played: the promises made so far, and the offers for the next call.

The offers come from `propose`, the very function that serves the call screen.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from toctoc.planning.insertion import need_of
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
    Stop,
    Tour,
)
from toctoc.planning.proposals import Offer, Proposal, ProposalParams, propose
from toctoc.planning.season.facts import Absence, Call, Season
from toctoc.planning.timeline import timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivenVisit:
    """A visit as driven: which call, started when (seconds after midnight)."""

    call: int
    start_s: int


class SeasonPlay:
    """The state of one season. Visits may change hands until driven; promises never do.

    Days are taken in order; nothing is booked, freed or announced for the past.
    """

    def __init__(self, season: Season, params: ProposalParams) -> None:
        """Start with every volunteer free on every day."""
        self.season, self.params = season, params
        self.rules = BookingRules(
            morning=season.morning,
            afternoon=season.afternoon,
            grid_s=season.grid_s,
            promise=PromiseRule(kind=season.promise, width_s=season.window_s),
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
        days = self._bookable_days(call)
        return Problem(
            horizon=Horizon(
                today=call.day,
                first_day=days.start,
                last_day=days.stop - 1,
                working_days=tuple(range(call.day, days.stop)),
            ),
            tours=tuple(tour for day in days for tour in self._tours_on(day)),
            rules=self.rules,
            demand=self.season.demand,
        )

    def request(self, call: Call) -> Request:
        """Return what the caller needs."""
        return Request(
            id=call.id,
            point=call.point,
            length_s=call.length_s or self.season.visit_s,
            half_days=frozenset(
                HalfDay(day=day, is_afternoon=is_afternoon)
                for day in self._bookable_days(call)
                for is_afternoon in (False, True)
                if call.is_free(day, is_afternoon=is_afternoon)
            ),
            is_movable=True,
        )

    def _bookable_days(self, call: Call) -> range:
        """Return the days open to a call; late in the season they run out."""
        first_day = call.day + self.season.lead_days
        last_day = max(first_day + 1, self.season.last_day)
        return range(first_day, min(first_day + self.season.horizon_days, last_day))

    def _tours_on(self, day: int) -> list[Tour]:
        keys = (ShiftKey(volunteer, day) for volunteer in range(len(self.season.bases)))
        return [self.tours[key] for key in keys if key in self.tours]

    def book(self, offer: Offer) -> None:
        """Store the offer the caller took."""
        self._store(offer.tours)

    def cancel(self, call: int, day: int) -> None:
        """Take a call's visit out of its day; the place is free."""
        for tour in self._tours_on(day):
            kept = tuple(stop for stop in tour.stops if stop.id != call)
            self.tours[tour.shift.key] = Tour(shift=tour.shift, stops=kept)

    def release(self, absence: Absence) -> list[Stop]:
        """Take a volunteer's tours away and return their visits, in order of promise."""
        keys = [
            ShiftKey(absence.volunteer, day)
            for day in range(absence.first_day, absence.last_day + 1)
        ]
        tours = [self.tours.pop(key) for key in keys if key in self.tours]
        stops = [stop for tour in tours for stop in tour.stops]
        return sorted(stops, key=lambda stop: (stop.earliest_s, stop.id))

    def redeal(self, stop: Stop) -> bool:
        """Give a released visit to whoever can make it as promised; False: nobody can."""
        from toctoc.planning.days.build import build_sound_day  # noqa: PLC0415 -- slow import
        from toctoc.planning.proposals.search import replan  # noqa: PLC0415 -- slow import

        request = Request(
            id=stop.id,
            point=stop.point,
            length_s=stop.length_s,
            half_days=frozenset(),
            is_movable=True,
        )
        need = need_of(request, self.rules.promise)
        day = build_sound_day(self._tours_on(stop.earliest_s // DAY_S), need, {})
        changed = None if day is None else replan(day, stop)
        self._store(changed or ())
        return changed is not None

    def _store(self, tours: tuple[Tour, ...]) -> None:
        for tour in tours:
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
        travel=season.travel_of(volunteer),
    )
