"""Why an ask stays open: what kept away the offers that came nearest.

For a table this is worth as much as an idea: "niemand in de buurt spreekt Tigrinya" is something to
talk about. Loops over arrays only, so that numba can compile it.
"""

import math
from typing import Any, NamedTuple

from mekaar.matching.fit import NOT_TOLD, metres_apart
from mekaar.matching.rounds.columns import CELL_METRES, CELLS_WIDE
from mekaar.matching.rounds.pairs import (
    MOST_LOOKED_AT,
    Scene,
    can_talk,
    cell_of,
    from_cell,
    has_all,
    must_not_meet,
)

PROFESSION, NEEDS, CARRY, DAYPART, LANGUAGE, FAR = range(6)
NAMES = (
    "profession_wanted",
    "needs_missing",
    "nobody_can_carry_now",
    "no_shared_daypart",
    "no_shared_language",
    "too_far",
)
"""The conditions by the names of `conditions.py`, in this order."""

FURTHER = 3
"""Offers up to so many times as far away as the asker would go are looked at."""

_ANYWHERE = CELLS_WIDE * CELL_METRES


class Misses(NamedTuple):
    """For each ask: of the offers that the fewest conditions kept away, what those were."""

    fewest: Any
    """[asks] how many conditions the nearest offer broke; 0 when there was none."""
    counts: Any
    """[asks, 6] so many of those offers broke this condition."""
    nearest: Any
    """[asks] metres to the nearest of them that was too far."""


def find_misses(scene: Scene, misses: Misses, asks: Any) -> None:
    """Fill in what kept the nearest offers away from these asks."""
    for ask in asks:
        text = scene.asks.text[ask]
        for at in range(scene.meanings.first[text], scene.meanings.first[text + 1]):
            _of_text(scene, misses, ask, scene.meanings.text[at])


def _of_text(scene: Scene, misses: Misses, ask: int, text: int) -> None:
    begin, end = scene.offers.first[text], scene.offers.first[text + 1]
    person, reach = scene.asks.person[ask], FURTHER * scene.asks.reach[ask]
    x, y = scene.people.x[person], scene.people.y[person]
    if math.isnan(x) or reach >= _ANYWHERE:
        _among(scene, misses, ask, begin, end)
        return
    _among(scene, misses, ask, begin, from_cell(scene.offers.cell, begin, end, 0))
    west, east = cell_of(x - reach), cell_of(x + reach)
    for row in range(cell_of(y - reach), cell_of(y + reach) + 1):
        one = from_cell(scene.offers.cell, begin, end, row * CELLS_WIDE + west)
        other = from_cell(scene.offers.cell, one, end, row * CELLS_WIDE + east + 1)
        _among(scene, misses, ask, one, other)


def _among(scene: Scene, misses: Misses, ask: int, begin: int, end: int) -> None:
    offers, people, asker = scene.offers, scene.people, scene.asks.person[ask]
    step = 1 + (end - begin) // MOST_LOOKED_AT
    for offer in range(begin + ask % step, end, step):
        if must_not_meet(scene, ask, offer):
            continue
        metres = metres_apart(people.x[asker], people.y[asker], offers.x[offer], offers.y[offer])
        broken = _broken(scene, ask, offer, metres)
        many = 0
        for condition in range(FAR + 1):
            many += (broken >> condition) & 1
        if many and (misses.fewest[ask] == 0 or many <= misses.fewest[ask]):
            _count(misses, ask, broken, many, metres)


def _broken(scene: Scene, ask: int, offer: int, metres: float) -> int:
    """The conditions this offer breaks, as bits."""
    asks, offers, people = scene.asks, scene.offers, scene.people
    asker, giver = asks.person[ask], offers.person[offer]
    asked, offered = asks.times[ask], offers.times[offer]
    broken = 0
    if asks.profession[ask] and offers.own_hands[offer]:
        broken |= 1 << PROFESSION
    if not has_all(asks.needs, ask, people.has, giver):
        broken |= 1 << NEEDS
    if people.can_carry[giver] <= 0:
        broken |= 1 << CARRY
    if NOT_TOLD not in (asked, offered) and not asked & offered:
        broken |= 1 << DAYPART
    if not can_talk(people, asker, giver):
        broken |= 1 << LANGUAGE
    if metres > asks.reach[ask] or metres > offers.reach[offer]:
        broken |= 1 << FAR
    return broken


def _count(misses: Misses, ask: int, broken: int, many: int, metres: float) -> None:
    if many != misses.fewest[ask]:
        misses.fewest[ask] = many
        misses.nearest[ask] = _ANYWHERE
        for condition in range(FAR + 1):
            misses.counts[ask, condition] = 0
    for condition in range(FAR + 1):
        misses.counts[ask, condition] += (broken >> condition) & 1
    if (broken >> FAR) & 1 and metres < misses.nearest[ask]:
        misses.nearest[ask] = metres
