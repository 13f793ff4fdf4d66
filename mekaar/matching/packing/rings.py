"""A best set of rings that share nobody, with a bound that says how good it is.

A ring is a list of people; each is in one ring at most. Choosing the best is NP-hard from rings of
three on (Abraham, Blum, Sandholm 2007), so: greedy by value for each person, made better by
exchanges, for any number of rings; and exact by HiGHS where there are few, for each connected part.
The bound is always proved. Whole numbers and stated ties: the same rings give the same answer
everywhere, only better where scipy is; numba only makes it faster.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any

import numpy as np

from mekaar.matching.compiled import fast
from mekaar.matching.packing.improving import NOBODY, better, greedy, lower

EXACT_UP_TO = 1_000
"""Where at most so many rings can still make a connected part better, it is solved exactly."""

RELAXED_UP_TO = 20_000
"""With at most so many rings in all, the linear programme of HiGHS gives the bound."""

COMPILED_FROM = 2_000
_BRANCHES = 200
_ROUNDS, _STEPS = 20, 60

Ints = Any


@dataclass(frozen=True)
class Packed:
    """The numbers of the rings that are chosen, ascending; their value; what none can exceed."""

    chosen: tuple[int, ...]
    value: int
    bound: int


def pack(rings: Sequence[Sequence[int]] | Ints, values: Sequence[int] | Ints) -> Packed:
    """Rings (lists of numbers of people from 0, or an array filled up with -1) that share nobody.

    Whole values; a ring worth nothing or less is left out. Greedy takes the ring that is worth most
    for each of its people first, then the one worth most, then the earlier one.
    """
    rows, worth = _rows(rings), np.asarray(values, np.int64).reshape(-1)
    useful = np.flatnonzero(worth > 0)
    if not len(useful):
        return Packed((), 0, 0)
    if len(useful) < len(rows):
        rows, worth = rows[useful], worth[useful]
    people = int(rows.max()) + 1
    chosen = _good(rows, worth, people, _densest_first(rows, worth))
    bound = None
    if len(rows) <= RELAXED_UP_TO:
        chosen, bound = _by_parts(rows, worth, chosen, people)
    value = int(worth[chosen].sum())
    bound = _bound(rows, worth, people, value) if bound is None else bound
    return Packed(tuple(np.sort(useful[chosen]).tolist()), value, max(value, bound))


def _rows(rings: Sequence[Sequence[int]] | Ints) -> Ints:
    if isinstance(rings, np.ndarray):
        return np.ascontiguousarray(rings, np.int64)
    rows = np.array(list(zip_longest(*rings, fillvalue=NOBODY)), np.int64)
    return rows.T.copy() if rows.size else np.empty((len(rings), 1), np.int64)


def _densest_first(rows: Ints, worth: Ints) -> Ints:
    size = (rows >= 0).sum(axis=1)
    each = worth * (math.lcm(*range(1, rows.shape[1] + 1)) // size)
    order = np.argsort(-worth, kind="stable")
    return order[np.argsort(-each[order], kind="stable")]


def _good(rows: Ints, worth: Ints, people: int, order: Ints) -> Ints:
    """The rings of the greedy choice in this order, made better; ascending."""
    holder = np.full(people, NOBODY)
    _kernel(greedy, rows)(order, rows, holder)
    _kernel(better, rows)(order, rows, worth, holder, _turns(_ROUNDS, 1, rows))
    return np.unique(holder[holder != NOBODY])


def _bound(rows: Ints, worth: Ints, people: int, value: int, prices: Ints = None) -> int:
    """What the prices prove; they are kept in fine parts of one."""
    fine = max(1, min(1 << 10, (1 << 60) // (int(worth.sum()) + 1)))
    if prices is None:
        size = (rows >= 0).sum(axis=1)
        prices = np.zeros(people)
        np.maximum.at(prices, rows[:, 0], worth / size)
    start = np.rint(prices * fine).astype(np.int64)
    return (
        int(_kernel(lower, rows)(rows, worth * fine, start, value * fine, _turns(_STEPS, 10, rows)))
        // fine
    )


def _by_parts(rows: Ints, worth: Ints, chosen: Ints, people: int) -> tuple[Ints, int | None]:
    """The best of each connected part, small parts together."""
    try:
        from mekaar.matching.packing.highs import parts  # noqa: PLC0415 - scipy may be absent
    except ImportError:
        return chosen, None
    taken, bound = [], 0
    for here in _batches(parts(rows, people)[rows[:, 0]]):
        among, part = np.unique(rows[here], return_inverse=True)
        part = part.reshape(-1, rows.shape[1]) - int(among[0] < 0)
        kept, most = _part(part, worth[here], np.flatnonzero(np.isin(here, chosen)))
        taken.append(here[kept])
        bound += most
    return np.sort(np.concatenate(taken)), bound


def _part(rows: Ints, worth: Ints, chosen: Ints) -> tuple[Ints, int]:
    """A choice of these rings at least as good as the one that is known, and its bound.

    The prices of the linear programme say which rings can be in a better choice; when these are
    few, all choices of them are gone through.
    """
    from mekaar.matching.packing.highs import best_of, relaxed  # noqa: PLC0415 - may be absent

    people = int(rows.max()) + 1
    share, prices = relaxed(rows, worth, people)
    rounded = _good(rows, worth, people, np.argsort(-np.rint(share * 1e6), kind="stable"))
    chosen = max((chosen, rounded), key=lambda one: int(worth[one].sum()))
    value = int(worth[chosen].sum())
    bound = max(value, _bound(rows, worth, people, value, prices))
    paid = np.where(rows >= 0, prices[rows], 0).sum(axis=1)
    hopeful = np.flatnonzero(paid - worth <= bound - value + 1e-6 * prices.sum())
    if bound > value and len(hopeful) <= EXACT_UP_TO:
        found, is_best = best_of(rows[hopeful], worth[hopeful], people, _BRANCHES)
        chosen = max((chosen, hopeful[found]), key=lambda one: int(worth[one].sum()))
        value = int(worth[chosen].sum())
        bound = value if is_best else bound
    return chosen, bound


def _batches(part: Ints) -> list[Ints]:
    """The rings of each part, small parts together until they would be too many."""
    order = np.argsort(part, kind="stable")
    starts = [*np.flatnonzero(np.diff(part[order], prepend=-1)).tolist(), len(order)]
    cuts, begun = [], 0
    for start, end in pairwise(starts):
        if end - begun > EXACT_UP_TO and start > begun:
            cuts.append(start)
            begun = start
    return np.split(order, cuts)


def _turns(most: int, least: int, rows: Ints) -> int:
    """Fewer when there are very many rings, so that a million stays a matter of seconds."""
    return max(least, min(most, most * RELAXED_UP_TO // len(rows)))


def _kernel(kernel: Callable[..., Any], rows: Ints) -> Callable[..., Any]:
    return fast(kernel) if len(rows) >= COMPILED_FROM else kernel
