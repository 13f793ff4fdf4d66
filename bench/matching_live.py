"""What one change costs in a round that is kept in memory, and that it never drifts."""

import random
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.net import GONE, NOBODY, SLOTS

if TYPE_CHECKING:
    from bench.matching_others import Numbers


def live(solved: Circulation, numbers: "Numbers", events: int, moments: int) -> dict[str, Any]:
    """Random changes after a solve, each timed; at random moments compared with a fresh solve."""
    made = _Living(numbers, random.Random(5), events)
    times: dict[str, list[float]] = defaultdict(list)
    looks = {made.rng.randrange(events) for _ in range(moments - 1)} | {events - 1}
    equal = made.net.value() == solved.value()
    for event in range(events):
        name, change = made.change()
        start = time.perf_counter()
        change()
        times[name].append(time.perf_counter() - start)
        if event in looks:
            fresh = made.afresh()
            equal &= made.net.value() == made.net.bound() == fresh.value() == fresh.bound()
    rows = {
        name: {
            "many": len(took),
            "ms": [float(np.percentile(took, at)) * 1000 for at in (50, 95, 99, 100)],
        }
        for name, took in sorted(times.items())
    }
    return {"rows": rows, "looked": len(looks), "equal": bool(equal)}


class _Living:
    """A round and the random things that happen to it."""

    def __init__(self, numbers: "Numbers", rng: random.Random, events: int) -> None:
        self.rng, self._numbers = rng, numbers
        self.net = numbers.circulation(room=events + 16)
        self.net.solve()
        self._first = np.cumsum(numbers.many) - numbers.many
        self._warm()

    def _warm(self) -> None:
        """Each kind once: machine code is loaded the first time it is asked for."""
        ask = self.net.add(int(self._numbers.owner[0]), 10_000, [])
        self.net.remove(ask)
        pair = int(self._numbers.many.argmax())
        giver = int(self.net.net.pair_giver[pair * SLOTS])
        gain = int(self.net.net.pair_gain[pair * SLOTS])
        self.net.forbid(pair, giver)
        self.net.allow(pair, giver, gain)
        self.net.carry(0, int(self._numbers.can_carry[0]))

    def change(self) -> tuple[str, Any]:
        """The next thing that happens, by name."""
        kinds = (self._new, self._changed, self._withdrawn, self._declined, self._giver)
        return self.rng.choice(kinds)()

    def _pairs_like(self, ask: int) -> list[tuple[int, int]]:
        numbers, first = self._numbers, int(self._first[ask])
        rows = range(first, first + int(numbers.many[ask]))
        return [(int(numbers.giver[row]), int(numbers.fit[row])) for row in rows]

    def _new(self) -> tuple[str, Any]:
        like = self.rng.randrange(self._numbers.asks)
        owner, gain = int(self._numbers.owner[like]), int(self._numbers.gain[like])
        pairs = self._pairs_like(like)
        return "new ask", lambda: self.net.add(owner, gain, pairs)

    def _changed(self) -> tuple[str, Any]:
        ask = self._here()
        like = self.rng.randrange(self._numbers.asks)
        pairs = self._pairs_like(like)
        owner, gain = int(self.net.net.owner[ask]), int(self._numbers.gain[like])
        pairs = [(giver, fit) for giver, fit in pairs if giver != owner]

        def change() -> None:
            self.net.remove(ask)
            self.net.add(owner, gain, pairs)

        return "changed ask", change

    def _withdrawn(self) -> tuple[str, Any]:
        ask = self._here()
        return "withdrawn ask", lambda: self.net.remove(ask)

    def _declined(self) -> tuple[str, Any]:
        net, ask = self.net.net, self._here()
        while net.pair[ask] == NOBODY:
            ask = self._here()
        giver = int(net.pair_giver[net.pair[ask]])
        return "declined idea", lambda: self.net.forbid(ask, giver)

    def _giver(self) -> tuple[str, Any]:
        person = self.rng.randrange(self._numbers.people)
        now = int(self.net.net.can_carry[person])
        if now and self.rng.random() < 0.5:
            return "giver goes, 'dit is te veel'", lambda: self.net.carry(person, 0)
        return "giver comes, can carry another", lambda: self.net.carry(person, now + 1)

    def _here(self) -> int:
        while True:
            ask = self.rng.randrange(self.net._asks)
            if self.net.net.state[ask] != GONE:
                return ask

    def afresh(self) -> Circulation:
        """What is there now, solved from nothing."""
        net = self.net.net
        slots = self.net._alive()
        here = np.flatnonzero(net.state != GONE)
        number = np.full(len(net.owner), NOBODY)
        number[here] = np.arange(len(here))
        many = np.bincount(number[slots // SLOTS], minlength=len(here))
        pairs = (many, net.pair_giver[slots], net.pair_gain[slots])
        made = Circulation(net.can_carry.copy(), net.owner[here], net.gain[here], pairs)
        made.solve()
        return made
