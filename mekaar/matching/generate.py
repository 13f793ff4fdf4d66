"""Invented neighbourhoods: seventy people each, clustered in towns; the same for the same seed."""

import math
import random
from bisect import bisect_left
from itertools import accumulate

from mekaar.matching.model import DAYPARTS, Ask, BadInstance, Instance, Offer, Participant
from mekaar.matching.themes import THEMES, Theme

MOST_PARTICIPANTS = 1_000_000
NEIGHBOURHOOD = 70
TOWN = 140 * NEIGHBOURHOOD
_LANGUAGES = ("ar", "tr", "uk", "pl", "ti", "en")
_MARKS = ("vog", "rijbewijs", "vrouw")
_ASKS, _OFFERS = 0.52, 0.65


def generate(participants: int, seed: int) -> Instance:
    """A country of neighbours in which nobody is real, numbered along space.

    Only `Random.random` is used: its numbers are the same in every version of Python.
    """
    if not 1 <= participants <= MOST_PARTICIPANTS:
        raise BadInstance(f"Participants must be between 1 and {MOST_PARTICIPANTS}.")
    return _Invention(seed).instance(participants)


class _Invention:
    """One stream of invented people, each with what they ask and offer."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - invents neighbours, keeps no secret
        self._shares = list(accumulate(1 / rank for rank in range(1, len(THEMES) + 1)))
        self._people: list[Participant] = []
        self._offers: list[Offer] = []
        self._asks: list[Ask] = []
        self._town = self._middle = (0.0, 0.0)

    def instance(self, participants: int) -> Instance:
        for number in range(participants):
            if number % TOWN == 0:
                self._town = (self._between(20_000, 270_000), self._between(320_000, 610_000))
            if number % NEIGHBOURHOOD == 0:
                self._middle = self._around(self._town, 2500)
            self._add_person(number)
        return Instance(tuple(self._people), tuple(self._offers), tuple(self._asks))

    def _add_person(self, number: int) -> None:
        name = f"p{number:07d}"
        x, y = self._around(self._middle, 400)
        languages = {"nl"} if self._chance(0.95) else set()
        if self._chance(0.2) or not languages:
            languages.add(_LANGUAGES[self._below(len(_LANGUAGES))])
        avoided = self._below(number) if number and self._chance(0.005) else None
        self._people.append(
            Participant(
                id=name,
                x=round(x),
                y=round(y),
                languages=frozenset(languages),
                has=frozenset(mark for mark in _MARKS if self._chance(0.4)),
                can_carry=0 if self._chance(0.05) else 1 + self._below(3),
                apart_from=frozenset() if avoided is None else frozenset({f"p{avoided:07d}"}),
                language_helper=self._chance(0.02),
            )
        )
        if self._chance(_ASKS):
            self._add_ask(number, name)
        if self._chance(_OFFERS):
            self._add_offer(number, name)

    def _add_ask(self, number: int, name: str) -> None:
        self._asks.append(
            Ask(
                id=f"a{number:07d}",
                participant=name,
                text=self._theme().asked,
                times=self._times(),
                max_distance=self._reach(),
                needs=frozenset({"vog"}) if self._chance(0.08) else frozenset(),
                soon=max(0, self._below(6) - 3),
                waiting_days=self._below(40),
                ideas_open=self._chance(0.9),
                profession_wanted=self._chance(0.02),
            )
        )

    def _add_offer(self, number: int, name: str) -> None:
        theme = self._theme()
        self._offers.append(
            Offer(
                id=f"o{number:07d}",
                participant=name,
                text=theme.offered,
                kind=theme.kind,
                times=self._times(),
                max_distance=self._reach(),
            )
        )

    def _theme(self) -> Theme:
        """A theme: the second half as often as the first, the third a third as often."""
        drawn = self._random.random() * self._shares[-1]
        return THEMES[bisect_left(self._shares, drawn)]

    def _times(self) -> int | None:
        if self._chance(0.1):
            return None
        times = 0
        for _ in range(3 + self._below(6)):
            times |= 1 << self._below(DAYPARTS)
        return times

    def _reach(self) -> float:
        return float(500 + 50 * self._below(91))

    def _around(self, middle: tuple[float, float], spread: float) -> tuple[float, float]:
        """A place around a middle, mostly near: by the mean of three draws on each side."""
        x, y = (at + spread * math.fsum(self._between(-1, 1) for _ in range(3)) for at in middle)
        return x, y

    def _between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random.random()

    def _below(self, number: int) -> int:
        return int(self._random.random() * number)

    def _chance(self, share: float) -> bool:
        return self._random.random() < share
