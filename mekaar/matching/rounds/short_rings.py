"""Rings of two to four people: those that are there, and a round that prefers them.

A ring is felt by the people in it as something they do together; a chain of forty is not. By chance
few are that short. Through the prices of an optimal round those that cost little are found, chosen
apart from each other and favoured a little: never so much that an ask would be lost for a ring.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from mekaar.matching.packing.rings import pack
from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.flow import favour
from mekaar.matching.rounds.net import NOBODY, SLOT_BITS
from mekaar.matching.rounds.ring_search import LONGEST, Limits, Rings, Walk, find_rings

FAVOUR = 2_400
"""What each idea of a ring is worth more while the round is solved again: less than half an ask."""

MOST_LOST = 3_000
"""Rings that would cost a round more than this are not looked at."""

PER_PERSON = 6_000
"""What a person in a ring counts for when rings are chosen, against what the ring loses."""

CHEAPEST = 10
"""Of each person so many rings are chosen from."""

MOST_OF_ONE = 1_000
"""So many rings are looked for from one person on; where all are the same there are millions."""

TOGETHER = 20_000
"""So many rings, near each other on the map, are chosen from at a time: few enough to do well, and
enough that few rings cross an edge."""

PASSES = 2
"""So many times rings are looked for: those that stand in each other's way are seen afterwards."""

_ROOM = 20_000_000
_PARTS = math.lcm(*range(1, LONGEST + 1))

Array = Any
Ring = list[tuple[int, int]]
"""(ask, giver), each giver the asker of the idea before."""


class Preferred:
    """A circulation solved again with short rings favoured, until the `end`."""

    def __init__(self, circulation: Circulation, longest: int) -> None:
        self._circulation = circulation
        rings: list[list[int]] = []
        for _ in range(PASSES):
            rings += _favoured(circulation, longest, rings)
            rings = _whole(circulation, rings)
        self._pairs = _pairs(rings)
        self._ring_of = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])

    def give_up(self, people: Array) -> None:
        """Prefer no longer the rings in which one of these people gives ([people] True)."""
        givers = self._circulation.net.pair_giver[self._pairs]
        theirs = np.unique(self._ring_of[people[givers]])
        self._end(np.isin(self._ring_of, theirs))

    def end(self) -> None:
        """Prefer no ring any more."""
        self._end(np.ones(len(self._pairs), dtype=bool))

    def more(self) -> int:
        """What the value holds that is only a preference."""
        chosen = self._circulation.net.pair[self._pairs >> SLOT_BITS] == self._pairs
        return FAVOUR * int(chosen.sum())

    def _end(self, ending: Array) -> None:
        pairs = self._pairs[ending]
        allowed = pairs[self._circulation.net.pair_gain[pairs] >= 0]
        self._circulation.run(favour, allowed, -FAVOUR)
        self._pairs, self._ring_of = self._pairs[~ending], self._ring_of[~ending]


def _favoured(circulation: Circulation, longest: int, rings: list[list[int]]) -> list[list[int]]:
    """More rings, of people who are in none of these; the round now prefers them."""
    taken = circulation.net.pair_giver[_pairs(rings)]
    more = chosen_rings(circulation, longest, taken)
    circulation.run(favour, _pairs(more), FAVOUR)
    return more


def _whole(circulation: Circulation, rings: list[list[int]]) -> list[list[int]]:
    """The rings of which every idea is in the round; the others are not preferred any more."""
    pairs = _pairs(rings)
    there = dict(
        zip(pairs.tolist(), circulation.net.pair[pairs >> SLOT_BITS] == pairs, strict=True)
    )
    broken = [ring for ring in rings if not all(there[pair] for pair in ring)]
    circulation.run(favour, _pairs(broken), -FAVOUR)
    return [ring for ring in rings if all(there[pair] for pair in ring)]


def _pairs(rings: list[list[int]]) -> Array:
    return np.array([pair for ring in rings for pair in ring], dtype=np.int64)


def chosen_rings(circulation: Circulation, longest: int, taken: Array) -> list[list[int]]:
    """The pairs of rings that share nobody and have nobody of `taken`: as many people as can be,
    at little loss."""
    found, lost = _found(circulation, longest, taken)
    people = np.where(found >= 0, circulation.net.pair_giver[np.maximum(found, 0)], NOBODY)
    busy = np.zeros(circulation.net.people + 1, dtype=bool)  # the last for NOBODY
    cheap = _cheap_for_somebody(people, lost)
    worth = PER_PERSON * (people != NOBODY).sum(axis=1) - lost
    chosen: list[list[int]] = []
    for first in range(0, len(cheap), TOGETHER):
        rows = cheap[first : first + TOGETHER]
        rows = rows[~busy[people[rows]].any(axis=1)]
        packed = rows[list(pack(people[rows], worth[rows]).chosen)]
        busy[people[packed]] = True
        busy[NOBODY] = False
        chosen += [[pair for pair in found[at].tolist() if pair >= 0] for at in packed]
    return chosen


def _cheap_for_somebody(people: Array, lost: Array) -> Array:
    """The rings that are among the cheapest few of somebody in them, for each person in them.

    Who could be in a hundred rings needs ten to choose from; so more people are chosen from at a
    time, and fewer rings are lost at the edge between two times.
    """
    size = (people != NOBODY).sum(axis=1)
    order = np.argsort(lost * _PARTS // np.maximum(size, 1), kind="stable")
    ring, person = np.repeat(order, people.shape[1]), people[order].ravel()
    ring, person = ring[person != NOBODY], person[person != NOBODY]
    by_person = np.argsort(person, kind="stable")
    ring, person = ring[by_person], person[by_person]
    rank = np.arange(len(person)) - np.searchsorted(person, person)
    return np.unique(ring[rank < CHEAPEST])


def _found(circulation: Circulation, longest: int, taken: Array) -> tuple[Array, Array]:
    people = circulation.net.people
    busy, closing = np.zeros(people, np.int8), np.full(people, NOBODY, np.int32)
    busy[taken] = 1
    room, each = 1 << 22, MOST_OF_ONE
    while True:
        rings = Rings(
            np.empty((room, LONGEST), np.int32), np.empty(room, np.int32),
            np.zeros(1, np.int64), closing,
        )  # fmt: skip
        walk = Walk(*np.zeros((len(Walk._fields), longest), np.int64))
        circulation.run(find_rings, Limits(MOST_LOST, each, busy), walk, rings, work=False)
        many = int(rings.many[0])
        if many <= room or each == 1:
            return rings.pairs[:many], rings.lost[:many]
        if many > _ROOM:  # fewer of each, not those of half the map
            each = max(1, each * _ROOM // (2 * many))
        room = min(_ROOM, many)


def rings_among(asks: Array, givers: Array, owner: Array, longest: int) -> list[Ring]:
    """Rings among the chosen ideas, short ones first; nobody is in two of them."""
    order = np.lexsort((asks, givers))
    asks, givers, to = asks[order], givers[order], owner[asks[order]]
    found: list[Ring] = []
    taken: set[int] = set()
    for rows in _closed_walks(givers, to, longest):
        for row in rows[np.lexsort(rows.T[::-1])].tolist():
            people = [int(givers[arc]) for arc in row]
            if taken.isdisjoint(people):
                taken.update(people)
                found.append([(int(asks[arc]), int(givers[arc])) for arc in row])
    return found


def _closed_walks(givers: Array, to: Array, longest: int) -> Iterator[Array]:
    """[rings, length] the arcs of each ring, from its lowest giver; arcs are sorted by giver."""
    first = np.searchsorted(givers, np.arange(max(givers.max(initial=0), to.max(initial=0)) + 2))
    walks = np.flatnonzero(to > givers)[:, None]
    for _ in range(1, longest):
        last = to[walks[:, -1]]
        many = first[last + 1] - first[last]
        row = np.repeat(np.arange(len(walks)), many)
        arc = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many) + first[last][row]
        walks = np.column_stack([walks[row], arc])
        begun, ends = givers[walks[:, 0]], to[arc]
        yield walks[ends == begun]
        fresh = (ends[:, None] != givers[walks]).all(axis=1)
        walks = walks[fresh & (ends > begun)]
