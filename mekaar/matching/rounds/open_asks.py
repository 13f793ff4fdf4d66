"""Why asks stay open after a round, each in the few words that could change it."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from mekaar.matching.compiled import fast
from mekaar.matching.ideas import in_steps
from mekaar.matching.model import Value, WhyNot
from mekaar.matching.rounds.candidates import COMPILED_FROM, looks
from mekaar.matching.rounds.columns import Columns
from mekaar.matching.rounds.near_misses import (
    FAR,
    LANGUAGE,
    NAMES,
    NEEDS,
    Misses,
    find_misses,
)
from mekaar.matching.rounds.pairs import Best, Scene

ALL_ASKED = "all_asked"
"""There are people who fit, and all of them have another idea in this round."""

Array = Any


def why_open(
    columns: Columns, scene: Scene, best: Best, asks: Array
) -> Iterator[tuple[int, tuple[WhyNot, ...]]]:
    """For each of these asks what kept the nearest offers away."""
    alone = asks[best.many[asks] == 0]
    size = len(columns.ids.asks)
    misses = Misses(
        np.zeros(size, np.int32),
        np.zeros((size, len(NAMES)), np.int32),
        np.zeros(size, np.float64),
    )
    large = looks(scene) * len(alone) >= COMPILED_FROM * size
    find = fast(find_misses) if large else find_misses
    find(scene, misses, alone)
    for ask in asks.tolist():
        if best.many[ask]:
            yield ask, (WhyNot(ALL_ASKED, (), int(best.many[ask])),)
        else:
            yield ask, _why(columns, misses, ask)


def _why(columns: Columns, misses: Misses, ask: int) -> tuple[WhyNot, ...]:
    if not misses.fewest[ask]:
        wanted = columns.asked.profession[ask]
        return (WhyNot("profession_wanted" if wanted else "nobody_offers_this"),)
    counts = misses.counts[ask].tolist()
    broken = sorted(
        (condition for condition in range(len(NAMES)) if counts[condition]),
        key=lambda condition: (-counts[condition], NAMES[condition]),
    )
    return tuple(
        WhyNot(NAMES[one], _values(columns, misses, ask, one), counts[one]) for one in broken
    )


def _values(columns: Columns, misses: Misses, ask: int, condition: int) -> tuple[Value, ...]:
    """How far the nearest is; which languages the asker speaks; what is needed."""
    if condition == FAR:
        return (in_steps(float(misses.nearest[ask])),)
    if condition == LANGUAGE:
        spoken = columns.words.languages[columns.asked.person[ask]]
        return tuple(sorted(columns.words.sets[spoken]))
    if condition == NEEDS:
        return tuple(sorted(columns.words.sets[columns.words.needs[ask]]))
    return ()
