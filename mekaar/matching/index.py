"""A kept index over offers, so that one ask finds its offers among a hundred thousand at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, partial

from mekaar.matching.meaning import (
    by_words_alone,
    counted,
    edges,
    norm,
    share_of_words,
    vectors_meaning,
    word_likeness,
)
from mekaar.matching.model import Ask, Offer
from mekaar.matching.words import STRONG, read_words, weight


def keys(text: str) -> frozenset[str]:
    """A cheap prefilter: two texts that share words with meaning share at least one key.

    Made to be kept beside a text (an array column with an index), so that a caller reads only
    the offers whose keys overlap with those of the ask. Says nothing about vectors.
    """
    return frozenset(
        edge for stem in read_words(text).spelled if weight(stem) == STRONG for edge in edges(stem)
    )


class Index:
    """Offers by the stems in their texts and by how those begin and end; built once.

    An offer that was changed, added or taken back later is not found (`is_current`): build anew.
    """

    def __init__(self, offers: Iterable[Offer]) -> None:
        self._offers = list(offers)
        self._positions = {offer.id: at for at, offer in enumerate(self._offers)}
        self._weights: list[int] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self.norms: dict[int, float] = {}
        """By place of the offer the length of its vector, where it has one."""
        for at, offer in enumerate(self._offers):
            words = read_words(offer.text)
            self._weights.append(words.weight)
            for stem in words.spelled:
                self._places[stem].append(at)
            if offer.vector is not None:
                self.norms[at] = norm(offer.vector)
        self._stems: defaultdict[str, list[str]] = defaultdict(list)
        for stem in self._places:
            for edge in edges(stem):
                self._stems[edge].append(stem)

    def is_current(self, offer: Offer) -> bool:
        """The offer stands here with the same text and vector."""
        at = self._positions.get(offer.id)
        if at is None:
            return False
        kept = self._offers[at]
        return kept is offer or (kept.text == offer.text and kept.vector == offer.vector)

    def candidates(self, ask: Ask, model: str | None = None) -> frozenset[str]:
        """The offers that share meaning with the ask, before any condition is looked at."""
        return frozenset(self.meanings(ask, model))

    def meanings(
        self, ask: Ask, model: str | None, may_be: Callable[[str], bool] = lambda _: True
    ) -> dict[str, float]:
        """Shared meaning by offer id, only where there is any; `model` made the vectors.

        `may_be` spares the comparing of vectors for offers that another condition excludes; it
        is not asked about offers that are compared by their words.
        """
        shares = self.shares(ask)
        found = {self._offers[at].id: by_words_alone(share) for at, share in shares.items()}
        if ask.vector is not None:
            length = norm(ask.vector)
            for at, other in self.norms.items():
                offer = self._offers[at]
                if offer.vector is None or len(offer.vector) != len(ask.vector):
                    continue  # of another model: compared by words
                words, norms = shares.get(at, 0.0), length * other
                found[offer.id] = (
                    vectors_meaning(words, ask.vector, offer.vector, norms, model)
                    if may_be(offer.id)
                    else 0.0
                )
        return {offer_id: meaning for offer_id, meaning in found.items() if meaning}

    def shares(self, ask: Ask) -> dict[int, float]:
        """By place of the offer what its words share with the ask, where both name a subject."""
        words = read_words(ask.text)
        shared: defaultdict[int, int] = defaultdict(int)
        with_subject: set[int] = set()
        for stem in words.spelled:
            best: dict[int, int] = {}
            for counts, other in self._alike(stem):
                places = self._places[other]
                if weight(stem) == weight(other) == STRONG:
                    with_subject.update(places)
                for at in places:
                    best.setdefault(at, counts)
            for at, counts in best.items():
                shared[at] += counts
        share = cache(partial(share_of_words, ask_weight=words.weight))
        return {at: share(shared[at], offer_weight=self._weights[at]) for at in with_subject}

    def _alike(self, stem: str) -> list[tuple[int, str]]:
        """The stems of the offers that are like this one, most alike first."""
        others = {other for edge in edges(stem) for other in self._stems.get(edge, ())}
        likenesses = ((word_likeness(stem, other), other) for other in others)
        found = [(counted(stem, other, alike), other) for alike, other in likenesses if alike]
        return sorted(found, reverse=True)
