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

NEAR, FARTHER = 16, 8
"""Rings of so many people before and after on the map are given up, then of 8 times as many."""

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


def part_moments(columns: Columns, best: Best, circulation: Circulation) -> list[Aside]:
    """Leave out pairs until nobody has two ideas that need the same moment."""
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
            served, pair = _served(circulation), int(now.pairs[at])
            circulation.forbid(int(now.asks[at]), int(givers[at]))
            aside.append(
                Aside(
                    int(now.asks[at]), int(offers[at]), int(givers[at]), pair, int(gains[at]),
                    costs_an_ask=_served(circulation) < served,
                )
            )  # fmt: skip


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
        aside = part_moments(columns, best, circulation)
        if _served(circulation) >= len(before) or near > FARTHER * circulation.net.people:
            break
        lost = circulation.net.owner[np.setdiff1d(before, circulation.chosen()[0])].tolist()
        places = [one.giver for one in aside if one.costs_an_ask] or lost
        for one in reversed(aside):
            circulation.run(flow.allow, one.pair, one.gain)
        preferred.give_up(_people_near(places, near, circulation.net.people))
        near *= FARTHER
    chosen = chosen_now(circulation, preferred.more())
    preferred.end()
    return aside, chosen


def _served(circulation: Circulation) -> int:
    return int(np.count_nonzero(circulation.net.state == SERVED))


def _people_near(places: list[int], near: int, people: int) -> Array:
    """[people] who has a number near one of these: numbers go along the map."""
    found = np.zeros(people, dtype=bool)
    for place in places:
        found[max(0, place - near) : place + near + 1] = True
    return found
