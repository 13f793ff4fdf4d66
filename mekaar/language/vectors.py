"""Arrays of meaning, and how the windows of one text become one vector."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from mekaar.language.clean import clean, windows

Vectors = NDArray[np.float32]


def unit(rows: Vectors) -> Vectors:
    """Each row at length 1; a row of nothing, or with what is no number, stays nothing."""
    sound = np.nan_to_num(rows, nan=0.0, posinf=0.0, neginf=0.0)
    length = np.linalg.norm(sound, axis=1, keepdims=True)
    return (sound / np.where(length > 0, length, 1)).astype(np.float32)


def similarity(vectors: Vectors, one: Vectors) -> Vectors:
    """The cosine of each row with one vector."""
    found: Vectors = vectors @ one
    return found


def read_whole(texts: Sequence[str], size: int, read: Callable[[str], Vectors]) -> Vectors:
    """One vector for each text: the mean of its windows. An empty text has the vector of nothing.

    Each window is read on its own, so that a text has the same vector in any company.
    """
    rows = np.zeros((len(texts), size), dtype=np.float32)
    for row, text in enumerate(texts):
        cleaned = clean(text)
        if cleaned:
            parts = np.array([read(part) for part in windows(cleaned)], dtype=np.float32)
            rows[row] = unit(parts).mean(axis=0)
    return unit(rows)
