"""A word with one wrong letter, read as the word of the documents that it must have been.

A model of meaning reads a misspelled word as something else altogether; the documents themselves
say which words are about. A word that no document has, and that is one slip of the finger from a
word that some document has, is read as that word: a letter left out, put in, missed or swapped.

That is right only where the documents have nearly all words that are asked for: among a few texts
every other word of a question is new and nothing is wrong with it. How many words are new is told
by how many were seen once (Good, The population frequencies of species, Biometrika 1953): where
that is more than a quarter, no word is touched.

After Norvig, How to write a spelling corrector (norvig.com/spell-correct.html).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from mekaar.language.clean import clean

SHORTEST = 4
"""Shorter words are one slip from too many others."""

LONGEST = 24
NEW_WORDS = 0.25
"""From this share of words that were seen once, a strange word is new and not wrong."""

WORDS_READ = 40

_LETTERS = "abcdefghijklmnopqrstuvwxyzëïéèöü"
_WORD = re.compile(r"[^\W\d_]+")


class Spelling:
    """The words of one set of documents."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._known = Counter(word for text in texts for word in set(_words(text)))
        seen, once = self._known.total(), sum(times == 1 for times in self._known.values())
        self._knows_most = once < NEW_WORDS * seen

    def corrected(self, query: str) -> str:
        """The question in the spelling of the documents; the same text if nothing is wrong."""
        read = clean(query)
        if not self._knows_most:
            return read
        wrong = {word for word in _WORD.findall(read)[:WORDS_READ] if self._is_strange(word)}
        right = {word: self._nearest(word) for word in wrong}
        return _WORD.sub(lambda found: right.get(found.group(), found.group()), read)

    def _is_strange(self, word: str) -> bool:
        return SHORTEST <= len(word) <= LONGEST and word not in self._known

    def _nearest(self, word: str) -> str:
        """The commonest word one slip away; of equals the first in the alphabet."""
        near = [(-self._known[other], other) for other in set(_slips(word)) if other in self._known]
        return min(near)[1] if near else word


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(clean(text)) if len(word) >= SHORTEST]


def _slips(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        start, end = word[:at], word[at:]
        if end:
            yield start + end[1:]
            yield from (start + letter + end[1:] for letter in _LETTERS)
        if len(end) > 1:
            yield start + end[1] + end[0] + end[2:]
        yield from (start + letter + end for letter in _LETTERS)
