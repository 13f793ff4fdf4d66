"""A round: one set of ideas that together serve as many asks as possible, with the proof.

For a table that a connector prepares, or a district that looks at all its open asks at once. It
serves whoever can be served, fits well, spreads the load over those who offered and gives who
receives a chance to give (decision 2); it keeps nothing about anybody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from mekaar.matching.model import Ask, Idea, Instance, WhyNot
from mekaar.matching.rounds.candidates import find_candidates
from mekaar.matching.rounds.circulation import Circulation
from mekaar.matching.rounds.columns import Columns, columns_of
from mekaar.matching.rounds.net import SLOTS
from mekaar.matching.rounds.open_asks import why_open
from mekaar.matching.rounds.pairs import CANDIDATES, CANDIDATES_FOR_RINGS, Best, Scene
from mekaar.matching.rounds.parting import (
    Aside,
    Chosen,
    chosen_now,
    part_moments,
    part_with_rings,
)
from mekaar.matching.rounds.short_rings import rings_among
from mekaar.matching.rounds.telling import ideas_told
from mekaar.matching.rounds.told import Told

SERVED_GAIN = 10_000
PER_WAITING_DAY = 400
MOST_WAITING_DAYS = 14
SOON_GAIN = 1_500
CLASS_DAYS = (7, 14)
CLASS_GAIN = 30_000
"""Strict classes: who waits longer than a week, than two, is served first. The sets of asks that
can be served together form a matroid, so no ask is lost by it."""

CALM_GAIN = 30
"""An idea of the round before stays unless another is better by more than this."""

LONGEST_SHOWN = 4

Array = Any
Progress = Callable[[str, int, int], None]


class Stopped(Exception):
    """Somebody asked the work to stop; nothing came out of it."""


@dataclass(frozen=True)
class Round:
    """What came out: at most one idea for each ask."""

    ideas: tuple[Idea, ...]
    rings: tuple[tuple[str, ...], ...]
    """Two to four people, each helping the next and the last the first; nobody is in two."""
    ring_of: dict[str, int]
    """Ask -> its place in `rings`, for the ideas that are part of one."""
    instead: dict[str, str]
    """Ask -> the offer that would be next, for when the first idea is declined."""
    unserved: dict[str, tuple[WhyNot, ...]]
    set_aside: tuple[tuple[str, str], ...]
    """Pairs (ask, offer) left out because this giver has another idea at the same moment."""
    value: int
    bound: int
    """No round without the pairs set aside is worth more; proven by prices."""
    rings_of_at_most: int = 0
    """Rings of at most so many people were preferred; 0 when none were."""


def _no_progress(part: str, done: int, total: int) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class Options:
    """How a round is made."""

    prefer_rings: int = 0
    """Prefer rings of at most so many people where that loses no ask; 0: take them as they come."""
    before: frozenset[tuple[str, str]] = frozenset()
    """Pairs (ask, offer) of the round before, kept where nothing better came."""
    progress: Progress = _no_progress
    """Told which part of the work, how much is done, and of how much; raises Stopped to stop it."""
    threads: int | None = None


def make_round(instance: Instance | Told, options: Options | None = None) -> Round:
    """The best round of this instance: exact, with its proof, the same bytes every time.

    Only asks that are open to ideas take part; one person's ideas never need the same moment.
    With `prefer_rings` the value may stay a little under the bound. Raises Stopped.
    """
    how = options or Options()
    columns, scene, best = _pairs(instance, how)
    circulation = _circulation(columns, best, how.before)
    circulation.solve(lambda *done: how.progress("solve", *done), how.threads)
    aside = part_moments(columns, best, circulation)
    if how.prefer_rings:
        more, chosen = part_with_rings(columns, best, circulation, how.prefer_rings)
        aside += more
    else:
        chosen = chosen_now(circulation)
    how.progress("tell", 0, 1)
    return _told(_Solved(columns, scene, best, circulation, chosen, how.prefer_rings), aside)


def bound_of(
    instance: Instance, set_aside: Iterable[tuple[str, str]], prefer_rings: int = 0
) -> int:
    """What no round of this instance without these pairs (ask, offer) can be worth more than."""
    how = Options(prefer_rings=prefer_rings)
    columns, _, best = _pairs(instance, how)
    circulation = _circulation(columns, best, how.before)
    circulation.solve()
    asks = {name: at for at, name in enumerate(columns.ids.asks)}
    givers = {one.id: one.participant for one in instance.offers}
    number = {name: at for at, name in enumerate(columns.ids.people)}
    for ask, offer in set_aside:
        circulation.forbid(asks[ask], number[givers[offer]])
    return circulation.bound()


def _pairs(instance: Instance | Told, how: Options) -> tuple[Columns, Scene, Best]:
    columns = columns_of(instance)
    scene = Scene(
        columns.people, columns.offered, columns.asked, columns.meanings, columns.declined
    )
    most = CANDIDATES_FOR_RINGS if how.prefer_rings else CANDIDATES
    best = find_candidates(scene, how.threads, lambda *done: how.progress("pairs", *done), most)
    return columns, scene, best


@dataclass(frozen=True)
class _Solved:
    """A round in numbers."""

    columns: Columns
    scene: Scene
    best: Best
    circulation: Circulation
    """The best there is, with its prices."""
    chosen: Chosen
    """What is proposed; with rings preferred another round than the best."""
    prefer_rings: int


def ask_gain(ask: Ask) -> int:
    """What serving an ask is worth, before anything about who does it."""
    return int(_gains(np.array(ask.waiting_days), np.array(ask.soon)))


def _gains(waiting_days: Array, soon: Array) -> Array:
    waiting = np.minimum(waiting_days, MOST_WAITING_DAYS).astype(np.int64) * PER_WAITING_DAY
    classes = sum((waiting_days > days).astype(np.int64) for days in CLASS_DAYS) * CLASS_GAIN
    return SERVED_GAIN + waiting + soon * SOON_GAIN + classes


def pair_gain(millionths: Array) -> Array:
    """1000 x fit in whole numbers."""
    return (millionths + 500) // 1000


def _circulation(columns: Columns, best: Best, before: frozenset[tuple[str, str]]) -> Circulation:
    kept = np.arange(best.offer.shape[1])[None, :] < best.many[:, None]
    offers, gains = best.offer[kept], pair_gain(best.fit[kept])
    if before:
        ids = columns.ids
        asks = np.repeat(np.arange(len(ids.asks)), best.many)
        named = zip(asks.tolist(), columns.offered.number[offers].tolist(), strict=True)
        calm = [(ids.asks[ask], ids.offers[at]) in before for ask, at in named]
        gains = gains + CALM_GAIN * np.array(calm, dtype=np.int64)
    return Circulation(
        columns.people.can_carry,
        columns.asked.person,
        _gains(columns.asked.waiting, columns.asked.soon),
        (best.many, columns.offered.person[offers], gains),
    )


def _told(solved: _Solved, aside: list[Aside]) -> Round:
    """The round in ids and words."""
    columns, best, chosen = solved.columns, solved.best, solved.chosen
    asks, offers = chosen.asks, chosen.offers(best)
    rings = rings_among(asks, columns.offered.person[offers], columns.asked.person, LONGEST_SHOWN)
    ask_ids, people = columns.ids.asks, columns.ids.people
    offer_ids = [columns.ids.offers[number] for number in columns.offered.number.tolist()]
    fits = best.fit[asks, chosen.pairs & (SLOTS - 1)]
    unserved = np.setdiff1d(np.arange(len(ask_ids)), asks)
    return Round(
        ideas=tuple(ideas_told(columns, asks, offers, fits)),
        rings=tuple(tuple(people[giver] for _, giver in ring) for ring in rings),
        ring_of={ask_ids[ask]: at for at, ring in enumerate(rings) for ask, _ in ring},
        instead={ask_ids[ask]: offer_ids[at] for ask, at in _next_best(solved)},
        unserved={
            ask_ids[ask]: why for ask, why in why_open(columns, solved.scene, best, unserved)
        },
        set_aside=tuple(sorted((ask_ids[one.ask], offer_ids[one.offer]) for one in aside)),
        value=chosen.value,
        bound=solved.circulation.bound(),
        rings_of_at_most=solved.prefer_rings,
    )


def _next_best(solved: _Solved) -> list[tuple[int, int]]:
    """For each ask with an idea the pair that the prices put second, where there is one."""
    best, net, asks = solved.best, solved.circulation.net, solved.chosen.asks
    wide = best.offer.shape[1]
    slots = asks[:, None] * SLOTS + np.arange(wide)
    there = np.arange(wide) < best.many[asks][:, None]
    gain, giver = net.pair_gain[slots], net.pair_giver[slots]
    worth = gain - net.pi[2 * net.people + giver]
    never = np.iinfo(np.int64).min
    worth[~there | (gain < 0) | (slots == solved.chosen.pairs[:, None])] = never
    second = worth.argmax(axis=1)
    found = worth[np.arange(len(asks)), second] > never
    return list(zip(asks[found].tolist(), best.offer[asks, second][found].tolist(), strict=True))
