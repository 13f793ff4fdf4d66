"""Which cycles and chains are worth more than the prices of their members: the inner loops.

Arrays, whole numbers and loops only: numba compiles it (`rounds/compiled.py`), and Python runs it
as it stands. All numbers are whole, so that what is proved with them is proved exactly.

An edge giver → receiver is worth its weight minus the price of the receiver. A cycle whose edges
are worth more than nothing breaks the prices. When none does, the sum of the prices is a bound on
every packing: the dual of the cycle formulation (Abraham, Blum, Sandholm, EC 2007).
"""

from typing import Any, NamedTuple

import numpy as np

Ints = Any
"""An array of whole numbers (numpy)."""

NONE = -(2**60)
"""The worth of what is not there; sums of a few of these still fit."""


class Edges(NamedTuple):
    """The edges of each node, one after the other, with the node at the other end ascending."""

    first: Ints
    target: Ints
    worth: Ints
    most: Ints
    """[nodes] the most that an edge of this node is worth."""


class Hunt(NamedTuple):
    """What to look for: at most so many edges, worth more than the floor; all, or only the best
    for each first edge; with so many steps for one first node."""

    longest: int
    floor: int
    every: bool
    budget: int


TURNS = 8
"""How often every altruist gets a chain beside those of the others, when prices are asked."""

COUNT, STEPS, LIMIT, BEST, BACK = range(5)
"""What a walk keeps in its state: cycles found, steps taken, what is to be beaten, the best, and
the most that an edge back to the start is worth."""


class Walk(NamedTuple):
    """Where the search stands."""

    path: Ints
    cursor: Ints
    worth: Ints
    on: Any
    state: Ints


def new_walk(nodes: int, longest: int) -> Walk:
    """A search that has not begun."""
    empty = np.zeros(longest + 1, np.int64)
    on = np.zeros(nodes, np.bool_)
    return Walk(empty, empty.copy(), empty.copy(), on, np.zeros(5, np.int64))


def cycles(out: Edges, into: Edges, hunt: Hunt, walk: Walk, found: Ints) -> tuple[Ints, bool]:
    """Cycles worth more than the floor, as rows of worth, then members, the lowest first.

    `walk.state[COUNT]` is how many there are; more than there are rows: the rest is not kept.
    Returns for each node the highest worth of a cycle of which it is the lowest member (where the
    budget was used up, a number that is no lower than that), and whether it was used up anywhere.
    """
    nodes = len(out.first) - 1
    best = np.full(nodes, NONE)
    reach = np.full((max(2, hunt.longest - 1), nodes), NONE)
    cut = False
    for start in range(nodes):
        if out.first[start] == out.first[start + 1] or into.first[start] == into.first[start + 1]:
            continue
        if hunt.every and walk.state[COUNT] > len(found):
            return best, True
        _ways_back(out, into, start, reach)
        walk.state[BACK] = reach[1].max()
        _cycles_of(out, reach, hunt, walk, found, start)
        best[start] = walk.state[BEST]
        if walk.state[STEPS] > hunt.budget:
            best[start], cut = _at_most(out, reach, start, hunt.longest), True
    return best, cut


def chains(out: Edges, altruists: int, hunt: Hunt, walk: Walk, found: Ints) -> tuple[Ints, bool]:
    """Chains from the first nodes, the altruists, worth more than the floor; like `cycles`.

    A chain is a cycle of which the last edge, back to the altruist, is worth nothing: so the hunt
    is for one edge more than there are gifts. The price of the altruist is in its own edges.
    """
    nodes = len(out.first) - 1
    reach = np.zeros((hunt.longest, nodes), np.int64)
    for edges in range(2, hunt.longest):
        for node in range(altruists, nodes):
            reach[edges, node] = max(0, _best_on(out, reach[edges - 1], node, -1))
    best = np.full(altruists, NONE)
    for start in range(altruists):
        best[start] = _best_on(out, reach[hunt.longest - 1], start, -1)
    cut = False
    walk.state[BACK] = 0
    for turn in range(TURNS):
        for after in range(altruists):
            start = (after + turn * altruists // TURNS) % altruists
            if best[start] > hunt.floor and not hunt.every:
                _go_for_the_best(out, reach, hunt, walk, found, (start, turn % 2))
            elif best[start] > hunt.floor and turn == 0:
                _cycles_of(out, reach, hunt, walk, found, start)
                cut = cut or walk.state[STEPS] > hunt.budget
        walk.on[:] = False
    return best, cut


def _go_for_the_best(
    out: Edges, reach: Ints, hunt: Hunt, walk: Walk, found: Ints, begun: tuple[int, int]
) -> None:
    """One chain, each time to the node that promises most and is in no chain of this turn.

    In every other turn it may come to its own nodes again: that is a chain nobody can make, but
    the prices have to rise above it, or the bound would stay above what there is.
    """
    start, may_return = begun
    walk.state[BEST], walk.state[LIMIT] = NONE, hunt.floor
    walk.path[0], walk.worth[0] = start, 0
    depth, ends = 0, 0
    while depth + 1 < hunt.longest:
        chosen = _most_promising(out, reach[hunt.longest - depth - 1], walk, depth)
        if chosen < 0:
            break
        node, now = out.target[chosen], walk.worth[depth] + out.worth[chosen]
        walk.on[node] = may_return == 0
        depth += 1
        walk.path[depth], walk.worth[depth] = node, now
        if now > walk.state[LIMIT]:
            ends = depth
            walk.state[LIMIT] = now
    for step in range(1, depth + 1):
        walk.on[walk.path[step]] = False
    for step in range(1, ends + 1):
        walk.on[walk.path[step]] = True
    if ends:
        _keep(hunt, walk, found, ends - 1, (walk.worth[ends], walk.path[ends]))


def _most_promising(out: Edges, reach: Ints, walk: Walk, depth: int) -> int:
    """The edge to a free node that is worth most with what can come after it, or -1."""
    promised, chosen = NONE, -1
    node = walk.path[depth]
    for at in range(out.first[node], out.first[node + 1]):
        promise = out.worth[at] + reach[out.target[at]]
        if promise > promised and not walk.on[out.target[at]]:
            promised, chosen = promise, at
    return chosen


def _ways_back(out: Edges, into: Edges, start: int, reach: Ints) -> None:
    """`reach[j, v]`: the most that going from v to the start is worth in at most j edges, through
    nodes above the start; a node may be passed twice, so it can be more than any cycle."""
    nodes = len(out.first) - 1
    reach[1, :] = NONE
    for at in range(into.first[start], into.first[start + 1]):
        if into.target[at] > start:
            reach[1, into.target[at]] = into.worth[at]
    for edges in range(2, len(reach)):
        for node in range(start + 1, nodes):
            reach[edges, node] = max(
                reach[edges - 1, node], _best_on(out, reach[edges - 1], node, start)
            )


def _best_on(out: Edges, after: Ints, node: int, above: int) -> int:
    """The most that one edge from a node and what comes after it are worth."""
    best = NONE
    for at in range(out.first[node + 1] - 1, out.first[node] - 1, -1):
        other = out.target[at]
        if other <= above:
            break
        if after[other] > NONE:
            best = max(best, out.worth[at] + after[other])
    return best


def _at_most(out: Edges, reach: Ints, start: int, longest: int) -> int:
    """A bound on the cycles from a start, without looking at each."""
    last = reach[len(reach) - 1].copy()
    for _ in range(len(reach) - 1, longest - 1):
        longer = last.copy()
        for node in range(start + 1, len(last)):
            longer[node] = max(last[node], _best_on(out, last, node, start))
        last = longer
    return _best_on(out, last, start, start)


def _cycles_of(out: Edges, reach: Ints, hunt: Hunt, walk: Walk, found: Ints, start: int) -> None:
    """The cycles of which this is the lowest member."""
    walk.state[STEPS], walk.state[BEST] = 0, NONE
    walk.path[0], walk.cursor[0], walk.worth[0] = start, out.first[start + 1], 0
    walk.on[start] = True
    depth = 0
    while depth >= 0:
        walk.cursor[depth] -= 1
        at = walk.cursor[depth]
        if _is_last(out, hunt, walk, depth, start):
            walk.on[walk.path[depth]] = False
            depth -= 1
            continue
        if depth == 0:
            near_the_best = walk.state[BEST] - walk.state[BEST] // 4
            walk.state[LIMIT] = hunt.floor if hunt.every else max(hunt.floor, near_the_best)
        node, now = out.target[at], walk.worth[depth] + out.worth[at]
        if walk.on[node]:
            continue
        if reach[1, node] > NONE and now + reach[1, node] > walk.state[LIMIT]:
            _keep(hunt, walk, found, depth, (now + reach[1, node], node))
        left = hunt.longest - depth - 1
        if left < 2 or (left < len(reach) and now + reach[left, node] <= walk.state[LIMIT]):
            continue
        depth += 1
        walk.path[depth], walk.worth[depth], walk.cursor[depth] = node, now, out.first[node + 1]
        walk.on[node] = True
        if left == 2:
            _close(out, reach[1], hunt, walk, found, depth)
            walk.cursor[depth] = out.first[node]


def _is_last(out: Edges, hunt: Hunt, walk: Walk, depth: int, start: int) -> bool:
    """There is no edge where the search stands, none that leads up, or no budget."""
    walk.state[STEPS] += 1
    at = walk.cursor[depth]
    if at < out.first[walk.path[depth]] or walk.state[STEPS] > hunt.budget:
        return True
    return bool(out.target[at] <= start)


def _close(out: Edges, back: Ints, hunt: Hunt, walk: Walk, found: Ints, depth: int) -> None:
    """The cycles that one more node closes: the loop where the time goes."""
    last, start, now = walk.path[depth], walk.path[0], walk.worth[depth]
    if now + out.most[last] + walk.state[BACK] <= walk.state[LIMIT]:
        return
    for at in range(out.first[last + 1] - 1, out.first[last] - 1, -1):
        node = out.target[at]
        if node <= start:
            break
        worth = now + out.worth[at] + back[node]
        if worth > walk.state[LIMIT] and not walk.on[node]:
            _keep(hunt, walk, found, depth, (worth, node))
    walk.state[STEPS] += out.first[last + 1] - out.first[last]


def _keep(hunt: Hunt, walk: Walk, found: Ints, depth: int, end: tuple[int, int]) -> None:
    """Write down the cycle that closes after the node at the end of this walk."""
    worth, node = end
    walk.state[BEST] = max(walk.state[BEST], worth)
    if not hunt.every:
        walk.state[LIMIT] = worth
    row = walk.state[COUNT]
    walk.state[COUNT] += 1
    if row >= len(found):
        return
    found[row, 0], found[row, depth + 2] = worth, node
    for step in range(depth + 1):
        found[row, step + 1] = walk.path[step]
    for step in range(depth + 3, found.shape[1]):
        found[row, step] = -1


def picked_in_order(order: Ints, rows: Ints, quota: int, taken: Ints) -> tuple[Ints, int]:
    """The rows that are picked in this order while no member is in more than a quota of them.

    `taken` counts for each node in how many it is. Returns the rows and how many there are.
    """
    picked = np.empty(len(order), np.int64)
    count = 0
    for row in order:
        fits = True
        for node in rows[row]:
            if node >= 0 and taken[node] >= quota:
                fits = False
                break
        if fits:
            for node in rows[row]:
                if node >= 0:
                    taken[node] += 1
            picked[count] = row
            count += 1
    return picked, count
