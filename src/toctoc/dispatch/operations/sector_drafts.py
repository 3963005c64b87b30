"""Starting drafts of sectors: from today's plan, from nothing, or from a cut the core makes."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np

from toctoc.dispatch.errors import NoSectorCut
from toctoc.dispatch.queries.sector_ground import SectorGround, read_ground
from toctoc.planning.sectors import (
    SectorDesign,
    SectorProblem,
    Wishes,
    design_sectors,
    kmeans_cut,
    number_from_west,
)
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.models import Programme, SectorDraft
from toctoc.territory.operations import DraftContents, start_sector_draft
from toctoc.territory.queries import current_plan, list_bases, read_plan
from toctoc.territory.queries.sector_files import LETTERS

SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CutWish:
    """What a new draft starts from; `seconds` bounds the search for an optimised cut.

    `together`: groups of communes of one sector; `placed`: the letter of some; `based`: sectors
    are centred on the communes of the programme's bases. All for an optimised cut, by code.
    """

    origin: DraftOrigin
    sectors: int = 4
    balance_ratio: float = 0.1
    seconds: float = 10.0
    together: tuple[tuple[str, ...], ...] = ()
    placed: Mapping[str, str] = field(default_factory=dict)
    is_based: bool = False


def draft_sectors(
    programme: Programme, *, name: str, wish: CutWish, now: datetime
) -> SectorDraft:
    """Start a draft as wished; an optimised cut takes up to the seconds given.

    Raises NoSectorCut where no cut keeps the balance asked for, or where there are fewer
    communes than sectors (rule "count").
    """
    return start_sector_draft(
        programme,
        name=name,
        origin=wish.origin,
        contents=_contents(programme, wish, now),
        now=now,
    )


def _contents(programme: Programme, wish: CutWish, now: datetime) -> DraftContents:
    if wish.origin is DraftOrigin.TODAY:
        plan = current_plan(programme, on=now.date())
        if plan is not None:
            return DraftContents(**read_plan(plan))
    if wish.origin in (DraftOrigin.TODAY, DraftOrigin.NOTHING):
        return DraftContents(sectors=_unnamed(wish.sectors), placements={})
    ground = read_ground(programme)
    if len(ground.communes) < wish.sectors:
        raise NoSectorCut(
            sectors=wish.sectors,
            balance_ratio=wish.balance_ratio,
            rule="count",
            communes=[],
            nearest_ratio=None,
        )
    problem = ground.problem(
        wish.sectors,
        balance_ratio=wish.balance_ratio,
        wishes=_wishes(programme, ground, wish),
    )
    rng = np.random.default_rng(SEED)
    if wish.origin is DraftOrigin.KMEANS:
        cut = kmeans_cut(ground.centres, problem.visits, wish.sectors, rng=rng)
        return _lettered(ground, cut, {})
    design = design_sectors(problem, rng=rng, should_stop=_stop_after(wish.seconds))
    if not design.assessment.is_valid:
        raise _no_cut(ground, problem, design)
    named = {*problem.wishes.fixed.values(), *problem.wishes.bases}
    return _lettered(ground, design.sector_of, _report(design, wish), sorted(named))


def _wishes(programme: Programme, ground: SectorGround, wish: CutWish) -> Wishes:
    """Say in units what is wished in codes; bases take the first sectors left by `placed`."""
    unit = {code: i for i, code in enumerate(ground.codes)}
    placed = {unit[code]: LETTERS.index(letter) for code, letter in wish.placed.items()}
    bases: dict[int, int] = {}
    if wish.is_based:
        towns = dict.fromkeys(unit[base.commune_id] for base in list_bases(programme))
        free = [s for s in range(wish.sectors) if s not in placed.values()]
        bases = {placed[town]: town for town in towns if town in placed}
        others = (town for town in towns if town not in placed)
        bases |= dict(zip(free, others, strict=False))
    together = tuple(tuple(unit[code] for code in group) for group in wish.together)
    return Wishes(together=together, fixed=placed, bases=bases)


def _lettered(
    ground: SectorGround,
    cut: tuple[int, ...],
    report: dict[str, Any],
    named: Sequence[int] = (),
) -> DraftContents:
    numbered = number_from_west(cut, ground.centres, named)
    ranks = {sector: rank for rank, sector in enumerate(sorted(set(numbered)))}
    return DraftContents(
        sectors=_unnamed(len(ranks)),
        placements={
            code: LETTERS[ranks[own]] for code, own in zip(ground.codes, numbered, strict=True)
        },
        design=report,
    )


def _report(design: SectorDesign, wish: CutWish) -> dict[str, Any]:
    return {
        "outcome": str(design.outcome),
        "objective_s": design.assessment.objective_s,
        "bound_s": design.bound_s,
        "gap_ratio": design.gap_ratio,
        "balance_ratio": wish.balance_ratio,
    }


def _unnamed(sectors: int) -> dict[str, str]:
    return dict.fromkeys(LETTERS[:sectors], "")


def _stop_after(seconds: float) -> Callable[[], bool]:
    ends_at = time.monotonic() + seconds
    return lambda: time.monotonic() > ends_at


def _no_cut(ground: SectorGround, problem: SectorProblem, design: SectorDesign) -> NoSectorCut:
    obstacle = design.obstacle
    units = obstacle.units if obstacle else ()
    return NoSectorCut(
        sectors=problem.sectors,
        balance_ratio=problem.balance_ratio,
        rule=str(obstacle.rule) if obstacle else "",
        communes=[ground.communes[unit].name for unit in units],
        nearest_ratio=obstacle.nearest_ratio if obstacle else None,
    )
