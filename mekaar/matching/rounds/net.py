"""The graph of a round as arrays, and the scratch paper of one search in it (see `flow.py`)."""

from typing import Any, NamedTuple

LOAD_COST = 150
RING_GAIN = 2000
SLOT_BITS = 6
SLOTS = 1 << SLOT_BITS
"""Room for so many pairs of one ask: pair = ask x SLOTS + place."""

FAR = 1 << 60
NOBODY = -1
HUB = -1

GONE, WAITING, SERVED, COMING = 0, 1, 2, 3
"""States of an ask; COMING while it is being taken in."""

FORWARD, BACKWARD = 0, 1
SUM, MEET, HUB_AT, FROM_HUB, LOOKED_AT = 0, 1, 2, 4, 6
"""Where `Work.found` holds the best way, its meeting node, for each side its way to the hub, and
how many nodes were looked at in all searches together."""


class Net(NamedTuple):
    """Who may give to whom and who does now; arrays of whole numbers."""

    people: int
    """Number of people. Node R is p, I is people + p, O is 2 people + p, A is 3 people + ask."""
    pi: Any
    """[nodes] prices."""
    can_carry: Any
    load: Any
    gives_back: Any
    """[people] 1 where the arc R -> I is used."""
    served: Any
    """[people] how many asks of this person are served."""
    first_ask: Any
    """[people] the first ask of this person; then `next_ask`."""
    first_taken: Any
    """[people] the first ask this person gives to; then `next_taken`."""
    offers: Any
    """[people + 1] where the pairs of a giver begin in `by_giver`."""
    first_more: Any
    """[people] the first pair of a giver that came later; then `next_more`."""
    owner: Any
    """[asks] whose ask."""
    gain: Any
    """[asks] what serving it is worth."""
    state: Any
    pair: Any
    """[asks] the pair that serves it, or NOBODY."""
    pairs: Any
    """[asks] how many pairs it has."""
    next_ask: Any
    next_taken: Any
    taken_before: Any
    pair_giver: Any
    pair_gain: Any
    """[asks x SLOTS] 1000 x fit; negative for a pair that is forbidden."""
    by_giver: Any
    next_more: Any


class Work(NamedTuple):
    """Scratch paper of one search, clean between two searches; the first index is the direction."""

    dist: Any
    parent: Any
    place: Any
    """[2, nodes] where a node stands in the heap; -1 when it does not."""
    heap: Any
    touched: Any
    sizes: Any
    """[4] the two heaps, then the two lists of touched nodes."""
    found: Any
    """[7] see `SUM`."""
    steps: Any
