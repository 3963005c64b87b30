"""The policy on seasons nothing was tuned on, beside today's practice and VROOM.

    python benchmarks/planning/fresh_seasons.py BENCH_FOLDER COMMUNES.csv [--window 150]

Draws seasons with the benchmark's own make_instance.py, plays its references on them
(reference_policy.py practice, and reference_vroom.py under a time-out), and prints, at no
more than each reference's mean wait, our kilometres over its (geometric mean over the
seasons, on how many ours are fewer, p from Wilcoxon's signed-rank test) and how much longer
the remotest fifth of the people waits.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from toctoc.planning.model import PromiseKind
from toctoc.planning.proposals import tuned_for
from toctoc.planning.season.bench import Reference, best_within
from toctoc.planning.season.fronts import FrontPoint
from toctoc.planning.season.instance import read_instance
from toctoc.planning.season.paired import compare_ratios, geometric_mean
from toctoc.planning.season.simulator import lay_out, simulate

TERRITORIES = (
    "200067239", "200039204", "200067288", "246400337",
    "246401756", "200067262", "200072106", "200067296",
)  # fmt: skip
TEAMS = ((2, 7), (3, 10), (2, 9))  # volunteers, calls a day
WEIGHTS_M = (
    300, 400, 500, 600, 700, 800, 900, 1_050, 1_200, 1_400, 1_600, 1_900, 2_200, 2_500, 2_800,
    3_200, 3_500, 4_200, 5_000, 6_000, 7_500, 9_500, 12_000,
)  # fmt: skip
REFERENCES = {
    "practice": ["reference_policy.py", "practice"],
    "vroom": ["reference_vroom.py"],
}
VROOM_LIMIT_S = 300


def draw(asked, communes, number, path):
    """Write season `number`; its base is the largest commune."""
    epci = TERRITORIES[number % len(TERRITORIES)]
    volunteers, calls = TEAMS[number % len(TEAMS)]
    own = [row for row in communes if row["epci_code"] == epci]
    base = max(own, key=lambda row: float(row["population"]))["nom"]
    command = [
        sys.executable, asked.bench / "make_instance.py", asked.communes, path,
        "--seed", asked.seed + number, "--epci", epci, "--base", base, "--calls", calls,
        "--volunteers", volunteers, "--window-min", asked.window,
    ]  # fmt: skip
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def play_reference(asked, path, name):
    """Return what a reference reaches; None where it fails or hangs."""
    command = [
        sys.executable, "play_season.py", str(path), "--json", "--", sys.executable,
        *REFERENCES[name],
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, cwd=asked.bench, check=False, capture_output=True, timeout=VROOM_LIMIT_S
        )
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return None
    return Reference(
        metres_per_visit=1_000 * told["km_per_visit"],
        mean_wait_days=told["mean_wait_days"],
        refused=told["refused"],
    )


def main():
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("bench", type=Path)
    options.add_argument("communes", type=Path)
    options.add_argument("--seasons", type=int, default=30)
    options.add_argument("--seed", type=int, default=11_000)
    options.add_argument("--window", type=int, default=30, help="minutes promised")
    options.add_argument("--without-vroom", action="store_true")
    asked = options.parse_args()
    asked.bench, asked.communes = asked.bench.resolve(), asked.communes.resolve()
    names = ["practice"] if asked.without_vroom else list(REFERENCES)
    kind = PromiseKind.EXACT if asked.window <= 30 else PromiseKind.HALF_DAY
    with asked.communes.open(encoding="utf-8") as file:
        communes = list(csv.DictReader(file))
    found = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(asked.seasons):
            path = Path(folder) / f"{number}.json"
            draw(asked, communes, number, path)
            season = lay_out(read_instance(path.read_text(encoding="utf-8")))
            front = [
                FrontPoint(
                    wait_m_per_day=weight, score=simulate(season, tuned_for(weight, kind))
                )
                for weight in WEIGHTS_M
            ]
            for name in names:
                reference = play_reference(asked, path, name)
                ours = best_within(front, reference) if reference else None
                if ours is not None:
                    ratio = ours.score.metres_per_visit / reference.metres_per_visit
                    found[name].append((ratio, ours.score.remote_ratio))
    for name, pairs in found.items():
        ratios, remote = zip(*pairs, strict=True)
        km, far = compare_ratios(ratios), geometric_mean(remote)
        print(f"{name}: {len(pairs)} of {asked.seasons} seasons", end=", ")
        print(f"km {km.mean_ratio:.3f} of its, better on {km.better}, p = {km.p:.0e}", end=", ")
        print(f"remote over rest {far:.3f}")


if __name__ == "__main__":
    main()
