"""Keeping measurements on a machine with several cores comparable."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Final

_THREAD_LIMITS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def limit_math_threads() -> None:
    """Let numpy use one thread, here and in every process started from here.

    The limits are read when numpy is imported. Several processes with several threads each would
    stand in each other's way, and the matrices of one page are too small to gain from threads.
    """
    for name in _THREAD_LIMITS:
        os.environ[name] = "1"


@contextlib.contextmanager
def one_core() -> Iterator[None]:
    """Keep this process on one core, where the system lets it."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
