"""Meaning for a page: asked of a process beside it, because a page loads no model (ADR 25).

What somebody looks for is personal and must not be kept, so it is no job in a queue: it goes
through a pipe to a child of this very process, is compared with vectors that this process may read,
and is forgotten. The child knows no house and holds no key. Whatever goes wrong there (no model, a
machine that is busy, a child that dies) the page goes on with words.
"""

import json
import os
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Sequence
from pathlib import Path

from mekaar.language.beside_child import SIZES

PATIENCE = 8.0  # seconds that a page waits, the first time a model has to be loaded
_TRIES = 2  # one that was quiet for long has gone home
_ROOT = Path(__file__).parents[2]
_NEEDED = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")


class Beside:
    """One child, started when it is first asked; one question at a time."""

    def __init__(self, command: Sequence[str] = ("-m", "mekaar.language.beside_child")) -> None:
        """`command`: what the child runs."""
        self._command = [sys.executable, *command]
        self._child: subprocess.Popen[bytes] | None = None
        self._one = threading.Lock()

    def near(
        self, question: str, stories: Sequence[bytes], *, choice: str, model: str
    ) -> Sequence[float] | None:
        """How near each story is (`about.nearness`); None when nobody could say.

        `stories` are vectors in half precision, made by `model`; `choice` says how it is opened.
        """
        told = {"choice": choice, "model": model, "question": question, "many": len(stories)}
        if not stories or not self._one.acquire(timeout=PATIENCE):
            return None
        try:
            found = self._ask(json.dumps(told).encode(), b"".join(stories))
        finally:
            self._one.release()
        return found if found is not None and len(found) == len(stories) else None

    def stop(self) -> None:
        """End the child; the next question starts another."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def _ask(self, told: bytes, vectors: bytes) -> "array[float] | None":
        for _again in range(_TRIES):
            child, began = self._started(), time.monotonic()
            late = threading.Timer(PATIENCE, child.kill)
            late.start()
            try:
                return _asked(child, told, vectors)
            except (OSError, ValueError):
                self.stop()
            finally:
                late.cancel()
            if time.monotonic() - began > PATIENCE / 2:
                return None
        return None

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self.stop()
            around = {name: os.environ[name] for name in _NEEDED if name in os.environ}
            self._child = subprocess.Popen(  # noqa: S603 (our own module, run by this very Python)
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env={**around, "PYTHONPATH": str(_ROOT)},
            )
        return self._child


def _asked(child: "subprocess.Popen[bytes]", told: bytes, vectors: bytes) -> "array[float]":
    """Raises OSError or ValueError when the child is gone."""
    if child.stdin is None or child.stdout is None:
        raise ValueError("a child without pipes")
    child.stdin.write(SIZES.pack(len(told), len(vectors)))
    child.stdin.write(told)
    child.stdin.write(vectors)
    child.stdin.flush()
    head = child.stdout.read(4)
    size = int.from_bytes(head, "big")
    body = child.stdout.read(size)
    if len(head) < 4 or len(body) < size:
        raise ValueError("no answer")
    found = array("f")
    found.frombytes(body)
    return found


BESIDE = Beside()
"""The one of this process."""
