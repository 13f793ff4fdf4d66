"""A round is exact, proves it, and stays exact after every change (design/matching.md)."""

import random

import numpy as np
import pytest
from ortools.graph.python import min_cost_flow

from mekaar.matching.compiled import fast
from mekaar.matching.rounds import flow
from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.net import FAR, LOAD_COST, NOBODY, RING_GAIN, SERVED
from tests.matching.circulations import Small, best_by_trying, small, worth


def chosen(made: Circulation, here: list[int]) -> dict[int, int]:
    asks, givers = made.chosen()
    return {here[ask]: int(giver) for ask, giver in zip(asks, givers, strict=True)}


def holds_together(made: Circulation) -> None:
    """What the arrays say of one another, after any number of changes."""
    net = made.net
    served = np.flatnonzero(net.state == SERVED)
    assert ((net.pair != NOBODY) == (net.state == SERVED)).all()
    givers = net.pair_giver[net.pair[served]]
    assert (np.bincount(givers, minlength=net.people) == net.load).all()
    assert (np.bincount(net.owner[served], minlength=net.people) == net.served).all()
    assert (net.load <= net.can_carry).all()
    assert (made._work.dist == FAR).all()
    assert (made._work.place == NOBODY).all()


def by_or_tools(one: Small) -> int:
    """The same circulation by another solver (Google OR-tools, cost scaling)."""
    people, hub = len(one.can_carry), 0
    received, asked, gives, into = (1 + kind * people for kind in range(4))
    here = [(ask, *told) for ask, told in enumerate(one.asks) if ask not in one.gone]
    arcs = [(hub, asked + person, 100, 0) for person in range(people)]
    arcs += [(received + person, hub, 100, 0) for person in range(people)]
    arcs += [(received + person, asked + person, 1, -RING_GAIN) for person in range(people)]
    arcs += [
        (asked + person, gives + person, 1, LOAD_COST * load)
        for person, most in enumerate(one.can_carry)
        for load in range(most)
    ]
    arcs += [(into + ask, received + owner, 1, -gain) for ask, owner, gain in here]
    arcs += [
        (gives + giver, into + ask, 1, -fit)
        for (ask, giver), fit in one.pairs.items()
        if ask not in one.gone
    ]
    solver = min_cost_flow.SimpleMinCostFlow()
    for arc in arcs:
        solver.add_arc_with_capacity_and_unit_cost(*arc)
    assert solver.solve() == solver.OPTIMAL
    return -int(solver.optimal_cost())


def test_two_thousand_tiny_rounds_are_as_good_as_trying_everything():
    rng = random.Random(4)
    for _ in range(2000):
        one = small(rng, rng.randrange(2, 6), rng.randrange(1, 6), 3)
        made = one.circulation()
        here = [ask for ask in range(len(one.asks)) if ask not in one.gone]
        assert made.value() == made.bound() == best_by_trying(one) == worth(one, chosen(made, here))


def test_a_thousand_middle_rounds_are_as_good_as_another_solver():
    rng = random.Random(5)
    for _ in range(1000):
        one = small(rng, rng.randrange(5, 25), rng.randrange(5, 25), 6)
        made = one.circulation()
        holds_together(made)
        assert made.value() == made.bound() == by_or_tools(one)


class Changing:
    """A round that lives on while things change, beside the plain lists of what is true."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.true = small(rng, rng.randrange(3, 12), rng.randrange(2, 12))
        self.live = self.true.circulation(room=40)

    def change(self) -> None:
        kinds = [self.comes, self.goes, self.declined, self.may_again, self.too_much]
        self.rng.choice(kinds)()

    def comes(self) -> None:
        ask, people = len(self.true.asks), len(self.true.can_carry)
        owner, gain = self.rng.randrange(people), 10_000 + self.rng.randrange(6000)
        others = [one for one in range(people) if one != owner]
        givers = self.rng.sample(others, self.rng.randrange(len(others) + 1))
        self.true.asks.append((owner, gain))
        self.true.pairs.update({(ask, giver): self.rng.randrange(1000) for giver in givers})
        assert (
            self.live.add(owner, gain, [(giver, self.true.pairs[ask, giver]) for giver in givers])
            == ask
        )

    def goes(self) -> None:
        here = sorted(set(range(len(self.true.asks))) - self.true.gone)
        if here:
            ask = self.rng.choice(here)
            self.true.gone.add(ask)
            self.live.remove(ask)

    def declined(self) -> None:
        here = sorted(pair for pair in self.true.pairs if pair[0] not in self.true.gone)
        if here:
            pair = self.rng.choice(here)
            del self.true.pairs[pair]
            self.live.forbid(*pair)

    def may_again(self) -> None:
        here = sorted(set(range(len(self.true.asks))) - self.true.gone)
        if here:
            ask = self.rng.choice(here)
            giver = self.rng.randrange(len(self.true.can_carry))
            if giver != self.true.asks[ask][0]:
                self.true.pairs[ask, giver] = self.rng.randrange(1000)
                self.live.allow(ask, giver, self.true.pairs[ask, giver])

    def too_much(self) -> None:
        person = self.rng.randrange(len(self.true.can_carry))
        self.true.can_carry[person] = self.rng.randrange(4)
        self.live.carry(person, self.true.can_carry[person])


@pytest.mark.parametrize("seed", range(8))
def test_after_every_change_a_round_is_as_good_as_a_new_one(seed):
    rng = random.Random(seed)
    for _ in range(12):
        both = Changing(rng)
        for _ in range(25):
            both.change()
            holds_together(both.live)
            assert both.live.value() == both.live.bound() == by_or_tools(both.true)


def test_machine_code_and_python_give_the_same_bytes():
    one = small(random.Random(9), 60, 60, 6)
    plain, quick = one.circulation(solve=False), one.circulation(solve=False)
    flow.serve_all(plain.net, plain._work, np.arange(len(one.asks)))
    fast(flow.serve_all)(quick.net, quick._work, np.arange(len(one.asks)))
    for part in ("pi", "load", "gives_back", "served", "state", "pair", "next_taken"):
        assert np.array_equal(getattr(plain.net, part), getattr(quick.net, part)), part


def test_prices_that_are_wrong_prove_nothing_too_low(monkeypatch):
    """Any prices give a bound; a round that is not the best cannot claim to be."""
    rng = random.Random(11)
    for _ in range(50):
        one = small(rng, 6, 6)
        made = one.circulation()
        best = made.value()
        made.net.pi[:6] += np.array([rng.randrange(500) for _ in range(6)])
        made.net.pi[18:] += np.array([rng.randrange(-900, 900) for _ in made.net.pi[18:]])
        assert made.bound() >= best


def test_no_more_than_there_is_room_for():
    made = Small([1, 1], [(0, 10_000)], {(0, 1): 500}).circulation(room=0)
    with pytest.raises(IndexError):
        made.add(1, 10_000, [])
