"""An instance as arrays, numbered along the map, for the work of a round.

People who live near each other get numbers near each other (a Z-curve over their places, ties by
id): what is worked on together then stands together in memory, and the same instance gives the
same numbers in whatever order it was told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

import numpy as np

from mekaar.matching.fit import NOT_TOLD
from mekaar.matching.many_meanings import shared_meanings
from mekaar.matching.model import Ask, Instance, Offer, Participant

CELL_METRES = 1000
CELLS_WIDE = 1 << 15
NO_CELL = -1
_HALF = CELLS_WIDE // 2
_BITS = 63

Array = Any
_Thing = TypeVar("_Thing", Ask, Offer)


class People(NamedTuple):
    """What the conditions look at of people; one entry each."""

    x: Array
    y: Array
    """Metres; NaN when not told."""
    languages: Array
    has: Array
    """[people, words] sets as bits."""
    helper: Array
    can_carry: Array
    apart: Array
    """Sorted `one * people + other`, each pair in both orders."""


class Offers(NamedTuple):
    """Open offers, sorted by what they say and then by where they are."""

    number: Array
    """Their place in `Columns.offers`."""
    person: Array
    x: Array
    y: Array
    times: Array
    reach: Array
    own_hands: Array
    """1 for somebody's own hands, 0 for a thing, place or group."""
    only_one: Array
    """1 where this person has no other offer."""
    first: Array
    """[texts + 1] where the offers of one text begin."""
    cell: Array
    """Row x CELLS_WIDE + column, or NO_CELL."""


class Asks(NamedTuple):
    """Asks that are open to ideas."""

    person: Array
    text: Array
    times: Array
    reach: Array
    needs: Array
    profession: Array


class Meanings(NamedTuple):
    """Which texts of offers mean what a text of an ask means, best first."""

    first: Array
    text: Array
    meaning: Array


@dataclass(frozen=True)
class Columns:
    """The whole instance as arrays, with the objects in the order of their numbers."""

    participants: list[Participant]
    offers: list[Offer]
    asks: list[Ask]
    people: People
    offered: Offers
    asked: Asks
    meanings: Meanings
    declined: Array
    """Sorted `ask * offers + offer`."""


def columns_of(instance: Instance) -> Columns:
    """The arrays of an instance; asks that are not open to ideas stay out."""
    participants = _along_the_map(instance.participants)
    number = {one.id: at for at, one in enumerate(participants)}
    offers = _of_people(instance.offers, number)
    asks = _of_people([one for one in instance.asks if one.ideas_open], number)
    ask_texts, offer_texts = _texts(asks), _texts(offers)
    needed = [word for words in {ask.needs for ask in asks} for word in words]
    people = _people(participants, number, needed)
    return Columns(
        participants,
        offers,
        asks,
        people,
        _offers(offers, number, people, offer_texts),
        _asks(asks, number, ask_texts),
        _meanings(ask_texts, offer_texts, instance.model),
        _declined(instance, asks, offers),
    )


def _along_the_map(participants: Iterable[Participant]) -> list[Participant]:
    told = sorted(participants, key=attrgetter("id"))
    x, y = _places(told)
    there = ~np.isnan(x)
    curve = np.full(len(told), np.iinfo(np.int64).max)
    curve[there] = _interleaved(_grid(x[there], 100)) | (_interleaved(_grid(y[there], 100)) << 1)
    return [told[at] for at in np.argsort(curve, kind="stable").tolist()]


def _of_people(things: Iterable[_Thing], number: dict[str, int]) -> list[_Thing]:
    """By the number of whose they are, then by id."""
    told = sorted(things, key=attrgetter("id"))
    owner = np.fromiter((number[one.participant] for one in told), np.int32, len(told))
    return [told[at] for at in np.argsort(owner, kind="stable").tolist()]


def _places(people: Sequence[Participant]) -> tuple[Array, Array]:
    x = np.array([np.nan if one.x is None else one.x for one in people], dtype=np.float64)
    y = np.array([np.nan if one.y is None else one.y for one in people], dtype=np.float64)
    return x, y


def _grid(metres: Array, cell: int) -> Array:
    return np.clip(np.floor(metres / cell).astype(np.int64) + (1 << 19), 0, (1 << 20) - 1)


def _interleaved(number: Array) -> Array:
    """The bits of each number with a zero between them."""
    spread = number.copy()
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        spread = (spread | (spread << shift)) & mask
    return spread


def _people(
    participants: Sequence[Participant], number: dict[str, int], needed: list[str]
) -> People:
    x, y = _places(participants)
    bits = _bit_numbers(word for words in {one.languages for one in participants} for word in words)
    marks = _bit_numbers(needed)
    apart = {
        pair
        for at, one in enumerate(participants)
        for other in one.apart_from
        for pair in (
            at * len(number) + number[other],
            number[other] * len(number) + at,
        )
    }
    return People(
        x,
        y,
        _bit_sets((one.languages for one in participants), bits, len(participants)),
        _bit_sets((one.has for one in participants), marks, len(participants)),
        np.array([one.language_helper for one in participants], dtype=np.int8),
        np.array([max(0, one.can_carry) for one in participants], dtype=np.int32),
        np.array(sorted(apart), dtype=np.int64),
    )


def _bit_numbers(words: Iterable[str]) -> dict[str, int]:
    return {word: at for at, word in enumerate(sorted(set(words)))}


def _bit_sets(sets: Iterable[frozenset[str]], bits: dict[str, int], size: int) -> Array:
    made = np.zeros((size, max(1, -(-len(bits) // _BITS))), dtype=np.int64)
    known: dict[frozenset[str], Array] = {}
    for at, words in enumerate(sets):
        if words:
            row = known.get(words)
            if row is None:
                row = known[words] = _bits_of(words, bits, made.shape[1])
            made[at] = row
    return made


def _bits_of(words: frozenset[str], bits: dict[str, int], wide: int) -> Array:
    row = np.zeros(wide, dtype=np.int64)
    for bit in (bits[word] for word in words if word in bits):
        row[bit // _BITS] |= 1 << (bit % _BITS)
    return row


def _texts(things: Sequence[Ask] | Sequence[Offer]) -> dict[tuple[Any, ...], int]:
    """A number for each different text (with its vector)."""
    texts: dict[tuple[Any, ...], int] = {}
    for one in things:
        texts.setdefault((one.text, one.vector), len(texts))
    return texts


def _times(things: Sequence[Ask] | Sequence[Offer]) -> Array:
    return np.array([NOT_TOLD if one.times is None else one.times for one in things], np.int32)


def _reach(things: Sequence[Ask] | Sequence[Offer]) -> Array:
    return np.array([np.inf if one.max_distance is None else one.max_distance for one in things])


def _offers(
    offers: Sequence[Offer],
    number: dict[str, int],
    people: People,
    texts: dict[tuple[Any, ...], int],
) -> Offers:
    person = np.array([number[one.participant] for one in offers], dtype=np.int32)
    text = np.array([texts[one.text, one.vector] for one in offers], dtype=np.int32)
    cell = np.full(len(offers), NO_CELL, dtype=np.int64)
    there = ~np.isnan(people.x[person])
    row, column = cells_of(people.y[person[there]]), cells_of(people.x[person[there]])
    cell[there] = row * CELLS_WIDE + column
    order = np.lexsort((np.arange(len(offers)), cell, text))
    return Offers(
        order.astype(np.int32),
        person[order],
        people.x[person[order]],
        people.y[person[order]],
        _times(offers)[order],
        _reach(offers)[order],
        np.array([one.kind == "person" for one in offers], dtype=np.int8)[order],
        (np.bincount(person, minlength=len(number)) == 1)[person[order]].astype(np.int8),
        np.searchsorted(text[order], np.arange(len(texts) + 1)).astype(np.int32),
        cell[order],
    )


def cells_of(metres: Array) -> Array:
    """The row or column of the map; what lies beyond the edge stands at the edge."""
    return np.clip(np.floor(metres / CELL_METRES).astype(np.int64) + _HALF, 0, CELLS_WIDE - 1)


def _asks(
    asks: Sequence[Ask],
    number: dict[str, int],
    texts: dict[tuple[Any, ...], int],
) -> Asks:
    bits = _bit_numbers(word for words in {ask.needs for ask in asks} for word in words)
    return Asks(
        np.array([number[one.participant] for one in asks], dtype=np.int32),
        np.array([texts[one.text, one.vector] for one in asks], dtype=np.int32),
        _times(asks),
        _reach(asks),
        _bit_sets((one.needs for one in asks), bits, len(asks)),
        np.array([one.profession_wanted for one in asks], dtype=np.int8),
    )


def _meanings(
    ask_texts: dict[tuple[Any, ...], int],
    offer_texts: dict[tuple[Any, ...], int],
    model: str | None,
) -> Meanings:
    """Each different text of an ask beside each different text of an offer, once."""
    offers = [Offer("", "", text, vector) for text, vector in offer_texts]
    asks = [Ask("", "", text, vector) for text, vector in ask_texts]
    found = list(shared_meanings(asks, offers, model))
    return Meanings(
        np.cumsum([0, *(len(texts) for texts, _ in found)]),
        np.concatenate([np.zeros(0, np.int32), *(texts for texts, _ in found)]).astype(np.int32),
        np.concatenate([np.zeros(0), *(meanings for _, meanings in found)]),
    )


def _declined(instance: Instance, asks: Sequence[Ask], offers: Sequence[Offer]) -> Array:
    ask_number = {one.id: at for at, one in enumerate(asks)}
    offer_number = {one.id: at for at, one in enumerate(offers)}
    keys = sorted(
        ask_number[ask] * len(offers) + offer_number[offer]
        for ask, offer in instance.declined
        if ask in ask_number
    )
    return np.array(keys, dtype=np.int64)
