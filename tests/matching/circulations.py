"""Small circulations of invented people, and other ways to know what is best."""

import random
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.net import LOAD_COST, RING_GAIN


@dataclass
class Small:
    """People by what they can carry; asks as (owner, gain); pairs as (ask, giver) -> gain."""

    can_carry: list[int]
    asks: list[tuple[int, int]]
    pairs: dict[tuple[int, int], int]
    gone: set[int] = field(default_factory=set)

    def circulation(self, room: int = 8, *, solve: bool = True) -> Circulation:
        """This as a round, without the asks that are gone."""
        here = [ask for ask in range(len(self.asks)) if ask not in self.gone]
        rows = [sorted((g, w) for (a, g), w in self.pairs.items() if a == ask) for ask in here]
        made = Circulation(
            np.array(self.can_carry, dtype=np.int32),
            np.array([self.asks[ask][0] for ask in here], dtype=np.int32),
            np.array([self.asks[ask][1] for ask in here], dtype=np.int64),
            (
                np.array([len(row) for row in rows], dtype=np.int64),
                np.array([g for row in rows for g, _ in row], dtype=np.int64),
                np.array([w for row in rows for _, w in row], dtype=np.int64),
            ),
            room=room,
        )
        if solve:
            made.solve()
        return made


def small(rng: random.Random, people: int, asks: int, most_pairs: int = 4) -> Small:
    """An invented neighbourhood in which everything is scarce."""
    made = Small(
        [rng.randrange(4) for _ in range(people)],
        [
            (rng.randrange(people), 10_000 + 400 * rng.randrange(15) + 1500 * rng.randrange(3))
            for _ in range(asks)
        ],
        {},
    )
    for ask, (owner, _) in enumerate(made.asks):
        others = [one for one in range(people) if one != owner]
        for giver in rng.sample(others, min(len(others), rng.randrange(most_pairs + 1))):
            made.pairs[ask, giver] = rng.randrange(100, 1001)
    return made


def worth(one: Small, givers: dict[int, int]) -> int:
    """The value of a set of pairs (ask -> giver), as the design says it."""
    load = dict.fromkeys(givers.values(), 0)
    total = 0
    for ask, giver in givers.items():
        total += one.asks[ask][1] + one.pairs[ask, giver] - LOAD_COST * load[giver]
        load[giver] += 1
    received = {one.asks[ask][0] for ask in givers}
    return total + RING_GAIN * len(received & set(load))


def best_by_trying(one: Small) -> int:
    """The best value of all sets of pairs there are."""
    asks = [ask for ask in range(len(one.asks)) if ask not in one.gone]
    choices = [
        [None, *(giver for (a, giver) in one.pairs if a == ask and one.can_carry[giver])]
        for ask in asks
    ]
    best = 0
    for chosen in product(*choices):
        givers = {ask: giver for ask, giver in zip(asks, chosen, strict=True) if giver is not None}
        loads = np.bincount(list(givers.values()), minlength=len(one.can_carry))
        if (loads <= one.can_carry).all():
            best = max(best, worth(one, givers))
    return best
