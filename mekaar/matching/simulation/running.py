"""The days of a simulation, one after the other, under one policy."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mekaar.matching.simulation.policies import Moment, Policy
from mekaar.matching.simulation.world import World

TOO_MUCH_A_DAY = 0.002
"""The chance a day, for each arrangement somebody carries, that they say "dit is te veel"."""

REST_DAYS = 28
"""So long they are asked for nothing new; what runs goes on."""

NEVER = -1

Array = Any


@dataclass
class Story:
    """What happened: for each ask the day it was agreed (or NEVER) and by whom."""

    agreed: Array
    by: Array
    ideas: int = 0
    declined: int = 0


@dataclass
class _Now:
    """The state of a day."""

    open: list[int] = field(default_factory=list)
    carries: Array = None
    rests_until: Array = None
    refused: set[tuple[int, int]] = field(default_factory=set)
    answers: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    ends: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def run(world: World, policy: Policy) -> Story:
    """All days under this policy; the same world and policy tell the same story."""
    asks, people = len(world.asker), len(world.can_carry)
    story = Story(np.full(asks, NEVER), np.full(asks, NEVER))
    now = _Now(carries=np.zeros(people, int), rests_until=np.zeros(people, int))
    coming: dict[int, list[int]] = defaultdict(list)
    for ask, day in enumerate(world.comes.tolist()):
        coming[day].append(ask)
    for day in range(world.days):
        for giver in now.ends.pop(day, ()):
            now.carries[giver] -= 1
        for ask, place in now.answers.pop(day, ()):
            _answer(world, story, now, day, (ask, place))
        _too_much(world, now, day)
        now.open = [ask for ask in now.open if day - world.comes[ask] <= world.patience[ask]]
        _propose_today(world, policy, story, now, (day, coming[day]))
    return story


def _propose_today(
    world: World, policy: Policy, story: Story, now: _Now, today: tuple[int, list[int]]
) -> None:
    """At once: first for who waited, then for each who comes; else together, on its days."""
    day, come = today
    if policy.every == 0:
        _propose(world, policy, story, now, day)
        for ask in come:
            now.open.append(ask)
            _propose(world, policy, story, now, day)
        return
    now.open += come
    if day % policy.every == 0:
        _propose(world, policy, story, now, day)


def _answer(world: World, story: Story, now: _Now, day: int, pair: tuple[int, int]) -> None:
    """Both said yes, or one of them no: then never these two again."""
    ask, place = pair
    giver = int(world.giver[ask, place])
    if world.says_no[ask, place]:
        now.refused.add(pair)
        now.carries[giver] -= 1
        story.declined += 1
        now.open.append(ask)
        now.open.sort()
        return
    story.agreed[ask], story.by[ask] = day, giver
    now.ends[day + 7 * int(world.weeks[ask])].append(giver)


def _too_much(world: World, now: _Now, day: int) -> None:
    says = world.too_much[:, day] < TOO_MUCH_A_DAY * now.carries
    now.rests_until[says] = day + REST_DAYS


def _propose(world: World, policy: Policy, story: Story, now: _Now, day: int) -> None:
    room = np.maximum(0, world.can_carry - now.carries)
    room[(world.offers_from > day) | (now.rests_until > day)] = 0
    pairs = {ask: _pairs(world, now, room, ask) for ask in now.open}
    asks = [ask for ask in sorted(now.open) if pairs[ask]]
    if not asks:
        return
    waiting = {ask: day - int(world.comes[ask]) for ask in asks}
    moment = Moment(asks, waiting, world.soon, world.asker, pairs, room, now.carries)
    chosen = policy.choose(moment)
    taken = {ask for ask, _ in chosen}
    now.open = [ask for ask in now.open if ask not in taken]
    story.ideas += len(chosen)
    for ask, place in chosen:
        now.carries[world.giver[ask, place]] += 1
        now.answers[day + int(world.answers_in[ask, place])].append((ask, place))


def _pairs(world: World, now: _Now, room: Array, ask: int) -> list[tuple[int, int, int]]:
    return [
        (place, int(world.giver[ask, place]), int(world.worth[ask, place]))
        for place in _places(world, ask)
        if room[world.giver[ask, place]] > 0 and (ask, place) not in now.refused
    ]


def _places(world: World, ask: int) -> Iterable[int]:
    return range(int(world.many[ask]))
