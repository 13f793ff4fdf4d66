"""Families of words: what people call by many names, so that one name finds another.

Somebody asks about a letter of the bailiff; somebody else told of a collecting agency. No letter is
shared, and a small model of meaning is not sure either. The list holds what people bring to a desk,
with its names; a word belongs to a family when it begins with one of them. It needs no model.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

SHORTEST_BEGINNING = 6
"""A name of fewer letters is a whole word; a longer one is the beginning of others too."""

WORDS_READ = 1_000

_NO_LETTER = re.compile(r"[^a-z]+")


def families(text: str) -> tuple[str, ...]:
    """The names of the families that this text speaks of, in the order of the list."""
    whole, beginnings = _list()
    found: dict[int, str] = {}
    for word in _words(text):
        found |= whole.get(word, {})
        for length in range(SHORTEST_BEGINNING, len(word) + 1):
            found |= beginnings.get(word[:length], {})
    return tuple(found[place] for place in sorted(found))


Names = dict[str, dict[int, str]]


@cache
def _list() -> tuple[Names, Names]:
    """Whole words and beginnings of words, each with the families it belongs to."""
    whole: Names = {}
    beginnings: Names = {}
    lines = Path(__file__).with_name("families.txt").read_text().splitlines()
    for place, line in enumerate(lines):
        name, _colon, said = line.partition(":")
        for one in said.split():
            where = whole if len(one) < SHORTEST_BEGINNING else beginnings
            where.setdefault(one, {})[place] = name.strip()
    return whole, beginnings


def _words(text: str) -> list[str]:
    """Its words in small letters without accents; two that follow each other are one as well."""
    spread = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    read = _NO_LETTER.sub(" ", plain).split()
    read = read[:WORDS_READ]
    return [*read, *(f"{one}_{next_}" for one, next_ in pairwise(read))]
