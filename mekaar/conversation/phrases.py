"""What somebody does alone, as words that can be compared without being read (R-B04).

The database keeps keys of them (`BlindKeys`), so that the wall around arrangements can refuse to
take over what a resident does alone although both texts are sealed.
"""

import re

_LEADING = {"de", "het", "een", "mijn", "zelf"}
TOGETHER = "samen"
# Up to so many words stand in one phrase that is looked for.
LONGEST = 8
# In so short a sentence one word is what it is about: "koken", "elke dinsdag koken".
SHORT_SENTENCE = 4


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def activity(words: str) -> set[str]:
    """An activity as it is looked for: without "de", "mijn" or "zelf" in front."""
    said = _words(words)
    while said and said[0] in _LEADING:
        said = said[1:]
    return {" ".join(said[:LONGEST])} if said else set()


def within(told: str) -> set[str]:
    """The phrases that these words would take over; none when they say that it is done together.

    A single word counts in a short sentence only: "koken" is not "iets lekkers koken voor de
    straat en daarna opruimen".
    """
    said = _words(told)
    if TOGETHER in said:
        return set()
    shortest = 1 if len(said) <= SHORT_SENTENCE else 2
    return {
        " ".join(said[start : start + length])
        for length in range(shortest, LONGEST + 1)
        for start in range(len(said) - length + 1)
    }
