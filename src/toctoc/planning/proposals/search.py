"""The best promise of each half-day: each day is planned anew around the visit."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from toctoc.planning.days.arrays import Floats
from toctoc.planning.days.build import (
    Day,
    build_day,
    build_demand,
    build_sound_day,
    no_demand,
)
from toctoc.planning.days.scene import Scene, ask, lay_scene, replan_scene
from toctoc.planning.model import HalfDay, Stop, Tour
from toctoc.planning.proposals import kernel
from toctoc.planning.proposals.candidates import Call, Candidate
from toctoc.planning.proposals.outlook import Outlook, look_away, look_out, make_outlook
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.proposals.policy import ScoreTerms


def find_best(call: Call, params: ProposalParams) -> list[Candidate]:
    """Return the best candidate of each half-day that has one, in order of time."""
    wanted: dict[int, list[HalfDay]] = defaultdict(list)
    for half_day in call.half_days():
        if call.is_bookable(half_day):
            wanted[half_day.day].append(half_day)
    # Days that do not suit this caller matter to the next: with demand known, all are laid out.
    numbers = call.bookable_days() if call.demand else sorted(wanted)
    scenes, rule = _lay_out(call, numbers, rule_of(params)), rule_of(params)
    outlook = make_outlook(len(call.demand), rule.suits_ratio)
    if scenes:
        look_out(np.concatenate([scene.stage.survey.prices_m for scene in scenes]), outlook)
    best: list[Candidate] = []
    for scene in scenes:
        best += _best_of_day(call, rule, scene, outlook, wanted.get(scene.number, []))
    return best


def _lay_out(call: Call, numbers: Sequence[int], rule: kernel.Rule) -> list[Scene]:
    """Lay out the days on which somebody works."""
    tours: dict[int, list[Tour]] = defaultdict(list)
    for tour in call.problem.tours:
        tours[tour.shift.day].append(tour)
    days = [
        (number, build_sound_day(tours[number], call.need, call.week_left_s))
        for number in numbers
    ]
    return [_scene(call, day, number, rule) for number, day in days if day is not None]


def _scene(call: Call, day: Day, number: int, rule: kernel.Rule) -> Scene:
    demand = build_demand(day, call.demand, number, call.problem.rules, call.need.width_s)
    return lay_scene(day, demand, opening_of(rule), number=number)


def _best_of_day(
    call: Call,
    rule: kernel.Rule,
    scene: Scene,
    outlook: Outlook,
    half_days: Sequence[HalfDay],
) -> Iterator[Candidate]:
    """Yield the best candidate of each half-day of one day."""
    if not half_days:
        return
    known = call.request.preferred_volunteer
    look_away(outlook, scene.stage.survey.prices_m[0])
    found = _price(call, rule, scene, outlook, half_days)
    tours = scene.day.tours
    if any(tour.shift.volunteer == known for tour in tours):
        day = build_day(tours, call.need, call.week_left_s, only=known)
        again = _scene(call, day, scene.number, rule)
        found += _price(call, rule, again, outlook, half_days, is_known=True)
    for half_day in half_days:
        here = [candidate for candidate in found if candidate.half_day == half_day]
        if here:
            yield min(here, key=lambda candidate: candidate.rank)


def _price(
    call: Call,
    rule: kernel.Rule,
    scene: Scene,
    outlook: Outlook,
    half_days: Sequence[HalfDay],
    *,
    is_known: bool = False,
) -> list[Candidate]:
    starts = [(h, start_s) for h in half_days for start_s in call.starts_s(h)]
    rows = np.zeros((len(starts), kernel.COLUMNS))
    rows[:, kernel.LEAD_DAYS] = call.problem.horizon.lead_days(scene.number)
    rows[:, kernel.FARNESS] = call.farness
    rows[:, kernel.IS_KNOWN] = is_known
    asked = ask(scene, call.need.width_s, [start_s for _, start_s in starts])
    kernel.price_day(scene.stage, 0, asked, outlook, rule, rows)
    return [
        _candidate(call, scene, half_day, rows[row])
        for half_day in half_days
        if (row := _best_row(rows, [h == half_day for h, _ in starts])) is not None
    ]


def _best_row(rows: Floats, is_here: list[bool]) -> int | None:
    """Return the row with the least score among the possible ones of a half-day."""
    scores = np.where(rows[:, kernel.IS_POSSIBLE] > 0, rows[:, kernel.SCORE_M], np.inf)
    scores[~np.array(is_here)] = np.inf
    row = int(scores.argmin())
    return row if np.isfinite(scores[row]) else None


def _candidate(call: Call, scene: Scene, half_day: HalfDay, row: Floats) -> Candidate:
    terms = ScoreTerms(
        added_m=int(row[kernel.ADDED_M]),
        share_m=float(row[kernel.SHARE_M]),
        wait_m=float(row[kernel.WAIT_M]),
        opening_m=float(row[kernel.OPENING_M]),
        crowd_m=float(row[kernel.CROWD_M]),
        idle_m=float(row[kernel.IDLE_M]),
        continuity_m=float(row[kernel.CONTINUITY_M]),
        future_m=float(row[kernel.FUTURE_M]),
        lead_days=int(row[kernel.LEAD_DAYS]),
        stops_before=int(row[kernel.STOPS_BEFORE]),
        opens_tour=row[kernel.OPENS] > 0,
    )
    promised_s = int(row[kernel.PROMISED_S])
    return Candidate(
        half_day=half_day,
        promised_s=promised_s,
        terms=terms,
        tours_after=_replanner(scene, call.request.preferred_volunteer),
        only=call.request.preferred_volunteer if row[kernel.IS_KNOWN] > 0 else None,
    )


def _replanner(scene: Scene, preferred: int | None) -> Callable[[Stop], tuple[Tour, ...]]:
    def tours_after(stop: Stop) -> tuple[Tour, ...]:
        planned = replan_scene(scene, stop, preferred=preferred)
        return planned if planned is not None else ()

    return tours_after


def replan(day: Day, stop: Stop, *, preferred: int | None = None) -> tuple[Tour, ...] | None:
    """Return the tours that change where `stop` joins a day; None where no plan is found."""
    scene = lay_scene(day, no_demand(day), (0.0, 0.0), number=0)
    return replan_scene(scene, stop, preferred=preferred)


def opening_of(rule: kernel.Rule) -> tuple[float, float]:
    """Return what sending out an idle volunteer is taken to cost (see `lay_ground`)."""
    return rule.future_opening_m, rule.future_opening_ratio


def rule_of(params: ProposalParams) -> kernel.Rule:
    """Return the numbers of the score for the kernels."""
    return kernel.Rule(*(float(getattr(params, name)) for name in kernel.Rule._fields))
