"""The circulation of a round: exact, one shortest path for each thing that changes.

Nodes: a hub; for each person `R` (received), `I` (asked to give) and `O` (gives); for each ask `A`.
Arcs, each with its cost (a gain is a negative cost):

    hub -> I      0                    somebody gives
    I -> O        LOAD_COST x load     the first, second, third arrangement of this person
    O -> A        -gain of the pair    this person for this ask
    A -> R        -gain of the ask     the ask is served
    R -> hub      0                    who received gives nothing, or
    R -> I        -RING_GAIN           who received gives too (at most once)

Every unit of flow that comes round is somebody who receives and somebody who gives; rings of any
length need nothing more. Each node has a price `pi`; a round is optimal when no arc with room has a
negative reduced cost `cost + pi[from] - pi[to]`. One change (an ask comes or goes, a pair is
forbidden, somebody can carry more or less) is mended by one shortest path over reduced costs,
searched from both ends at once, each end no further than the hub (successive shortest paths with
prices: Edmonds and Karp 1972; Ahuja, Magnanti and Orlin 1993, section 9.7).

Arrays, whole numbers and loops only: numba compiles it, and Python runs it as it stands.
"""

from typing import Any

from mekaar.matching.rounds.net import (
    COMING,
    FAR,
    GONE,
    HUB,
    LOAD_COST,
    NOBODY,
    SERVED,
    SLOT_BITS,
    SLOTS,
    WAITING,
    Net,
    Work,
)
from mekaar.matching.rounds.path import search


def serve(net: Net, work: Work, ask: int) -> bool:
    """Take an ask into the round; False when nothing is gained by serving it now."""
    people = net.people
    into, out = 3 * people + ask, net.owner[ask]
    wanted = net.gain[ask] + net.pi[out]
    price = wanted
    for pair in range(ask * SLOTS, ask * SLOTS + net.pairs[ask]):
        if net.pair_gain[pair] >= 0:
            price = min(price, net.pi[2 * people + net.pair_giver[pair]] - net.pair_gain[pair])
    net.pi[into] = price
    net.state[ask] = COMING
    if price == wanted or search(net, work, out, into, wanted - price) >= wanted - price:
        net.state[ask] = WAITING
        return False
    push(net, work)
    net.state[ask] = SERVED
    net.served[out] += 1
    return True


def serve_all(net: Net, work: Work, asks: Any) -> int:
    """Take these asks in, in this order; how many of them were served at once."""
    served = 0
    for ask in asks:
        if serve(net, work, ask):
            served += 1
    return served


def let_go(net: Net, work: Work, ask: int) -> None:
    """Take an ask out of the round; who gave is free for others."""
    was_served = net.state[ask] == SERVED
    net.state[ask] = GONE
    if was_served:
        into, out = 3 * net.people + ask, net.owner[ask]
        search(net, work, into, out, FAR)
        push(net, work)
        net.served[out] -= 1


def forbid(net: Net, work: Work, pair: int) -> None:
    """These two are not brought together; the ask may find somebody else."""
    ask, giver = pair >> SLOT_BITS, net.pair_giver[pair]
    net.pair_gain[pair] = -1
    if net.pair[ask] == pair:
        out, into = 2 * net.people + giver, 3 * net.people + ask
        _unlink(net, ask, giver)
        search(net, work, out, into, FAR)
        push(net, work)


def allow(net: Net, work: Work, pair: int, gain: int) -> None:
    """A pair that is new, or that may be again."""
    ask, giver = pair >> SLOT_BITS, net.pair_giver[pair]
    out, into = 2 * net.people + giver, 3 * net.people + ask
    budget = gain + net.pi[into] - net.pi[out]
    if net.state[ask] != GONE and budget > 0 and search(net, work, into, out, budget) < budget:
        push(net, work)
        net.pair_gain[pair] = gain
        _link(net, ask, pair)
    net.pair_gain[pair] = gain


def carry(net: Net, work: Work, person: int, can_carry: int) -> None:
    """Somebody can carry more or less from now on ("dit is te veel": 0)."""
    asked, gives = net.people + person, 2 * net.people + person
    if net.load[person] > can_carry:
        net.can_carry[person] = net.load[person]
    while net.load[person] > can_carry:
        search(net, work, asked, gives, FAR)
        push(net, work)
        net.load[person] -= 1
        net.can_carry[person] = net.load[person]
    while net.load[person] == net.can_carry[person] < can_carry:
        budget = net.pi[gives] - net.pi[asked] - LOAD_COST * net.load[person]
        if budget > 0 and search(net, work, gives, asked, budget) < budget:
            push(net, work)
            net.load[person] += 1
        net.can_carry[person] += 1
    net.can_carry[person] = can_carry


def favour(net: Net, work: Work, chosen: Any, more: int) -> None:
    """Make these pairs worth more, so that the round takes them unless it would lose by it."""
    for pair in chosen:
        gain = net.pair_gain[pair] + more
        forbid(net, work, pair)
        allow(net, work, pair, gain)


def push(net: Net, work: Work) -> None:
    """Send one unit along the way that was found."""
    people = net.people
    steps, last = work.steps, work.sizes[0] - 1
    for at in range(last):
        one, other = steps[at], steps[at + 1]
        if one >= 3 * people and 2 * people <= other < 3 * people:
            _unlink(net, one - 3 * people, other - 2 * people)
    for at in range(last):
        one, other = steps[at], steps[at + 1]
        if HUB in (one, other):
            continue
        if one >= 3 * people:
            _give_to_person(net, one - 3 * people, other)
        elif other >= 3 * people:
            _take_by_ask(net, one, other - 3 * people)
        else:
            _within_person(net, one, other)


def _give_to_person(net: Net, ask: int, other: int) -> None:
    """A -> R: an ask is served after all (A -> O was done before)."""
    if other < net.people:
        net.state[ask] = SERVED
        net.served[other] += 1


def _take_by_ask(net: Net, one: int, ask: int) -> None:
    """O -> A: somebody gives; R -> A: an ask is not served any more."""
    if one < net.people:
        net.state[ask] = WAITING
        net.served[one] -= 1
        return
    giver = one - 2 * net.people
    for pair in range(ask * SLOTS, ask * SLOTS + net.pairs[ask]):
        if net.pair_giver[pair] == giver and net.pair_gain[pair] >= 0:
            _link(net, ask, pair)
            return


def _within_person(net: Net, one: int, other: int) -> None:
    """R and I, or I and O, of one person."""
    people = net.people
    if one < people:
        net.gives_back[one] = 1
    elif other < people:
        net.gives_back[other] = 0
    elif one < 2 * people:
        net.load[one - people] += 1
    else:
        net.load[other - people] -= 1


def _link(net: Net, ask: int, pair: int) -> None:
    giver = net.pair_giver[pair]
    net.pair[ask] = pair
    first = net.first_taken[giver]
    net.next_taken[ask], net.taken_before[ask] = first, NOBODY
    if first != NOBODY:
        net.taken_before[first] = ask
    net.first_taken[giver] = ask


def _unlink(net: Net, ask: int, giver: int) -> None:
    before, after = net.taken_before[ask], net.next_taken[ask]
    if before == NOBODY:
        net.first_taken[giver] = after
    else:
        net.next_taken[before] = after
    if after != NOBODY:
        net.taken_before[after] = before
    net.pair[ask] = NOBODY
