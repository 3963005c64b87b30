"""Searching for the best cut of a territory: what is read before, what becomes of the answer.

The search itself touches no database, so that it can run beside a page that shows how far it is
and stops it when asked.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np

from toctoc.dispatch.errors import NoSectorCut
from toctoc.dispatch.queries.sector_ground import SectorGround, read_ground
from toctoc.planning.sectors import (
    Obstacle,
    Phase,
    Progress,
    SectorDesign,
    SectorProblem,
    Wishes,
    design_sectors,
    find_conflict,
    number_from_west,
)
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.models import Programme, SectorDraft
from toctoc.territory.operations import DraftContents, start_sector_draft
from toctoc.territory.queries import list_bases
from toctoc.territory.queries.sector_files import LETTERS

__all__ = [
    "CutWish",
    "Phase",
    "Progress",
    "SectorDesign",
    "SectorSearch",
    "check_enough",
    "draft_design",
    "letter_cut",
    "prepare_search",
    "unnamed",
]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorSearch:
    """A cut to search for, with all that the search needs to know."""

    programme: Programme
    wish: CutWish
    ground: SectorGround
    problem: SectorProblem

    def run(
        self,
        *,
        should_stop: Callable[[], bool],
        on_progress: Callable[[Progress], None] = lambda _progress: None,
    ) -> SectorDesign:
        """Search until the best cut is proved or told to stop; no query, any thread."""
        rng = np.random.default_rng(SEED)
        return design_sectors(
            self.problem, rng=rng, should_stop=should_stop, on_progress=on_progress
        )


def prepare_search(programme: Programme, *, wish: CutWish) -> SectorSearch:
    """Read what a search needs; three queries.

    Raises NoSectorCut where it is plain before any search that no cut can be as wished.
    """
    ground = read_ground(programme)
    check_enough(ground, wish)
    problem = ground.problem(
        wish.sectors,
        balance_ratio=wish.balance_ratio,
        wishes=_wishes(programme, ground, wish),
    )
    conflict = find_conflict(problem)
    if conflict is not None:
        raise _no_cut(ground, problem, conflict)
    return SectorSearch(programme=programme, wish=wish, ground=ground, problem=problem)


def draft_design(
    search: SectorSearch, *, name: str, design: SectorDesign, now: datetime
) -> SectorDraft:
    """Start a draft from what was found. Raises NoSectorCut where nothing valid was."""
    if not design.assessment.is_valid:
        raise _no_cut(search.ground, search.problem, design.obstacle)
    wishes = search.problem.wishes
    named = sorted({*wishes.fixed.values(), *wishes.bases})
    return start_sector_draft(
        search.programme,
        name=name,
        origin=search.wish.origin,
        contents=letter_cut(
            search.ground, design.sector_of, report=_report(design, search.wish), named=named
        ),
        now=now,
    )


def letter_cut(
    ground: SectorGround,
    cut: tuple[int, ...],
    *,
    report: dict[str, Any],
    named: Sequence[int] = (),
) -> DraftContents:
    """Give a cut's sectors their letters, from west to east; `named` keep theirs."""
    numbered = number_from_west(cut, ground.centres, named)
    ranks = {sector: rank for rank, sector in enumerate(sorted(set(numbered)))}
    return DraftContents(
        sectors=unnamed(len(ranks)),
        placements={
            code: LETTERS[ranks[own]] for code, own in zip(ground.codes, numbered, strict=True)
        },
        design=report,
    )


def unnamed(sectors: int) -> dict[str, str]:
    """Return so many letters, none with a name yet."""
    return dict.fromkeys(LETTERS[:sectors], "")


def check_enough(ground: SectorGround, wish: CutWish) -> None:
    """Refuse more sectors than communes. Raises NoSectorCut (rule "count")."""
    if len(ground.communes) < wish.sectors:
        raise NoSectorCut(
            sectors=wish.sectors,
            balance_ratio=wish.balance_ratio,
            rule="count",
            communes=[],
            nearest_ratio=None,
        )


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


def _report(design: SectorDesign, wish: CutWish) -> dict[str, Any]:
    return {
        "outcome": str(design.outcome),
        "objective_s": design.assessment.objective_s,
        "bound_s": design.bound_s,
        "gap_ratio": design.gap_ratio,
        "balance_ratio": wish.balance_ratio,
    }


def _no_cut(
    ground: SectorGround, problem: SectorProblem, obstacle: Obstacle | None
) -> NoSectorCut:
    units = obstacle.units if obstacle else ()
    return NoSectorCut(
        sectors=problem.sectors,
        balance_ratio=problem.balance_ratio,
        rule=str(obstacle.rule) if obstacle else "",
        communes=[ground.communes[unit].name for unit in units],
        nearest_ratio=obstacle.nearest_ratio if obstacle else None,
    )
