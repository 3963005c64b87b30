"""The search itself: CMA-ES by the library `cma`, an optional extra, made deterministic."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from toctoc.cli.errors import CommandFailed

# In steps of each parameter.
FIRST_SPREAD = 0.5


class Evolution:
    """Asks for points and learns from their costs; the same for the same seed and costs."""

    def __init__(self, size: int, seed: int) -> None:
        """Start at no move at all. Raises CommandFailed where `cma` is not installed."""
        try:
            import cma  # noqa: PLC0415 -- optional package
        except ImportError as error:
            raise CommandFailed(
                "season tune needs the library cma: pip install 'toctoc[tune]'"
            ) from error
        dice = np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))
        options = {
            "randn": lambda *shape: dice.standard_normal(shape),
            "seed": np.nan,  # NumPy's common generator is left alone
            "verbose": -9,
        }
        self._strategy: Any = cma.CMAEvolutionStrategy([0.0] * size, FIRST_SPREAD, options)
        self._points: list[Any] = []

    @property
    def counted(self) -> int:
        """How many of the best points a round learns most from."""
        return int(self._strategy.sp.weights.mu)

    def ask(self) -> list[list[float]]:
        """Return the points of a round."""
        self._points = self._strategy.ask()
        return [[float(value) for value in point] for point in self._points]

    def tell(self, costs: Sequence[float]) -> None:
        """Learn from the costs of the points asked for last."""
        self._strategy.tell(self._points, list(costs))

    @property
    def centre(self) -> list[float]:
        """Where the search stands."""
        return [float(value) for value in self._strategy.mean]
