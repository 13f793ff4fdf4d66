"""Which documents hold which words and which parts of words: BM25 over either.

Runs of letters do the work of stems, of parts of long Dutch words and of words with a wrong letter
all at once: `fietsenmaker` and `fiets maken` share most of theirs. A run lies within one word, with
the space before and after it as a letter, so that beginnings and ends count. Whole words, without
the commonest endings, say more than their parts where nothing is misspelled.

BM25: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009). The constants were
chosen on one half of each set of `bench/language.py`.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from mekaar.language.clean import clean

RUNS = (3, 4, 5)
SATURATION, BY_LENGTH = 2.0, 0.75

_BITS_A_LETTER = 12
_SPACE = np.uint64(ord(" "))
_ENDING = re.compile(r"(?<=[a-z]{3})(?:tjes?|jes?|en|e|s|t)$")
_NO_WORD = re.compile(r"[\W_]+")

Codes = NDArray[np.uint64]
Scores = NDArray[np.float32]


class Postings:
    """The index of one set of documents; it is read by many threads and never changed."""

    def __init__(self, texts: Sequence[str], read: "Callable[[str], Codes] | None" = None) -> None:
        self._read = read or runs
        codes, counts, documents = _counted(texts, self._read)
        self.size = len(texts)
        self._known, place = np.unique(codes, return_inverse=True)
        order = np.argsort(place, kind="stable")
        held = np.bincount(place, minlength=len(self._known))
        self._starts = np.concatenate([[0], np.cumsum(held)])
        self._rarity = np.log1p((self.size - held + 0.5) / (held + 0.5)).astype(np.float32)
        self._documents = documents[order]
        self._weights = (_worth(counts, documents, self.size) * self._rarity[place])[order]

    def scores(self, query: str) -> Scores:
        """BM25 of each document for this query."""
        lists = [slice(self._starts[i], self._starts[i + 1]) for i in self._places(query)]
        if not lists:
            return np.zeros(self.size, dtype=np.float32)
        where = np.concatenate([self._documents[part] for part in lists])
        worth = np.concatenate([self._weights[part] for part in lists])
        return np.bincount(where, worth, minlength=self.size).astype(np.float32)

    def best_possible(self, query: str) -> float:
        """About what a document that says the whole query once would score, unknown runs too."""
        known = self._rarity[self._places(query)].sum()
        unknown = len(np.unique(self._read(query))) - len(self._places(query))
        return float(known + unknown * np.log1p((self.size + 0.5) / 0.5))

    def _places(self, query: str) -> NDArray[np.int64]:
        asked = np.unique(self._read(query))
        if not len(self._known) or not len(asked):
            return np.zeros(0, dtype=np.int64)
        places = np.minimum(np.searchsorted(self._known, asked), len(self._known) - 1)
        held: NDArray[np.int64] = places[self._known[places] == asked]
        return held


def _counted(
    texts: Sequence[str], read: Callable[[str], Codes]
) -> tuple[Codes, Scores, NDArray[np.int32]]:
    """Each run or word of each text once: what it is, how often it is there, and where."""
    codes: list[Codes] = [np.zeros(0, np.uint64)]
    counts: list[Scores] = [np.zeros(0, np.float32)]
    for text in texts:
        each, often = np.unique(read(text), return_counts=True)
        codes.append(each)
        counts.append(often.astype(np.float32))
    sizes = np.array([len(each) for each in codes[1:]], dtype=np.int64)
    documents = np.repeat(np.arange(len(texts), dtype=np.int32), sizes)
    return np.concatenate(codes), np.concatenate(counts), documents


def folded(text: str) -> str:
    """The words of a text without accents and signs, with a space before and after each."""
    split = unicodedata.normalize("NFKD", clean(text))
    plain = "".join(letter for letter in split if not unicodedata.combining(letter))
    return f" {_NO_WORD.sub(' ', plain).strip()} "


def runs(text: str) -> Codes:
    """Each run of letters of a text as one number."""
    read = np.frombuffer(folded(text).encode("utf-32-le"), dtype=np.uint32)
    letters = read.astype(np.uint64) & np.uint64((1 << _BITS_A_LETTER) - 1)
    return np.concatenate([_runs_of(letters, length) for length in RUNS])


def whole_words(text: str) -> Codes:
    """Each word of a text without its commonest endings, as one number."""
    return np.array([_number(_ENDING.sub("", word)) for word in folded(text).split()], np.uint64)


def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


def _runs_of(letters: Codes, length: int) -> Codes:
    many = len(letters) - length + 1
    if many < 1:
        return np.zeros(0, dtype=np.uint64)
    codes = np.zeros(many, dtype=np.uint64)
    within = np.ones(many, dtype=np.bool_)
    for step in range(length):
        part = letters[step : step + many]
        codes = (codes << np.uint64(_BITS_A_LETTER)) | part
        if 0 < step < length - 1:
            within &= part != _SPACE
    return codes[within]


def _worth(counts: Scores, documents: NDArray[np.int32], size: int) -> Scores:
    """How much a run counts in its document: often says more, less so in a long document."""
    length = np.bincount(documents, counts, minlength=size)
    usual = length.mean() if size and length.any() else 1.0
    drawn = SATURATION * (1 - BY_LENGTH + BY_LENGTH * length[documents] / usual)
    return (counts * (SATURATION + 1) / (counts + drawn)).astype(np.float32)
