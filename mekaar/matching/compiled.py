"""Machine code of a kernel where numba is and where it pays, the same Python where not (ADR 28)."""

import hashlib
import importlib
import os
import stat
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

_MAKE_ARRAYS = (
    "mekaar.matching.packing.prices",
    "mekaar.matching.packing.improving",
)
_ONLY_LOOK = (
    "mekaar.matching.fit",
    "mekaar.matching.rounds.pairs",
    "mekaar.matching.rounds.near_misses",
    "mekaar.matching.rounds.path",
    "mekaar.matching.rounds.flow",
    "mekaar.matching.rounds.ring_search",
)
"""These make no array or list themselves: nothing has to count who still holds one, at each call of
each small function. That counting took more than half of their time."""

KERNELS = (*_MAKE_ARRAYS, *_ONLY_LOOK)
_KEPT_IN = "NUMBA_CACHE_DIR"


@cache
def fast(kernel: Callable[..., Any]) -> Callable[..., Any]:
    """The kernel as machine code, or itself where numba is absent or nothing may be made to run.

    Every function of the kernel modules is made known to numba, so that a kernel may call them.
    """
    folder = _folder()
    if folder:
        os.environ.setdefault(_KEPT_IN, folder)
    try:
        numba = importlib.import_module("numba")
    except (ImportError, OSError):  # absent, or nothing may run (MemoryDenyWriteExecute of systemd)
        return kernel
    _make_known()
    kept = _KEPT_IN in os.environ
    counts = kernel.__module__ in _MAKE_ARRAYS
    return numba.njit(cache=kept, nogil=True, _nrt=counts)(kernel)  # type: ignore[no-any-return]


@cache
def _make_known() -> None:
    register = importlib.import_module("numba.extending").register_jitable
    for name in KERNELS:
        known = register(_nrt=name in _MAKE_ARRAYS)
        for function in vars(importlib.import_module(name)).values():
            if isinstance(function, FunctionType) and function.__module__ == name:
                known(function)


@cache
def _folder() -> str | None:
    """Where the machine code of exactly these kernels is kept, or None: then it is made each time.

    numba looks at the file of a kernel and not at the files it calls into: so the folder is named
    after all of them. Who can write there runs code as this user, so it is nobody else's.
    """
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = base / f"mekaar-kernels-{_digest()}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError):
        return None
    others = stat.S_IWGRP | stat.S_IWOTH
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    return str(folder) if is_ours and not found.st_mode & others else None


def _digest() -> str:
    code = hashlib.sha256()
    for name in (*KERNELS, "mekaar.matching.rounds.net", "mekaar.matching.rounds.columns"):
        code.update(Path(str(importlib.import_module(name).__file__)).read_bytes())
    return code.hexdigest()[:16]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
