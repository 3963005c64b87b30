"""A good cut by search: grow from seeds, then simulated annealing along the borders.

Feeds the exact model with an incumbent; alone it is what is left when there is no time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from toctoc.planning.sectors.assess import assess_cut
from toctoc.planning.sectors.problem import Floats, SectorProblem

type Cut = tuple[int, ...]
type Block = tuple[int, ...]  # units that move together

IMBALANCE_PRICE = 30.0  # objectives a sector's whole mean load out of bounds costs
PIECE_PRICE = 30.0  # objectives a piece too many costs
HOT, COLD = 0.03, 0.000_05  # temperatures, as parts of the objective
SWEEPS = 400  # tries a block and a start
MOST_TRIES = 40_000  # a start
STARTS = 3


def search_cut(
    problem: SectorProblem,
    *,
    rng: np.random.Generator,
    should_stop: Callable[[], bool] = lambda: False,
    start: Cut | None = None,
) -> Cut:
    """Return the best cut found; it may break rules where none that keeps them was found.

    Notes
    -----
    Simulated annealing over moves of one block to a sector it touches and swaps of two, the
    price of broken rules included in the cost. Same generator, same cut.
    """
    blocks = blocks_of(problem)
    best: tuple[float, Cut] | None = None
    for number in range(STARTS):
        first = start if start is not None and number == 0 else grow_cut(problem, blocks, rng)
        annealing = _Annealing(problem, blocks, first)
        annealing.run(rng, should_stop)
        found = (annealing.best_cost, annealing.best)
        best = min(best, found) if best else found
        if should_stop():
            break
    assert best is not None  # noqa: S101 -- there is at least one start
    return best[1]


def blocks_of(problem: SectorProblem) -> list[Block]:
    """Return the units grouped by what must share a sector, lone ones alone."""
    wishes = problem.wishes
    groups = [list(group) for group in wishes.together]
    for sector in range(problem.sectors):
        named = [unit for unit, own in wishes.fixed.items() if own == sector]
        groups.append(named + ([wishes.bases[sector]] if sector in wishes.bases else []))
    leader = list(range(problem.size))
    for group in groups:
        for unit in group[1:]:
            old, new = leader[unit], leader[group[0]]
            leader = [new if own == old else own for own in leader]
    return [
        tuple(i for i, own in enumerate(leader) if own == first)
        for first in sorted(set(leader))
    ]


def pinned_sectors(problem: SectorProblem, blocks: Sequence[Block]) -> dict[int, int]:
    """Return the sector of each block that a wish ties to one."""
    named = dict(problem.wishes.fixed)
    named |= {unit: sector for sector, unit in problem.wishes.bases.items()}
    return {
        number: named[unit]
        for number, block in enumerate(blocks)
        for unit in block
        if unit in named
    }


def grow_cut(problem: SectorProblem, blocks: Sequence[Block], rng: np.random.Generator) -> Cut:
    """Grow sectors from pinned blocks and from seeds drawn far apart, the lightest first."""
    of = np.full(problem.size, -1)
    for number, sector in pinned_sectors(problem, blocks).items():
        of[list(blocks[number])] = sector
    block_of = {unit: block for block in blocks for unit in block}
    _sow(problem, of, block_of, rng)
    loads = [float(problem.work_s[of == sector].sum()) for sector in range(problem.sectors)]
    seeds = [int(np.flatnonzero(of == sector)[0]) for sector in range(problem.sectors)]
    while (of == -1).any():
        sector, unit = _next_to_grow(problem, of, loads, seeds)
        block = list(block_of[unit])
        of[block] = sector
        loads[sector] += float(problem.work_s[block].sum())
    return tuple(int(own) for own in of)


def _sow(
    problem: SectorProblem,
    of: np.ndarray,
    block_of: dict[int, Block],
    rng: np.random.Generator,
) -> None:
    """Give each sector without unit a seed, likelier where many visits lie far from others."""
    for sector in range(problem.sectors):
        if (of == sector).any():
            continue
        free = np.flatnonzero(of == -1)
        taken = np.flatnonzero(of != -1)
        near = (
            problem.cost_s[np.ix_(free, taken)].min(axis=1)
            if len(taken)
            else np.ones(len(free))
        )
        odds = near + 1e-9
        of[list(block_of[int(rng.choice(free, p=odds / odds.sum()))])] = sector


def _next_to_grow(
    problem: SectorProblem, of: np.ndarray, loads: list[float], seeds: list[int]
) -> tuple[int, int]:
    """Choose the lightest sector that touches free units, and the nearest of these to it."""
    touching = {
        (loads[int(of[j])], problem.drive_s[seeds[int(of[j])], i], int(of[j]), i)
        for i in np.flatnonzero(of == -1)
        for j in problem.neighbours[i]
        if of[j] != -1
    }
    if not touching:  # several pieces: the rest goes to the lightest
        return int(np.argmin(loads)), int(np.flatnonzero(of == -1)[0])
    _, _, sector, unit = min(touching)
    return sector, int(unit)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sector in the making: what it costs and weighs, and in how many pieces it is."""

    members: frozenset[int]
    sums: Floats  # cost of its members for each unit as a centre, shape (n,)
    load_s: float
    cost: float


class _Annealing:
    """One walk: the current cut by sector, and the best seen."""

    def __init__(self, problem: SectorProblem, blocks: Sequence[Block], first: Cut) -> None:
        self.problem, self.blocks = problem, blocks
        self.neighbours = [tuple(own) for own in problem.neighbours]
        self.costs = problem.cost_s
        self.by_block = [self.costs[list(block)].sum(axis=0) for block in blocks]
        self.block_work = [float(problem.work_s[list(block)].sum()) for block in blocks]
        self.around = [
            tuple({j for i in block for j in self.neighbours[i]} - set(block))
            for block in blocks
        ]
        self.scale = assess_cut(problem, first).objective_s or 1.0
        self.mean_s = float(problem.work_s.sum()) / problem.sectors or 1.0
        self.limits_s = problem.limits_s
        self.pinned = pinned_sectors(problem, blocks)
        self.of = list(first)
        self.parts = [self._measure(sector) for sector in range(problem.sectors)]
        self.cost = sum(part.cost for part in self.parts)
        self.best_cost, self.best = self.cost, tuple(self.of)

    def run(self, rng: np.random.Generator, should_stop: Callable[[], bool]) -> None:
        """Cool down from HOT to COLD, then keep what was best."""
        free = [b for b in range(len(self.blocks)) if b not in self.pinned]
        steps = min(SWEEPS * len(free), MOST_TRIES)
        if self.problem.sectors == 1 or not free:
            return
        for step in range(steps):
            if step % 64 == 0 and should_stop():
                return
            heat = self.scale * HOT * (COLD / HOT) ** (step / steps)
            self._try(free[int(rng.integers(len(free)))], heat, rng)

    def _try(self, block: int, heat: float, rng: np.random.Generator) -> None:
        own = self.of[self.blocks[block][0]]
        beside = [j for j in self.around[block] if self.of[j] != own]
        if not beside:
            return
        other = self.of[beside[int(rng.integers(len(beside)))]]
        changes = {block: other}
        if rng.random() < 0.4:
            changes |= self._partner(own, other, rng)
        self._change(changes, own, other, heat, rng)

    def _partner(self, own: int, other: int, rng: np.random.Generator) -> dict[int, int]:
        """Find a block of the other sector to come back in exchange."""
        border = [
            b
            for b in range(len(self.blocks))
            if b not in self.pinned
            and self.of[self.blocks[b][0]] == other
            and any(self.of[j] == own for j in self.around[b])
        ]
        return {border[int(rng.integers(len(border)))]: own} if border else {}

    def _change(
        self,
        changes: dict[int, int],
        own: int,
        other: int,
        heat: float,
        rng: np.random.Generator,
    ) -> None:
        parts = {own: self.parts[own], other: self.parts[other]}
        for block, goal in changes.items():
            source = other if goal == own else own
            parts[source] = self._part(parts[source], block, -1)
            parts[goal] = self._part(parts[goal], block, +1)
        if not all(part.members for part in parts.values()):
            return
        priced = {sector: self._priced(part, sector) for sector, part in parts.items()}
        added = sum(part.cost - self.parts[sector].cost for sector, part in priced.items())
        if added > 0 and rng.random() >= np.exp(-added / heat):
            return
        for block, goal in changes.items():
            for unit in self.blocks[block]:
                self.of[unit] = goal
        for sector, part in priced.items():
            self.parts[sector] = part
        self.cost += added
        if self.cost < self.best_cost - 1e-9:
            self.best_cost, self.best = self.cost, tuple(self.of)

    def _part(self, part: _Part, block: int, sign: int) -> _Part:
        units = frozenset(self.blocks[block])
        return _Part(
            part.members | units if sign > 0 else part.members - units,
            part.sums + sign * self.by_block[block],
            part.load_s + sign * self.block_work[block],
            0.0,
        )

    def _measure(self, sector: int) -> _Part:
        members = frozenset(i for i, own in enumerate(self.of) if own == sector)
        sums = self.costs[sorted(members)].sum(axis=0)
        load_s = float(self.problem.work_s[sorted(members)].sum())
        return self._priced(_Part(members, sums, load_s, 0.0), sector)

    def _priced(self, part: _Part, sector: int) -> _Part:
        """Price a part: the drives from its best centre, and what it breaks."""
        base = self.problem.wishes.bases.get(sector)
        inside = list(part.members)
        drives = float(part.sums[base] if base is not None else part.sums[inside].min())
        least_s, most_s = self.limits_s
        out = max(0.0, part.load_s - most_s, least_s - part.load_s) / self.mean_s
        broken = IMBALANCE_PRICE * out + PIECE_PRICE * (self._pieces(part.members) - 1)
        return _Part(part.members, part.sums, part.load_s, drives + self.scale * broken)

    def _pieces(self, members: frozenset[int]) -> int:
        left, pieces = set(members), 0
        while left:
            pieces += 1
            frontier = [left.pop()]
            while frontier:
                for j in self.neighbours[frontier.pop()]:
                    if j in left:
                        left.remove(j)
                        frontier.append(j)
        return pieces
