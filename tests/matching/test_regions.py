"""Regions are solved side by side by threads that share their marks: they may share no node."""

import random

import numpy as np
import pytest

from mekaar.matching.rounds import circulation
from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.net import SLOTS
from tests.matching.circulations import Small, small

REGION = 8


@pytest.fixture(autouse=True)
def _small_regions(monkeypatch):
    monkeypatch.setattr(circulation, "REGION", REGION)


def mostly_near(rng: random.Random) -> Small:
    """Five regions of eight people, asks told in any order, one pair in twenty from elsewhere."""
    one = small(rng, 5 * REGION, 60, 6)
    one.pairs = {
        (ask, giver): gain
        for (ask, giver), gain in one.pairs.items()
        if giver // REGION == one.asks[ask][0] // REGION or rng.random() < 0.05
    }
    return one


def nodes_of(made: Circulation, asks: np.ndarray) -> set[tuple[str, int]]:
    """Everybody whom taking these asks in can touch."""
    net = made.net
    owners = {("person", int(net.owner[ask])) for ask in asks}
    return owners | {
        ("person", int(giver))
        for ask in asks
        for giver in net.pair_giver[ask * SLOTS :][: net.pairs[ask]]
    }


@pytest.mark.parametrize("seed", range(20))
def test_regions_share_nobody_in_whatever_order_asks_are_told(seed):
    """Else two threads write in one node: once in a while a round that is not the best, or worse.

    A round that lives on is told its new asks last, whoever asks.
    """
    made = mostly_near(random.Random(seed)).circulation(solve=False)
    regions, border = made._regions()
    touched = [nodes_of(made, asks) for asks in regions]
    assert sum(map(len, touched)) == len(set().union(*touched))
    assert sum(len(asks) > 0 for asks in regions) == 5
    assert len(border) > 0
    together = np.concatenate([*regions, border])
    assert sorted(together.tolist()) == list(range(60))


@pytest.mark.parametrize("seed", range(20))
def test_regions_side_by_side_are_as_good_as_one(seed, monkeypatch):
    one = mostly_near(random.Random(seed))
    apart = one.circulation()
    monkeypatch.setattr(circulation, "REGION", 1_000)
    whole = one.circulation()
    assert apart.value() == apart.bound() == whole.value() == whole.bound()


def test_the_order_in_which_asks_are_told_does_not_change_what_is_taken_in_first():
    """Within a region: who is worth most first, then the lower number."""
    made = mostly_near(random.Random(1)).circulation(solve=False)
    for asks in made._regions()[0]:
        told = [(-int(made.net.gain[ask]), int(ask)) for ask in asks]
        assert told == sorted(told)
