"""The pairs a round may choose from, found by as many threads as there are processors."""

from collections.abc import Callable, Iterator

import numpy as np

from mekaar.matching.compiled import fast
from mekaar.matching.rounds.pairs import CANDIDATES, Best, Scene, find_pairs
from mekaar.matching.rounds.threads import side_by_side

COMPILED_FROM = 500_000
"""From so many offers to look at on, machine code saves more than loading (or making) it costs."""

_BATCH = 5_000


def find_candidates(
    scene: Scene,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    most: int = CANDIDATES,
) -> Best:
    """The best few offers of every ask."""
    asks = len(scene.asks.person)
    best = Best(
        np.zeros((asks, most), np.int32),
        np.zeros((asks, most), np.int32),
        np.zeros(asks, np.int32),
    )
    find = fast(find_pairs) if looks(scene) >= COMPILED_FROM else find_pairs

    def batch(first: int) -> Iterator[int]:
        last = min(asks, first + _BATCH)
        find(scene, best, first, last)
        yield last - first

    done = 0
    for more in side_by_side(batch, range(0, asks, _BATCH), threads):
        done += more
        if progress:
            progress(done, asks)
    return best


def looks(scene: Scene) -> int:
    """How many offers mean what an ask means, over all asks, wherever they are."""
    meanings, many = scene.meanings, np.diff(scene.offers.first)
    until = np.concatenate([[0], np.cumsum(many[meanings.text], dtype=np.int64)])
    of_text = until[meanings.first[1:]] - until[meanings.first[:-1]]
    return int(of_text[scene.asks.text].sum())
