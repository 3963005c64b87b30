"""The best promise of each half-day: each day is planned anew around the visit."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from toctoc.planning.days.arrays import Floats
from toctoc.planning.days.build import Day, build_day, build_demand, empty_plan, tours_of
from toctoc.planning.days.kernel import Labels, make_labels
from toctoc.planning.days.pricing import NO_WAY_M, holds, plan_with
from toctoc.planning.model import HalfDay, Stop, Tour
from toctoc.planning.proposals import kernel
from toctoc.planning.proposals.candidates import Call, Candidate
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.proposals.policy import ScoreTerms

MOST_LABELS = 4_000


def find_best(call: Call, params: ProposalParams) -> list[Candidate]:
    """Return the best candidate of each half-day that has one, in order of time."""
    wanted: dict[int, list[HalfDay]] = defaultdict(list)
    for half_day in call.half_days():
        if call.is_bookable(half_day):
            wanted[half_day.day].append(half_day)
    tours: dict[int, list[Tour]] = defaultdict(list)
    for tour in call.problem.tours:
        tours[tour.shift.day].append(tour)
    best: list[Candidate] = []
    for number, half_days in wanted.items():
        if tours[number]:
            best += _best_of_day(call, params, tours[number], half_days)
    return best


def _best_of_day(
    call: Call, params: ProposalParams, tours: Sequence[Tour], half_days: Sequence[HalfDay]
) -> Iterator[Candidate]:
    """Yield the best candidate of each half-day of one day."""
    known = call.request.preferred_volunteer
    found = _price(call, params, tours, half_days, only=None)
    if any(tour.shift.volunteer == known for tour in tours):
        found += _price(call, params, tours, half_days, only=known)
    for half_day in half_days:
        here = [candidate for candidate in found if candidate.half_day == half_day]
        if here:
            yield min(here, key=lambda candidate: candidate.rank)


def _price(
    call: Call,
    params: ProposalParams,
    tours: Sequence[Tour],
    half_days: Sequence[HalfDay],
    *,
    only: int | None,
) -> list[Candidate]:
    day = build_sound_day(call, tours, only)
    if day is None:
        return []
    rules, number = call.problem.rules, half_days[0].day
    demand = build_demand(day, call.problem.demand, number, rules, call.need.width_s)
    starts = [(h, start_s) for h in half_days for start_s in rules.starts_s(h, call.promise)]
    rows = np.zeros((len(starts), kernel.COLUMNS))
    kernel.price_day(
        kernel.Scene(day=day.arrays, booked=day.booked, demand=demand),
        kernel.Asked(
            node=day.node,
            width_s=call.need.width_s,
            is_known=only is not None,
            starts_s=np.array([start_s for _, start_s in starts], np.int64),
        ),
        _lead(call, number),
        rule_of(params),
        (_labels(day), empty_plan(len(day.tours), day.node + 1)),
        rows,
    )
    return [
        _candidate(call, day, half_day, rows[row], number)
        for half_day in half_days
        if (row := _best_row(rows, [h == half_day for h, _ in starts])) is not None
    ]


def _best_row(rows: Floats, is_here: list[bool]) -> int | None:
    """Return the row with the least score among the possible ones of a half-day."""
    scores = np.where(rows[:, kernel.IS_POSSIBLE] > 0, rows[:, kernel.SCORE_M], np.inf)
    scores[~np.array(is_here)] = np.inf
    row = int(scores.argmin())
    return row if np.isfinite(scores[row]) else None


def _candidate(call: Call, day: Day, half_day: HalfDay, row: Floats, number: int) -> Candidate:
    terms = ScoreTerms(
        added_m=int(row[kernel.ADDED_M]),
        share_m=float(row[kernel.SHARE_M]),
        wait_m=float(row[kernel.WAIT_M]),
        opening_m=float(row[kernel.OPENING_M]),
        crowd_m=float(row[kernel.CROWD_M]),
        idle_m=float(row[kernel.IDLE_M]),
        continuity_m=float(row[kernel.CONTINUITY_M]),
        future_m=float(row[kernel.FUTURE_M]),
        lead_days=call.problem.horizon.lead_days(number),
        stops_before=int(row[kernel.STOPS_BEFORE]),
        opens_tour=row[kernel.OPENS] > 0,
    )
    promised_s = int(row[kernel.PROMISED_S])
    return Candidate(
        half_day=half_day,
        promised_s=promised_s,
        terms=terms,
        tours_after=_replanner(day, call.request.preferred_volunteer),
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


def build_sound_day(call: Call, tours: Sequence[Tour], only: int | None) -> Day | None:
    """Lay out the day without the tours that cannot keep their promises as they are."""
    day = build_day(tours, call.need, call.week_left_s, only=only)
    sound = [tour for v, tour in enumerate(day.tours) if holds(day.arrays, day.booked, v)]
    if len(sound) == len(tours):
        return day
    return build_day(sound, call.need, call.week_left_s, only=only) if sound else None


def _labels(day: Day) -> Labels:
    return make_labels(MOST_LABELS, len(day.tours), day.node + 1)


def _lead(call: Call, number: int) -> kernel.Lead:
    horizon = call.problem.horizon
    days = horizon.lead_days(number)
    return kernel.Lead(days=days, days_open=days - horizon.lead_days(horizon.first_day))


def rule_of(params: ProposalParams) -> kernel.Rule:
    """Return the numbers of the score for the kernels."""
    return kernel.Rule(*(float(getattr(params, name)) for name in kernel.Rule._fields))
