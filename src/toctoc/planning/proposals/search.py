"""The best promise of each half-day: each day is planned anew around the visit."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from toctoc.planning.days.arrays import Demand, Floats
from toctoc.planning.days.build import (
    Day,
    build_day,
    build_demand,
    build_sound_day,
    empty_plan,
    tours_of,
)
from toctoc.planning.days.kernel import Labels, make_labels
from toctoc.planning.days.lookahead import price_places
from toctoc.planning.days.pricing import NO_WAY_M, plan_with
from toctoc.planning.model import HalfDay, Stop, Tour
from toctoc.planning.proposals import kernel
from toctoc.planning.proposals.candidates import Call, Candidate
from toctoc.planning.proposals.outlook import Outlook, look_out
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.proposals.policy import ScoreTerms

MOST_LABELS = 4_000
# With more than two volunteers labels multiply: a call waits for some 220 plans, so that those
# that would take more are left to insertion and local search.
MOST_LABELS_OF_MANY = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """A bookable day, laid out once for all that is asked of it in a call."""

    day: Day
    demand: Demand
    number: int
    row: int


def find_best(call: Call, params: ProposalParams) -> list[Candidate]:
    """Return the best candidate of each half-day that has one, in order of time."""
    wanted: dict[int, list[HalfDay]] = defaultdict(list)
    for half_day in call.half_days():
        if call.is_bookable(half_day):
            wanted[half_day.day].append(half_day)
    # Days that do not suit this caller matter to the next: with demand known, all are laid out.
    numbers = call.bookable_days() if call.problem.demand else sorted(wanted)
    scenes = _lay_out(call, numbers)
    outlook = _look_out(call, scenes, params)
    best: list[Candidate] = []
    for scene in scenes:
        best += _best_of_day(call, params, scene, outlook, wanted.get(scene.number, []))
    return best


def _lay_out(call: Call, numbers: Sequence[int]) -> list[_Scene]:
    """Lay out the days on which somebody works."""
    tours: dict[int, list[Tour]] = defaultdict(list)
    for tour in call.problem.tours:
        tours[tour.shift.day].append(tour)
    scenes: list[_Scene] = []
    for number in numbers:
        day = build_sound_day(tours[number], call.need, call.week_left_s)
        if day is not None:
            scenes.append(_scene(call, day, number, len(scenes)))
    return scenes


def _scene(call: Call, day: Day, number: int, row: int) -> _Scene:
    problem = call.problem
    demand = build_demand(day, problem.demand, number, problem.rules, call.need.width_s)
    return _Scene(day=day, demand=demand, number=number, row=row)


def _look_out(call: Call, scenes: Sequence[_Scene], params: ProposalParams) -> Outlook:
    """Price all places on all days as they are booked."""
    prices_m = np.empty((len(scenes), 2, len(call.problem.demand)))
    opening = (float(params.future_opening_m), float(params.future_opening_ratio))
    for scene in scenes:
        day = scene.day
        price_places(
            day.arrays,
            day.booked,
            scene.demand,
            call.need.length_s,
            opening,
            prices_m[scene.row],
        )
    return look_out(prices_m, float(params.suits_ratio))


def _best_of_day(
    call: Call,
    params: ProposalParams,
    scene: _Scene,
    outlook: Outlook,
    half_days: Sequence[HalfDay],
) -> Iterator[Candidate]:
    """Yield the best candidate of each half-day of one day."""
    if not half_days:
        return
    known = call.request.preferred_volunteer
    found = _price(call, params, scene, outlook, half_days)
    tours = scene.day.tours
    if any(tour.shift.volunteer == known for tour in tours):
        day = build_day(tours, call.need, call.week_left_s, only=known)
        again = _scene(call, day, scene.number, scene.row)
        found += _price(call, params, again, outlook, half_days, is_known=True)
    for half_day in half_days:
        here = [candidate for candidate in found if candidate.half_day == half_day]
        if here:
            yield min(here, key=lambda candidate: candidate.rank)


def _price(
    call: Call,
    params: ProposalParams,
    scene: _Scene,
    outlook: Outlook,
    half_days: Sequence[HalfDay],
    *,
    is_known: bool = False,
) -> list[Candidate]:
    day, rules = scene.day, call.problem.rules
    starts = [(h, start_s) for h in half_days for start_s in rules.starts_s(h, call.promise)]
    rows = np.zeros((len(starts), kernel.COLUMNS))
    kernel.price_day(
        kernel.Scene(
            day=day.arrays,
            booked=day.booked,
            demand=scene.demand,
            row=scene.row,
            lead_days=call.problem.horizon.lead_days(scene.number),
        ),
        kernel.Asked(
            node=day.node,
            width_s=call.need.width_s,
            is_known=is_known,
            starts_s=np.array([start_s for _, start_s in starts], np.int64),
        ),
        outlook,
        rule_of(params),
        (_labels(day), empty_plan(len(day.tours), day.node + 1)),
        rows,
    )
    return [
        _candidate(call, day, half_day, rows[row], is_known=is_known)
        for half_day in half_days
        if (row := _best_row(rows, [h == half_day for h, _ in starts])) is not None
    ]


def _best_row(rows: Floats, is_here: list[bool]) -> int | None:
    """Return the row with the least score among the possible ones of a half-day."""
    scores = np.where(rows[:, kernel.IS_POSSIBLE] > 0, rows[:, kernel.SCORE_M], np.inf)
    scores[~np.array(is_here)] = np.inf
    row = int(scores.argmin())
    return row if np.isfinite(scores[row]) else None


def _candidate(
    call: Call, day: Day, half_day: HalfDay, row: Floats, *, is_known: bool
) -> Candidate:
    terms = ScoreTerms(
        added_m=int(row[kernel.ADDED_M]),
        share_m=float(row[kernel.SHARE_M]),
        wait_m=float(row[kernel.WAIT_M]),
        opening_m=float(row[kernel.OPENING_M]),
        crowd_m=float(row[kernel.CROWD_M]),
        idle_m=float(row[kernel.IDLE_M]),
        continuity_m=float(row[kernel.CONTINUITY_M]),
        future_m=float(row[kernel.FUTURE_M]),
        lead_days=call.problem.horizon.lead_days(half_day.day),
        stops_before=int(row[kernel.STOPS_BEFORE]),
        opens_tour=row[kernel.OPENS] > 0,
    )
    promised_s = int(row[kernel.PROMISED_S])
    return Candidate(
        half_day=half_day,
        promised_s=promised_s,
        terms=terms,
        tours_after=_replanner(day, call.request.preferred_volunteer),
        only=call.request.preferred_volunteer if is_known else None,
    )


def _replanner(day: Day, preferred: int | None) -> Callable[[Stop], tuple[Tour, ...]]:
    def tours_after(stop: Stop) -> tuple[Tour, ...]:
        planned = replan(day, stop, preferred=preferred)
        return planned if planned is not None else ()

    return tours_after


def replan(day: Day, stop: Stop, *, preferred: int | None = None) -> tuple[Tour, ...] | None:
    """Return the tours that change where `stop` joins a day; None where no plan is found."""
    day.arrays.earliest_s[day.node], day.arrays.latest_s[day.node] = (
        stop.earliest_s,
        stop.latest_s,
    )
    plan = empty_plan(len(day.tours), day.node + 1)
    if plan_with(day.arrays, day.booked, day.node, _labels(day), plan) == NO_WAY_M:
        return None
    after = tours_of(day, plan, stop, preferred=preferred)
    changed = [new for old, new in zip(day.tours, after, strict=True) if old != new]
    return tuple(sorted(changed, key=lambda tour: stop not in tour.stops))


def _labels(day: Day) -> Labels:
    most = MOST_LABELS if len(day.tours) <= 2 else MOST_LABELS_OF_MANY
    return make_labels(most, len(day.tours), day.node + 1)


def rule_of(params: ProposalParams) -> kernel.Rule:
    """Return the numbers of the score for the kernels."""
    return kernel.Rule(*(float(getattr(params, name)) for name in kernel.Rule._fields))
