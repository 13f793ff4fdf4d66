"""How much two texts are about the same: by words, or by vectors where both have one."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from operator import mul

from mekaar.matching.agreement import FITS_FROM, MODELS, agreement
from mekaar.matching.words import STRONG, Words, long_vowel, short_vowel, weight

ALIKE = 0.65
"""Two stems spelled differently count as one word from this share of character 3-5-grams."""

PART_OF_A_LONGER_WORD = 0.8
"""What `tuin` counts for in `moestuin` and `tuinman`."""

THRESHOLD = 0.28
"""Where words alone decide, less than this is no idea: one subject among twelve is just enough.

Chosen on `bench/data`: of what is found by one word in long texts nearly all is about something
else, and of the right ones hardly any is lost.
"""

COSINE_THRESHOLD = 0.5
"""The same for two vectors of no model that is known here (`agreement`)."""

WEIGHT_COUNTED = 12 * STRONG
"""A long story about one wish is not less about that wish: more words than this do not dilute."""

_ALSO_ANOTHER_WORD = frozenset({"les"})
"""At the end of a longer word `lees` looks like `les`: a swimming lesson is not about reading."""

_EDGE = 3
_SHORTEST_PART = 4
_SHORTEST_ALIKE = 5
_SHORTEST_REST = 3


@dataclass(frozen=True)
class Match:
    """One word of an ask that an offer has too, as each wrote it."""

    ask_word: str
    offer_word: str
    counts: int
    names_a_subject: bool
    is_one_word: bool


def word_likeness(one: str, other: str) -> float:
    """0 to 1 for two stems: the same, one inside the other, or a slip of the pen apart."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if _is_part(short, long):
        return PART_OF_A_LONGER_WORD
    if len(short) < _SHORTEST_ALIKE or short[:_EDGE] != long[:_EDGE]:
        return 0.0
    share = _shared_grams(short, long)
    return share if share >= ALIKE else 0.0


def edges(a_stem: str) -> tuple[str, str]:
    """How a stem begins and ends: two stems that are alike share at least one of both."""
    return "^" + a_stem[:_EDGE], short_vowel(a_stem)[-_EDGE:] + "$"


def matches(ask: Words, offer: Words) -> list[Match]:
    """The words both texts have, in the order of the ask; each word of the ask at most once."""
    found = []
    for one, ask_word in ask.spelled.items():
        best = max(_likenesses(one, offer), default=None)
        if best is not None:
            counts, other = best
            both = weight(one) == weight(other) == STRONG
            found.append(Match(ask_word, offer.spelled[other], counts, both, one == other))
    return found


def words_meaning(ask: Words, offer: Words) -> float:
    """Shared meaning of two texts by words alone, in [0, 1]; 0 below the threshold."""
    return by_words_alone(words_shared(ask, offer))


def words_shared(ask: Words, offer: Words) -> float:
    """What two texts share of what both say, in [0, 1]; 0 when they share no subject."""
    found = matches(ask, offer)
    if not any(match.names_a_subject for match in found):
        return 0.0
    return share_of_words(sum(match.counts for match in found), ask.weight, offer.weight)


def share_of_words(shared: int, ask_weight: int, offer_weight: int) -> float:
    """What is shared against what both say. Both say something."""
    both = min(ask_weight, WEIGHT_COUNTED) * min(offer_weight, WEIGHT_COUNTED)
    return min(1.0, shared / math.sqrt(both))


def by_words_alone(share: float) -> float:
    """What a share of words means where there are no vectors to say more."""
    return share if share >= THRESHOLD else 0.0


def counted(one: str, other: str, likeness: float) -> int:
    """What a pair of stems adds to the shared meaning."""
    return round(likeness * min(weight(one), weight(other)))


def norm(vector: tuple[float, ...]) -> float:
    """The length of a vector."""
    return math.sqrt(math.fsum(map(mul, vector, vector)))


def vectors_meaning(
    words: float, one: tuple[float, ...], other: tuple[float, ...], norms: float, model: str | None
) -> float:
    """Shared meaning of two texts with vectors, in [0, 1], `norms` the product of their lengths.

    `words` is the share of words. What a cosine says depends on the `model` that made the vectors.
    """
    if norms == 0.0 or not math.isfinite(norms):
        return 0.0
    cosine = min(1.0, math.fsum(map(mul, one, other)) / norms)
    if model not in MODELS:
        return cosine if cosine >= COSINE_THRESHOLD else 0.0
    meaning = agreement(words, cosine, model)
    return meaning if meaning >= FITS_FROM else 0.0


def _likenesses(one: str, offer: Words) -> Iterator[tuple[int, str]]:
    if one in offer.spelled:
        yield counted(one, one, 1.0), one
        return
    for other in offer.spelled:
        likeness = word_likeness(one, other)
        if likeness:
            yield counted(one, other, likeness), other


def _is_part(short: str, long: str) -> bool:
    """`tuin` begins `tuinman` and ends `moestuin`; `soep` is no part of `soepel`.

    The stem of `gitaar` ends short, and `gitaarles` begins with the whole word.
    """
    if len(short) < _SHORTEST_PART:
        return False
    if long.startswith((short, long_vowel(short))):
        return len(long) - len(short) >= _SHORTEST_REST
    ending = short_vowel(short)
    if ending in _ALSO_ANOTHER_WORD:
        return False
    # Also with its own vowel short: `edges` finds it by that ending, whatever somebody typed.
    ends = long.endswith(ending) and short_vowel(long).endswith(ending)
    return ends and len(long) - len(ending) >= _SHORTEST_REST


def _shared_grams(one: str, other: str) -> float:
    """Twice the shared 3-, 4- and 5-grams over all of them, the ends of the word counted in."""
    first, second = _grams(one), _grams(other)
    return 2 * len(first & second) / (len(first) + len(second))


def _grams(a_stem: str) -> set[str]:
    word = f"_{a_stem}_"
    return {word[at : at + size] for size in (3, 4, 5) for at in range(len(word) - size + 1)}
