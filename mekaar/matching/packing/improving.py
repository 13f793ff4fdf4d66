"""Choosing rings that share nobody: greedy, then better, and what no choice can exceed.

Kernels of `rings.py`: arrays, whole numbers and loops only, for numba and for Python as it stands.
A ring is a row of the numbers of its people, filled up with -1.
"""

from typing import Any

import numpy as np

Ints = Any

NOBODY = -1


def greedy(order: Ints, rings: Ints, holder: Ints) -> None:
    """In this order, every ring whose people are all free; `holder` says in which ring one is."""
    for ring in order:
        free = True
        for person in rings[ring]:
            if person >= 0 and holder[person] != NOBODY:
                free = False
                break
        if free:
            _put(rings, holder, ring, ring)


def better(order: Ints, rings: Ints, values: Ints, holder: Ints, most_rounds: int) -> None:
    """Put in a ring that is worth more than all it pushes out, until there is none.

    Then a ring gives way to two others that together are worth more (as Hurkens and Schrijver 1989
    do for sets of one size), and so on; every step makes the whole worth more, so it ends.
    """
    first, among = _rings_of(rings, len(holder))
    for _ in range(most_rounds):
        changed = False
        for ring in order:
            if holder[rings[ring, 0]] != ring and values[ring] > _lost(rings, values, holder, ring):
                _push_in(rings, holder, ring)
                changed = True
        for person in range(len(holder)):
            ring = holder[person]
            if ring != NOBODY and rings[ring, 0] == person:
                changed = _two_for_one((rings, values, holder), first, among, ring) or changed
        if not changed:
            break


def _rings_of(rings: Ints, people: int) -> tuple[Ints, Ints]:
    """The rings of each person, one after the other, and where those of each begin."""
    first = np.zeros(people + 1, np.int64)
    for ring in range(len(rings)):
        for person in rings[ring]:
            if person >= 0:
                first[person + 1] += 1
    for person in range(people):
        first[person + 1] += first[person]
    among = np.empty(first[people], np.int64)
    filled = first.copy()
    for ring in range(len(rings)):
        for person in rings[ring]:
            if person >= 0:
                among[filled[person]] = ring
                filled[person] += 1
    return first, among


def _put(rings: Ints, holder: Ints, ring: int, value: int) -> None:
    for person in rings[ring]:
        if person >= 0:
            holder[person] = value


def _lost(rings: Ints, values: Ints, holder: Ints, ring: int) -> int:
    """What the rings are worth that this one would push out, each counted once."""
    lost = 0
    size = rings.shape[1]
    for at in range(size):
        person = rings[ring, at]
        if person < 0 or holder[person] == NOBODY:
            continue
        seen = False
        for before in range(at):
            seen = seen or holder[rings[ring, before]] == holder[person]
        if not seen:
            lost += values[holder[person]]
    return lost


def _push_in(rings: Ints, holder: Ints, ring: int) -> None:
    for person in rings[ring]:
        if person >= 0 and holder[person] != NOBODY:
            _put(rings, holder, holder[person], NOBODY)
    _put(rings, holder, ring, ring)


def _two_for_one(known: tuple[Ints, Ints, Ints], first: Ints, among: Ints, ring: int) -> bool:
    """Two rings that share nobody instead of this one, when together they are worth more."""
    rings, values, holder = known
    one = _best_instead(known, first, among, (ring, NOBODY))
    if one == NOBODY:
        return False
    _put(rings, holder, ring, NOBODY)
    _put(rings, holder, one, one)
    other = _best_instead(known, first, among, (ring, one))
    if other != NOBODY and values[one] + values[other] > values[ring]:
        _put(rings, holder, other, other)
        return True
    _put(rings, holder, one, NOBODY)
    _put(rings, holder, ring, ring)
    return False


def _best_instead(
    known: tuple[Ints, Ints, Ints], first: Ints, among: Ints, instead: tuple[int, int]
) -> int:
    """The ring worth most that has one of these people and pushes out no other ring than theirs."""
    rings, values, holder = known
    ring, beside = instead
    best = NOBODY
    for person in rings[ring]:
        if person < 0:
            continue
        for at in range(first[person], first[person + 1]):
            other = among[at]
            if other in (ring, beside) or (best != NOBODY and values[other] <= values[best]):
                continue
            fits = True
            for member in rings[other]:
                if member >= 0 and holder[member] not in (NOBODY, ring):
                    fits = False
                    break
            if fits:
                best = other
    return best


def lower(rings: Ints, values: Ints, prices: Ints, reached: int, rounds: int) -> int:
    """A bound: the sum of prices that cover every ring, lowered step by step.

    Each ring is looked after by its first person: where the dearest of those rings is not covered,
    what is missing is added. So any prices prove something (Lagrange); steps go against rings that
    are counted on twice (Held and Karp 1971, with the step of Polyak).
    """
    people = len(prices)
    bound = NOBODY
    missing, worst = np.empty(people, np.int64), np.empty(people, np.int64)
    for turn in range(rounds):
        total = _missing(rings, values, prices, missing, worst)
        if bound == NOBODY or total < bound:
            bound = total
        if bound <= reached:
            break
        wanted = np.full(people, -1)
        for person in range(people):
            if missing[person] > 0:
                for member in rings[worst[person]]:
                    if member >= 0:
                        wanted[member] += 1
        _step(prices, wanted, (total - reached) * (rounds - turn) // rounds)
    return bound


def _missing(rings: Ints, values: Ints, prices: Ints, missing: Ints, worst: Ints) -> int:
    """What is missing for each first person and in which ring; returns the bound of it all."""
    missing[:] = 0
    for ring in range(len(rings)):
        short = values[ring]
        for person in rings[ring]:
            if person >= 0:
                short -= prices[person]
        if short > missing[rings[ring, 0]]:
            missing[rings[ring, 0]], worst[rings[ring, 0]] = short, ring
    return int(prices.sum() + missing.sum())


def _step(prices: Ints, wanted: Ints, gap: int) -> None:
    """Dearer where two rings count on a person, cheaper where none does and it costs something."""
    length = 0
    for person in range(len(prices)):
        if prices[person] > 0 or wanted[person] > 0:
            length += wanted[person] * wanted[person]
    for person in range(len(prices)):
        if length and (prices[person] > 0 or wanted[person] > 0):
            prices[person] = max(0, prices[person] + wanted[person] * gap // length)
