"""How near each document of a set is to a question, by the vectors of one model."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from mekaar.language.clean import clean, windows
from mekaar.language.embed import Embedder
from mekaar.language.vectors import Vectors, similarity

_AT_ONCE = 16
_FEW = 64


class Meanings:
    """The vectors of one set of documents; read by many threads and never changed.

    A long document has a vector for each window, and is as near as its nearest window.
    """

    def __init__(self, texts: Sequence[str], embedder: Embedder, workers: int = 1) -> None:
        parts = [windows(clean(text)) for text in texts]
        self.model_id = embedder.model_id
        self._embedder = embedder
        self._firsts = np.cumsum([0, *map(len, parts)])[:-1]
        self._rows = _embedded([part for whole in parts for part in whole], embedder, workers)

    def cosines(self, query: str) -> Vectors:
        """The cosine of each document with the question."""
        asked = self._embedder.embed([query], "query")[0]
        rows = similarity(self._rows, asked)
        if len(rows) > len(self._firsts):
            nearest: Vectors = np.maximum.reduceat(rows, self._firsts)
            return nearest
        return rows


def _embedded(parts: list[str], embedder: Embedder, workers: int) -> Vectors:
    """The vector of each part; the models let go of Python's lock, so that two threads help."""
    if workers < 2 or len(parts) < _FEW:
        return embedder.embed(parts, "passage")
    with ThreadPoolExecutor(workers) as pool:
        rows = list(pool.map(lambda some: embedder.embed(some, "passage"), _portions(parts)))
    return np.concatenate(rows)


def _portions(parts: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(parts), _AT_ONCE):
        yield parts[start : start + _AT_ONCE]
