"""One door to Numba: kernels are compiled once, cached on disk, and stay typed Python.

Import modules that use it lazily: Numba itself takes half a second to load.
"""

from collections.abc import Callable
from typing import cast

from numba import njit


def compiled[F: Callable[..., object]](function: F) -> F:
    """Compile a function to machine code, keeping the result on disk for the next process."""
    return cast("F", njit(cache=True)(function))
