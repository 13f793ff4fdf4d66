"""Short rings that cost a round little: found through its prices.

In an optimal round every arc has a price it would lose by; a ring of people who each help the next
loses the sum of its arcs. Loops over arrays only, so that numba can compile it.
"""

from typing import Any

from mekaar.matching.rounds.net import GONE, NOBODY, RING_GAIN, SERVED, SLOT_BITS, Net

LONGEST = 4


def find_rings(  # noqa: C901, PLR0912 - one walk with its own stack: numba knows no generators of arrays
    net: Net, most_lost: int, longest: int, found: Any, lost: Any
) -> int:
    """Rings of two to `longest` people that lose at most `most_lost`, each from its lowest number.

    `found` [room, LONGEST] takes the pairs of each ring (giver to the next), -1 where it is
    shorter; `lost` [room] what it loses. Says how many there are; more than there is room for are
    counted and not kept.
    """
    many = 0
    trail, at, sums = [0] * (LONGEST + 1), [0] * (LONGEST + 1), [0] * (LONGEST + 1)
    pairs = [0] * (LONGEST + 1)
    for first in range(net.people):
        if net.first_ask[first] == NOBODY or net.can_carry[first] == 0:
            continue
        depth = 0
        trail[0], at[0], sums[0] = first, net.offers[first], _person_loses(net, first)
        while depth >= 0:
            person = trail[depth]
            if at[depth] == net.offers[person + 1]:
                depth -= 1
                continue
            pair = net.by_giver[at[depth]]
            at[depth] += 1
            total = sums[depth] + _pair_loses(net, pair)
            to = net.owner[pair >> SLOT_BITS]
            if total > most_lost or to < first:
                continue
            pairs[depth] = pair
            if to == first:
                if depth:
                    _write(found, lost, many, pairs, depth + 1, total)
                    many += 1
            elif depth + 1 < longest and not _is_on(trail, depth, to):
                total += _person_loses(net, to)
                if total <= most_lost and net.can_carry[to] > 0:
                    depth += 1
                    trail[depth], at[depth], sums[depth] = to, net.offers[to], total
    return many


def _is_on(trail: Any, depth: int, person: int) -> bool:
    for step in range(depth + 1):  # noqa: SIM110 - numba knows no generators
        if trail[step] == person:
            return True
    return False


def _write(found: Any, lost: Any, at: int, pairs: Any, size: int, total: int) -> None:
    if at < lost.size:
        lost[at] = total
        for step in range(LONGEST):
            found[at, step] = pairs[step] if step < size else NOBODY


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
