"""The best packing of a pool in cycles and chains, with its proof.

Column generation over the cycle formulation (Abraham, Blum, Sandholm, EC 2007), with chains as
walks, which proves as much as the position-indexed formulation PICEF (Dickerson, Manlove, Plaut,
Sandholm, Trimble, EC 2016). HiGHS solves a small linear programme; its prices are rounded to whole
numbers; the loops of `prices` find what breaks them and what they prove. Then a packing is
sought by diving: fix the columns that the relaxed solution is surest of, price what is left, go
on. Nearly always it meets the bound. What remains is settled by writing down every column that
could still make a better packing, and one integer programme.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from mekaar.matching.packing.bound import QUICK, THOROUGH, Limits, Prices
from mekaar.matching.packing.highs import Floats, best_of, relaxed
from mekaar.matching.packing.pool import SCALE, Pool
from mekaar.matching.packing.prices import Ints

ROUNDS, DRAWS, DIVES = 200, 4, 5
_QUOTA = 6
_ASKED_AGAIN = 5
_BRANCHES = 20_000
_NEARLY = 0.999


@dataclass(frozen=True)
class Packing:
    """Disjoint cycles and chains of nodes, their weight, and what no packing can exceed."""

    cycles: tuple[tuple[int, ...], ...]
    chains: tuple[tuple[int, ...], ...]
    value: Fraction
    bound: Fraction

    @property
    def transplants(self) -> int:
        """How many receive: all of a cycle, all but the altruist of a chain."""
        return sum(map(len, self.cycles)) + sum(len(chain) - 1 for chain in self.chains)


def solve(pool: Pool, longest_cycle: int, longest_chain: int) -> Packing:
    """The packing of most weight; cycles of at most so many members, chains of so many gifts.

    More members than there are pairs is the same as that many.
    """
    pairs = len(pool.names) - len(pool.altruists)
    limits = Limits(max(2, min(longest_cycle, pairs)), min(longest_chain, pairs))
    prices = Prices(pool, limits)
    search = Search(prices)
    search.run()
    return _packing(search, prices)


class Search:
    """The columns known so far, the best packing of them, and the best bound."""

    def __init__(self, prices: Prices) -> None:
        self._prices = prices
        self._rows = np.empty((0, prices.width), np.int64)
        self._weights, self._whole = np.empty(0, np.int64), np.empty(0, np.bool_)
        self._known: set[bytes] = set()
        self._steps, self._is_cut = QUICK, False
        self._best = np.zeros(prices.nodes, np.int64)
        self._chosen: Ints = np.empty(0, np.int64)
        self.value, self.bound = 0, int(prices.weight.sum())

    @property
    def chosen(self) -> Ints:
        """The members of what is chosen, a row each."""
        return self._rows[self._chosen]

    def run(self) -> None:
        """Narrow value and bound until they meet, or until nothing here can narrow them."""
        for seed in range(DRAWS if self.bound else 0):
            self._look(self._drawn(seed))
        if self.bound and not len(self._rows):
            self._look(np.zeros(self._prices.nodes, np.int64))
        for _ in range(ROUNDS if self.bound else 0):
            share, prices = relaxed(self._rows, self._weights, self._prices.nodes)
            self._take(self._largest_first(np.arange(len(share)), share, 1.0))
            fresh = self._look(np.rint(prices * self._prices.grid).astype(np.int64))
            if self.value >= self.bound or (not fresh and not self._may_ask_more()):
                break
        for seed in range(DIVES):
            if self.value < self.bound:
                self._dive(seed)
        if self.value < self.bound:
            self._settle()

    def _drawn(self, seed: int) -> Ints:
        """Prices by lot, the same each time: they make the first columns unlike each other."""
        lots = (np.arange(1, self._prices.nodes + 1) * (2_654_435_761 + 2 * seed)) % 1_000_003
        most = self._prices.grid * int(self._prices.weight.max()) * (2 + seed) // 4
        prices: Ints = lots * (most // 1_000_003)
        return prices

    def _may_ask_more(self) -> bool:
        """More steps for what was cut short, up to a limit."""
        self._steps *= 10
        return self._is_cut and self._steps <= THOROUGH

    def _look(self, prices: Ints) -> int:
        """Ask what these prices tell; returns how many columns are new."""
        told = self._prices.tell(prices, self._steps)
        self._is_cut = told.is_cut
        if told.bound < self.bound:
            self.bound, self._best = told.bound, told.prices
        order = np.argsort(-told.rows[:, 0], kind="stable")
        picked = self._prices.picked(order, told.rows[:, 1:], _QUOTA)
        return self._add(told.rows[picked], prices)

    def _add(self, rows: Ints, prices: Ints) -> int:
        weights = self._prices.weights(rows, prices)
        fresh = []
        for at, row in enumerate(rows[:, 1:]):
            key = row.tobytes()
            if key not in self._known:
                self._known.add(key)
                fresh.append(at)
        members = np.sort(rows[fresh, 1:], axis=1)
        again = (members[:, 1:] == members[:, :-1]) & (members[:, 1:] >= 0)
        self._rows = np.concatenate((self._rows, rows[fresh, 1:]))
        self._weights = np.concatenate((self._weights, weights[fresh]))
        self._whole = np.concatenate((self._whole, ~again.any(axis=1)))
        return len(fresh)

    def _take(self, chosen: Ints) -> None:
        chosen = chosen[self._whole[chosen]]
        value = int(self._weights[chosen].sum())
        if value > self.value:
            self.value, self._chosen = value, chosen

    def _largest_first(self, here: Ints, share: Floats, part: float, seed: int = 0) -> Ints:
        """Disjoint columns, those of which the solution in parts takes most first."""
        lots = here * (7919 * seed + 1) % 10_007
        order = np.lexsort((lots, -np.rint(share * 1e4)))
        sure = int((share > _NEARLY).sum())
        order = order[: max(1, sure, int((share > 1e-6).sum() * part))]
        return self._prices.picked(here[order], self._rows, 1)

    def _dive(self, seed: int) -> None:
        """Fix a part, solve what is left, go on until nothing is left."""
        free = np.ones(self._prices.nodes + 1, np.bool_)
        fixed = np.empty(0, np.int64)
        while True:
            here, share = self._relaxed_among(free, int(self._weights[fixed].sum()))
            if not len(here):
                break
            surest = self._largest_first(here, share, 1 / (4 + seed), seed)
            fixed = np.concatenate((fixed, surest))
            free[self._rows[surest]] = False
            free[-1] = True
        self._take(fixed)

    def _relaxed_among(self, free: Ints, value: int) -> tuple[Ints, Floats]:
        """The best solution in parts of the columns that are still free, and of what is missing
        there; no need to look for more once it is as good as the bound."""
        never = self._prices.grid * int(self._prices.weight.max()) * self._prices.width
        here, share = np.empty(0, np.int64), np.empty(0)
        for _ in range(_ASKED_AGAIN):
            here = np.flatnonzero(free[self._rows].all(axis=1) & self._whole)
            share, prices = np.empty(0), np.zeros(self._prices.nodes)
            if len(here):
                share, prices = relaxed(self._rows[here], self._weights[here], len(prices))
            if value + share @ self._weights[here] > self.bound - 1e-6:
                break
            asked = np.where(free[:-1], np.rint(prices * self._prices.grid), never)
            if not self._look(asked.astype(np.int64)):
                break
        here = np.flatnonzero(free[self._rows].all(axis=1) & self._whole)
        return here, np.concatenate((share, np.zeros(len(here) - len(share))))

    def _settle(self) -> None:
        """A better packing has only columns that lose less than is between value and bound."""
        floor = self._prices.grid * (self.value + 1) - int(self._best.sum()) - 1
        rows = self._prices.all_above(self._best, floor)
        if rows is None:
            return
        weights = self._prices.weights(rows, self._best)
        chosen, is_best = best_of(rows[:, 1:], weights, self._prices.nodes, _BRANCHES)
        if (value := int(weights[chosen].sum())) > self.value:
            self.value, self._chosen = value, np.arange(len(chosen))
            self._rows = rows[chosen, 1:]
        if is_best:
            self.bound = self.value


def _packing(search: Search, prices: Prices) -> Packing:
    cycles: list[tuple[int, ...]] = []
    chains: list[tuple[int, ...]] = []
    for row in search.chosen:
        members = tuple(int(prices.order[at]) for at in row if at >= 0)
        (chains if row[0] < prices.altruists else cycles).append(members)
    value, bound = (Fraction(one * prices.step, SCALE) for one in (search.value, search.bound))
    return Packing(tuple(sorted(cycles)), tuple(sorted(chains)), value, bound)
