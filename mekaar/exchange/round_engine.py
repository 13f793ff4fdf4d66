"""The door to the rounds of the ideas engine: everything open of this moment, and what came out.

Only the worker makes rounds, and only `made` loads the library (numpy); a page never does. Nothing
of a round before is told but which pairs still hold, so that a new round stays calm.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection

from mekaar import matching
from mekaar.core import db
from mekaar.exchange import engine, meanings, spoken
from mekaar.exchange.models import Ask, IdeaSetAside, Offer

# Rings of at most so many people are preferred: what a table can follow, where no ask is lost.
RINGS_OF = 4
# The other processors are for the pages.
THREADS = 1

Progress = Callable[[str, int, int], None]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """An ask or offer as it was read: whose it is, and the digest of what was read."""

    id: uuid.UUID
    participant: uuid.UUID
    mark: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything open of a neighbourhood."""

    instance: matching.Instance
    asks: dict[str, Thing]
    offers: dict[str, Thing]
    for_this: frozenset[Pair]


@dataclass(frozen=True, slots=True)
class Found:
    """One idea: ask, offer, why, what else could be, and with which others it goes round."""

    ask: Thing
    offer: Thing
    reasons: list[dict[str, object]]
    instead: Thing | None
    ring: int | None


@dataclass(frozen=True, slots=True)
class StaysOpen:
    """One ask without an idea, and why."""

    ask: Thing
    why: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Made:
    """What came out, in the order of the paper: who goes round first."""

    ideas: list[Found]
    open: list[StaysOpen]


def read(me: uuid.UUID, here: uuid.UUID) -> Scene:
    """All asks of this neighbourhood that want ideas, and all offers that are open.

    What somebody hid, and pairs that were laid aside or declined, stay out (L-20, R-A14). What has
    a vector is compared by meaning as well, as in the ideas for one ask (ADR 29).
    """
    with db.acting(me, here, engine=True):
        ask_marks, offer_marks = _marks("asks_of_round"), _marks("offers_of_round")
        wanting, open_now = Ask.State.IDEAS_OPEN, Offer.State.OPEN
        asks = list(Ask.objects.filter(id__in=list(ask_marks), state=wanting).order_by("id"))
        offers = list(Offer.objects.filter(id__in=list(offer_marks), state=open_now).order_by("id"))
        things: list[Ask | Offer] = [*asks, *offers]
        known = engine.people(things)
        aside = set(IdeaSetAside.objects.values_list("ask_id", "offer_id"))
        model, vectors = meanings.of_everything()
    asked = {ask.id: ask for ask in asks}
    known_offers = {one.id for one in offers}
    declined = {
        (str(ask), str(offer)) for ask, offer in aside if ask in asked and offer in known_offers
    }
    return Scene(
        instance=matching.Instance(
            participants=engine.participants(things, known),
            offers=tuple(_offer(one, asked, vectors) for one in offers),
            asks=tuple(engine.ask_of(one, vectors.get(one.id)) for one in asks),
            declined=frozenset(declined | spoken.without_language(asks, offers, known)),
            model=model,
        ),
        asks=_things(asks, ask_marks),
        offers=_things(offers, offer_marks),
        for_this=frozenset((str(one.for_ask_id), str(one.id)) for one in offers if one.for_ask_id),
    )


def made(scene: Scene, *, before: Iterable[Pair], progress: Progress) -> Made:
    """The best round of this scene.

    Raises Stopped (mekaar.matching.rounds) when `progress` does.
    """
    if not scene.asks:
        return Made([], [])
    from mekaar.matching.rounds import Options, make_round  # noqa: PLC0415  # numpy, here only

    options = Options(RINGS_OF, frozenset(before), progress, THREADS)
    found = make_round(scene.instance, options)
    ideas = [
        Found(
            scene.asks[idea.ask],
            scene.offers[idea.offer],
            _why_this(idea, asked=(idea.ask, idea.offer) in scene.for_this),
            scene.offers.get(found.instead.get(idea.ask, "")),
            found.ring_of.get(idea.ask),
        )
        for idea in found.ideas
    ]
    stays = [
        StaysOpen(scene.asks[ask], [{"kind": one.kind, "values": list(one.values)} for one in why])
        for ask, why in sorted(found.unserved.items())
    ]
    return Made(_in_order(ideas, scene.instance), stays)


def _marks(function: str) -> dict[uuid.UUID, str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, mark FROM wall.{function}()")  # noqa: S608  # our own names
        return dict(cursor.fetchall())


def _things(found: list[Ask] | list[Offer], marks: dict[uuid.UUID, str]) -> dict[str, Thing]:
    return {str(one.id): Thing(one.id, one.participant_id, marks[one.id]) for one in found}


def _offer(offer: Offer, asked: dict[uuid.UUID, Ask], vectors: meanings.Vectors) -> matching.Offer:
    """Who answered an ask that is still open means that very ask."""
    ask = asked.get(offer.for_ask_id) if offer.for_ask_id else None
    if ask:
        return engine.offer_of(offer, engine.answering(offer, ask))
    return engine.offer_of(offer, offer.words, vectors.get(offer.id))


def _why_this(idea: matching.Idea, *, asked: bool) -> list[dict[str, object]]:
    """The reasons without words: what both said is looked up again by who reads it."""
    return [
        {**reason, "values": []} if reason["kind"] == "same_subject" else reason
        for reason in engine.as_data(idea, asked=asked)
    ]


def _in_order(ideas: list[Found], instance: matching.Instance) -> list[Found]:
    """As a table talks about them: who goes round, then people, then things, places and groups."""
    offers = instance.offers_by_id

    def group(idea: Found) -> tuple[bool, int, bool]:
        is_person = offers[str(idea.offer.id)].kind == "person"
        return idea.ring is None, idea.ring or 0, idea.ring is None and not is_person

    return [one for ring in _groups(ideas, group) for one in _round_the_ring(ring)]


def _groups(
    ideas: list[Found], group: Callable[[Found], tuple[bool, int, bool]]
) -> list[list[Found]]:
    found: dict[tuple[bool, int, bool], list[Found]] = {}
    for idea in ideas:
        found.setdefault(group(idea), []).append(idea)
    return [found[key] for key in sorted(found)]


def _round_the_ring(ideas: list[Found]) -> list[Found]:
    """Each idea of a ring before the one that its receiver gives; others in order of entry."""
    if ideas[0].ring is None:
        return sorted(ideas, key=lambda one: one.ask.id.bytes)
    by_giver = {one.offer.participant: one for one in ideas}
    turn, found = ideas[0], []
    while turn not in found:
        found.append(turn)
        turn = by_giver.get(turn.ask.participant, turn)
    return found
