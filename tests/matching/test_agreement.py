"""The fit of an ask and an offer out of words and vectors."""

import math

import pytest

from mekaar.language.names import NANO, USE
from mekaar.matching.agreement import FITS_FROM, agreement


@pytest.mark.parametrize(("model", "near", "far"), [(NANO, 0.91, 0.82), (USE, 0.5, 0.1)])
def test_each_model_has_its_own_curve(model, near, far):
    assert agreement(0.3, near, model) > FITS_FROM > agreement(0.3, far, model)
    assert agreement(0.0, near, model) > agreement(0.0, (near + far) / 2, model)


@pytest.mark.parametrize(("model", "cosine"), [(NANO, 0.88), (USE, 0.35)])
def test_words_and_vectors_are_surer_together(model, cosine):
    """Near in tone alone is no idea, and the same word about something else is none either."""
    assert agreement(0.4, cosine, model) > FITS_FROM > agreement(0.0, cosine, model)
    assert agreement(0.4, cosine - 0.4, model) < FITS_FROM


@pytest.mark.parametrize("cosine", [None, math.nan, math.inf])
def test_without_a_vector_words_do(cosine):
    assert agreement(0.4, cosine, NANO) == 0.4
    assert agreement(0.4, 0.9, "a model of next year") == 0.4
    assert agreement(0.4, 0.9, None) == 0.4
    assert agreement(7.0, None, None) == 1.0


def test_it_stays_between_nothing_and_everything():
    for cosine in (-50.0, -1.0, 0.0, 1.0, 50.0):
        assert 0.0 <= agreement(0.0, cosine, NANO) <= 1.0
