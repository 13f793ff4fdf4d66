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

_NO_LETTER = re.compile(r"[^a-z]+")


def families(text: str) -> tuple[str, ...]:
    """The names of the families that this text speaks of, in the order of the list."""
    read = _words(text)
    return tuple(name for name, said in _list().items() if any(_says(read, one) for one in said))


def _says(read: list[str], name: str) -> bool:
    if len(name) < SHORTEST_BEGINNING:
        return name in read
    return any(word.startswith(name) for word in read)


@cache
def _list() -> dict[str, tuple[str, ...]]:
    lines = Path(__file__).with_name("families.txt").read_text().splitlines()
    pairs = (line.partition(":") for line in lines if line)
    return {name.strip(): tuple(said.split()) for name, _colon, said in pairs}


def _words(text: str) -> list[str]:
    """Its words in small letters without accents; two that follow each other are one as well."""
    spread = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    read = _NO_LETTER.sub(" ", plain).split()
    return [*read, *(f"{one}_{next_}" for one, next_ in pairwise(read))]
