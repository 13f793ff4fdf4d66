"""An instance as arrays, numbered along the map, for the work of a round.

People who live near each other get numbers near each other (a Z-curve over their places, ties by
id): what is worked on together then stands together in memory, and the same instance gives the
same numbers in whatever order it was told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from mekaar.matching.many_meanings import shared_meanings
from mekaar.matching.model import KINDS, Ask, Instance, Offer
from mekaar.matching.rounds.told import Told, told_of

CELL_METRES = 1000
CELLS_WIDE = 1 << 15
NO_CELL = -1
_HALF = CELLS_WIDE // 2
_BITS = 63

PERSON = KINDS.index("person")

Array = Any
Text = tuple[str, tuple[float, ...] | None]
"""What somebody wrote, and its vector where there is one."""


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
    """Their place in `Columns.ids.offers`."""
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
    """[asks, words] sets as bits."""
    profession: Array
    soon: Array
    waiting: Array


class Meanings(NamedTuple):
    """Which texts of offers mean what a text of an ask means, best first."""

    first: Array
    text: Array
    meaning: Array


class Ids(NamedTuple):
    """Who and what has which number."""

    people: list[str]
    offers: list[str]
    asks: list[str]


class Words(NamedTuple):
    """What is only looked at to tell about it."""

    sets: list[frozenset[str]]
    languages: Array
    """[people] a number in `sets`."""
    needs: Array
    """[asks] a number in `sets`."""
    kind: Array
    """[offers] a number in KINDS."""
    asked: list[Text]
    offered: list[Text]
    """The different texts of asks and of offers."""


@dataclass(frozen=True)
class Columns:
    """The whole instance as arrays."""

    ids: Ids
    words: Words
    people: People
    offered: Offers
    asked: Asks
    meanings: Meanings
    declined: Array
    """Sorted `ask * offers + offer`."""


def columns_of(instance: Instance | Told) -> Columns:
    """The arrays of an instance; asks that are not open to ideas stay out."""
    told = instance if isinstance(instance, Told) else told_of(instance)
    order = _along_the_map(told)
    people = [told.people[at] for at in order.tolist()]
    number = np.empty(len(people), dtype=np.int32)
    number[order] = np.arange(len(people), dtype=np.int32)
    offers = _by_owner(told.offers, number[told.column("offer person")])
    asks = _by_owner(told.asks, number[told.column("ask person")])
    ids = Ids(people, _taken(told.offers, offers), _taken(told.asks, asks))
    texts = list(told.texts)
    ask_text, asked = _renumbered(told.column("ask text")[asks], texts)
    offer_text, offered = _renumbered(told.column("offer text")[offers], texts)
    sets = list(told.sets)
    needs = told.column("needs")[asks]
    words = Words(
        sets, told.column("languages")[order], needs, told.column("kind")[offers], asked, offered
    )
    all_people = _people(told, order, number, words)
    return Columns(
        ids,
        words,
        all_people,
        _offers(told, offers, number, all_people, offer_text),
        Asks(
            number[told.column("ask person")[asks]],
            ask_text,
            told.column("ask times")[asks],
            told.column("ask reach")[asks],
            _bit_sets(needs, sets, _used(needs, sets)),
            told.column("profession")[asks].astype(np.int8),
            told.column("soon")[asks],
            told.column("waiting")[asks],
        ),
        _meanings(asked, offered, told.model),
        _declined(told.declined, ids),
    )


def _along_the_map(told: Told) -> Array:
    """Where each person by number stands in what was told."""
    by_id = _by_id(told.people)
    x, y = told.column("x")[by_id], told.column("y")[by_id]
    there = ~np.isnan(x)
    curve = np.full(len(x), np.iinfo(np.int64).max)
    curve[there] = _interleaved(_grid(x[there], 100)) | (_interleaved(_grid(y[there], 100)) << 1)
    return by_id[np.argsort(curve, kind="stable")]


def _by_id(ids: list[str]) -> Array:
    return np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)


def _by_owner(ids: list[str], owner: Array) -> Array:
    """By the number of whose they are, then by id."""
    by_id = _by_id(ids)
    return by_id[np.argsort(owner[by_id], kind="stable")]


def _taken(ids: list[str], order: Array) -> list[str]:
    return [ids[at] for at in order.tolist()]


def _renumbered(text: Array, texts: list[Text]) -> tuple[Array, list[Text]]:
    """Texts by the first that has them, so that no number depends on what was told first."""
    _, first, inverse = np.unique(text, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return rank[inverse], [texts[text[at]] for at in first[order].tolist()]


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


def _people(told: Told, order: Array, number: Array, words: Words) -> People:
    has = told.column("has")[order]
    needed = _used(words.needs, words.sets)
    return People(
        told.column("x")[order],
        told.column("y")[order],
        _bit_sets(words.languages, words.sets, _used(words.languages, words.sets)),
        _bit_sets(has, words.sets, needed),
        told.column("helper")[order].astype(np.int8),
        told.column("can_carry")[order],
        _apart(told, number),
    )


def _apart(told: Told, number: Array) -> Array:
    if not told.apart:
        return np.zeros(0, dtype=np.int64)
    place = {name: at for at, name in enumerate(told.people)}
    there = [(at, place[other]) for at, other in told.apart if other in place]
    one, other = number[np.array(there, dtype=np.int64).reshape(-1, 2)].astype(np.int64).T
    return np.unique(np.concatenate([one * len(number) + other, other * len(number) + one]))


def _used(column: Array, sets: list[frozenset[str]]) -> dict[str, int]:
    """A bit for each word in the sets that this column names."""
    words = {word for at in np.unique(column).tolist() for word in sets[at]}
    return {word: at for at, word in enumerate(sorted(words))}


def _bit_sets(column: Array, sets: list[frozenset[str]], bits: dict[str, int]) -> Array:
    """The set each entry names, as bits; words without a bit are left out."""
    rows = np.zeros((max(1, len(sets)), max(1, -(-len(bits) // _BITS))), dtype=np.int64)
    for at, words in enumerate(sets):
        for bit in (bits[word] for word in words if word in bits):
            rows[at, bit // _BITS] |= 1 << (bit % _BITS)
    return rows[column]


def _offers(told: Told, order: Array, number: Array, people: People, text: Array) -> Offers:
    person = number[told.column("offer person")[order]]
    cell = np.full(len(order), NO_CELL, dtype=np.int64)
    there = ~np.isnan(people.x[person])
    row, column = cells_of(people.y[person[there]]), cells_of(people.x[person[there]])
    cell[there] = row * CELLS_WIDE + column
    place = np.lexsort((np.arange(len(order)), cell, text))
    many = np.bincount(person, minlength=len(number))
    texts = int(text.max(initial=-1)) + 1
    return Offers(
        place.astype(np.int32),
        person[place],
        people.x[person[place]],
        people.y[person[place]],
        told.column("offer times")[order][place],
        told.column("offer reach")[order][place],
        (told.column("kind")[order] == PERSON)[place].astype(np.int8),
        (many == 1)[person[place]].astype(np.int8),
        np.searchsorted(text[place], np.arange(texts + 1)).astype(np.int32),
        cell[place],
    )


def cells_of(metres: Array) -> Array:
    """The row or column of the map; what lies beyond the edge stands at the edge."""
    return np.clip(np.floor(metres / CELL_METRES).astype(np.int64) + _HALF, 0, CELLS_WIDE - 1)


def _meanings(asked: list[Text], offered: list[Text], model: str | None) -> Meanings:
    """Each different text of an ask beside each different text of an offer, once."""
    offers = [Offer("", "", text, vector) for text, vector in offered]
    asks = [Ask("", "", text, vector) for text, vector in asked]
    found = list(shared_meanings(asks, offers, model))
    return Meanings(
        np.cumsum([0, *(len(texts) for texts, _ in found)]),
        np.concatenate([np.zeros(0, np.int32), *(texts for texts, _ in found)]).astype(np.int32),
        np.concatenate([np.zeros(0), *(meanings for _, meanings in found)]),
    )


def _declined(declined: Iterable[tuple[str, str]], ids: Ids) -> Array:
    """Pairs of an ask and an offer that are both here."""
    some = list(declined)
    if not some:
        return np.zeros(0, dtype=np.int64)
    asks = {name: at for at, name in enumerate(ids.asks)}
    offers = {name: at for at, name in enumerate(ids.offers)}
    return np.array(
        sorted(
            asks[ask] * len(offers) + offers[offer]
            for ask, offer in some
            if ask in asks and offer in offers
        ),
        dtype=np.int64,
    )
