"""Choosing rings that share nobody: as good as trying everything, with a bound that holds."""

import random
import sys

import numpy as np
import pytest

from mekaar.matching.packing import rings as packing_rings
from mekaar.matching.packing.rings import pack


def invented_rings(rng, people, many):
    rings = [rng.sample(range(people), rng.randrange(2, min(people, 4) + 1)) for _ in range(many)]
    return rings, [rng.randrange(-50, 1000) * len(ring) for ring in rings]


def by_trying(rings, values):
    best = {frozenset(): 0}
    for ring, value in zip(rings, values, strict=True):
        for taken, worth in list(best.items()):
            if not taken & set(ring):
                both = taken | set(ring)
                best[both] = max(best.get(both, 0), worth + value)
    return max(best.values())


def holds(rings, values, found):
    members = [person for ring in found.chosen for person in rings[ring]]
    assert len(members) == len(set(members))
    assert sum(values[ring] for ring in found.chosen) == found.value <= found.bound
    return True


def test_best_of_small_sets():
    rng = random.Random(5)
    for _ in range(200):
        rings, values = invented_rings(rng, rng.randrange(2, 9), rng.randrange(12))
        found = pack(rings, values)
        assert holds(rings, values, found)
        assert found.value == found.bound == by_trying(rings, values)


def test_without_scipy_nearly_as_good_and_the_bound_holds(monkeypatch):
    monkeypatch.setitem(sys.modules, "mekaar.matching.packing.highs", None)
    rng = random.Random(6)
    lost = total = 0
    for _ in range(200):
        rings, values = invented_rings(rng, rng.randrange(4, 9), rng.randrange(12))
        found = pack(rings, values)
        assert holds(rings, values, found)
        best = by_trying(rings, values)
        assert found.bound >= best
        lost, total = lost + best - found.value, total + best
    assert lost < total / 50


def test_many_parts_are_each_exact():
    rng = random.Random(7)
    rings, values = [], []
    best = 0
    for part in range(120):
        some, worth = invented_rings(rng, 8, 9)
        best += by_trying(some, worth)
        rings += [[person + 8 * part for person in ring] for ring in some]
        values += worth
    found = pack(rings, values)
    assert found.value == found.bound == best


def test_machine_code_and_python_say_the_same(monkeypatch):
    rng = random.Random(8)
    rings, values = invented_rings(rng, 900, 2_500)
    monkeypatch.setattr(packing_rings, "RELAXED_UP_TO", 0)
    compiled = pack(rings, values)
    monkeypatch.setattr(packing_rings, "COMPILED_FROM", 10**9)
    assert pack(rings, values) == compiled
    assert holds(rings, values, compiled)


def test_a_list_and_an_array_are_the_same_rings():
    rows = np.array([[0, 1, -1], [1, 2, 3], [4, 5, -1]])
    assert pack(rows, [10, 12, 3]) == pack([[0, 1], [1, 2, 3], [4, 5]], np.array([10, 12, 3]))
    assert pack(rows, [10, 12, 3]).chosen == (1, 2)


@pytest.mark.parametrize(("rings", "values"), [([], []), ([[0, 1]], [0]), ([[0, 1]], [-5])])
def test_nothing_worth_anything(rings, values):
    assert pack(rings, values) == packing_rings.Packed((), 0, 0)


def test_ties_go_to_the_earlier_ring():
    assert pack([[0, 1], [1, 2], [0, 1]], [5, 5, 5]).chosen == (0,)
