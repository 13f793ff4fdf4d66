"""Which words of a question a text has too: the reason beside what was found."""

from mekaar.language.postings import folded

ALIKE = 0.5
"""Two words are one word, or parts of one, from this share of runs of three letters."""

SHORTEST = 4
"""Words of fewer letters bind sentences together and name nothing."""

MOST = 5
_RUN = 3
_WORDS_READ = 300


def shared_words(query: str, text: str) -> tuple[str, ...]:
    """At most five words of the question, in its order, that the text has in some form."""
    asked = list(dict.fromkeys(folded(query).split()))[:_WORDS_READ]
    has = {word: _runs(word) for word in folded(text).split()[:_WORDS_READ]}
    found = [word for word in asked if len(word) >= SHORTEST and _is_in(word, has)]
    return tuple(sorted(found, key=len, reverse=True)[:MOST])


def _is_in(word: str, has: dict[str, set[str]]) -> bool:
    if word in has:
        return True
    runs = _runs(word)
    return any(
        2 * len(runs & others) >= ALIKE * (len(runs) + len(others)) for others in has.values()
    )


def _runs(word: str) -> set[str]:
    edged = f"_{word}_"
    return {edged[at : at + _RUN] for at in range(len(edged) - _RUN + 1)}
