"""One door to Numba: kernels are compiled once, cached on disk, and stay typed Python.

Import modules that use it lazily: Numba itself takes half a second to load.
"""

from collections.abc import Callable
from typing import Any

from numba import njit

# Untyped, since Numba's types do not name `_nrt`: whether a kernel may make arrays.
_njit: Any = njit


def compiled[F: Callable[..., object]](function: F) -> F:
    """Compile a function to machine code, keeping the result on disk for the next process."""
    kernel: F = _njit(cache=True, error_model="numpy", _nrt=True)(function)
    return kernel


def lean[F: Callable[..., object]](function: F) -> F:
    """Compile a kernel that makes no array; it may return numbers only.

    Nothing is made, so nobody needs to count who still uses it: counting took most of the time
    of small kernels that are handed many arrays.
    """
    kernel: F = _njit(cache=True, error_model="numpy", _nrt=False)(function)
    return kernel


def inlined[F: Callable[..., object]](function: F) -> F:
    """Compile a small `lean` kernel into each of its callers."""
    kernel: F = _njit(cache=True, error_model="numpy", _nrt=False, forceinline=True)(function)
    return kernel


def summed[F: Callable[..., object]](function: F) -> F:
    """Compile a `lean` kernel whose sums may be taken in any order, so that lanes share them.

    For figures that are compared, not for metres or seconds that must be exact.
    """
    kernel: F = _njit(cache=True, error_model="numpy", _nrt=False, fastmath={"reassoc"})(
        function
    )
    return kernel
