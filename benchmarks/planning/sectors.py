"""Sectors: the exact cut beside weighted k-means, bare and made to keep the rules.

    benchmarks/planning/sectors.py CONTOURS.geojson [EPCI:K…] [--seconds N]

On real communes; four sectors, ± 10 % of work, unless told. One objective for all: the mean
drive between a visit and the best centre of its sector.
"""

import argparse
import time
from pathlib import Path

import numpy as np

from toctoc.cli.sectors.ground import Ground, read_ground
from toctoc.planning.sectors import (
    SectorProblem,
    Unit,
    assess_cut,
    cut_sectors,
    design_sectors,
    drives_between,
    expected_work,
    kmeans_cut,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "64" / "communes.geojson"
CASES = ("200067296:4", "200067239:4", "200039204:4", "200067288:4")
ROW = "{:<12} {:>4} {:<28} {:>9} {:>8} {:>9} {:>7} {:>8} {:>8}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=SHARED)
    parser.add_argument("cases", nargs="*", default=CASES)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    if not options.file.exists():
        print(f"left out: {options.file.name} is not beside this project")
        return
    print(
        ROW.format("EPCI", "n", "cut", "drive s", "± work", "rules", "gap", "clock s", "cpu s")
    )
    for case in options.cases:
        siren, _, count = case.partition(":")
        ground = read_ground([options.file], siren)
        measure(siren, ground, state(ground, int(count or 4)), options.seconds)


def state(ground: Ground, sectors: int) -> SectorProblem:
    drive_s = drives_between(ground.centres)
    return SectorProblem(
        visits=ground.visits,
        drive_s=drive_s,
        work_s=expected_work(ground.visits, drive_s, sectors),
        neighbours=ground.adjacency.neighbours,
        sectors=sectors,
    )


def measure(siren: str, ground: Ground, problem: SectorProblem, seconds: float) -> None:
    def tell(name: str, cut, gap: str = "", *took: str) -> float:
        found = assess_cut(problem, cut)
        kept = "kept" if found.is_valid else "broken"
        figures = (f"{found.objective_s:.1f}", f"{found.imbalance_ratio:.1%}", kept, gap)
        clocks = took or ("", "")
        print(ROW.format(siren, problem.size, name, *figures, *clocks), flush=True)
        return found.objective_s

    bare = kmeans_cut(
        ground.centres, problem.visits, problem.sectors, rng=np.random.default_rng(1)
    )
    tell("weighted k-means", bare)
    repaired = tell("k-means made to keep rules", repair(problem, bare))
    units = [
        Unit(point=point, weight=float(work))
        for point, work in zip(ground.centres, problem.work_s, strict=True)
    ]
    tell(
        "simple cut",
        cut_sectors(units, problem.sectors, neighbours=problem.neighbours).sector_of,
    )
    began, worked = time.perf_counter(), time.process_time()
    design = design_sectors(
        problem,
        rng=np.random.default_rng(1),
        should_stop=lambda: time.perf_counter() - began > seconds,
    )
    took = (f"{time.perf_counter() - began:.1f}", f"{time.process_time() - worked:.1f}")
    best = tell(f"exact, {design.outcome}", design.sector_of, f"{design.gap_ratio:.2%}", *took)
    print(f"{'':12} {'':4} beside k-means made to keep rules: {best / repaired - 1:+.1%}\n")


def repair(problem: SectorProblem, cut):
    """Move border communes, each time the one that mends most a kilometre, until rules hold."""
    cut = list(cut)
    while not assess_cut(problem, cut).is_valid:
        here = price(problem, cut)
        changes = [
            (price(problem, [*cut[:i], other, *cut[i + 1 :]]), i, other)
            for i, own in enumerate(cut)
            for other in sorted({cut[j] for j in problem.neighbours[i]} - {own})
        ]
        best = min(changes)
        if best[0] >= here:
            return cut  # stuck: said as "broken"
        cut[best[1]] = best[2]
    return cut


def price(problem: SectorProblem, cut) -> float:
    found = assess_cut(problem, cut)
    least_s, most_s = problem.limits_s
    mean_s = (least_s + most_s) / 2
    out = sum(max(0.0, load - most_s, least_s - load) for load in found.loads_s) / mean_s
    return 10 * out + 10 * len(found.in_pieces) + found.objective_s / 600


if __name__ == "__main__":
    main()
