"""The pairs a round may choose from, found by as many threads as there are processors."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from mekaar.matching.compiled import fast, processors
from mekaar.matching.rounds.pairs import CANDIDATES, Best, Scene, find_pairs

COMPILED_FROM = 4_000
"""From so many asks on, machine code saves more than loading it costs."""

_BATCH = 5_000


def find_candidates(
    scene: Scene, threads: int | None = None, progress: Callable[[int, int], None] | None = None
) -> Best:
    """The best few offers of every ask."""
    asks = len(scene.asks.person)
    best = Best(
        np.zeros((asks, CANDIDATES), np.int32),
        np.zeros((asks, CANDIDATES), np.int32),
        np.zeros(asks, np.int32),
    )
    find = fast(find_pairs) if asks >= COMPILED_FROM else find_pairs

    def batch(first: int) -> int:
        last = min(asks, first + _BATCH)
        find(scene, best, first, last)
        return last

    with ThreadPoolExecutor(threads or processors()) as pool:
        for done in pool.map(batch, range(0, asks, _BATCH)):
            if progress:
                progress(done, asks)
    return best
