"""A neighbourhood over months: asks and offers that come, patience, and answers fixed beforehand.

Asks and offers come as in the platforms that Andersson, Cseh, Ehlers and Erlanson (AEJ Micro 2021)
and Ashlagi et al. (arXiv 1809.06824, greedy against batches) study. All chance is drawn before the
first day, for each ask, pair and person apart, so that policies differ by what they do and by
nothing else (common random numbers).
"""

import random
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from mekaar.matching.generate import generate
from mekaar.matching.model import Ask, Instance, Offer
from mekaar.matching.rounds.candidates import find_candidates
from mekaar.matching.rounds.columns import columns_of
from mekaar.matching.rounds.pairs import Scene

INVENTIONS = 3
"""So many inventions of the same people give their asks: about 1.5 for each person."""

ALSO_OFFERS, OFFERS = 0.5, 0.65
"""The share of people who offer something, among who asks something and among who does not."""

PATIENCE, STAYS = 35, 7
"""Mean days until an asker gives up, beyond a first week in which nobody does."""

WEEKS_AT_LEAST, WEEKS_MORE = 4, 23
"""How long an arrangement runs."""

DECLINED, FIT_HELPS = 0.5, 0.4
"""Share of ideas that are declined by either side: with no fit at all, and how much a fit helps."""

DAYS_TO_ANSWER = 5
_LATE = 0.5
_STREAM = 1_000_003

Array = Any


@dataclass(frozen=True)
class World:
    """Arrays over asks, their pairs [asks, places] and people; days count from 0."""

    days: int
    asker: Array
    comes: Array
    patience: Array
    weeks: Array
    soon: Array
    many: Array
    giver: Array
    worth: Array
    """[asks, places] 1000 x fit."""
    says_no: Array
    answers_in: Array
    can_carry: Array
    offers_from: Array
    """[people] the day of their offer, or after the last day when they have none."""
    too_much: Array
    """[people, days] a lot in [0, 1): below a chance that grows with what they carry, they say
    "dit is te veel"."""


def world(participants: int, weeks: int, seed: int, also_offers: float = ALSO_OFFERS) -> World:
    """An invented neighbourhood for so many weeks; the same for the same words."""
    lots = random.Random(_STREAM * seed + 1)  # noqa: S311 - invents neighbours, keeps no secret
    days = 7 * weeks
    instance = _instance(participants, seed, also_offers)
    columns = columns_of(instance)
    best = find_candidates(
        Scene(columns.people, columns.offered, columns.asked, columns.meanings, columns.declined)
    )
    asks, places = best.fit.shape
    starts = _lots(lots, participants)
    offers_from = np.full(participants, days + 1)
    late = np.where(starts < _LATE, 0, ((starts - _LATE) / (1 - _LATE) * days)).astype(int)
    givers = np.unique(columns.offered.person)
    offers_from[givers] = late[givers]
    worth = (best.fit + 500) // 1000
    no = _lots(lots, asks * places).reshape(asks, places) < DECLINED - FIT_HELPS * worth / 1000
    return World(
        days=days,
        asker=columns.asked.person,
        comes=(_lots(lots, asks) * days).astype(int),
        patience=(STAYS - PATIENCE * np.log1p(-_lots(lots, asks))).astype(int),
        weeks=WEEKS_AT_LEAST + (_lots(lots, asks) * WEEKS_MORE).astype(int),
        soon=columns.asked.soon,
        many=best.many,
        giver=columns.offered.person[best.offer],
        worth=worth,
        says_no=no,
        answers_in=1 + (_lots(lots, asks * places) * DAYS_TO_ANSWER).astype(int).reshape(asks, -1),
        can_carry=columns.people.can_carry.astype(int),
        offers_from=offers_from,
        too_much=_lots(lots, participants * days).reshape(participants, days),
    )


def _instance(participants: int, seed: int, also_offers: float) -> Instance:
    """The people of one invention with the asks of several and the first offer of each person."""
    lots = random.Random(_STREAM * seed + 2)  # noqa: S311 - as above
    inventions = [generate(participants, INVENTIONS * seed + turn) for turn in range(INVENTIONS)]
    asks: list[Ask] = []
    offers: dict[str, Offer] = {}
    for turn, one in enumerate(inventions):
        asks += [
            replace(ask, id=f"{ask.id}-{turn}", ideas_open=True, waiting_days=0) for ask in one.asks
        ]
        for offer in one.offers:
            offers.setdefault(offer.participant, offer)
    askers = {ask.participant for ask in asks}
    kept = []
    for person in inventions[0].participants:
        lot = lots.random()
        if person.id in offers and lot < (also_offers if person.id in askers else OFFERS):
            kept.append(offers[person.id])
    return Instance(inventions[0].participants, tuple(kept), tuple(asks))


def _lots(lots: random.Random, many: int) -> Array:
    return np.array([lots.random() for _ in range(many)])
