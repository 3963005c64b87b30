"""Seasons played under each cut: the same calls, days given to sectors, our own policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from toctoc.dispatch.queries.sector_comparison import NONE, ComparedCut
from toctoc.dispatch.queries.sector_ground import SectorGround
from toctoc.people.queries import list_volunteers
from toctoc.planning.model import Interval, Point, TravelProfile
from toctoc.planning.proposals import ProposalParams
from toctoc.planning.season.demand import DemandModel, Streams, draw_season
from toctoc.planning.season.facts import HALVES, WEEKDAYS, Call, Instance, Place, Season
from toctoc.planning.season.simulator import lay_out, simulate
from toctoc.planning.sectors import drives_between
from toctoc.territory.models import Programme

SEASONS = 6
DAYS = 40
CALLS_A_VOLUNTEER = 3.2  # a day
MOST_VOLUNTEERS = 6
HOUR_S = 3_600


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedCut:
    """What seasons come to under a cut, means over the seasons."""

    metres_per_visit: float
    wait_days: float
    refused_ratio: float
    visits_per_tour: float


def play_cuts(
    programme: Programme, ground: SectorGround, cuts: Sequence[ComparedCut], *, on: date
) -> list[PlayedCut]:
    """Play the same seasons under each cut; one query. For whoever may compare cuts.

    Each sector has its days of the week: callers are offered those that suit them, all where
    none does. Without sectors every day is for everybody. Volunteers are those of the
    programme, at their bases; calls are drawn in proportion to people.
    """
    season = _season(ground, _bases(programme, ground, on))
    model = DemandModel(calls_per_day=CALLS_A_VOLUNTEER * len(season.bases))
    instances = [draw_season(season, model, _streams(seed)) for seed in range(SEASONS)]
    return [_play(ground, instances, cut) for cut in cuts]


def days_of(letters: Sequence[str]) -> dict[str, frozenset[int]]:
    """Share the days of the week between sectors, in turn; days left over are for everybody."""
    given: dict[str, set[int]] = {letter: set() for letter in letters}
    rounds = WEEKDAYS // max(1, len(letters))
    for number, letter in enumerate(letters):
        given[letter] |= {
            (number + turn * len(letters)) % WEEKDAYS for turn in range(rounds or 1)
        }
    taken = {day for days in given.values() for day in days}
    spare = set(range(WEEKDAYS)) - taken
    return {letter: frozenset(days | spare) for letter, days in given.items()}


def _play(ground: SectorGround, instances: Sequence[Instance], cut: ComparedCut) -> PlayedCut:
    days = {} if cut.kind == NONE else days_of(sorted(set(cut.placements.values())))
    scores = [
        simulate(lay_out(_keep_to_days(ground, one, cut.placements, days)), ProposalParams())
        for one in instances
    ]
    return PlayedCut(
        metres_per_visit=float(np.mean([score.metres_per_visit for score in scores])),
        wait_days=float(np.mean([score.mean_wait_days for score in scores])),
        refused_ratio=sum(s.refused for s in scores) / max(1, sum(s.calls for s in scores)),
        visits_per_tour=float(np.mean([score.visits_per_tour for score in scores])),
    )


def _keep_to_days(
    ground: SectorGround,
    instance: Instance,
    placements: Mapping[str, str],
    days: Mapping[str, frozenset[int]],
) -> Instance:
    """Let callers be free on their sector's days only, where any of these suits them."""
    if not days:
        return instance
    homes = _nearest(ground, instance.calls)
    calls = []
    for call, home in zip(instance.calls, homes, strict=True):
        own = days.get(placements.get(ground.codes[home], ""), frozenset(range(WEEKDAYS)))
        kept = tuple(is_free and i // HALVES in own for i, is_free in enumerate(call.free))
        calls.append(replace(call, free=kept) if any(kept) else call)
    return replace(instance, calls=tuple(calls))


def _nearest(ground: SectorGround, calls: Sequence[Call]) -> list[int]:
    """Return the commune nearest to each call, by its number."""
    points = [*ground.centres, *(call.point for call in calls)]
    n = len(ground.centres)
    return [int(i) for i in drives_between(points)[n:, :n].argmin(axis=1)]


def _streams(seed: int) -> Streams:
    return lambda key: np.random.default_rng([seed, *key])


def _bases(programme: Programme, ground: SectorGround, on: date) -> tuple[Point, ...]:
    volunteers = list(list_volunteers(programme, on_mission_from=on))[:MOST_VOLUNTEERS]
    if volunteers:
        return tuple(
            Point(lat_deg=one.base_lat_deg, lon_deg=one.base_lon_deg) for one in volunteers
        )
    town = max(ground.communes, key=lambda commune: commune.population)
    return (Point(lat_deg=town.lat_deg, lon_deg=town.lon_deg),) * 2


def _season(ground: SectorGround, bases: tuple[Point, ...]) -> Season:
    return Season(
        name="sectors",
        demand=tuple(
            Place(point=point, weight=float(one.population), population=float(one.population))
            for one, point in zip(ground.communes, ground.centres, strict=True)
        ),
        bases=bases,
        days=DAYS,
        lead_days=1,
        horizon_days=15,
        morning=Interval(start_s=9 * HOUR_S, end_s=11 * HOUR_S + 1_800),
        afternoon=Interval(start_s=13 * HOUR_S + 1_800, end_s=16 * HOUR_S),
        shift=Interval(start_s=9 * HOUR_S, end_s=17 * HOUR_S),
        visit_s=HOUR_S,
        max_visits=5,
        grid_s=1_800,
        window_s=1_800,
        travel=TravelProfile(),
        offers=3,
        choice_probabilities=(0.7, 0.2, 0.1),
    )
