"""A circulation in which nobody has two ideas that need the same moment.

The worse pair is left out and the round mended. Where rings are preferred, none of this may cost an
ask: then the rings nearby are preferred no longer.
"""

from typing import Any, NamedTuple

import numpy as np

from mekaar.matching.rounds import flow
from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.columns import Columns
from mekaar.matching.rounds.moments import clashes, shared_times
from mekaar.matching.rounds.net import SERVED, SLOTS
from mekaar.matching.rounds.pairs import Best
from mekaar.matching.rounds.short_rings import Preferred

NEAR, FARTHER = 16, 4
"""Rings of so many people before and after on the map are given up, then of 4 times as many."""

Array = Any


class Chosen(NamedTuple):
    """The ideas of a round."""

    asks: Array
    pairs: Array
    value: int

    def offers(self, best: Best) -> Array:
        """The place of the offer that serves each ask."""
        return best.offer[self.asks, self.pairs & (SLOTS - 1)]


class Aside(NamedTuple):
    """A pair that is left out."""

    ask: int
    offer: int
    """Its place among the sorted offers."""
    giver: int
    pair: int
    gain: int
    costs_an_ask: bool


def chosen_now(circulation: Circulation, more: int = 0) -> Chosen:
    """What is chosen now; `more` of its value is a preference and not worth anything."""
    asks, _ = circulation.chosen()
    return Chosen(asks, circulation.net.pair[asks].copy(), circulation.value() - more)


def part_moments(
    columns: Columns, best: Best, circulation: Circulation, *, spare_asks: bool = False
) -> list[Aside]:
    """Leave out pairs until nobody has two ideas that need the same moment.

    To spare asks, another pair of this giver is left out where the worst would cost an ask.
    """
    aside: list[Aside] = []
    net = circulation.net
    while True:
        now = chosen_now(circulation)
        offers, gains = now.offers(best), net.pair_gain[now.pairs]
        givers = columns.offered.person[offers]
        alone = best.many[now.asks] == 1
        worst = clashes(givers, shared_times(columns, now.asks, offers), gains, alone)
        if not worst:
            return aside
        for at in worst:
            aside.append(_leave_out(circulation, now, offers, at))
            if spare_asks and aside[-1].costs_an_ask:
                aside[-1] = _another(circulation, now, offers, aside[-1])


def part_with_rings(
    columns: Columns, best: Best, circulation: Circulation, longest: int
) -> tuple[list[Aside], Chosen]:
    """Prefer rings of at most so many people, part moments again; no ask is lost by it.

    Afterwards the circulation is the best one without what is left out, as its prices prove; what
    is chosen is the round with the rings.
    """
    before, _ = circulation.chosen()
    preferred = Preferred(circulation, longest)
    near = NEAR
    while True:
        aside = part_moments(columns, best, circulation, spare_asks=True)
        if _served(circulation) >= len(before) or near > FARTHER * circulation.net.people:
            break
        lost = circulation.net.owner[np.setdiff1d(before, circulation.chosen()[0])].tolist()
        places = [one.giver for one in aside if one.costs_an_ask] or lost
        for one in reversed(aside):
            _allow_again(circulation, one)
        preferred.give_up(_people_near(places, near, circulation.net.people))
        near *= FARTHER
    chosen = chosen_now(circulation, preferred.more())
    preferred.end()
    return aside, chosen


def _leave_out(circulation: Circulation, now: Chosen, offers: Array, at: int) -> Aside:
    pair, served = int(now.pairs[at]), _served(circulation)
    giver, gain = circulation.net.pair_giver[pair], circulation.net.pair_gain[pair]
    circulation.run(flow.forbid, pair)
    costs = _served(circulation) < served
    return Aside(int(now.asks[at]), int(offers[at]), int(giver), pair, int(gain), costs)


def _another(circulation: Circulation, now: Chosen, offers: Array, tried: Aside) -> Aside:
    """Another idea of this giver left out instead, where that costs no ask; else the same."""
    givers = circulation.net.pair_giver[now.pairs]
    others = np.flatnonzero((givers == tried.giver) & (now.pairs != tried.pair))
    for at in others.tolist():
        _allow_again(circulation, tried)
        other = _leave_out(circulation, now, offers, at)
        if not other.costs_an_ask:
            return other
        _allow_again(circulation, other)
        circulation.run(flow.forbid, tried.pair)
    return tried


def _allow_again(circulation: Circulation, one: Aside) -> None:
    circulation.run(flow.allow, one.pair, one.gain)


def _served(circulation: Circulation) -> int:
    return int(np.count_nonzero(circulation.net.state == SERVED))


def _people_near(places: list[int], near: int, people: int) -> Array:
    """[people] who has a number near one of these: numbers go along the map."""
    found = np.zeros(people, dtype=bool)
    for place in places:
        found[max(0, place - near) : place + near + 1] = True
    return found
