"""A product of matrices says what comparing one by one says, in the same order."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mekaar.language.names import NANO, USE
from mekaar.matching import Ask, Index, Offer
from mekaar.matching import many_meanings as many
from mekaar.matching.agreement import MODELS, NEARLY
from mekaar.matching.many_meanings import shared_meanings

TEXTS = st.sampled_from(
    ["klaverjassen", "kaarten en klaverjassen", "brieven", "", "een brief lezen", "weg"]
)
KNOWN_OR_NOT = st.sampled_from([NANO, USE, None, "a model of next year"])


def vectors(sizes=(3, 4)):
    """In half precision, as they are kept; short ones, long ones, and vectors of nothing."""
    part = st.floats(-1, 1, width=16)
    return st.none() | st.sampled_from(sizes).flatmap(
        lambda size: st.tuples(*[part] * size) | st.just((0.0,) * size)
    )


def one_by_one(ask, offers, model):
    found = Index(offers).meanings(ask, model)
    if ask.vector is not None and model in MODELS:
        size = len(ask.vector)
        near = {one.id for one in offers if one.vector is not None and len(one.vector) == size}
        least = NEARLY * max((found[one] for one in near & set(found)), default=0)
        found = {one: much for one, much in found.items() if one not in near or much >= least}
    return sorted(((-meaning, int(at)) for at, meaning in found.items()))


@given(
    st.lists(st.tuples(TEXTS, vectors()), max_size=5),
    st.lists(st.tuples(TEXTS, vectors()), max_size=6),
    KNOWN_OR_NOT,
    st.integers(1, 12),
)
@settings(max_examples=200)
def test_as_one_by_one_to_the_last_bit(asked, offered, model, at_once):
    asks = [Ask("", "", text, vector) for text, vector in asked]
    offers = [Offer(str(at), "", *given) for at, given in enumerate(offered)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(many, "AT_ONCE", at_once)
        found = list(shared_meanings(asks, offers, model))
    assert len(found) == len(asks)
    for ask, (places, meanings) in zip(asks, found, strict=True):
        told = list(zip((-meanings).tolist(), places.tolist(), strict=True))
        assert told == one_by_one(ask, offers, model)


def test_vectors_of_a_real_length_and_ties_by_place():
    chance = np.random.default_rng(4)
    rows = chance.standard_normal((40, 384)) + 3
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float16)
    rows[20:] = rows[:20]
    told = [tuple(row.astype(float).tolist()) for row in rows]
    asks = [Ask("", "", "", vector) for vector in told[:5]]
    offers = [Offer(str(at), "", "", vector) for at, vector in enumerate(told)]
    some = 0
    for ask, (places, meanings) in zip(asks, shared_meanings(asks, offers, NANO), strict=True):
        listed = list(zip((-meanings).tolist(), places.tolist(), strict=True))
        assert listed == one_by_one(ask, offers, NANO)
        assert places[:2].tolist() == [int(places[0]), int(places[0]) + 20]
        some += len(places)
    assert some >= 10


def test_other_numbers_may_differ_in_the_last_bits_only():
    chance = np.random.default_rng(5)
    told = [tuple(row) for row in (chance.standard_normal((30, 50)) * 1000 + 900).tolist()]
    asks = [Ask("", "", "", vector) for vector in told[:6]]
    offers = [Offer(str(at), "", "", vector) for at, vector in enumerate(told)]
    for ask, (places, meanings) in zip(asks, shared_meanings(asks, offers, None), strict=True):
        alone = dict(map(reversed, one_by_one(ask, offers, None)))
        assert set(alone) == set(places.tolist())
        assert all(
            math.isclose(-alone[at], meaning, abs_tol=1e-9)
            for at, meaning in zip(places.tolist(), meanings.tolist(), strict=True)
        )
