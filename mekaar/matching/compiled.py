"""Machine code of a kernel where numba is, and where it pays; the same Python where not."""

import importlib
import os
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any

KERNELS = (
    "mekaar.matching.fit",
    "mekaar.matching.packing.prices",
    "mekaar.matching.packing.improving",
    "mekaar.matching.rounds.pairs",
    "mekaar.matching.rounds.near_misses",
    "mekaar.matching.rounds.path",
    "mekaar.matching.rounds.flow",
    "mekaar.matching.rounds.ring_search",
)


@cache
def fast(kernel: Callable[..., Any]) -> Callable[..., Any]:
    """The kernel as machine code, or itself when numba is absent or cannot keep its work.

    Every function of the kernel modules is made known to numba, so that a kernel may call them.
    The code is kept beside the module or in the user's cache: it is compiled once per machine.
    """
    try:
        numba = importlib.import_module("numba")
    except ImportError:
        return kernel
    _make_known()
    try:
        return numba.njit(cache=True, nogil=True)(kernel)  # type: ignore[no-any-return]
    except RuntimeError:  # nowhere to keep it
        return numba.njit(nogil=True)(kernel)  # type: ignore[no-any-return]


@cache
def _make_known() -> None:
    known = importlib.import_module("numba.extending").register_jitable
    for name in KERNELS:
        for function in vars(importlib.import_module(name)).values():
            if isinstance(function, FunctionType) and function.__module__ == name:
                known(function)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
