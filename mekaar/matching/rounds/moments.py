"""Two ideas for one person must not need the same moment of the week.

A giver with two or three ideas needs a daypart of their own for each. That is the one condition a
circulation cannot hold; it is looked at afterwards, and seldom broken (0.8 % of those who give).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from mekaar.matching.fit import NOT_TOLD
from mekaar.matching.rounds.columns import Columns

ANY_TIME = (1 << 28) - 1

Array = Any


def shared_times(columns: Columns, asks: Array, offers: Array) -> Array:
    """The dayparts that an ask and an offer (by its sorted place) have in common."""
    asked, offered = columns.asked.times[asks], columns.offered.times[offers]
    asked = np.where(asked == NOT_TOLD, ANY_TIME, asked)
    return asked & np.where(offered == NOT_TOLD, ANY_TIME, offered)


def clashes(givers: Array, times: Array, gains: Array, alone: Array) -> list[int]:
    """Which of the chosen pairs to leave out: of each giver who cannot do all, the worst one.

    Arrays over the chosen pairs; `alone` where the ask has no other pair: those stay where one
    with another can go. Ties go to the later pair.
    """
    found = []
    for pairs in _more_than_one(givers):
        dayparts = [int(times[at]) for at in pairs]
        if not fit_beside_each_other(dayparts):
            found.append(min(pairs, key=lambda at: (alone[at], gains[at], -at)))
    return found


def _more_than_one(givers: Array) -> Iterator[list[int]]:
    many = np.bincount(givers)
    several = np.flatnonzero(many[givers] > 1)
    order = several[np.argsort(givers[several], kind="stable")]
    for _, pairs in groupby(order.tolist(), key=lambda at: int(givers[at])):
        yield list(pairs)


def fit_beside_each_other(dayparts: Sequence[int]) -> bool:
    """Every set of dayparts can have one of its own (augmenting paths; Hall 1935)."""
    taken: dict[int, int] = {}

    def place(at: int, tried: set[int]) -> bool:
        left = dayparts[at]
        while left:
            bit = left & -left
            left ^= bit
            if bit in tried:
                continue
            tried.add(bit)
            if bit not in taken or place(taken[bit], tried):
                taken[bit] = at
                return True
        return False

    return all(
        dayparts[at].bit_count() >= len(dayparts) or place(at, set())
        for at in sorted(range(len(dayparts)), key=lambda at: dayparts[at].bit_count())
    )
