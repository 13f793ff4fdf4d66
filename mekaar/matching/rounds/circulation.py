"""A round in memory: the best set of pairs, its proof, and what changes after it.

Exact at every moment. What `flow.py` does per change, this keeps together: the arrays with room to
grow, regions solved side by side, and the numbers that prove that nothing better exists.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from mekaar.matching.compiled import fast
from mekaar.matching.rounds import flow
from mekaar.matching.rounds.net import (
    FAR,
    GONE,
    LOAD_COST,
    NOBODY,
    RING_GAIN,
    SERVED,
    SLOTS,
    Net,
    Work,
)
from mekaar.matching.rounds.threads import side_by_side

REGION = 125_000
"""So many people, next to each other on the map, are solved by one thread at a time."""

BATCH = 2_000
"""So many asks are taken in between two looks at whether somebody stopped the work."""

COMPILED_FROM = 20_000
"""From so many pairs on, machine code saves more than loading it costs."""

Array = Any
Progress = Callable[[int, int], None]


class Circulation:
    """People, asks and the pairs between them; `solve` once, then change what changes."""

    def __init__(
        self,
        can_carry: Array,
        owner: Array,
        gain: Array,
        pairs: tuple[Array, Array, Array],
        *,
        room: int = 0,
    ) -> None:
        """Arrays: what each person can carry; whose each ask is and what serving it is worth;
        how many pairs each ask has, then giver and gain of each (1000 x fit), ask by ask.
        `room` more asks can come later."""
        many, giver, pair_gain = pairs
        people, asks = len(can_carry), len(owner)
        size = asks + room
        self.net = _net(people, size, len(giver))
        self._asks, self._room = asks, size
        net = self.net
        net.can_carry[:] = can_carry
        net.owner[:asks], net.gain[:asks], net.pairs[:asks] = owner, gain, many
        slots = np.repeat(np.arange(asks, dtype=np.int64) * SLOTS, many)
        slots += np.arange(len(giver)) - np.repeat(np.cumsum(many) - many, many)
        net.pair_giver[slots], net.pair_gain[slots] = giver, pair_gain
        order = np.argsort(giver, kind="stable")
        net.by_giver[:] = slots[order]
        net.offers[1:] = np.cumsum(np.bincount(giver, minlength=people))
        self._slots = slots
        _chain(net, asks)
        if room:
            # Written once now: else each new ask waits for the memory it is the first to touch.
            for later in (
                net.next_more,
                net.pair_giver[asks * SLOTS :],
                net.pair_gain[asks * SLOTS :],
            ):
                later.fill(0)
        self._pairs = len(giver)
        self._work = _work(len(net.pi))

    def solve(self, progress: Progress | None = None, threads: int | None = None) -> None:
        """Take every ask in; regions side by side first, then what crosses a border.

        The order is the same whatever the number of threads, and so is every byte that comes out.
        """
        regions, border = self._regions()
        total, done = self._asks, 0
        run = self._kernel(flow.serve_all)
        if len(regions) > 1:

            def region(asks: Array) -> Iterator[int]:
                work = self._own_work()
                for batch in _batches(asks):
                    run(self.net, work, batch)
                    yield len(batch)

            for asks in side_by_side(region, regions, threads):
                done += asks
                if progress:
                    progress(done, total)
        else:
            border = np.concatenate([*regions, border])  # there is one region: nothing crosses
        for batch in _batches(border):
            run(self.net, self._work, batch)
            done += len(batch)
            if progress:
                progress(done, total)

    def add(self, owner: int, gain: int, pairs: Iterable[tuple[int, int]]) -> int:
        """A new ask with its pairs (giver, gain); its number."""
        net, ask = self.net, self._asks
        if ask == self._room:
            raise IndexError("This round was made with room for fewer new asks.")
        self._asks += 1
        net.owner[ask], net.gain[ask] = owner, gain
        net.next_ask[ask], net.first_ask[owner] = net.first_ask[owner], ask
        for giver, worth in pairs:
            self._new_pair(ask, giver, worth)
        self.run(flow.serve, ask)
        return ask

    def remove(self, ask: int) -> None:
        """An ask is withdrawn."""
        self.run(flow.let_go, ask)

    def forbid(self, ask: int, giver: int) -> None:
        """These two do not meet: declined, or a boundary that was set."""
        pair = self._pair(ask, giver)
        if pair != NOBODY:
            self.run(flow.forbid, pair)

    def allow(self, ask: int, giver: int, gain: int) -> None:
        """These two may meet from now on, or fit better or less well."""
        pair = self._pair(ask, giver)
        if pair == NOBODY:
            pair = self._new_pair(ask, giver, -1)
        elif self.net.pair_gain[pair] >= 0:
            self.run(flow.forbid, pair)
        self.run(flow.allow, pair, gain)

    def carry(self, person: int, can_carry: int) -> None:
        """Somebody comes, goes or says "dit is te veel" (0)."""
        self.run(flow.carry, person, can_carry)

    def chosen(self) -> tuple[Array, Array]:
        """The asks that are served, and who gives to each."""
        asks = np.flatnonzero(self.net.state[: self._asks] == SERVED)
        return asks, self.net.pair_giver[self.net.pair[asks]]

    def value(self) -> int:
        """What this round is worth."""
        net = self.net
        asks = np.flatnonzero(net.state == SERVED)
        load = net.load.astype(np.int64)
        both = int(np.count_nonzero((net.served > 0) & (load > 0)))
        gains = int(net.gain[asks].sum()) + int(net.pair_gain[net.pair[asks]].sum())
        return gains - int((LOAD_COST * load * (load - 1) // 2).sum()) + RING_GAIN * both

    def bound(self) -> int:
        """What no round can be worth more than, by the prices alone (weak duality).

        For any prices whatever, the gains of all arcs above their prices, times their room, are at
        least the value of every circulation: nothing here looks at which pairs were chosen.
        """
        net, people = self.net, self.net.people
        received, asked = net.pi[:people], net.pi[people : 2 * people]
        gives, into = net.pi[2 * people : 3 * people], net.pi[3 * people :]
        if (received < 0).any() or (asked > 0).any():
            raise ArithmeticError("An arc without an end has a gain: these are no prices.")
        above: int = int(np.maximum(0, RING_GAIN - received + asked).sum())
        for load in range(int(net.can_carry.max(initial=0))):
            more = net.can_carry > load
            above += int(np.maximum(0, gives - asked - LOAD_COST * load)[more].sum())
        here = np.flatnonzero(net.state != GONE)
        above += int(np.maximum(0, net.gain[here] - into[here] + received[net.owner[here]]).sum())
        slots = self._alive()
        room = net.pair_gain[slots] - gives[net.pair_giver[slots]] + into[slots // SLOTS]
        return above + int(np.maximum(0, room).sum())

    def _alive(self) -> Array:
        """The pairs that may be: not forbidden, of an ask that is there."""
        net = self.net
        asks = np.flatnonzero(net.state != GONE)
        many = net.pairs[asks].astype(np.int64)
        slots = np.repeat(asks.astype(np.int64) * SLOTS, many)
        slots += np.arange(len(slots)) - np.repeat(np.cumsum(many) - many, many)
        return slots[net.pair_gain[slots] >= 0]

    def _pair(self, ask: int, giver: int) -> int:
        first = ask * SLOTS
        row = self.net.pair_giver[first : first + self.net.pairs[ask]]
        found = np.flatnonzero(row == giver)
        return first + int(found[0]) if len(found) else NOBODY

    def _new_pair(self, ask: int, giver: int, gain: int) -> int:
        net = self.net
        if net.pairs[ask] == SLOTS:
            raise IndexError(f"An ask has room for {SLOTS} pairs.")
        pair = ask * SLOTS + int(net.pairs[ask])
        net.pair_giver[pair], net.pair_gain[pair] = giver, gain
        net.pairs[ask] += 1
        net.next_more[pair] = net.first_more[giver]
        net.first_more[giver] = pair
        return pair

    def run(self, kernel: Callable[..., Any], *words: Any, work: bool = True) -> Any:
        """Run a kernel on this round, with its scratch paper or (`work=False`) without."""
        paper = (self._work,) if work else ()
        return self._kernel(kernel)(self.net, *paper, *words)

    def _kernel(self, kernel: Callable[..., Any]) -> Callable[..., Any]:
        return fast(kernel) if self._pairs >= COMPILED_FROM else kernel

    def _own_work(self) -> Work:
        """Marks at the nodes are shared (regions have no node in common); lists are not."""
        return _work(len(self.net.pi), marks=self._work)

    def _regions(self) -> tuple[list[Array], Array]:
        """The asks whose givers all live in the asker's region, per region; then all others.

        Of each part those that are worth most first: who comes later then seldom pushes somebody
        out. Among thousands who are all the same that is the difference between a moment and an
        hour; elsewhere it makes little.
        """
        net, asks = self.net, self._asks
        home = net.owner[:asks] // REGION
        many = net.pairs[:asks]
        row = np.repeat(np.arange(asks), many)
        crosses = net.pair_giver[self._slots] // REGION != home[row]
        border = np.zeros(asks, dtype=bool)
        border[row[crosses]] = True
        inside = np.flatnonzero(~border)
        # Asks may be told in any order. Two regions that share a node would be two threads in it.
        inside = inside[np.argsort(home[inside], kind="stable")]
        cuts = np.searchsorted(home[inside], np.arange(1, home.max(initial=0) + 1))
        parts = [*np.split(inside, cuts), np.flatnonzero(border)]
        *regions, last = [part[np.argsort(-net.gain[part], kind="stable")] for part in parts]
        return regions, last


def _chain(net: Net, asks: int) -> None:
    """The asks of each person one after the other, lowest first."""
    order = np.argsort(net.owner[:asks], kind="stable").astype(np.int32)
    owner = net.owner[order]
    same = owner[1:] == owner[:-1]
    net.next_ask[order[:-1][same]] = order[1:][same]
    # Written backwards, so that the first of each person stays.
    net.first_ask[owner[::-1]] = order[::-1]


def _batches(asks: Array) -> Iterator[Array]:
    for first in range(0, len(asks), BATCH):
        yield asks[first : first + BATCH]


def _net(people: int, asks: int, pairs: int) -> Net:
    """Empty arrays: nobody gives, and who gave nothing yet is as glad to as the ring is worth."""
    pi = np.zeros(3 * people + asks, dtype=np.int64)
    pi[people : 3 * people] = -RING_GAIN

    def numbers(size: int, value: int = 0) -> Array:
        return np.full(size, value, dtype=np.int32) if value else np.zeros(size, dtype=np.int32)

    return Net(
        people=people,
        pi=pi,
        can_carry=numbers(people),
        load=numbers(people),
        gives_back=np.zeros(people, dtype=np.int8),
        served=numbers(people),
        first_ask=numbers(people, NOBODY),
        first_taken=numbers(people, NOBODY),
        offers=np.zeros(people + 1, dtype=np.int32),
        first_more=numbers(people, NOBODY),
        owner=numbers(asks),
        gain=np.zeros(asks, dtype=np.int64),
        state=np.zeros(asks, dtype=np.int8),
        pair=numbers(asks, NOBODY),
        pairs=numbers(asks),
        next_ask=numbers(asks, NOBODY),
        next_taken=numbers(asks, NOBODY),
        taken_before=numbers(asks, NOBODY),
        pair_giver=np.zeros(asks * SLOTS, dtype=np.int32),
        pair_gain=np.zeros(asks * SLOTS, dtype=np.int32),
        by_giver=numbers(pairs),
        next_more=np.empty(asks * SLOTS, dtype=np.int32),
    )


def _work(nodes: int, marks: Work | None = None) -> Work:
    return Work(
        dist=marks.dist if marks else np.full((2, nodes), FAR, dtype=np.int64),
        parent=marks.parent if marks else np.zeros((2, nodes), dtype=np.int32),
        place=marks.place if marks else np.full((2, nodes), -1, dtype=np.int32),
        heap=np.empty((2, nodes), dtype=np.int32),
        touched=np.empty((2, nodes), dtype=np.int32),
        sizes=np.zeros(4, dtype=np.int64),
        found=np.zeros(7, dtype=np.int64),
        steps=np.empty(2 * nodes + 3, dtype=np.int32),
    )
