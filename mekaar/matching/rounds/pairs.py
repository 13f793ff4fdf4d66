"""Which offers may meet which asks and how well they fit: the best few for each ask.

The same conditions as `conditions.py` and the same fit as `ideas.py`, over arrays; a test holds the
two against each other. Loops over whole numbers only, so that numba can compile it.
"""

import math
from typing import Any, NamedTuple

from mekaar.matching.fit import NOT_TOLD, metres_apart, millionths
from mekaar.matching.rounds.columns import (
    CELL_METRES,
    CELLS_WIDE,
    Asks,
    Meanings,
    Offers,
    People,
)

CANDIDATES = 30
"""So many pairs are kept for each ask; all others together hold less than 0.23 % of the value of a
round (that is at 24)."""

CANDIDATES_FOR_RINGS = 60
"""Where short rings are preferred: they are made of the pairs that the value can do without."""

MOST_LOOKED_AT = 20_000
"""Of more offers of one text in one row of the map only every second, third, … is looked at."""

_FEW = 32
_ANYWHERE = CELLS_WIDE * CELL_METRES


class Scene(NamedTuple):
    """All that is looked at, and nothing that is found."""

    people: People
    offers: Offers
    asks: Asks
    meanings: Meanings
    declined: Any


class Best(NamedTuple):
    """The best offers of each ask, best first, at most one of each giver."""

    fit: Any
    """[asks, candidates] millionths."""
    offer: Any
    """[asks, candidates] the place among the sorted offers."""
    many: Any
    """[asks]"""


def find_pairs(scene: Scene, best: Best, first: int, last: int) -> None:
    """Fill in the best offers of the asks from `first` up to `last`; ties to whose turn it is."""
    for ask in range(first, last):
        text = scene.asks.text[ask]
        for at in range(scene.meanings.first[text], scene.meanings.first[text + 1]):
            offered, meaning = scene.meanings.text[at], scene.meanings.meaning[at]
            _look_at_text(scene, best, ask, offered, meaning)


def _look_at_text(scene: Scene, best: Best, ask: int, text: int, meaning: float) -> None:
    """The offers of one text, as far away as this asker would go."""
    begin, end = scene.offers.first[text], scene.offers.first[text + 1]
    person, reach = scene.asks.person[ask], scene.asks.reach[ask]
    x, y = scene.people.x[person], scene.people.y[person]
    if end - begin <= _FEW or math.isnan(x) or reach >= _ANYWHERE:
        _look_at(scene, best, ask, meaning, begin, end)
        return
    _look_at(scene, best, ask, meaning, begin, from_cell(scene.offers.cell, begin, end, 0))
    west, east = cell_of(x - reach), cell_of(x + reach)
    for row in range(cell_of(y - reach), cell_of(y + reach) + 1):
        one = from_cell(scene.offers.cell, begin, end, row * CELLS_WIDE + west)
        other = from_cell(scene.offers.cell, one, end, row * CELLS_WIDE + east + 1)
        _look_at(scene, best, ask, meaning, one, other)


def cell_of(metres: float) -> int:
    """The row or column of the map; what lies beyond the edge stands at the edge."""
    cell = int(metres // CELL_METRES) + CELLS_WIDE // 2
    return max(0, min(CELLS_WIDE - 1, cell))


def from_cell(cells: Any, begin: int, end: int, cell: int) -> int:
    """The first place from `begin` whose cell is this one or later."""
    while begin < end:
        middle = (begin + end) >> 1
        if cells[middle] < cell:
            begin = middle + 1
        else:
            end = middle
    return begin


def _look_at(scene: Scene, best: Best, ask: int, meaning: float, begin: int, end: int) -> None:
    asks, offers, people = scene.asks, scene.offers, scene.people
    asker, asked, reach = asks.person[ask], asks.times[ask], asks.reach[ask]
    x, y = people.x[asker], people.y[asker]
    step = 1 + (end - begin) // MOST_LOOKED_AT
    for offer in range(begin + ask % step, end, step):
        offered = offers.times[offer]
        if NOT_TOLD not in (asked, offered) and not asked & offered:
            continue
        metres = metres_apart(x, y, offers.x[offer], offers.y[offer])
        if metres > reach or metres > offers.reach[offer]:
            continue
        fit = millionths(meaning, asked, offered, -1.0 if math.isnan(metres) else metres)
        if _is_among_best(best, ask, offer, fit) and _may_meet(scene, ask, offer):
            _keep(scene, best, ask, offer, fit)


def _may_meet(scene: Scene, ask: int, offer: int) -> bool:
    """No hard condition but distance and time is broken."""
    asks, offers, people = scene.asks, scene.offers, scene.people
    asker, giver = asks.person[ask], offers.person[offer]
    if people.can_carry[giver] <= 0:
        return False
    if asks.profession[ask] and offers.own_hands[offer]:
        return False
    if not has_all(asks.needs, ask, people.has, giver):
        return False
    return can_talk(people, asker, giver) and not must_not_meet(scene, ask, offer)


def must_not_meet(scene: Scene, ask: int, offer: int) -> bool:
    """Their own offer, somebody they stay away from, or an idea that was declined."""
    asker, giver = scene.asks.person[ask], scene.offers.person[offer]
    if asker == giver:
        return True
    people, declined = scene.people, scene.declined
    if people.apart.size and _is_in(people.apart, asker * people.x.size + giver):
        return True
    number = scene.offers.number[offer]
    return bool(declined.size > 0) and _is_in(declined, ask * scene.offers.number.size + number)


def has_all(needs: Any, ask: int, has: Any, giver: int) -> bool:
    """The giver has all that this ask needs."""
    for word in range(needs.shape[1]):  # noqa: SIM110 - numba knows no generators
        if needs[ask, word] & ~has[giver, word]:
            return False
    return True


def can_talk(people: People, asker: int, giver: int) -> bool:
    """They share a language, somebody helps the asker, or one of them told none."""
    if people.helper[asker]:
        return True
    one = other = 0
    for word in range(people.languages.shape[1]):
        if people.languages[asker, word] & people.languages[giver, word]:
            return True
        one |= people.languages[asker, word]
        other |= people.languages[giver, word]
    return not one or not other


def _is_in(keys: Any, key: int) -> bool:
    begin, end = 0, keys.size
    while begin < end:
        middle = (begin + end) >> 1
        if keys[middle] < key:
            begin = middle + 1
        else:
            end = middle
    return bool(begin < keys.size and keys[begin] == key)


def _is_among_best(best: Best, ask: int, offer: int, fit: int) -> bool:
    size = best.many[ask]
    return size < best.fit.shape[1] or _goes_before(best, ask, size - 1, offer, fit)


def _keep(scene: Scene, best: Best, ask: int, offer: int, fit: int) -> None:
    """Put an offer among the best of an ask; of one giver only the best."""
    size = best.many[ask]
    at = size
    if not scene.offers.only_one[offer]:
        giver = scene.offers.person[offer]
        for place in range(size):
            if scene.offers.person[best.offer[ask, place]] == giver:
                at = place
    if at < size and not _goes_before(best, ask, at, offer, fit):
        return
    if at == best.fit.shape[1]:
        at -= 1
    elif at == size:
        best.many[ask] = size + 1
    while at > 0 and _goes_before(best, ask, at - 1, offer, fit):
        best.fit[ask, at], best.offer[ask, at] = best.fit[ask, at - 1], best.offer[ask, at - 1]
        at -= 1
    best.fit[ask, at], best.offer[ask, at] = fit, offer


def _goes_before(best: Best, ask: int, place: int, offer: int, fit: int) -> bool:
    kept = best.fit[ask, place]
    return bool(
        fit > kept or (fit == kept and _turn(ask, offer) < _turn(ask, best.offer[ask, place]))
    )


def _turn(ask: int, offer: int) -> int:
    """Who comes first of those who fit equally well: for each ask another, or all ask the same."""
    turn = (int(offer) * 2_654_435_761 + int(ask) * 2_246_822_519) & 0xFFFF_FFFF
    turn = ((turn >> 16) ^ turn) * 0x45D9F3B & 0xFFFF_FFFF
    turn = ((turn >> 16) ^ turn) * 0x45D9F3B & 0xFFFF_FFFF
    return (turn >> 16) ^ turn
