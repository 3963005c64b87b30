"""Search for a policy: CMA-ES over the parameters of the score, on made-up seasons.

    python benchmarks/planning/tune.py --rate 0.02 --rounds 24 SEASON.json [SEASON.json …]

Minimises the mean over the seasons of log(km a visit) + rate × (mean wait in days): the rate
says where on the km-against-wait front to look. Prints the best parameters so far every few
rounds; deterministic. Never give it the seasons of the benchmark.
"""

import argparse
from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np

from toctoc.planning.proposals import ProposalParams
from toctoc.planning.season.instance import read_instance
from toctoc.planning.season.simulator import lay_out, simulate

# How far each parameter is moved at first, and the least it may be.
STEPS = {
    "share_empty_ratio": (0.1, 0.0), "share_single_ratio": (0.1, 0.0), "ramp_days": (2.0, 1.0),
    "wait_m_per_day": (300.0, 0.0), "opening_m": (1_500.0, -20_000.0),
    "first_tour_m": (1_000.0, -10_000.0), "further_tour_m": (1_000.0, -10_000.0),
    "crowd_m": (300.0, -3_000.0), "idle_m_per_h": (300.0, -4_000.0), "future_calls": (2.0, 0.0),
    "future_opening_m": (1_500.0, -15_000.0), "future_opening_ratio": (0.12, 0.0),
    "suits_ratio": (0.08, 0.05),
}  # fmt: skip
MOST = {"share_empty_ratio": 1.0, "share_single_ratio": 1.0, "suits_ratio": 0.95}


def at(start, moves):
    """Return the parameters that many steps away from `start`."""
    values = {}
    for (name, (step, least)), move in zip(STEPS.items(), moves, strict=True):
        value = getattr(start, name) + step * float(move)
        values[name] = min(max(value, least), MOST.get(name, float("inf")))
    return replace(start, **values)


def cost(seasons, params, rate):
    """Return the mean of log metres a visit plus the price of waiting."""
    scores = [simulate(season, params) for season in seasons]
    costs = [log(s.metres_per_visit) + rate * s.mean_wait_days for s in scores]
    return sum(costs) / len(costs)


class Evolution:
    """The covariance matrix adaptation evolution strategy, as in Hansen's tutorial (2016)."""

    def __init__(self, size, seed):
        self.rng = np.random.default_rng(seed)
        self.size, self.born = size, 6 + int(3 * log(size))
        self.kept = self.born // 2
        raw = log(self.kept + 0.5) - np.log(np.arange(1, self.kept + 1))
        self.weights = raw / raw.sum()
        self.effect = 1 / (self.weights**2).sum()
        self.mean, self.sigma, self.round = np.zeros(size), 0.5, 0
        self.spread, self.path, self.path_sigma = np.eye(size), np.zeros(size), np.zeros(size)

    def ask(self):
        """Draw candidates."""
        values, self.axes = np.linalg.eigh(self.spread)
        self.lengths = np.sqrt(np.maximum(values, 1e-12))
        self.moves = (
            self.rng.standard_normal((self.born, self.size)) * self.lengths @ self.axes.T
        )
        return self.mean + self.sigma * self.moves

    def tell(self, costs):
        """Learn from their costs."""
        n, mu = self.size, self.effect
        best = self.moves[np.argsort(costs)[: self.kept]]
        step = self.weights @ best
        self.mean = self.mean + self.sigma * step
        self.round += 1
        rate_sigma = (mu + 2) / (n + mu + 5)
        damp = 1 + 2 * max(0.0, np.sqrt((mu - 1) / (n + 1)) - 1) + rate_sigma
        rate_path = (4 + mu / n) / (n + 4 + 2 * mu / n)
        rate_one = 2 / ((n + 1.3) ** 2 + mu)
        rate_mu = min(1 - rate_one, 2 * (mu - 2 + 1 / mu) / ((n + 2) ** 2 + mu))
        white = self.axes @ ((self.axes.T @ step) / self.lengths)
        self.path_sigma = (1 - rate_sigma) * self.path_sigma
        self.path_sigma += np.sqrt(rate_sigma * (2 - rate_sigma) * mu) * white
        length = np.linalg.norm(self.path_sigma)
        usual = np.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n))
        fresh = np.sqrt(1 - (1 - rate_sigma) ** (2 * self.round))
        is_slow = length / fresh / usual < 1.4 + 2 / (n + 1)
        self.path = (1 - rate_path) * self.path
        self.path += is_slow * np.sqrt(rate_path * (2 - rate_path) * mu) * step
        ranked = sum(w * np.outer(m, m) for w, m in zip(self.weights, best, strict=True))
        self.spread = (1 - rate_one - rate_mu) * self.spread
        self.spread += rate_one * np.outer(self.path, self.path) + rate_mu * ranked
        self.sigma *= np.exp((rate_sigma / damp) * (length / usual - 1))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--rate", type=float, default=0.02, help="log km that a day of wait is worth"
    )
    options.add_argument("--rounds", type=int, default=24)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("seasons", nargs="+", type=Path)
    asked = options.parse_args()
    seasons = [lay_out(read_instance(p.read_text(encoding="utf-8"))) for p in asked.seasons]
    start, search = ProposalParams(early_lead_days=0), Evolution(len(STEPS), asked.seed)
    print(f"start {cost(seasons, start, asked.rate):.4f}")
    for turn in range(1, asked.rounds + 1):
        search.tell([cost(seasons, at(start, moves), asked.rate) for moves in search.ask()])
        if turn % 4 == 0 or turn == asked.rounds:
            found = at(start, search.mean)
            print(f"round {turn}: {cost(seasons, found, asked.rate):.4f}", flush=True)
            print({name: round(getattr(found, name), 3) for name in STEPS}, flush=True)


if __name__ == "__main__":
    main()
