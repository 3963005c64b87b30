"""Plays a season in process: draws which offer each caller takes, checks the tours, measures.

The rules of choice and the figures are those of the benchmark's `play_season.py`; the tours are
checked by `evaluate`, from scratch. Each working day begins with the absences announced, then
come the appointments given up, then the calls: those who call again first.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from toctoc.planning.errors import PlanningError
from toctoc.planning.evaluate import Evaluation, evaluate
from toctoc.planning.model import DAY_S
from toctoc.planning.proposals import Offer, ProposalParams
from toctoc.planning.season.facts import Call, Instance
from toctoc.planning.season.play import SeasonPlay
from toctoc.planning.season.score import (
    FULL_SET,
    NO_WAIT,
    Load,
    SeasonScore,
    remote_calls,
    sum_up_waits,
)
from toctoc.planning.timeline import timeline


class BrokenSeason(PlanningError):
    """Tours broke a promise or a rule: a fault of the policy, never of the data."""


class Promise(NamedTuple):
    """What a caller was told: a window on the horizon's clock."""

    earliest_s: int
    latest_s: int

    @property
    def day(self) -> int:
        """The day of the visit."""
        return self.earliest_s // DAY_S


def play_out(instance: Instance, params: ProposalParams) -> SeasonScore:
    """Play all calls of an instance. Raises BrokenSeason where the tours break anything."""
    game = _Game(instance, params)
    for day in range(instance.season.last_day):
        game.hear_absences(day)
        game.hear_cancellations(day)
        game.hear_calls(day)
    return game.score(_check(game))


class _Game:
    """A season under way: what each caller was promised, and what is still to happen."""

    def __init__(self, instance: Instance, params: ProposalParams) -> None:
        self.instance = instance
        self.play = SeasonPlay(instance.season, params)
        self.promises: dict[int, Promise] = {}
        self.wait_from = {call.id: call.day for call in instance.calls}
        self.times_asked = dict.fromkeys(self.wait_from, 0)
        self.calls_on: dict[int, list[Call]] = defaultdict(list)
        self.gives_up_on: dict[int, int] = {}
        self.has_given_up: set[int] = set()
        self.short = self.cancelled = self.lost = self.redealt = self.moved = 0
        for call in instance.calls:
            self.calls_on[call.day].append(call)

    def hear_absences(self, day: int) -> None:
        """Give the visits of those away to others; offer anew what nobody can make."""
        for absence in self.instance.season.absences:
            if absence.announced_day != day:
                continue
            for stop in self.play.release(absence):
                if self.play.redeal(stop):
                    self.redealt += 1
                    continue
                self.moved += 1
                self._forget(stop.id)
                self._answer(replace(self.instance.calls[stop.id], day=day))

    def hear_cancellations(self, day: int) -> None:
        """Free the places given up that day; some will call again."""
        for number in sorted(n for n, on in self.gives_up_on.items() if on == day):
            call = self.instance.calls[number]
            self.play.cancel(number, self._forget(number).day)
            self.has_given_up.add(number)
            self.cancelled += 1
            after_days = call.calls_again_after_days
            if after_days is None or day + after_days >= self.instance.season.days:
                self.lost += 1
                continue
            self.wait_from[number] = day + after_days
            self.calls_on[day + after_days].append(replace(call, day=day + after_days))

    def _forget(self, number: int) -> Promise:
        self.gives_up_on.pop(number, None)
        return self.promises.pop(number)

    def hear_calls(self, day: int) -> None:
        """Answer the day's calls: those of old callers, by number, then the new ones."""
        for call in sorted(self.calls_on.pop(day, []), key=lambda call: call.id):
            self._answer(call)

    def _answer(self, call: Call) -> None:
        """Make offers; the caller takes one, and may give it up one day."""
        offers = self.play.propose(call).offers
        self.short += len(offers) < FULL_SET
        draw = call.draw_for(self.times_asked[call.id])
        self.times_asked[call.id] += 1
        taken = choose(draw, offers, self.instance.season.choice_probabilities)
        if taken is None:
            return
        self.play.book(taken)
        self.promises[call.id] = Promise(taken.stop.earliest_s, taken.stop.latest_s)
        if call.cancels_before_days is not None and call.id not in self.has_given_up:
            # Heard in the morning, so that it is the day after the call at the soonest.
            heard_on = max(taken.day - call.cancels_before_days, call.day + 1)
            if heard_on <= taken.day:
                self.gives_up_on[call.id] = heard_on

    def score(self, checked: Evaluation) -> SeasonScore:
        """Measure what was driven and how long callers waited for what they have."""
        calls = self.instance.calls
        waits = [self._wait_days(call) for call in calls]
        figures = sum_up_waits(
            np.array(waits, np.int64), remote_calls(self.instance.season, calls)
        )
        no_shows = sum(1 for number in self.promises if calls[number].is_absent)
        return SeasonScore(
            calls=len(calls),
            served=len(self.promises) - no_shows,
            refused=len(calls) - len(self.promises) - self.lost,
            short=self.short,
            tours=sum(1 for tour in self.play.tours.values() if tour.stops),
            distance_m=checked.distance_m,
            mean_wait_days=figures.mean_days,
            p95_wait_days=figures.p95_days,
            longest_wait_days=figures.longest_days,
            remote_ratio=figures.remote_ratio,
            no_shows=no_shows,
            cancelled=self.cancelled,
            lost=self.lost,
            redealt=self.redealt,
            moved=self.moved,
            load=self._load(),
        )

    def _wait_days(self, call: Call) -> int:
        promise = self.promises.get(call.id)
        return NO_WAIT if promise is None else promise.day - self.wait_from[call.id]

    def _load(self) -> Load:
        work_s = [0] * len(self.instance.season.bases)
        for key, tour in self.play.tours.items():
            work_s[key.volunteer] += timeline(tour).work_s
        return Load(work_s=tuple(work_s))


def _check(game: _Game) -> Evaluation:
    """Check the whole season from scratch: rules, promises as told, nobody out while away."""
    tours = tuple(game.play.tours.values())
    checked = evaluate(tours)
    driven = {
        stop.id: Promise(stop.earliest_s, stop.latest_s)
        for tour in tours
        for stop in tour.stops
    }
    visits = sum(len(tour.stops) for tour in tours)
    away = {
        (absence.volunteer, day)
        for absence in game.instance.season.absences
        for day in range(absence.first_day, absence.last_day + 1)
    }
    out = {tuple(tour.shift.key) for tour in tours if tour.stops}
    is_kept = driven == game.promises and visits == len(driven) and not away & out
    if checked.violations or not is_kept:
        raise BrokenSeason(
            f"{len(checked.violations)} violations, {visits} visits made, "
            f"{len(game.promises)} promised, {len(away & out)} tours of absent volunteers"
        )
    return checked


def choose(
    draw: float, offers: Sequence[Offer], probabilities: Sequence[float]
) -> Offer | None:
    """Return the offer the caller takes, by their draw; None where there is none."""
    if not offers:
        return None
    chances = probabilities[: len(offers)]
    threshold, reached = draw * sum(chances), 0.0
    for offer, chance in zip(offers, chances, strict=True):
        reached += chance
        if threshold <= reached:
            return offer
    return offers[-1]
