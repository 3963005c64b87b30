"""Keeping a programme's roads up to date: in the background, as often as one likes.

What is missing is asked for, what is stale asked again, what nobody needs any more forgotten;
then the model that stands in for the rest is fitted anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.conf import settings
from django.tasks import TaskResult, task
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from toctoc.common.errors import ToctocError
from toctoc.dispatch.bridge.roads import MODES, PROFILES, tell
from toctoc.dispatch.queries.roads import (
    list_legs_to_draw,
    list_road_cells,
    list_road_modes,
)
from toctoc.people.enums import Travel
from toctoc.planning.calibration import Calibration, calibrate
from toctoc.planning.model import TravelProfile
from toctoc.territory.errors import RoadEngineMissing, RoadsUnreachable, UnknownEngine
from toctoc.territory.models import Programme
from toctoc.territory.operations.roads import (
    count_missing,
    fetch_legs,
    fetch_lines,
    forget_places,
    keep_calibrations,
    know_places,
    mark_stale,
    note_network,
)
from toctoc.territory.queries import find_programme
from toctoc.territory.queries.roads import Drives, Roads, read_roads
from toctoc.territory.roads.choosing import chosen_engine, has_engine
from toctoc.territory.roads.model import straight_m
from toctoc.territory.roads.port import RoadEngine

MOST_TOLD = 300
# Enough drives for a fit: reading every pair of a thousand places would change nothing.
SOURCES_FITTED = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadsUpdate:
    """What an update did: places known and forgotten, shells asked for, lines drawn."""

    known: int
    forgotten: int
    asked: int
    drawn: int


def update_roads(
    programme: Programme,
    engine: RoadEngine,
    *,
    now: datetime,
    advance: Callable[[int, int], object] = lambda _done, _total: None,
) -> RoadsUpdate:
    """Bring a programme's roads up to date with its people and with an engine's answers.

    Each group of places is kept as it is answered: broken off, the next run goes on. `advance`
    hears how many shells are done, of how many. Raises RoadsUnreachable, the reason kept for
    whoever looks at the roads.
    """
    today = now.date()
    wanted = [mode for mode in list_road_modes(programme, on=today) if mode in engine.modes]
    cells = list_road_cells(programme, on=today)
    forgotten = forget_places(programme, keep=cells)
    known = know_places(programme, cells)
    mark_stale(programme, engine=engine.version, modes=wanted)
    total, done = count_missing(programme, wanted), 0

    def count(places: int) -> None:
        nonlocal done
        done += places
        advance(done, total)

    try:
        for mode in wanted:
            fetch_legs(programme, engine, mode=mode, advance=count)
        drawn = _draw(programme, engine, now)
    except RoadsUnreachable as error:
        note_network(programme, now=now, problem=str(error)[:MOST_TOLD])
        raise
    note_network(
        programme, now=now, engine=engine.version, modes=[mode.value for mode in wanted]
    )
    if total or known or forgotten:
        keep_calibrations(programme, now=now, calibrations=_calibrate(programme))
    return RoadsUpdate(known=known, forgotten=forgotten, asked=total, drawn=drawn)


@task()
def refresh_roads(slug: str) -> list[str]:
    """Update the roads of a programme by the settings' engine; return what went wrong.

    An engine that does not answer fails nothing else: the next look tries again.
    """
    programme = find_programme(slug)
    if programme is None:
        return []
    now = import_string(settings.CLOCK)()
    try:
        engine = chosen_engine()
        if engine is not None:
            update_roads(programme, engine, now=now)
    except (RoadsUnreachable, RoadEngineMissing, UnknownEngine) as error:
        note_network(programme, now=now, problem=_reason(error))
        return [_reason(error)]
    return []


def queue_roads(programme: Programme) -> TaskResult[[str], list[str]] | None:
    """Ask for an update in the background; None without an engine, or where one waits."""
    if not has_engine():
        return None
    waiting = DBTaskResult.objects.ready().filter(task_path=refresh_roads.module_path)
    if any(
        kept["args"] == [programme.slug]
        for kept in waiting.values_list("args_kwargs", flat=True)
    ):
        return None
    return refresh_roads.enqueue(programme.slug)


def _reason(error: ToctocError) -> str:
    return f"{type(error).__name__}: {error}"[:MOST_TOLD]


def _draw(programme: Programme, engine: RoadEngine, now: datetime) -> int:
    """Keep the lines of the next days' tours."""
    legs = list_legs_to_draw(programme, today=now.date())
    return sum(
        fetch_lines(programme, engine, mode=mode, legs=drives)
        for mode, drives in legs.items()
        if mode in engine.modes
    )


def _calibrate(programme: Programme) -> dict[str, dict[str, object]]:
    """Fit the model of each mode to what is known of it."""
    roads = read_roads(programme)
    models = {MODES[travel]: PROFILES[travel] for travel in reversed(Travel)}
    fitted = {mode: _fit(roads, drives, models[mode]) for mode, drives in roads.drives.items()}
    return {mode.value: tell(found) for mode, found in fitted.items() if found}


def _fit(roads: Roads, drives: Drives, model: TravelProfile) -> Calibration | None:
    alive = roads.alive
    sources = alive[:: max(1, len(alive) // SOURCES_FITTED)]
    crow_m = np.stack(
        [straight_m(roads.places_deg[k], roads.places_deg[alive]) for k in sources]
    )
    metres, seconds = (
        table[np.ix_(sources, alive)] for table in (drives.distance_m, drives.travel_s)
    )
    is_known = (metres >= 0) & (crow_m > 0)
    return calibrate(
        crow_m[is_known],
        metres[is_known].astype(np.float64),
        seconds[is_known].astype(np.float64),
        model,
    )
