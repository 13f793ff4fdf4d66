"""Ideas of a round told in ids and reasons, from the arrays, as `ideas.reasons` would say them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from mekaar.matching.fit import MILLION, NEAR_METRES, NOT_TOLD
from mekaar.matching.ideas import (
    in_steps,
    near,
    other_kind,
    same_daypart,
    same_language,
    same_subject,
)
from mekaar.matching.model import KINDS, Idea, Reason
from mekaar.matching.rounds.columns import Columns

Array = Any
Reasons = tuple[Reason, ...]


def ideas_told(columns: Columns, asks: Array, offers: Array, fits: Array) -> Iterator[Idea]:
    """Ideas by the numbers of their asks, the places of their offers, and millionths of fit."""
    ids, shared = columns.ids, _Shared(columns)
    numbers = columns.offered.number[offers]
    asker, giver = columns.asked.person[asks], columns.offered.person[offers]
    words = columns.words
    for ask, offer, fit, subject, steps, times, spoken, kind in zip(
        asks.tolist(),
        numbers.tolist(),
        (fits / MILLION).tolist(),
        zip(columns.asked.text[asks].tolist(), _texts(columns)[offers].tolist(), strict=True),
        _steps(columns, asker, giver),
        _times(columns, asks, offers),
        zip(words.languages[asker].tolist(), words.languages[giver].tolist(), strict=True),
        words.kind[numbers].tolist(),
        strict=True,
    ):
        why = (
            shared.subject(*subject),
            *shared.near(steps),
            *shared.daypart(times),
            *shared.language(*spoken),
            *shared.kind(kind),
        )
        yield Idea(ids.asks[ask], ids.offers[offer], fit, why)


class _Shared:
    """Reasons that many ideas have, each made once; kept no longer than the telling."""

    def __init__(self, columns: Columns) -> None:
        words = columns.words

        @cache
        def subject(asked: int, offered: int) -> Reason:
            return same_subject(words.asked[asked][0], words.offered[offered][0])

        @cache
        def language(asker: int, giver: int) -> Reasons:
            return same_language(words.sets[asker], words.sets[giver])

        self.subject, self.language = subject, language
        self.near = cache(lambda steps: near(steps) if steps else ())
        self.daypart = cache(lambda times: () if times == NOT_TOLD else same_daypart(times, times))
        self.kind = cache(lambda kind: other_kind(KINDS[kind]))


def _texts(columns: Columns) -> Array:
    """The number of the text of each offer, by its place."""
    return np.repeat(np.arange(len(columns.words.offered)), np.diff(columns.offered.first))


def _steps(columns: Columns, asker: Array, giver: Array) -> list[int]:
    """How far apart each two live in whole steps, 0 where that is not near or not known."""
    x, y = columns.people.x, columns.people.y
    across, along = x[asker] - x[giver], y[asker] - y[giver]
    metres = np.sqrt(across * across + along * along).tolist()
    return [in_steps(one) if one < NEAR_METRES else 0 for one in metres]


def _times(columns: Columns, asks: Array, offers: Array) -> list[int]:
    asked, offered = columns.asked.times[asks], columns.offered.times[offers]
    either = (asked == NOT_TOLD) | (offered == NOT_TOLD)
    told: list[int] = np.where(either, NOT_TOLD, asked & offered).tolist()
    return told
