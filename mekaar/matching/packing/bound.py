"""Prices for the members of a pool, and what they prove.

Prices are whole numbers of which `grid` make one unit of weight. Whatever they are, `tell` raises
them by what the cycles and chains are worth too much, and then their sum is a bound on every
packing: a proof that rests on whole numbers and on no solver (Farley 1990 in this setting).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mekaar.matching.compiled import fast
from mekaar.matching.packing.pool import Pool
from mekaar.matching.packing.prices import (
    COUNT,
    NONE,
    Edges,
    Hunt,
    Ints,
    chains,
    cycles,
    new_walk,
    picked_in_order,
)

_FINEST = 2**40
COMPILED_FROM = 1_000
"""From so many edges on, machine code saves more than loading it costs."""

ROWS = 400_000
"""So many cycles and chains are written down at once."""

QUICK, THOROUGH = 20_000, 20_000_000
"""Steps for one first node; beyond them a bound is weaker, and never wrong."""


@dataclass(frozen=True)
class Limits:
    """A cycle has at most so many members, a chain so many gifts (the altruist's is the first)."""

    cycle: int
    chain: int


@dataclass(frozen=True)
class Told:
    """What prices say: columns that break them, the bound they prove with the prices mended for
    it, and whether more steps could say more."""

    rows: Ints
    bound: int
    prices: Ints
    is_cut: bool


class Prices:
    """The pool as arrays, with altruists first, and questions about prices."""

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self.nodes, self.altruists = len(pool.names), len(pool.altruists)
        edges = pool.edges
        self.order = _few_edges_first(edges, self.nodes, pool.altruists)
        place = np.empty(self.nodes, np.int64)
        place[self.order] = np.arange(self.nodes)
        self.giver, self.receiver = place[edges[:, 0]], place[edges[:, 1]]
        self.step = max(1, int(np.gcd.reduce(edges[:, 2])))
        self.weight = edges[:, 2] // self.step
        most = int(self.weight.max(initial=1))
        self.grid = max(1, _FINEST // (most * (limits.cycle + limits.chain)))
        self.limits = limits
        self._out = _sorted(self.giver, self.receiver, self.nodes)
        self._into = _sorted(self.receiver, self.giver, self.nodes)
        width = max(limits.cycle, limits.chain + 1)
        self._rows = np.empty((ROWS, width + 1), np.int64)
        self.width = self._rows.shape[1] - 1
        self._walk = new_walk(self.nodes, self.width)

    def tell(self, prices: Ints, steps: int) -> Told:
        """Good cycles and chains for each first edge, and the bound of these prices."""
        budget = THOROUGH // (10 if self.limits.cycle <= 3 else 100)
        hunt = Hunt(self.limits.cycle, 0, every=False, budget=budget)
        rows, best, cut = self._hunt(prices, hunt, steps)
        mended = prices + np.maximum(best, 0)
        return Told(rows, int(mended.sum()) // self.grid, mended, cut)

    def all_above(self, prices: Ints, floor: int) -> Ints | None:
        """Every cycle and chain worth more than the floor, or None when they are too many."""
        hunt = Hunt(self.limits.cycle, floor, every=True, budget=THOROUGH // 10)
        rows, _, cut = self._hunt(prices, hunt, THOROUGH)
        return None if cut else rows

    def weights(self, rows: Ints, prices: Ints) -> Ints:
        """What the cycles and chains in these rows weigh, from their worth at these prices."""
        paid = np.where(rows[:, 1:] >= 0, prices[rows[:, 1:]], 0).sum(axis=1)
        weighed: Ints = (rows[:, 0] + paid) // self.grid
        return weighed

    def _hunt(self, prices: Ints, hunt: Hunt, chain_steps: int) -> tuple[Ints, Ints, bool]:
        worth = self.grid * self.weight - prices[self.receiver]
        worth[self.giver < self.altruists] -= prices[self.giver[self.giver < self.altruists]]
        out, into = (self._edges(sides, worth) for sides in (self._out, self._into))
        self._walk.state[COUNT] = 0
        best, cut = self._fast(cycles)(out, into, hunt, self._walk, self._rows)
        if self.limits.chain:
            further = hunt._replace(longest=self.limits.chain + 1, budget=chain_steps)
            best_chain, cut_chain = self._fast(chains)(
                out, self.altruists, further, self._walk, self._rows
            )
            best[: self.altruists] = best_chain
            cut = cut or cut_chain
        count = int(self._walk.state[COUNT])
        return self._rows[: min(count, ROWS)].copy(), best, bool(cut or count > ROWS)

    def picked(self, order: Ints, rows: Ints, quota: int) -> Ints:
        """The rows picked in this order while nobody is in more than a quota of them."""
        taken = np.zeros(self.nodes, np.int64)
        picked, count = self._fast(picked_in_order)(order, rows, quota, taken)
        return picked[:count]

    def _fast(self, kernel: Callable[..., Any]) -> Callable[..., Any]:
        return fast(kernel) if len(self.weight) >= COMPILED_FROM else kernel

    def _edges(self, sides: tuple[Ints, Ints, Ints], worth: Ints) -> Edges:
        order, first, target = sides
        most = np.full(self.nodes, NONE)
        some = np.flatnonzero(first[1:] > first[:-1])
        if len(some):
            most[some] = np.maximum.reduceat(worth[order], first[some])
        return Edges(first, target, worth[order], most)


def _sorted(near: Ints, far: Ints, nodes: int) -> tuple[Ints, Ints, Ints]:
    """The order of the edges by node and other end; where each node begins; the other ends."""
    order = np.lexsort((far, near))
    first = np.concatenate(([0], np.cumsum(np.bincount(near, minlength=nodes))))
    return order, first.astype(np.int64), far[order]


def _few_edges_first(edges: Ints, nodes: int, altruists: frozenset[int]) -> Ints:
    """Altruists, then pairs from few edges to many: cycles are looked for among higher nodes."""
    out = np.bincount(edges[:, 0], minlength=nodes)
    is_pair = np.ones(nodes, np.bool_)
    is_pair[sorted(altruists)] = False
    order: Ints = np.lexsort((np.arange(nodes), out, is_pair))
    return order
