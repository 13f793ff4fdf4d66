"""What others would choose from the same pairs: brokers, and OR-tools' min-cost flow."""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.graph.python import min_cost_flow

from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.net import LOAD_COST, NOBODY, RING_GAIN, SLOTS

Array = Any


@dataclass(frozen=True)
class Numbers:
    """A round as plain arrays: pairs (ask, giver, fit) ask by ask."""

    can_carry: Array
    owner: Array
    gain: Array
    many: Array
    ask: Array
    giver: Array
    fit: Array

    @property
    def people(self) -> int:
        return len(self.can_carry)

    @property
    def asks(self) -> int:
        return len(self.owner)

    @staticmethod
    def of(net: Circulation, people: int) -> "Numbers":
        """The pairs that a circulation chooses from."""
        arrays, slots = net.net, net._slots
        asks = int(net._asks)
        return Numbers(
            arrays.can_carry[:people].copy(), arrays.owner[:asks].copy(),
            arrays.gain[:asks].copy(), arrays.pairs[:asks].copy(), slots // SLOTS,
            arrays.pair_giver[slots], arrays.pair_gain[slots],
        )  # fmt: skip

    def within(self, region: int) -> "Numbers":
        """Only the pairs of people of one region, of so many people each."""
        same = self.giver // region == self.owner[self.ask] // region
        many = np.bincount(self.ask[same], minlength=self.asks)
        pairs = (self.ask[same], self.giver[same], self.fit[same])
        return Numbers(self.can_carry, self.owner, self.gain, many, *pairs)

    def circulation(self, room: int = 0) -> Circulation:
        """The same round anew, unsolved."""
        return Circulation(
            self.can_carry, self.owner, self.gain, (self.many, self.giver, self.fit), room=room
        )

    def chosen(self, net: Circulation) -> Array:
        """For each ask the number of its pair, or NOBODY."""
        pair = net.net.pair[: self.asks]
        first = np.cumsum(self.many) - self.many
        return np.where(pair == NOBODY, NOBODY, first + (pair & (SLOTS - 1)))


def measured(numbers: Numbers, chosen: Array) -> dict[str, float]:
    """Share served, fit, load and chance to give, and the value by the design's own sum."""
    pairs = chosen[chosen >= 0]
    load = np.bincount(numbers.giver[pairs], minlength=numbers.people).astype(np.int64)
    received = np.bincount(numbers.owner[numbers.ask[pairs]], minlength=numbers.people) > 0
    could = np.bincount(numbers.giver, minlength=numbers.people) > 0
    could &= numbers.can_carry > 0
    both = int((received & (load > 0)).sum())
    value = int(numbers.gain[numbers.ask[pairs]].sum() + numbers.fit[pairs].sum())
    value += RING_GAIN * both - int((LOAD_COST * load * (load - 1) // 2).sum())
    assert (load <= numbers.can_carry).all()
    return {
        "served": len(pairs) / max(1, numbers.asks),
        "fit": float(numbers.fit[pairs].mean()) / 1000,
        "chance": both / max(1, int((received & could).sum())),
        "gini": _gini(load[could]),
        "value": value,
    }


def _gini(load: Array) -> float:
    ordered = np.sort(load)
    rank = np.arange(1, len(ordered) + 1)
    return float((2 * rank - len(ordered) - 1) @ ordered / (len(ordered) * max(1, ordered.sum())))


def best_fit_first(numbers: Numbers) -> Array:
    """The best pair of all, then the next that is still possible."""
    left, chosen = numbers.can_carry.tolist(), [NOBODY] * numbers.asks
    ask, giver = numbers.ask.tolist(), numbers.giver.tolist()
    for pair in np.argsort(-numbers.fit, kind="stable").tolist():
        if chosen[ask[pair]] == NOBODY and left[giver[pair]]:
            chosen[ask[pair]] = pair
            left[giver[pair]] -= 1
    return np.array(chosen)


def longest_waiting_first(numbers: Numbers) -> Array:
    """What a careful broker does: who is worth most goes first and gets the best that is left."""
    return _in_order(numbers, np.argsort(-numbers.gain, kind="stable"))


def scarcest_first(numbers: Numbers) -> Array:
    """Who has the fewest possibilities goes first."""
    return _in_order(numbers, np.argsort(numbers.many, kind="stable"))


def _in_order(numbers: Numbers, order: Array) -> Array:
    left, chosen = numbers.can_carry.tolist(), [NOBODY] * numbers.asks
    giver = numbers.giver.tolist()
    first = (np.cumsum(numbers.many) - numbers.many).tolist()
    many = numbers.many.tolist()
    for ask in order.tolist():
        # The pairs of an ask stand best first.
        for pair in range(first[ask], first[ask] + many[ask]):
            if left[giver[pair]]:
                left[giver[pair]] -= 1
                chosen[ask] = pair
                break
    return np.array(chosen)


def by_or_tools(numbers: Numbers, *, with_rings: bool) -> tuple[Array, float, float]:
    """The pairs that OR-tools' min-cost flow chooses, and the seconds it solved."""
    people, asks = numbers.people, numbers.asks
    hub, person = 3 * people + asks, np.arange(people)
    into = 3 * people + np.arange(asks)
    ring = RING_GAIN if with_rings else 0
    arcs = [(2 * people + numbers.giver, into[numbers.ask], 1, -numbers.fit)]
    arcs.append((np.full(people, hub), people + person, people, 0))
    arcs.append((person, np.full(people, hub), people, 0))
    arcs.append((person, people + person, 1, -ring))
    arcs.append((into, numbers.owner, 1, -numbers.gain))
    for load in range(int(numbers.can_carry.max(initial=0))):
        more = person[numbers.can_carry > load]
        arcs.append((people + more, 2 * people + more, 1, LOAD_COST * load))
    solver = min_cost_flow.SimpleMinCostFlow()
    columns = [
        np.concatenate([np.broadcast_to(arc[part], arc[0].shape) for arc in arcs]).astype(np.int64)
        for part in range(4)
    ]
    solver.add_arcs_with_capacity_and_unit_cost(*columns)
    start, processor = time.perf_counter(), time.process_time()
    assert solver.solve() == solver.OPTIMAL
    seconds, processor = time.perf_counter() - start, time.process_time() - processor
    flows = solver.flows(np.arange(len(numbers.giver)))
    chosen = np.full(asks, NOBODY)
    used = np.flatnonzero(flows)
    chosen[numbers.ask[used]] = used
    return chosen, seconds, processor
