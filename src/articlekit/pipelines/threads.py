"""Keeping numpy to one thread in processes that are many."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ctypes

_LIMITS: Final = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
"""Read once, when numpy is imported."""
_SETTERS: Final = (
    "scipy_openblas_set_num_threads64_",
    "scipy_openblas_set_num_threads",
    "openblas_set_num_threads64_",
    "openblas_set_num_threads",
    "MKL_Set_Num_Threads",
)
"""The function of the library behind numpy, under the names that builds of it have."""


def use_one_thread() -> None:
    """Let numpy use one thread in this process from now on.

    The matrices of one page are too small to gain from threads, and several processes with
    several threads each stand in each other's way. For a process of the library's own only.
    """
    os.environ.update(dict.fromkeys(_LIMITS, "1"))
    # The parent had imported it before it forked, or the user's script imports it.
    if "numpy" in sys.modules:
        library = numpy_library()
        setter = next((s for name in _SETTERS if (s := getattr(library, name, None))), None)
        if setter is not None:  # another library than these, or no way to its functions
            setter(1)


def numpy_library() -> ctypes.CDLL:
    """Return the part of numpy through which the functions of its matrix library are found."""
    import ctypes

    from numpy.linalg import _umath_linalg

    return ctypes.CDLL(_umath_linalg.__file__)
