"""Who is proposed to whom: three that a broker could follow on paper, and the circulation.

A policy sees the asks that are open now and who has room now. What it chooses is proposed at once
and stands until both have answered.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.making import (
    CLASS_DAYS,
    CLASS_GAIN,
    MOST_WAITING_DAYS,
    PER_WAITING_DAY,
    SERVED_GAIN,
    SOON_GAIN,
)
from mekaar.matching.rounds.net import LOAD_COST

LIFTED = 1_000
"""Added to every pair, so that none is worth less than nothing; every idea uses one pair."""

Array = Any


@dataclass(frozen=True)
class Moment:
    """What can be chosen from now."""

    asks: Sequence[int]
    """Open asks, in the order of their numbers."""
    waiting: dict[int, int]
    soon: Array
    asker: Array
    pairs: dict[int, list[tuple[int, int, int]]]
    """Ask -> its pairs that can be now: place, giver, 1000 x fit; best first."""
    room: Array
    """[people] how many more arrangements they can have now."""
    carries: Array
    """[people] how many they have."""


Choice = tuple[int, int]
"""An ask and the place of its pair."""

Choose = Callable[[Moment], list[Choice]]


@dataclass(frozen=True)
class Policy:
    """How to choose, and when: every so many days, or (0) at every single arrival too."""

    choose: Choose
    every: int = 1


def best_fit_first(moment: Moment) -> list[Choice]:
    """The pair that fits best, then the next: what any list sorted by likeness does."""
    every = sorted(
        (-worth, ask, place, giver)
        for ask in moment.asks
        for place, giver, worth in moment.pairs[ask]
    )
    room = moment.room.copy()
    chosen: dict[int, int] = {}
    for _, ask, place, giver in every:
        if ask not in chosen and room[giver] > 0:
            chosen[ask] = place
            room[giver] -= 1
    return sorted(chosen.items())


def longest_waiting_first(moment: Moment) -> list[Choice]:
    """A careful broker: who waits longest gets the best there is, then the next."""
    return _in_order(moment, sorted(moment.asks, key=lambda ask: (-moment.waiting[ask], ask)))


def scarcest_first(moment: Moment) -> list[Choice]:
    """Who has the fewest people that could help goes first, and then who waits longest."""

    def few(ask: int) -> tuple[int, int, int]:
        return len(moment.pairs[ask]), -moment.waiting[ask], ask

    return _in_order(moment, sorted(moment.asks, key=few))


def circulation(moment: Moment) -> list[Choice]:
    """The exact round of the design over what is open now.

    What somebody carries already makes every further arrangement cost that much more, which is
    the same as a lower gain for each of their pairs.
    """
    asks = [ask for ask in moment.asks if moment.pairs[ask]]
    if not asks:
        return []
    rows = [moment.pairs[ask] for ask in asks]
    givers = np.array([giver for row in rows for _, giver, _ in row], dtype=np.int64)
    worth = np.array([gain for row in rows for _, _, gain in row], dtype=np.int64)
    net = Circulation(
        moment.room.astype(np.int32),
        moment.asker[asks].astype(np.int32),
        np.array([ask_worth(moment, ask) - LIFTED for ask in asks], dtype=np.int64),
        (
            np.array([len(row) for row in rows], dtype=np.int64),
            givers,
            worth + LIFTED - LOAD_COST * moment.carries[givers],
        ),
    )
    net.solve()
    served, by = net.chosen()
    place = [{giver: at for at, giver, _ in row} for row in rows]
    return [
        (asks[one], place[one][giver])
        for one, giver in zip(served.tolist(), by.tolist(), strict=True)
    ]


def ask_worth(moment: Moment, ask: int) -> int:
    """What serving an ask is worth: as `rounds.making.ask_gain`."""
    waiting = moment.waiting[ask]
    classes = sum(waiting > days for days in CLASS_DAYS) * CLASS_GAIN
    days = min(waiting, MOST_WAITING_DAYS) * PER_WAITING_DAY
    return SERVED_GAIN + days + int(moment.soon[ask]) * SOON_GAIN + classes


def _in_order(moment: Moment, order: Sequence[int]) -> list[Choice]:
    """Each in turn gets the best that still has room."""
    room, chosen = moment.room.copy(), []
    for ask in order:
        for place, giver, _ in moment.pairs[ask]:
            if room[giver] > 0:
                room[giver] -= 1
                chosen.append((ask, place))
                break
    return chosen


BROKER = "longest waiting first"
POLICIES = {
    "best fit first": Policy(best_fit_first),
    BROKER: Policy(longest_waiting_first),
    "scarcest first": Policy(scarcest_first),
    "circulation weekly": Policy(circulation, every=7),
    "circulation daily": Policy(circulation),
    "circulation at once": Policy(circulation, every=0),
}
