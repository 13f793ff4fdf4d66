"""One thread for one text: a process that serves pages shares its cores by texts, not within one.

The libraries of arrays start a thread for each core unless the environment says otherwise before
they are loaded. On a machine with two cores that made reading a text twenty times slower while
others worked (`bench/results/language.md`).
"""

import os
import sys

_SAYS_HOW_MANY = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def one_thread_for_each_text() -> None:
    """Call it when a program starts; once numpy is loaded it is too late, and nothing happens."""
    if "numpy" not in sys.modules:
        for name in _SAYS_HOW_MANY:
            os.environ.setdefault(name, "1")
