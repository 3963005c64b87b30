"""Starting drafts of sectors: from today's plan, from nothing, or from a cut the core makes."""

import time
from collections.abc import Callable
from datetime import datetime

import numpy as np

from toctoc.dispatch.operations.sector_search import (
    SEED,
    CutWish,
    check_enough,
    draft_design,
    letter_cut,
    prepare_search,
    unnamed,
)
from toctoc.dispatch.queries.sector_ground import read_ground
from toctoc.planning.sectors import kmeans_cut
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.models import Programme, SectorDraft
from toctoc.territory.operations import DraftContents, start_sector_draft
from toctoc.territory.queries import current_plan, read_plan


def draft_sectors(
    programme: Programme, *, name: str, wish: CutWish, now: datetime
) -> SectorDraft:
    """Start a draft as wished; an optimised cut takes up to the seconds given.

    Raises NoSectorCut where no cut keeps the balance asked for, or where there are fewer
    communes than sectors (rule "count").
    """
    if wish.origin is DraftOrigin.OPTIMISED:
        search = prepare_search(programme, wish=wish)
        design = search.run(should_stop=_stop_after(wish.seconds))
        return draft_design(search, name=name, design=design, now=now)
    contents = _contents(programme, wish, now)
    return start_sector_draft(
        programme, name=name, origin=wish.origin, contents=contents, now=now
    )


def _contents(programme: Programme, wish: CutWish, now: datetime) -> DraftContents:
    if wish.origin is DraftOrigin.TODAY:
        plan = current_plan(programme, on=now.date())
        if plan is not None:
            return DraftContents(**read_plan(plan))
    if wish.origin is not DraftOrigin.KMEANS:
        return DraftContents(sectors=unnamed(wish.sectors), placements={})
    ground = read_ground(programme)
    check_enough(ground, wish)
    visits = ground.problem(wish.sectors, balance_ratio=wish.balance_ratio).visits
    rng = np.random.default_rng(SEED)
    cut = kmeans_cut(ground.centres, visits, wish.sectors, rng=rng)
    return letter_cut(ground, cut, report={})


def _stop_after(seconds: float) -> Callable[[], bool]:
    ends_at = time.monotonic() + seconds
    return lambda: time.monotonic() > ends_at
