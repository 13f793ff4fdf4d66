"""Short rings that cost a round little: found through its prices.

In an optimal round every arc has a price it would lose by; a ring of people who each help the next
loses the sum of its arcs. Loops over arrays only, so that numba can compile it.
"""

from typing import Any, NamedTuple

from mekaar.matching.rounds.net import GONE, NOBODY, RING_GAIN, SERVED, SLOT_BITS, Net

LONGEST = 4


class Walk(NamedTuple):
    """Where a walk along pairs stands; one entry for each step."""

    person: Any
    at: Any
    """The pair of this person that is looked at next, by its place in `by_giver`."""
    pair: Any
    lost: Any
    """What the walk loses up to here."""


def find_rings(  # noqa: C901 - one walk with its own stack
    net: Net, most_lost: int, most_of_one: int, walk: Walk, found: Any, lost: Any
) -> int:
    """Rings of two to as many people as a walk has steps, each from its lowest number.

    They lose at most `most_lost`, and of one person there are at most `most_of_one`. `found` [room,
    LONGEST] takes the pairs of each ring (giver to the next), -1 where it is shorter; `lost` [room]
    what it loses. Says how many there are; more than there is room for are counted and not kept.
    """
    many = 0
    for first in range(net.people):
        if net.first_ask[first] == NOBODY or net.can_carry[first] == 0:
            continue
        _go_to(net, walk, 0, first, _person_loses(net, first))
        depth, enough = 0, many + most_of_one
        while depth >= 0 and many < enough:
            if walk.at[depth] == net.offers[walk.person[depth] + 1]:
                depth -= 1
                continue
            pair = net.by_giver[walk.at[depth]]
            walk.at[depth] += 1
            to = net.owner[pair >> SLOT_BITS]
            if to < first or (to == first and depth == 0):
                continue
            total = walk.lost[depth] + _pair_loses(net, pair)
            if total > most_lost:
                continue
            walk.pair[depth] = pair
            if to == first:
                _write(found, lost, many, walk, depth + 1, total)
                many += 1
            elif _goes_on(net, walk, depth, to, most_lost - total):
                depth += 1
                _go_to(net, walk, depth, to, total + _person_loses(net, to))
    return many


def _go_to(net: Net, walk: Walk, depth: int, person: int, lost: int) -> None:
    walk.person[depth], walk.at[depth], walk.lost[depth] = person, net.offers[person], lost


def _goes_on(net: Net, walk: Walk, depth: int, to: int, may_lose: int) -> bool:
    """There is room for one more, who is not in it yet and can give."""
    if depth + 1 == walk.person.size or net.can_carry[to] == 0:
        return False
    for step in range(1, depth + 1):
        if walk.person[step] == to:
            return False
    return _person_loses(net, to) <= may_lose


def _write(found: Any, lost: Any, at: int, walk: Walk, size: int, total: int) -> None:
    if at < lost.size:
        lost[at] = total
        for step in range(LONGEST):
            found[at, step] = walk.pair[step] if step < size else NOBODY


def _person_loses(net: Net, person: int) -> int:
    """What is lost when this person receives and gives."""
    people, pi = net.people, net.pi
    gives_back = max(0, pi[person] - RING_GAIN - pi[people + person])
    return int(gives_back + max(0, pi[people + person] - pi[2 * people + person]))


def _pair_loses(net: Net, pair: int) -> int:
    """What is lost when this pair serves this ask."""
    ask, gain = pair >> SLOT_BITS, net.pair_gain[pair]
    into = 3 * net.people + ask
    loss = max(0, net.pi[2 * net.people + net.pair_giver[pair]] - gain - net.pi[into])
    if net.state[ask] != SERVED:
        loss += max(0, net.pi[into] - net.gain[ask] - net.pi[net.owner[ask]])
    return int(loss) if gain >= 0 and net.state[ask] != GONE else 1 << 40
