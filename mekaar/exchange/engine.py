"""The door to the ideas engine: the open asks and offers of this moment as an Instance.

Behind the door (`wall.engine()`) are only open asks and offers of this neighbourhood and what
`candidates.py` gives about people: never a name. Nothing is kept about who gave or received.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from mekaar import matching
from mekaar.core import db
from mekaar.exchange import candidates, meanings, spoken
from mekaar.exchange.models import Ask, Idea, IdeaSetAside, Offer
from mekaar.people.by import By

# So many ideas an ask has at once: what two people can talk through at a table.
TOP = 7

_LETTERS = str.maketrans("0123456789", "ghijklmnop")

# A reason of this room: this neighbour read the ask on the board and would like to do it.
WANTS_THIS = "wants_this"


@dataclass(frozen=True, slots=True)
class Found:
    """One idea as it will be kept: the offer, and why."""

    offer: uuid.UUID
    reasons: list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class _Scene:
    """One ask with the offers that may fit."""

    instance: matching.Instance
    for_this: frozenset[str]


def ideas_for(ask: Ask, *, by: By | None, among: Sequence[uuid.UUID] | None = None) -> list[Found]:
    """All ideas for this ask, best first; the caller keeps the first few.

    `among` looks at these offers only: the best of what there is and one that came. For a person,
    who waits, it looks at what shares words and at the ideas there are; the job looks at what means
    the same in other words as well.
    """
    with db.acting(by.id if by else None, ask.neighbourhood_id, engine=True):
        near = candidates.offers_near(ask.id, fitting=True) if among is None else among
        if among is None and by is None:
            near = [*near, *meanings.nearest_offers(ask)]
        scene = _scene(ask, near)
    found = matching.ideas(scene.instance, str(ask.id), top=2 * candidates.MOST)
    first = [idea for idea in found if idea.offer in scene.for_this]
    others = [idea for idea in found if idea.offer not in scene.for_this]
    return [
        Found(uuid.UUID(idea.offer), as_data(idea, asked=idea.offer in scene.for_this))
        for idea in [*first, *others]
    ]


@dataclass(frozen=True, slots=True)
class Touched:
    """An ask for which an offer is an idea now, or (`was_idea`) was one until now."""

    ask: uuid.UUID
    was_idea: bool


def asks_around(offer_id: uuid.UUID, *, here: uuid.UUID) -> list[Touched]:
    """The asks that an opened or changed offer touches."""
    with db.acting(None, here, engine=True):
        offer = Offer.objects.filter(id=offer_id).first()
        if offer is None:
            return []
        near = [*candidates.asks_near(offer_id), *meanings.nearest_asks(offer)]
        asks = list(Ask.objects.filter(id__in=near, state=Ask.State.IDEAS_OPEN))
        before = set(Idea.objects.filter(offer=offer).values_list("ask_id", flat=True))
        known = people([offer, *asks])
        own = meanings.of(offer)
        vectors = meanings.of_asks(own, near)
    instance = matching.Instance(
        participants=participants([offer, *asks], known),
        offers=(offer_of(offer, offer.words, own.vector if own else None),),
        asks=tuple(ask_of(ask, vectors.get(ask.id)) for ask in asks),
        declined=frozenset(spoken.without_language(asks, [offer], known)),
        model=own.model_id if own else None,
    )
    return [
        Touched(ask.id, ask.id in before)
        for ask in asks
        if ask.id in before
        or offer.for_ask_id == ask.id
        or matching.ideas(instance, str(ask.id), top=1)
    ]


def why_not(ask: Ask, *, by: By) -> list[matching.WhyNot]:
    """What kept the nearest offers away, for an ask that has no ideas.

    Looks at what shares words, and at the newest offers whose vectors are there: so many that
    comparing them costs a page little.
    """
    with db.acting(by.id, ask.neighbourhood_id, engine=True):
        near = candidates.offers_near(ask.id, fitting=False)
        if settings.EMBEDDER != "words":
            near += candidates.offers_to_compare(ask.id)
        scene = _scene(ask, near)
    return matching.why_not(scene.instance, str(ask.id))


def rings(
    asks: Iterable[Ask], offers: Iterable[Offer], ideas: Mapping[str, Sequence[matching.Idea]]
) -> list[tuple[uuid.UUID, ...]]:
    """Short rings out of ideas that are there already: the people, each helping the next."""
    instance = matching.Instance(
        participants=(),
        offers=tuple(offer_of(offer, offer.words) for offer in offers),
        asks=tuple(ask_of(ask) for ask in asks),
    )
    found = matching.rings(instance, ideas, at_most=3, limit=50)
    return [tuple(uuid.UUID(person) for person in ring.participants) for ring in found]


def words_in_both(asked: str, offered: str) -> list[object]:
    """The words that name what both texts are about; for who keeps none of them."""
    return list(matching.said_by_both(asked, offered))


def as_data(idea: matching.Idea, *, asked: bool) -> list[dict[str, object]]:
    """Why this idea is there; `asked`: the giver answered this very ask."""
    reasons: list[dict[str, object]] = [
        {"kind": reason.kind, "values": list(reason.values)}
        for reason in idea.reasons
        if not (asked and reason.kind == "same_subject")
    ]
    return [{"kind": WANTS_THIS, "values": []}, *reasons] if asked else reasons


def _scene(ask: Ask, near: Sequence[uuid.UUID]) -> _Scene:
    offers = list(Offer.objects.filter(id__in=near).fresh())
    for_this = frozenset(str(offer.id) for offer in offers if offer.for_ask_id == ask.id)
    known = people([ask, *offers])
    own = meanings.of(ask)
    vectors = meanings.of_offers(own, near)
    instance = matching.Instance(
        participants=participants([ask, *offers], known),
        offers=tuple(
            offer_of(one, answering(one, ask))
            if str(one.id) in for_this
            else offer_of(one, one.words, vectors.get(one.id))
            for one in offers
        ),
        asks=(ask_of(ask, own.vector if own else None),),
        declined=_declined(ask) | spoken.without_language([ask], offers, known),
        model=own.model_id if own else None,
    )
    return _Scene(instance, for_this)


def _declined(ask: Ask) -> frozenset[tuple[str, str]]:
    """Pairs that are not proposed again: set aside, or declined when a person introduced them."""
    aside = IdeaSetAside.objects.filter(ask=ask).values_list("offer_id", flat=True)
    return frozenset((str(ask.id), str(offer)) for offer in aside)


def people(things: Iterable[Ask | Offer]) -> dict[uuid.UUID, candidates.Known]:
    """What the engine knows of those whose asks and offers these are."""
    owners = sorted({thing.participant_id for thing in things})
    return {one.id: one for one in candidates.people_of_ideas(owners)}


def participants(
    things: Iterable[Ask | Offer], known: spoken.People
) -> tuple[matching.Participant, ...]:
    """The same people for the library."""
    languages = spoken.by_person(things, known)
    return tuple(
        matching.Participant(
            id=str(one.id),
            x=one.x,
            y=one.y,
            languages=languages[one.id],
            can_carry=one.can_carry,
            language_helper=one.has_helper,
        )
        for one in known.values()
    )


def answering(offer: Offer, ask: Ask) -> str:
    """Who answered this very ask means this very ask, in whatever words."""
    return f"{offer.words}\n{_text_of(ask)}"


def _text_of(ask: Ask) -> str:
    """The words of an ask; when they name no subject, with a word that nobody else has.

    Without it nobody who answers such an ask would be an idea for it.
    """
    if matching.keys(ask.words):
        return ask.words
    return f"{ask.words} {ask.id.hex.translate(_LETTERS)}"


def offer_of(offer: Offer, text: str, vector: Sequence[float] | None = None) -> matching.Offer:
    """An offer as the engine knows it, with this text and this vector."""
    return matching.Offer(
        id=str(offer.id),
        participant=str(offer.participant_id),
        text=text,
        vector=None if vector is None else tuple(vector),
        kind=offer.kind,
        times=offer.times,
        max_distance=offer.max_distance,
    )


def ask_of(ask: Ask, vector: Sequence[float] | None = None) -> matching.Ask:
    """An ask as the engine knows it."""
    return matching.Ask(
        id=str(ask.id),
        participant=str(ask.participant_id),
        text=_text_of(ask),
        vector=None if vector is None else tuple(vector),
        times=ask.times,
        max_distance=ask.max_distance,
        waiting_days=(timezone.now() - ask.made_at).days,
        ideas_open=ask.state == Ask.State.IDEAS_OPEN,
        profession_wanted=ask.profession_wanted,
    )
