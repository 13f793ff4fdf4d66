"""Short rings that cost a round little: found through its prices.

In an optimal round every arc has a price it would lose by; a ring of people who each help the next
loses the sum of its arcs. Loops over arrays only, so that numba can compile it.
"""

from typing import Any, NamedTuple

from mekaar.matching.rounds.net import GONE, NOBODY, RING_GAIN, SERVED, SLOT_BITS, SLOTS, Net

LONGEST = 4


class Walk(NamedTuple):
    """Where a walk along pairs stands; one entry for each step."""

    person: Any
    at: Any
    """The pair of this person that is looked at next, by its place in `by_giver`."""
    pair: Any
    lost: Any
    """What the walk loses up to here."""


class Limits(NamedTuple):
    """Which rings are looked for."""

    most_lost: int
    """What a ring may lose."""
    most_of_one: int
    """So many rings at most with the same lowest number."""
    taken: Any
    """[people] 1 for who is in no ring."""


class Rings(NamedTuple):
    """Where rings that are found are written."""

    pairs: Any
    """[room, LONGEST] giver to the next; -1 where a ring is shorter."""
    lost: Any
    """[room] what each ring loses."""
    many: Any
    """[1] how many there are; more than there is room for are counted and not kept."""
    closing: Any
    """[people] scratch paper, NOBODY before and after: the pair with which a giver closes a ring
    at the person that is walked from."""


def find_rings(net: Net, limits: Limits, walk: Walk, rings: Rings) -> None:
    """Rings of two to as many people as a walk has steps, each from its lowest number."""
    for first in range(net.people):
        if net.first_ask[first] == NOBODY or net.can_carry[first] == 0 or limits.taken[first]:
            continue
        _close(net, rings.closing, first)
        _walk_from(net, limits, walk, rings, first)
        _open(net, rings.closing, first)


def _close(net: Net, closing: Any, first: int) -> None:
    """With which pair each giver can close a ring at this person: the one that loses least."""
    ask = net.first_ask[first]
    while ask != NOBODY:
        for pair in range(ask * SLOTS, ask * SLOTS + net.pairs[ask]):
            giver = net.pair_giver[pair]
            known = closing[giver]
            if known == NOBODY or _pair_loses(net, pair) < _pair_loses(net, known):
                closing[giver] = pair
        ask = net.next_ask[ask]


def _open(net: Net, closing: Any, first: int) -> None:
    ask = net.first_ask[first]
    while ask != NOBODY:
        for pair in range(ask * SLOTS, ask * SLOTS + net.pairs[ask]):
            closing[net.pair_giver[pair]] = NOBODY
        ask = net.next_ask[ask]


def _walk_from(net: Net, limits: Limits, walk: Walk, rings: Rings, first: int) -> None:
    """All rings with this lowest number."""
    _go_to(net, walk, 0, first, _person_loses(net, first))
    depth, enough = 0, rings.many[0] + limits.most_of_one
    while depth >= 0 and rings.many[0] < enough:
        if walk.at[depth] == net.offers[walk.person[depth] + 1]:
            depth -= 1
            continue
        pair = net.by_giver[walk.at[depth]]
        walk.at[depth] += 1
        to = net.owner[pair >> SLOT_BITS]
        if to <= first or limits.taken[to] or not _goes_on(net, walk, depth, to):
            continue
        total = walk.lost[depth] + _pair_loses(net, pair) + _person_loses(net, to)
        if total > limits.most_lost:
            continue
        walk.pair[depth], last = pair, rings.closing[to]
        if last != NOBODY and total + _pair_loses(net, last) <= limits.most_lost:
            walk.pair[depth + 1] = last
            _write(rings, walk, depth + 2, total + _pair_loses(net, last))
        if depth + 2 < walk.person.size:
            depth += 1
            _go_to(net, walk, depth, to, total)


def _go_to(net: Net, walk: Walk, depth: int, person: int, lost: int) -> None:
    walk.person[depth], walk.at[depth], walk.lost[depth] = person, net.offers[person], lost


def _goes_on(net: Net, walk: Walk, depth: int, to: int) -> bool:
    """This person is not in the walk yet and can give."""
    if net.can_carry[to] == 0:
        return False
    for step in range(1, depth + 1):  # noqa: SIM110 - numba knows no generators
        if walk.person[step] == to:
            return False
    return True


def _write(rings: Rings, walk: Walk, size: int, total: int) -> None:
    at = rings.many[0]
    if at < rings.lost.size:
        rings.lost[at] = total
        for step in range(LONGEST):
            rings.pairs[at, step] = walk.pair[step] if step < size else NOBODY
    rings.many[0] = at + 1


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
