"""Playing seasons under each cut takes minutes: queued here, worked off by `toctoc tick`."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.tasks import TaskResult, task

from toctoc.dispatch.queries.sector_comparison import compare_cuts
from toctoc.dispatch.queries.sector_ground import read_ground
from toctoc.dispatch.queries.sector_seasons import play_cuts
from toctoc.territory.models import Programme
from toctoc.territory.queries import find_programme, list_sector_drafts, sector_by_commune

MOST_DRAFTS = 4

type Played = list[dict[str, Any]]


@task()
def play_sector_seasons(slug: str, on: str) -> Played:
    """Play seasons under each cut of a programme as it is when the work is done.

    Returns, cut by cut, its kind and name and the figures of PlayedCut. Writes nothing.
    """
    programme = find_programme(slug)
    if programme is None:
        return []
    day = date.fromisoformat(on)
    letters = {code: one.letter for code, one in sector_by_commune(programme, on=day).items()}
    ground = read_ground(programme)
    cuts = compare_cuts(ground, letters, list_sector_drafts(programme)[:MOST_DRAFTS])
    played = play_cuts(programme, ground, cuts, on=day)
    return [
        {"kind": cut.kind, "name": cut.name, **asdict(one)}
        for cut, one in zip(cuts, played, strict=True)
    ]


def queue_seasons(programme: Programme, *, on: date) -> TaskResult[[str, str], Played]:
    """Ask for seasons under each cut of a programme; the result has an id to come back with."""
    return play_sector_seasons.enqueue(programme.slug, on.isoformat())
