"""Ideas for one ask: which offers might fit, and why."""

import heapq

from mekaar.matching.agreement import MODELS, NEARLY
from mekaar.matching.conditions import Pair, may_meet, metres_between, pair
from mekaar.matching.fit import MILLION, NEAR_METRES, NOT_TOLD, millionths, most_millionths
from mekaar.matching.index import Index
from mekaar.matching.meaning import (
    by_words_alone,
    matches,
    norm,
    vectors_meaning,
    words_shared,
)
from mekaar.matching.model import Ask, Idea, Instance, Offer, Reason, dayparts_of
from mekaar.matching.words import read_words

ROUNDED_METRES = 100
"""Distances are told in steps of this: an exact one would give an address away."""

_WORDS_TOLD = 3


def ideas(
    instance: Instance, ask_id: str, top: int = 7, *, index: Index | None = None
) -> list[Idea]:
    """The best ideas for an ask, none before the asker said "ik wil ideeën horen" (R-A13).

    `fit` exists to choose which ideas are shown at all. It is internal: no page shows it, no
    person is ranked by it, and residents get the ideas without a place in any order. Ties go to
    the lower offer id, so the same input gives the same ideas in whatever order it came.
    An index that is given should cover the offers of the instance; others are left out.
    """
    ask = instance.ask(ask_id)
    if not ask.ideas_open or top < 1:
        return []
    fits = _best_fits(instance, ask, index or Index(instance.offers), top)
    chosen = sorted(fits, key=lambda found: (-found[0], found[1].offer.id))[:top]
    return [Idea(ask.id, two.offer.id, fit, reasons(two)) for fit, two in chosen]


def idea_of(instance: Instance, ask: Ask, offer: Offer) -> Idea | None:
    """This one offer as an idea for this ask, or None when it is none."""
    two = pair(instance, ask, offer)
    meaning = meaning_of(ask, offer, instance.model)
    if not ask.ideas_open or not meaning or not may_meet(two):
        return None
    return Idea(ask.id, offer.id, fit_of(two, meaning), reasons(two))


def meaning_of(ask: Ask, offer: Offer, model: str | None) -> float:
    """Shared meaning of the two in [0, 1]; by words, and by vectors when both have one."""
    words = words_shared(read_words(ask.text), read_words(offer.text))
    one, other = ask.vector, offer.vector
    if one is not None and other is not None and len(one) == len(other):
        return vectors_meaning(words, one, other, norm(one) * norm(other), model)
    return by_words_alone(words)


def fit_of(two: Pair, meaning: float) -> float:
    """How well an offer may fit, in [0, 1]: meaning, overlap of times and nearness."""
    metres = metres_between(two.asker, two.giver)
    asked, offered = (
        NOT_TOLD if times is None else times for times in (two.ask.times, two.offer.times)
    )
    return millionths(meaning, asked, offered, -1.0 if metres is None else metres) / MILLION


def reasons(two: Pair) -> tuple[Reason, ...]:
    """Why this idea is there, as data; the page turns each into a plain sentence."""
    metres = metres_between(two.asker, two.giver)
    is_near = metres is not None and metres < NEAR_METRES
    return (
        same_subject(two.ask.text, two.offer.text),
        *(near(in_steps(metres)) if is_near and metres is not None else ()),
        *same_daypart(two.ask.times, two.offer.times),
        *same_language(two.asker.languages, two.giver.languages),
        *other_kind(two.offer.kind),
    )


def same_subject(asked: str, offered: str) -> Reason:
    """What both said, in the words that name a subject."""
    return Reason("same_subject", said_by_both(asked, offered))


def near(steps: int) -> tuple[Reason, ...]:
    """They live so near each other, in whole steps."""
    return (Reason("near", (steps,)),)


def same_daypart(asked: int | None, offered: int | None) -> tuple[Reason, ...]:
    """The dayparts that suit both, where both told any."""
    if asked is None or offered is None:
        return ()
    return (Reason("same_daypart", dayparts_of(asked & offered)),)


def same_language(asker: frozenset[str], giver: frozenset[str]) -> tuple[Reason, ...]:
    """What both speak, or that somebody helps them to understand each other."""
    if asker & giver:
        return (Reason("same_language", tuple(sorted(asker & giver))),)
    return (Reason("via_language_helper"),) if asker and giver else ()


def other_kind(kind: str) -> tuple[Reason, ...]:
    """It is a thing, a place or a group rather than a person."""
    return () if kind == "person" else (Reason(kind),)


def in_steps(metres: float) -> int:
    """A distance rounded up to whole steps, never the exact one."""
    return max(1, -int(-metres // ROUNDED_METRES)) * ROUNDED_METRES


def _best_fits(instance: Instance, ask: Ask, index: Index, top: int) -> list[tuple[float, Pair]]:
    """Every idea that can be among the best, found without weighing the hopeless ones."""

    def may_be(offer_id: str) -> bool:
        offer = instance.offers_by_id.get(offer_id)
        return offer is not None and may_meet(pair(instance, ask, offer))

    meanings = _nearest(instance, ask, index.meanings(ask, instance.model, may_be))
    found: list[tuple[float, Pair]] = []
    best: list[float] = []
    for offer_id, meaning in sorted(meanings.items(), key=lambda item: (-item[1], item[0])):
        if len(best) == top and most_millionths(meaning) < best[0] * MILLION:
            break
        offer = instance.offers_by_id.get(offer_id)
        if offer is None:
            continue
        two = pair(instance, ask, offer)
        if may_meet(two) and index.is_current(offer):
            fit = fit_of(two, meaning)
            found.append((fit, two))
            (heapq.heappush if len(best) < top else heapq.heappushpop)(best, fit)
    return found


def _nearest(instance: Instance, ask: Ask, meanings: dict[str, float]) -> dict[str, float]:
    """Without what a model found and is far from the nearest that it found."""
    if ask.vector is None or instance.model not in MODELS:
        return meanings
    offers = instance.offers_by_id
    by_model = {one for one in meanings if one in offers and offers[one].vector is not None}
    least = NEARLY * max((meanings[one] for one in by_model), default=0.0)
    return {
        one: meaning for one, meaning in meanings.items() if one not in by_model or meaning >= least
    }


def said_by_both(asked: str, offered: str) -> tuple[str, ...]:
    """The words that name a subject in both texts, each once, as the asker wrote it.

    What is only like it (`deur` in `achterdeur`) makes an idea, but is not what both said.
    """
    shared = matches(read_words(asked), read_words(offered))
    naming = [match for match in shared if match.names_a_subject and match.is_one_word]
    return tuple(match.ask_word for match in naming[:_WORDS_TOLD])
