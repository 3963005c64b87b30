"""Cuts side by side: today's, each draft, groups by distance, no sectors at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from toctoc.dispatch.queries.sector_figures import CutFigures, weigh_cut
from toctoc.dispatch.queries.sector_ground import SectorGround
from toctoc.planning.sectors import kmeans_cut, number_from_west
from toctoc.territory.models import SectorDraft

KMEANS, NONE = "kmeans", "none"
SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedCut:
    """A cut and its figures; `kind` "today", "draft", "kmeans" or "none"."""

    kind: str
    name: str
    placements: Mapping[str, str]
    figures: CutFigures


def compare_cuts(
    ground: SectorGround, today: Mapping[str, str], drafts: Iterable[SectorDraft]
) -> list[ComparedCut]:
    """Return the cuts of a programme beside the two that need no thought; no query.

    `today` is the plan in force, letters by commune code, empty where there is none. Groups by
    distance are as many as the first of the others has sectors.
    """
    cuts = [("today", "", today)] if today else []
    cuts += [("draft", draft.name, draft.placements) for draft in drafts]
    sectors = len(set(cuts[0][2].values())) if cuts else 4
    cuts.append((KMEANS, "", group_by_distance(ground, max(1, sectors))))
    cuts.append((NONE, "", dict.fromkeys(ground.codes, "A")))
    return [
        ComparedCut(
            kind=kind,
            name=name,
            placements=placements,
            figures=weigh_cut(ground, sorted(set(placements.values())), placements),
        )
        for kind, name, placements in cuts
        if placements
    ]


def group_by_distance(ground: SectorGround, sectors: int) -> dict[str, str]:
    """Return the letter of each commune under weighted k-means, from west to east; no query."""
    sectors = min(sectors, len(ground.communes))
    visits = ground.problem(sectors, balance_ratio=1.0).visits
    cut = kmeans_cut(ground.centres, visits, sectors, rng=np.random.default_rng(SEED))
    numbered = number_from_west(cut, ground.centres)
    return {code: chr(ord("A") + own) for code, own in zip(ground.codes, numbered, strict=True)}
