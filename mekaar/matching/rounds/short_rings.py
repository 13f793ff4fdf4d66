"""Rings of two to four people: those that are there, and a round that prefers them.

A ring is felt by the people in it as something they do together; a chain of forty is not. By chance
few are that short. Through the prices of an optimal round those that cost little are found, chosen
apart from each other and favoured a little: never so much that an ask would be lost for a ring.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from mekaar.matching.packing.rings import pack
from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.flow import favour
from mekaar.matching.rounds.net import NOBODY
from mekaar.matching.rounds.ring_search import LONGEST, find_rings

FAVOUR = 600
"""What each idea of a ring is worth more while the round is solved again."""

MOST_LOST = 900
"""Rings that would cost a round more than this are not looked at."""

PER_PERSON = 1_000
"""What a person in a ring counts for when rings are chosen, against what the ring loses."""

_ROOM = 20_000_000

Array = Any
Ring = list[tuple[int, int]]
"""(ask, giver), each giver the asker of the idea before."""


@contextmanager
def prefer_rings(net: Circulation, longest: int) -> Iterator[Callable[[Array], None]]:
    """Solve again with the chosen rings favoured; afterwards the gains are what they were.

    Gives what undoes it for the rings these people give in, for when an ask was lost by one.
    """
    rings = chosen_rings(net, longest)
    pairs = np.array([pair for ring in rings for pair in ring], dtype=np.int64)
    ring_of = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    favoured = np.ones(len(pairs), dtype=bool)
    net.run(favour, pairs, FAVOUR)

    def give_up(givers: Array) -> None:
        theirs = np.unique(ring_of[np.isin(net.net.pair_giver[pairs], givers)])
        ending = favoured & np.isin(ring_of, theirs)
        net.run(favour, pairs[ending & (net.net.pair_gain[pairs] >= 0)], -FAVOUR)
        favoured[ending] = False

    yield give_up
    alive = pairs[favoured & (net.net.pair_gain[pairs] >= 0)]
    net.net.pair_gain[alive] -= FAVOUR


def chosen_rings(net: Circulation, longest: int) -> list[list[int]]:
    """The pairs of rings that share nobody: as many people as can be, at little loss."""
    found, lost = _found(net, longest)
    size = (found >= 0).sum(axis=1)
    people = np.where(found >= 0, net.net.pair_giver[np.maximum(found, 0)], NOBODY)
    packed = pack(people, PER_PERSON * size - lost)
    return [[pair for pair in found[at].tolist() if pair >= 0] for at in packed.chosen]


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
