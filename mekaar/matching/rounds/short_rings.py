"""Rings of two to four people: those that are there, and a round that prefers them.

A ring is felt by the people in it as something they do together; a chain of forty is not. By chance
few are that short. Through the prices of an optimal round those that cost little are found, chosen
apart from each other and favoured a little: never so much that an ask would be lost for a ring.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.flow import favour
from mekaar.matching.rounds.ring_search import LONGEST, find_rings

FAVOUR = 600
"""What each idea of a ring is worth more while the round is solved again."""

MOST_LOST = 900
"""Rings that would cost a round more than this are not looked at."""

_ROOM = 20_000_000

Array = Any
Ring = list[tuple[int, int]]
"""(ask, giver), each giver the asker of the idea before."""


@contextmanager
def prefer_rings(net: Circulation, longest: int) -> Iterator[Callable[[], None]]:
    """Solve again with the chosen rings favoured; afterwards the gains are what they were.

    Gives what undoes it, for when an ask was lost after all.
    """
    pairs = chosen_rings(net, longest)
    net.run(favour, pairs, FAVOUR)
    favoured = [True]

    def give_up() -> None:
        favoured.clear()
        net.run(favour, pairs[net.net.pair_gain[pairs] >= 0], -FAVOUR)

    yield give_up
    if favoured:
        net.net.pair_gain[pairs[net.net.pair_gain[pairs] >= 0]] -= FAVOUR


def chosen_rings(net: Circulation, longest: int) -> Array:
    """The pairs of rings that share nobody, the cheapest for each of its people first."""
    found, lost = _found(net, longest)
    size = (found >= 0).sum(axis=1)
    order = np.lexsort((np.arange(len(lost)), size, lost / np.maximum(size, 1)))
    givers = net.net.pair_giver
    taken = np.zeros(net.net.people, dtype=bool)
    chosen: list[int] = []
    for ring in found[order].tolist():
        pairs = [one for one in ring if one >= 0]
        people = [int(givers[one]) for one in pairs]
        if not any(taken[one] for one in people):
            taken[people] = True
            chosen.extend(pairs)
    return np.array(chosen, dtype=np.int64)


def _found(net: Circulation, longest: int) -> tuple[Array, Array]:
    room = 1 << 12
    while True:
        found, lost = np.empty((room, LONGEST), np.int32), np.empty(room, np.int32)
        many = net.run(find_rings, MOST_LOST, longest, found, lost, work=False)
        if many <= room or room >= _ROOM:
            return found[:many], lost[:many]
        room = min(_ROOM, many)


def rings_among(asks: Array, givers: Array, owner: Array, longest: int) -> list[Ring]:
    """Rings among the chosen ideas, short ones first; nobody is in two of them."""
    gives: dict[int, list[tuple[int, int]]] = {}
    receives = set(owner[asks].tolist())
    for ask, giver in zip(asks.tolist(), givers.tolist(), strict=True):
        if giver in receives:
            gives.setdefault(giver, []).append((ask, int(owner[ask])))
    found: list[Ring] = []
    taken: set[int] = set()
    for length in range(2, longest + 1):
        for first in sorted(gives):
            ring = _ring_from(gives, first, length, taken)
            if ring:
                found.append(ring)
                taken.update(giver for _, giver in ring)
    return found


def _ring_from(
    gives: dict[int, list[tuple[int, int]]], first: int, length: int, taken: set[int]
) -> Ring:
    """The first ring of this length from its lowest number, or nothing."""

    def may_go_on(here: Ring, to: int) -> bool:
        return to > first and to not in taken and all(to != giver for _, giver in here)

    def walk(trail: Ring, person: int) -> Ring:
        for ask, to in gives.get(person, ()):
            here = [*trail, (ask, person)]
            if len(here) == length:
                if to == first:
                    return here
            elif may_go_on(here, to) and (ring := walk(here, to)):
                return ring
        return []

    return [] if first in taken else walk([], first)
