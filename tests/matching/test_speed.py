"""One ask among a hundred thousand offers, with room for a slow machine."""

import time

import pytest

from mekaar.matching import Index, Instance, ideas
from mekaar.matching.generate import generate


@pytest.fixture(scope="module")
def country() -> Instance:
    return generate(155_000, seed=1)


def test_one_ask_among_a_hundred_thousand_offers(country):
    """The subject with the most offers, so that no other ask takes longer."""
    assert len(country.offers) > 100_000
    index = Index(country.offers)
    heg = [ask for ask in country.asks if "heg" in ask.text and ask.ideas_open][:5]
    times = []
    for ask in heg:
        start = time.perf_counter()
        found = ideas(country, ask.id, index=index)
        times.append(time.perf_counter() - start)
        assert len(found) <= 7
    assert len(index.candidates(heg[0])) > 15_000
    assert min(times) < 1
