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
from mekaar.matching.rounds.moments import clashes, shared_times
from mekaar.matching.rounds.net import SLOTS
from mekaar.matching.rounds.open_asks import why_open
from mekaar.matching.rounds.pairs import Best, Scene
from mekaar.matching.rounds.short_rings import prefer_rings, rings_among
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
_TRIES = 5

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
    aside = _part_moments(columns, best, circulation)
    bound = circulation.bound()
    if how.prefer_rings:
        with prefer_rings(circulation, how.prefer_rings) as give_up:
            aside += _part_with_rings(columns, best, circulation, give_up)
    how.progress("tell", 0, 1)
    return _told(_Solved(columns, scene, best, circulation), aside, bound)


def bound_of(instance: Instance, set_aside: Iterable[tuple[str, str]]) -> int:
    """What no round of this instance without these pairs (ask, offer) can be worth more than."""
    columns, _, best = _pairs(instance, Options())
    circulation = _circulation(columns, best, frozenset())
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
    best = find_candidates(scene, how.threads, lambda *done: how.progress("pairs", *done))
    return columns, scene, best


@dataclass(frozen=True)
class _Solved:
    """A round in numbers."""

    columns: Columns
    scene: Scene
    best: Best
    circulation: Circulation


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


def _chosen(best: Best, circulation: Circulation) -> tuple[Array, Array]:
    """The asks that are served, and the place of the offer that serves each."""
    asks, _ = circulation.chosen()
    return asks, best.offer[asks, circulation.net.pair[asks] & (SLOTS - 1)]


def _part_moments(columns: Columns, best: Best, circulation: Circulation) -> list[tuple[int, int]]:
    """Leave out pairs until nobody has two ideas that need the same moment; (ask, offer place)."""
    aside: list[tuple[int, int]] = []
    while True:
        asks, offers = _chosen(best, circulation)
        givers = columns.offered.person[offers]
        gains = circulation.net.pair_gain[circulation.net.pair[asks]]
        alone = best.many[asks] == 1
        worst = clashes(givers, shared_times(columns, asks, offers), gains, alone)
        if not worst:
            return aside
        for at in worst:
            aside.append((int(asks[at]), int(offers[at])))
            circulation.forbid(int(asks[at]), int(givers[at]))


def _part_with_rings(
    columns: Columns, best: Best, circulation: Circulation, give_up: Callable[[Array], None]
) -> list[tuple[int, int]]:
    """Part moments again after rings were favoured; rings that cost an ask are given up."""
    served = len(circulation.chosen()[0])
    people = np.arange(len(columns.ids.people))
    for _ in range(_TRIES):
        aside = _part_moments(columns, best, circulation)
        if len(circulation.chosen()[0]) >= served:
            return aside
        givers = [int(columns.offered.person[offer]) for _, offer in aside]
        for (ask, offer), giver in zip(aside, givers, strict=True):
            place = int(np.flatnonzero(best.offer[ask, : best.many[ask]] == offer)[0])
            circulation.allow(ask, giver, int(pair_gain(best.fit[ask, place])))
        give_up(np.array(givers))
    give_up(people)
    return _part_moments(columns, best, circulation)


def _told(solved: _Solved, aside: list[tuple[int, int]], bound: int) -> Round:
    """The round in ids and words."""
    columns, best, circulation = solved.columns, solved.best, solved.circulation
    asks, offers = _chosen(best, circulation)
    rings = rings_among(asks, columns.offered.person[offers], columns.asked.person, LONGEST_SHOWN)
    ask_ids, people = columns.ids.asks, columns.ids.people
    offer_ids = [columns.ids.offers[number] for number in columns.offered.number.tolist()]
    fits = best.fit[asks, circulation.net.pair[asks] & (SLOTS - 1)]
    unserved = np.setdiff1d(np.arange(len(ask_ids)), asks)
    return Round(
        ideas=tuple(ideas_told(columns, asks, offers, fits)),
        rings=tuple(tuple(people[giver] for _, giver in ring) for ring in rings),
        ring_of={ask_ids[ask]: at for at, ring in enumerate(rings) for ask, _ in ring},
        instead={ask_ids[ask]: offer_ids[at] for ask, at in _next_best(best, circulation, asks)},
        unserved={
            ask_ids[ask]: why for ask, why in why_open(columns, solved.scene, best, unserved)
        },
        set_aside=tuple(sorted((ask_ids[ask], offer_ids[at]) for ask, at in aside)),
        value=circulation.value(),
        bound=bound,
    )


def _next_best(best: Best, circulation: Circulation, asks: Array) -> list[tuple[int, int]]:
    """For each of these asks the pair that the prices put second, where there is one."""
    wide = best.offer.shape[1]
    slots = asks[:, None] * SLOTS + np.arange(wide)
    there = np.arange(wide) < best.many[asks][:, None]
    gain, giver = circulation.net.pair_gain[slots], circulation.net.pair_giver[slots]
    worth = gain - circulation.net.pi[2 * circulation.net.people + giver]
    never = np.iinfo(np.int64).min
    worth[~there | (gain < 0) | (slots == circulation.net.pair[asks][:, None])] = never
    second = worth.argmax(axis=1)
    found = worth[np.arange(len(asks)), second] > never
    return list(zip(asks[found].tolist(), best.offer[asks, second][found].tolist(), strict=True))
