"""A day laid out and surveyed once, for all that is asked of it in a call."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toctoc.planning.days.arrays import DayArrays, Demand
from toctoc.planning.days.build import MOST_INTERCHANGED, Day, tours_of
from toctoc.planning.days.laying import mirrored, unlimited
from toctoc.planning.days.lookahead import opened_tours
from toctoc.planning.days.openings import Asked
from toctoc.planning.days.pricing import NO_WAY_M
from toctoc.planning.days.survey import (
    Ground,
    Sides,
    Stage,
    make_room,
    make_survey,
    plan_day,
    survey_day,
)
from toctoc.planning.model import Stop, Tour

# Volunteers whose days are always solved: with more of them labels multiply.
FEW = 2


def most_labels(crew: int, stops: int) -> int:
    """Return how many labels one solve with a visit may take.

    A call waits for some 200 of them, so that days that would take more are left to insertion
    and local search. Where visits stay with whom they are, labels are few.
    """
    if crew > MOST_INTERCHANGED:
        return (crew + 1) * (stops + 2)
    return 4_000 if crew <= FEW else 400


def most_kept(crew: int, stops: int) -> tuple[int, int]:
    """Return how many openings, and labels of either side, are kept of a day."""
    if crew > MOST_INTERCHANGED:
        return crew * (stops + 2), (crew + 1) * (stops + 2)
    return (1_000, 1_000) if crew <= FEW else (4_000, 1_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A day as it is booked, ready for the kernels. `number` is its own on the horizon."""

    day: Day
    stage: Stage
    number: int


def lay_scene(day: Day, demand: Demand, opening: tuple[float, float], *, number: int) -> Scene:
    """Take stock of a day; `opening`: see `lay_ground`."""
    crew, stops = len(day.tours), len(day.stops)
    sides = lay_sides(day.arrays)
    ground = lay_ground(day.arrays, sides, demand, opening)
    survey = make_survey(ground, 1, stops, most_kept(crew, stops))
    survey.node[0], survey.visits[0] = day.booked.node, day.booked.visits
    room = make_room(ground, stops, most_labels(crew, stops))
    stage = Stage(ground, survey, room)
    survey_day(stage, sides, 0, day.need.length_s)
    return Scene(day=day, stage=stage, number=number)


def lay_sides(day: DayArrays) -> Sides:
    """Put together what openings need of a day."""
    return Sides(unlimited=unlimited(day), mirror=mirrored(day))


def lay_ground(
    day: DayArrays, sides: Sides, demand: Demand, opening: tuple[float, float]
) -> Ground:
    """Put together what a day's kernels need beside its bookings.

    `opening`: metres added to, and ratio taken of, the drive there and back of an idle
    volunteer.
    """
    return Ground(
        day=day,
        into=(sides.mirror.distance_m, sides.mirror.travel_s),
        demand=demand,
        opened_m=opened_tours(demand, day, *opening),
    )


def ask(scene: Scene, width_s: int, starts_s: Sequence[int]) -> Asked:
    """Put the question to a day: the visit to come at any of these starts."""
    return Asked(
        node=scene.day.node,
        width_s=width_s,
        starts_s=np.array(starts_s, np.int64),
        choice=np.empty((2, len(starts_s)), np.int64),
    )


def replan_scene(
    scene: Scene, stop: Stop, *, preferred: int | None = None
) -> tuple[Tour, ...] | None:
    """Return the tours that change where `stop` joins a day; None where no plan is found."""
    day, asked = scene.day, ask(scene, stop.latest_s - stop.earliest_s, [stop.earliest_s])
    if plan_day(scene.stage, 0, asked) == NO_WAY_M:
        return None
    after = tours_of(day, scene.stage.room.plan, stop, preferred=preferred)
    changed = [new for old, new in zip(day.tours, after, strict=True) if old != new]
    return tuple(sorted(changed, key=lambda tour: stop not in tour.stops))
